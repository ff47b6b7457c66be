"""Making a network of lines: cleaned, cut at every shared vertex, and measured.

Lines are joined where they share a vertex, wherever that is: joined at their ends only, the
railways of a country would fall into thousands of pieces.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from geodata.geodesy import (
    HIGHEST_SHORT_LAT,
    LONGEST_SHORT_DEG,
    pairwise_km,
    short_lengths_km,
)
from geodata.network.model import (
    ELECTRIFICATIONS,
    MODES,
    SERVICES,
    STATES,
    USAGES,
    Bools,
    Edges,
    Floats,
    Ids,
    Network,
    Nodes,
)
from geodata.network.sources import NAMELESS, PER_DEGREE, Lines, ranges
from geodata.network.station_table import no_stations
from geodata.network.strings import Strings
from geodata.network.tags import Facts


class Faults(NamedTuple):
    """What was wrong with lines, and set right."""

    single_points: int
    missing_vertices: int
    repeated_vertices: int
    over_antimeridian: int


class _Runs(NamedTuple):
    """Stretches of lines without a gap: the line of each, its vertices, and their offsets."""

    line: Ids
    offsets: Ids
    refs: Ids
    points: Floats


def node_lines(lines: Lines) -> tuple[Network, Faults]:
    """Cut lines at every shared vertex, and measure what lies between.

    A line is interrupted where its source does not say where a vertex lies, as beyond the edge of
    an extract. Where it jumps over the antimeridian it is cut at 180 degrees, and both parts meet
    in one node. Repeated vertices count once; a line of a single point is left out.
    """
    runs, faults = _clean(lines._replace(refs=_identified(lines)))
    refs, vertex, uses = np.unique(runs.refs, return_inverse=True, return_counts=True)
    ends = np.zeros(len(runs.refs), dtype=bool)
    ends[runs.offsets[:-1]] = ends[runs.offsets[1:] - 1] = True
    is_node = uses > 1
    is_node[vertex[ends]] = True
    number = np.cumsum(is_node) - 1

    at = np.flatnonzero(is_node[vertex])
    run = np.searchsorted(runs.offsets, at, side="right") - 1
    same = np.flatnonzero(run[1:] == run[:-1])
    starts, stops = at[same], at[same + 1]
    tails = number[vertex[starts]].astype(np.int32)
    heads = number[vertex[stops]].astype(np.int32)
    index, offsets = ranges(starts, stops + 1)
    points = runs.points[index]
    first = np.zeros(len(refs), dtype=np.int64)
    # The first use of a vertex tells where its node lies, so it is written last.
    first[vertex[::-1]] = np.arange(len(vertex))[::-1]
    place = runs.points[first[is_node]]
    osm_id = refs[is_node]
    nodes = Nodes(
        np.ascontiguousarray(place[:, 0]),
        np.ascontiguousarray(place[:, 1]),
        np.where(osm_id > _OWN_IDS, osm_id, 0),
    )
    table = _Table(lines.table)
    edges = table.edges(lines, runs.line[run[same]], tails, heads, lengths_m(points, offsets))
    network = Network(
        nodes=nodes,
        edges=edges,
        stations=no_stations(),
        point_offsets=offsets,
        points=points,
        kinds=table.kinds,
        gauge_sets=table.gauge_sets,
        countries=("",),
        names=Strings.of(lines.names),
        meta={},
    )
    return network, faults


# Identities of vertices that no source has named lie far below any number of OpenStreetMap.
_OWN_IDS = -(2**62)


def _identified(lines: Lines) -> Ids:
    """Identities for all vertices: those without one of their own share it by coordinates.

    A nameless vertex that lies on a named one takes its identity.
    """
    nameless = lines.refs == NAMELESS
    if not nameless.any():
        return lines.refs
    located = ~np.isnan(lines.points[:, 0])
    cells = np.zeros((len(lines.refs), 2), dtype=np.int64)
    cells[located] = np.rint(lines.points[located] * PER_DEGREE).astype(np.int64)
    # One number for both coordinates: longitudes take 32 bits, latitudes 31.
    key = (cells[:, 0] << 31) + cells[:, 1]
    keys, cell = np.unique(key, return_inverse=True)
    identity = _OWN_IDS - 1 - np.arange(len(keys), dtype=np.int64)
    named = located & ~nameless
    identity[cell[named]] = lines.refs[named]
    out = lines.refs.copy()
    taken = nameless & located
    out[taken] = identity[cell[taken]]
    return out


def _clean(lines: Lines) -> tuple[_Runs, Faults]:
    """Break lines at vertices that lie nowhere, and drop vertices repeated one after the other."""
    line = np.repeat(np.arange(len(lines.way)), np.diff(lines.offsets))
    located = ~np.isnan(lines.points).any(axis=1)
    # A vertex without a location interrupts its line.
    part = np.cumsum(~located)
    kept = np.flatnonzero(located)
    line, part, refs, points = line[kept], part[kept], lines.refs[kept], lines.points[kept]
    fresh = np.ones(len(kept), dtype=bool)
    joined = (line[1:] == line[:-1]) & (part[1:] == part[:-1])
    fresh[1:] = ~joined
    repeated = np.zeros(len(kept), dtype=bool)
    repeated[1:] = joined & (refs[1:] == refs[:-1])
    if repeated.any():
        once = ~repeated
        line, refs, points, fresh = line[once], refs[once], points[once], fresh[once]
    jumps = np.flatnonzero(~fresh[1:] & (np.abs(np.diff(points[:, 0])) > 180))
    line, refs, points, fresh = _cut_at_antimeridian(jumps, line, refs, points, fresh)
    starts = np.flatnonzero(fresh)
    stops = np.append(starts[1:], len(refs))
    long = stops - starts > 1
    index, offsets = ranges(starts[long], stops[long])
    runs = _Runs(line[starts[long]], offsets, refs[index], points[index])
    faults = Faults(
        single_points=int((~long).sum()),
        missing_vertices=int((~located).sum()),
        repeated_vertices=int(repeated.sum()),
        over_antimeridian=len(jumps),
    )
    return runs, faults


def _cut_at_antimeridian(
    jumps: Ids, line: Ids, refs: Ids, points: Floats, fresh: Bools
) -> tuple[Ids, Ids, Floats, Bools]:
    """Put a vertex at 180 degrees into each jump, on either side of the cut."""
    if not len(jumps):
        return line, refs, points, fresh
    a, b = points[jumps], points[jumps + 1]
    side = np.where(a[:, 0] > 0, 180.0, -180.0)
    step = np.abs(b[:, 0] + 2 * side - a[:, 0])
    share = np.divide(np.abs(side - a[:, 0]), step, out=np.full(len(jumps), 0.5), where=step > 0)
    lat = a[:, 1] + share * (b[:, 1] - a[:, 1])
    here = np.column_stack([side, lat])
    there = np.column_stack([-side, lat])
    # Identities between those of vertices without names and NAMELESS: two of one cut are equal.
    own = NAMELESS + 1 + np.arange(len(jumps), dtype=np.int64)
    at = np.repeat(jumps + 1, 2)
    pairs = np.stack([here, there], axis=1).reshape(-1, 2)
    return (
        np.insert(line, at, np.repeat(line[jumps], 2)),
        np.insert(refs, at, np.repeat(own, 2)),
        np.insert(points, at, pairs, axis=0),
        np.insert(fresh, at, np.tile([False, True], len(jumps))),
    )


def lengths_m(points: Floats, offsets: Ids) -> Floats:
    """The geodesic length in metres of each run of points, by pyproj where a segment is long."""
    counts = np.diff(offsets)
    if not len(counts):
        return np.empty(0)
    step = np.diff(points, axis=0)
    km = short_lengths_km(step[:, 0], step[:, 1], (points[:-1, 1] + points[1:, 1]) / 2)
    high = np.abs(points[:, 1]) > HIGHEST_SHORT_LAT
    # Between runs there is no segment: what is computed there is put to nought.
    between = offsets[1:-1] - 1
    long = (np.abs(step).max(axis=1) > LONGEST_SHORT_DEG) | high[1:] | high[:-1]
    km[between], long[between] = 0.0, False
    rows = np.flatnonzero(long)
    if len(rows):
        km[rows] = pairwise_km(points[rows], points[rows + 1])
    return np.asarray(np.add.reduceat(np.append(km, 0.0), offsets[:-1]) * 1000, dtype=np.float64)


class _Table:
    """Facts as columns of codes."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.kinds = tuple(dict.fromkeys(f.kind for f in facts)) or ("",)
        self.gauge_sets = tuple(dict.fromkeys([(), *(f.gauges_mm for f in facts)]))
        kind = {word: i for i, word in enumerate(self.kinds)}
        gauges = {found: i for i, found in enumerate(self.gauge_sets)}

        def column(values: list[Any], dtype: type[np.generic]) -> Any:
            return np.array(values, dtype=dtype)

        self._columns: dict[str, Any] = {
            "mode": column([MODES.index(f.mode) for f in facts], np.uint8),
            "state": column([STATES.index(f.state) for f in facts], np.uint8),
            "service": column([SERVICES.index(f.service) for f in facts], np.uint8),
            "usage": column([USAGES.index(f.usage) for f in facts], np.uint8),
            "electrification": column(
                [ELECTRIFICATIONS.index(f.electrification) for f in facts], np.uint8
            ),
            "kind": column([kind[f.kind] for f in facts], np.int32),
            "gauges": column([gauges[f.gauges_mm] for f in facts], np.int32),
            "voltage_v": column([f.voltage_v for f in facts], np.float32),
            "frequency_hz": column([f.frequency_hz for f in facts], np.float32),
            "maxspeed_kmh": column([f.maxspeed_kmh for f in facts], np.float32),
            "oneway": column([f.oneway for f in facts], np.int8),
            "opened": column([f.opened for f in facts], np.int32),
            "closed": column([f.closed for f in facts], np.int32),
        }

    def edges(self, lines: Lines, line: Ids, tails: Any, heads: Any, length_m: Floats) -> Edges:
        """Edges of lines, each with the facts of its line."""
        facts = lines.facts[line]
        return Edges(
            tails=tails,
            heads=heads,
            length_m=length_m,
            country=np.zeros(len(line), dtype=np.int32),
            way=lines.way[line],
            name=lines.name[line],
            **{name: column[facts] for name, column in self._columns.items()},
        )
