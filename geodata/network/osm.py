"""Reading .osm.pbf, .osm, .osm.bz2 and .osm.gz files with pyosmium.

Filtering, locating nodes and writing what remains to a text file of one object per line (OPL) is
left to osmium, in C++; Python reads that file in bulk. Looking at every node of a way through
Python's objects takes three times as long.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from geodata.errors import DataError, OptionError, Problem
from geodata.model import Mode
from geodata.network import opl
from geodata.network.model import Floats, Ids, State
from geodata.network.sources import OSM_LICENCE, Lines, Register, Source, Wanted
from geodata.network.stop_tags import (
    FERRY_STOP,
    RAIL_STOPS,
    Stop,
    stop_codes,
    stop_kind,
    stop_names,
)
from geodata.network.tags import FERRY_KIND, RAIL_KINDS, ROAD_KINDS, Facts, interpret, way_name
from geodata.writing import scratch_folder

SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz", ".osm.xml")
# The locations of all nodes of a file take 16 bytes each. In files larger than this, of some forty
# million nodes, the ways are read first, and only their nodes are kept.
TWO_PASSES_BYTES = 400_000_000
# How many distinct sets of tags are remembered.
_REMEMBERED = 100_000


def read_osm(path: Path, wanted: Wanted) -> Source:
    """The lines and stops of a file of OpenStreetMap.

    Parameters
    ----------
    path : Path
        A file whose name ends in one of `SUFFIXES`.
    wanted : Wanted
        The modes and states to take.

    Raises
    ------
    OptionError
        When the extra ``osm`` is not installed.
    DataError
        When the file is broken, cut short, or no such file at all.
    OutputError
        When there is no room for temporary files.
    """
    try:
        import osmium
    except ImportError as error:
        raise OptionError(
            f"{path}: needs pyosmium: install the extra with pip install 'ndn-atlas[osm]'"
        ) from error
    with scratch_folder("ndn-") as folder:
        text = folder / "lines.opl"
        try:
            _extract(osmium, path, text, wanted)
            return _read(text, wanted, lambda: _drafts(osmium, path))
        except (RuntimeError, ValueError, osmium.InvalidLocationError) as error:
            message = " ".join(str(error).split())[:200] or type(error).__name__
            raise DataError(
                [Problem(path.name, "", "", f"is no readable file of OpenStreetMap: {message}")]
            ) from error


def way_tags(wanted: Wanted) -> list[tuple[str, str]]:
    """The tags of which a way must have one to be looked at."""
    found: list[tuple[str, str]] = []
    lapsed = [state.value for state in State if state in wanted.states - {State.IN_USE}]
    for mode, key, kinds in (
        (Mode.RAIL, "railway", RAIL_KINDS),
        (Mode.ROAD, "highway", ROAD_KINDS),
    ):
        if mode in wanted.modes:
            found += [(key, kind) for kind in (*kinds, *lapsed)]
            found += [(f"{state}:{key}", kind) for state in lapsed for kind in kinds]
    if Mode.FERRY in wanted.modes:
        found.append(("route", FERRY_KIND))
    return found


def stop_tags(wanted: Wanted) -> list[tuple[str, str]]:
    """The tags of which a station, port or border point must have one."""
    rail = [("railway", kind) for kind in RAIL_STOPS] if Mode.RAIL in wanted.modes else []
    return rail + ([("amenity", FERRY_STOP)] if Mode.FERRY in wanted.modes else [])


def _extract(osmium: Any, path: Path, text: Path, wanted: Wanted) -> None:
    """Write the wanted ways, with the locations of their nodes, and the stops."""
    both = osmium.osm.NODE | osmium.osm.WAY
    stops = stop_tags(wanted)
    # A filter without tags is refused; this tag is on nothing.
    nodes = osmium.filter.TagFilter(*(stops or [("", "")])).enable_for(osmium.osm.NODE)
    ways = osmium.filter.TagFilter(*way_tags(wanted), *stops).enable_for(osmium.osm.WAY)
    before = []
    if path.stat().st_size > TWO_PASSES_BYTES:
        tracker = osmium.IdTracker()
        with osmium.io.Reader(str(path), both) as reader:
            for thing in osmium.OsmFileIterator(reader, nodes, ways):
                if thing.is_node():
                    tracker.add_node(thing.id)
                else:
                    tracker.add_references(thing)
        before = [tracker.id_filter().enable_for(osmium.osm.NODE)]
    locations = osmium.NodeLocationsForWays(osmium.index.create_map("flex_mem"))
    locations.ignore_errors()
    out = osmium.io.File(str(text), "opl,add_metadata=false,locations_on_ways=true")
    with (
        osmium.SimpleWriter(out) as writer,
        osmium.io.Reader(str(path), both) as reader,
    ):
        osmium.apply(reader, *before, locations, nodes, ways, writer)


def _drafts(osmium: Any, path: Path) -> dict[int, tuple[float, float]]:
    """The nodes that an editor has not uploaded yet: osmium locates no negative numbers."""
    found = {}
    with osmium.io.Reader(str(path), osmium.osm.NODE) as reader:
        for node in osmium.OsmFileIterator(reader):
            if node.id < 0 and node.location.valid():
                found[node.id] = (node.location.lon, node.location.lat)
    return found


class _Tags:
    """What sets of tags mean; equal ones are interpreted once."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._known: dict[bytes, tuple[Facts, str] | None] = {}

    def line(self, text: bytes) -> tuple[Facts, str] | None:
        """The facts and the name of a wanted line."""
        if text in self._known:
            return self._known[text]
        tags = opl.tags(text)
        facts = interpret(tags)
        found = (facts, way_name(tags)) if facts is not None and self._wanted.takes(facts) else None
        if len(self._known) < _REMEMBERED:
            self._known[text] = found
        return found


def _read(text: Path, wanted: Wanted, drafts: Any) -> Source:
    register, tags = Register(), _Tags(wanted)
    vertices = opl.Vertices()
    counts = array("q")
    stops: list[Stop] = []
    areas: list[tuple[int, int, bytes]] = []
    for kind, ident, tag_text, rest in opl.objects(text):
        if kind == b"n":
            stops += _stop(ident, opl.tags(tag_text), opl.position(rest))
            continue
        found = tags.line(tag_text)
        if found is not None:
            register.add(ident, *found)
        else:
            # A line that is not wanted after all, or the outline of a station.
            register.add(ident, _NO_LINE, "")
            areas.append((len(counts), ident, tag_text))
        counts.append(vertices.add(rest))
    refs, points = vertices.arrays()
    if len(refs) and refs.min() < 0:
        _locate(refs, points, drafts())
    lines = register.lines(counts, refs, points)
    for line, ident, tag_text in areas:
        stops += _stop(-ident, opl.tags(tag_text), _middle(lines, line))
    outlines = {line for line, _, _ in areas}
    if outlines:
        lines = lines.take([line for line in range(len(counts)) if line not in outlines])
    return Source(lines, tuple(stops), OSM_LICENCE, whole=True)


_NO_LINE = Facts(Mode.AIR, "")


def _stop(ident: int, tags: dict[str, str], at: tuple[float, float] | None) -> Iterator[Stop]:
    """A stop, if the tags are those of one and it lies somewhere."""
    kind = stop_kind(tags)
    if kind is not None and at is not None:
        yield Stop(ident, *at, *kind, stop_names(tags), stop_codes(tags))


def _middle(lines: Lines, line: int) -> tuple[float, float] | None:
    points = lines.points[lines.offsets[line] : lines.offsets[line + 1]]
    points = points[~np.isnan(points[:, 0])]
    if not len(points) or np.ptp(points[:, 0]) > 180:
        return None
    lon, lat = points.mean(axis=0)
    return float(lon), float(lat)


def _locate(refs: Ids, points: Floats, drafts: dict[int, tuple[float, float]]) -> None:
    """Fill in the locations of nodes with negative numbers."""
    for row in np.flatnonzero(refs < 0):
        at = drafts.get(int(refs[row]))
        if at is not None:
            points[row] = at
