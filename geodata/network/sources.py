"""Lines as a source has them, before they become a network: vertices with identities, and facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from geodata.model import Mode
from geodata.network.model import Bools, Floats, Ids, Ints, State
from geodata.network.stop_tags import Stop
from geodata.network.tags import Facts

OSM_LICENCE = "© OpenStreetMap contributors, ODbL 1.0"

# Vertices nearer to each other than half a ten-millionth of a degree, 5 mm, are one.
PER_DEGREE = 1e7

# The identity of a vertex that its source gives none: its coordinates stand for it.
NAMELESS = -(2**63)


class Wanted(NamedTuple):
    """Which lines of a source are taken."""

    modes: frozenset[Mode] = frozenset({Mode.RAIL, Mode.FERRY})
    states: frozenset[State] = frozenset({State.IN_USE})

    def takes(self, facts: Facts) -> bool:
        """Whether a line is of a mode and a state asked for."""
        return facts.mode in self.modes and facts.state in self.states


class Lines(NamedTuple):
    """Lines as columns.

    Line i has the vertices ``offsets[i]`` to ``offsets[i + 1]``: each with its identity in
    ``refs`` (OpenStreetMap's node, or `NAMELESS`) and its longitude and latitude in ``points``,
    NaN where the source lacks them. ``facts`` and ``name`` are indices of ``table`` and ``names``.
    """

    way: Ids
    offsets: Ids
    refs: Ids
    points: Floats
    facts: Ints
    name: Ints
    table: tuple[Facts, ...]
    names: tuple[str, ...]

    def take(self, chosen: Sequence[int]) -> Lines:
        """The lines of an index, in its order."""
        index = np.asarray(chosen, dtype=np.int64)
        vertices, offsets = ranges(self.offsets[index], self.offsets[index + 1])
        return self._replace(
            way=self.way[index],
            offsets=offsets,
            refs=self.refs[vertices],
            points=self.points[vertices],
            facts=self.facts[index],
            name=self.name[index],
        )


class Source(NamedTuple):
    """What one file holds; in a ``whole`` one every way of OpenStreetMap is one line."""

    lines: Lines
    stops: tuple[Stop, ...]
    licence: str | None
    whole: bool = False


class Register:
    """Numbers for facts and names, each distinct one once."""

    def __init__(self) -> None:
        self._facts: dict[Facts, int] = {}
        self._names: dict[str, int] = {"": 0}
        self.way: list[int] = []
        self.facts: list[int] = []
        self.name: list[int] = []

    def add(self, way: int, facts: Facts, name: str) -> None:
        """Note a line."""
        self.way.append(way)
        self.facts.append(self._facts.setdefault(facts, len(self._facts)))
        self.name.append(self._names.setdefault(name, len(self._names)))

    def lines(self, counts: Sequence[int], refs: Ids, points: Floats) -> Lines:
        """The lines noted, with as many vertices as ``counts`` says."""
        offsets = np.zeros(len(counts) + 1, dtype=np.int64)
        np.cumsum(np.asarray(counts, dtype=np.int64), out=offsets[1:])
        return Lines(
            way=np.array(self.way, dtype=np.int64),
            offsets=offsets,
            refs=refs,
            points=points,
            facts=np.array(self.facts, dtype=np.int32),
            name=np.array(self.name, dtype=np.int32),
            table=tuple(self._facts),
            names=tuple(self._names),
        )


def ranges(starts: Ids, ends: Ids) -> tuple[Ids, Ids]:
    """All numbers of the ranges [start, end), one range after the other, and their offsets."""
    offsets = np.zeros(len(starts) + 1, dtype=np.int64)
    np.cumsum(ends - starts, out=offsets[1:])
    out = np.arange(offsets[-1], dtype=np.int64)
    out += np.repeat(starts - offsets[:-1], ends - starts)
    return out, offsets


def merged(sources: Sequence[Source]) -> tuple[Lines, tuple[Stop, ...]]:
    """One set of lines and stops; what several files hold (a way, a stop) is taken once.

    Extracts of neighbouring countries share the ways that cross between them. Of two versions of a
    way the one with more located vertices is taken.
    """
    table: dict[Facts, int] = {}
    names: dict[str, int] = {"": 0}
    columns: list[Lines] = []
    for source in sources:
        lines = source.lines
        facts = [table.setdefault(f, len(table)) for f in lines.table]
        name = [names.setdefault(n, len(names)) for n in lines.names]
        columns.append(
            lines._replace(
                facts=np.array(facts, dtype=np.int32)[lines.facts],
                name=np.array(name, dtype=np.int32)[lines.name],
            )
        )
    sizes = np.cumsum([0] + [len(lines.refs) for lines in columns])
    joined = Lines(
        way=np.concatenate([lines.way for lines in columns]),
        offsets=np.concatenate(
            [[0], *(lines.offsets[1:] + at for lines, at in zip(columns, sizes, strict=False))]
        ).astype(np.int64),
        refs=np.concatenate([lines.refs for lines in columns]),
        points=np.concatenate([lines.points for lines in columns]),
        facts=np.concatenate([lines.facts for lines in columns]),
        name=np.concatenate([lines.name for lines in columns]),
        table=tuple(table),
        names=tuple(names),
    )
    stops = {
        (stop.osm_id or i, stop.kind): stop
        for i, source in enumerate(sources)
        for stop in source.stops
    }
    whole = np.repeat([s.whole for s in sources], [len(s.lines.way) for s in sources])
    return _without_repeats(joined, whole), tuple(stops.values())


def _without_repeats(lines: Lines, whole: Bools) -> Lines:
    """Every way once, and of other lines with the same number and the same vertices one."""
    located = ~np.isnan(lines.points[:, 0])
    known = _sums(located.astype(np.int64), lines.offsets)
    cells = np.where(located[:, None], lines.points, 0.0) * PER_DEGREE
    shape = [_sums(np.rint(column).astype(np.int64), lines.offsets) for column in cells.T]
    # A way is known by its number alone, another line by its shape, too.
    keys = [lines.way, whole, *(np.where(whole, 0, column) for column in (known, *shape))]
    order = np.lexsort((-known, *keys[::-1]))
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for key in keys:
        same &= key[order[1:]] == key[order[:-1]]
    repeats = np.zeros(len(order), dtype=bool)
    repeats[order[1:]] = same
    return lines if not repeats.any() else lines.take(np.flatnonzero(~repeats).tolist())


def _sums(values: Ids, offsets: Ids) -> Ids:
    """The sum of the values of each line."""
    total = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(total[offsets[1:]] - total[offsets[:-1]])
