"""An overlay drawn from the lines of a file: ``ndn init DIR --line track.gpx``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import DataError, Problem
from geodata.geodesy import great_circle_km
from geodata.linefiles import NamedLine, read_line_file
from geodata.model import LonLat, Mode
from ndnatlas.cli.characters import printable
from ndnatlas.cli.starter import SOURCE, Start, quoted, stops_text, variant_text

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.borders import Borders

# A line that ends this near to a place where lines of the atlas meet is joined to it, and two lines
# of the file that end this near to each other meet.
JOIN_KM = 5.0
# Degrees to six decimals are a decimetre on the ground.
DECIMALS = 6
# What the lines around the Caspian have; the table of lines is the place to tell another.
GAUGE_MM = 1520
ABOUT = (
    "What is in here was\ndrawn from the lines of a file: new places at their ends, sections "
    "measured on them, and a\nroute along them. Give the places their names, the lines their gauge "
    "and dates."
)
KINDS = {Mode.RAIL: "station", Mode.ROAD: "town", Mode.FERRY: "port", Mode.AIR: "airfield"}


class _End(NamedTuple):
    """Where lines begin or end: a place of the atlas, or a new one."""

    id: str
    at: LonLat


def start_from_lines(path: Path, mode: Mode, atlas: Atlas, borders: Borders) -> Start:
    """The tables and the variant of an overlay that has the lines of a file.

    Parameters
    ----------
    path : Path
        GeoJSON, GPX or KML; see `geodata.linefiles.read_line_file`.
    mode : Mode
        What goes on the lines.
    atlas, borders
        To join their ends to places, and to tell in what country new places lie.

    Raises
    ------
    OptionError
        For a file that is missing or of another kind.
    DataError
        For one that is broken; for a line that ends where it begins, or off the land of every
        country, and for two lines between the same places.
    """
    lines = read_line_file(path)
    ends = _Ends(path, mode, atlas, borders)
    rows: list[dict[str, str]] = []
    sections: list[dict[str, str]] = []
    shapes: list[dict[str, str]] = []
    stops: list[str] = []
    pairs: dict[frozenset[str], str] = {}
    for number, line in enumerate(lines, start=1):
        name = _plain(line.name)
        a, b = (ends.at(line.points[index], name) for index in (0, -1))
        if a.id == b.id:
            raise ends.fault(name, f"begins and ends at one place, {a.id}; cut it in two")
        pair = frozenset((a.id, b.id))
        if pair in pairs:
            both = f"leads between {a.id} and {b.id}, as {pairs[pair]!r} does"
            raise ends.fault(name, f"{both}; leave one of them out")
        pairs[pair] = name
        row = {"id": f"my-line-{number}", "name": name, "mode": mode.value, "schematic": "no"}
        row |= {"gauge_mm": str(GAUGE_MM)} if mode is Mode.RAIL else {}
        rows.append(row | {"sources": SOURCE})
        ident = {"line": row["id"], "start": a.id, "end": b.id}
        sections.append(ident | {"basis": "measured"})
        shapes.extend(_bends(line, a, b))
        stops += [stop for stop in (a.id, b.id) if stops[-1:] != [stop]]
    summary = f"Along the lines of {_plain(path.name)}."
    text = variant_text("My route", summary, [mode.value], stops_text(stops))
    return Start(ABOUT, ends.places, (), rows, sections, shapes, _source(path), text)


class _Ends:
    """The places where lines end, each made once."""

    def __init__(self, path: Path, mode: Mode, atlas: Atlas, borders: Borders) -> None:
        self._file = path.name
        self._kind = KINDS[mode]
        self._borders = borders
        used = {end for one in atlas.sections.values() for end in (one.start, one.end)}
        self._known = [_End(i, atlas.places[i].position) for i in sorted(used)]
        self._taken = atlas.places
        self.places: list[dict[str, str]] = []

    def fault(self, name: str, message: str) -> DataError:
        """What is wrong with a line."""
        return DataError([Problem(self._file, f"line {name!r}", "", message)])

    def at(self, point: LonLat, name: str) -> _End:
        """The place of a point: one near to it, or a new one."""
        near = min(self._known, key=lambda end: great_circle_km(end.at, point), default=None)
        if near and great_circle_km(near.at, point) <= JOIN_KM:
            return near
        country = self._borders.country_at(*point)
        if country is None:
            raise self.fault(
                name,
                f"ends at {point[1]:g},{point[0]:g}, on the land of no country and further than "
                f"{JOIN_KM:g} km from any line of the atlas; let it end on land",
            )
        number = len(self.places) + 1
        while (ident := f"my-place-{number}") in self._taken:
            number += 1
        made = _End(ident, point)
        self._known.append(made)
        self.places.append(
            {
                "id": ident,
                "name": f"Place {number} of {name}",
                "kind": self._kind,
                "country": country,
                "lon": f"{point[0]:.{DECIMALS}f}",
                "lat": f"{point[1]:.{DECIMALS}f}",
                "uncertainty_m": "100",
                "sources": SOURCE,
            }
        )
        return made


def _bends(line: NamedLine, a: _End, b: _End) -> Iterator[dict[str, str]]:
    """The points between the two places; an end of the line off its place is one of them."""
    first, last_of_all = line.points[0] == a.at, line.points[-1] == b.at
    points: Sequence[LonLat] = line.points[first : len(line.points) - last_of_all]
    last = None
    for lon, lat in points:
        here = {"lon": f"{lon:.{DECIMALS}f}", "lat": f"{lat:.{DECIMALS}f}"}
        if here != last:
            yield {"start": a.id, "end": b.id, **here}
        last = here


def _source(path: Path) -> str:
    return (
        f"[{SOURCE}]\n"
        f"title = {quoted(f'Lines of {_plain(path.name)}')}\n"
        'author = "ourselves"\n'
        'date = "undated"\n'
        'locator = "all lines"\n'
        'licence = "our own"\n'
    )


def _plain(text: str) -> str:
    """Text on one line, without what a terminal would obey."""
    return printable(" ".join(text.split()))
