"""Where a line runs that lies beside others: the way moved sideways, without hooks and loops.

The same rules as in ``assets/beside.js``.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, hypot, sqrt, tan
from typing import NamedTuple

from maps.picture.display import XY

FAN = 1.5
"""Lanes come together in the place where a way ends, over so many times the width of one half."""

SHARPEST = 3.0
"""How far a bend on the inner side may lie from its vertex, in offsets."""

EASE, BEND = 3.0, 2.5
"""A change of lanes takes so many times its width, unless a bend takes it by itself."""

_PARALLEL = 0.2
"""Sine of the angle below which two edges that are apart do not meet."""


class Piece(NamedTuple):
    """A stretch of a way, and how far to the right of it the line runs."""

    points: Sequence[XY]
    offset: float


class _Edge(NamedTuple):
    piece: int
    offset: float
    start: XY
    end: XY
    length: float
    along: XY

    @property
    def across(self) -> XY:
        """The unit vector to the right, where y points down."""
        return (-self.along[1], self.along[0])


class _Kept(NamedTuple):
    """An edge, and where the line begins and ends that runs beside it."""

    edge: _Edge
    start: XY
    end: XY


def _edge(piece: int, offset: float, start: XY, end: XY) -> _Edge:
    x, y = end[0] - start[0], end[1] - start[1]
    length = hypot(x, y)
    return _Edge(piece, offset, start, end, length, (x / length, y / length))


def _move(point: XY, way: XY, far: float) -> XY:
    return (point[0] + way[0] * far, point[1] + way[1] * far)


def _dot(a: XY, b: XY) -> float:
    return a[0] * b[0] + a[1] * b[1]


def _cross(a: XY, b: XY) -> float:
    return a[0] * b[1] - a[1] * b[0]


def _turned(edges: Sequence[_Edge]) -> list[_Edge]:
    return [_edge(e.piece, -e.offset, e.end, e.start) for e in reversed(edges)]


def _shortened(edges: Sequence[_Edge], by: float) -> list[_Edge]:
    """The way without so much at its beginning."""
    kept = list(edges)
    while len(kept) > 1 and kept[0].length <= by:
        by -= kept.pop(0).length
    first = kept[0]
    cut = min(by, first.length / 2)
    if cut > 0:
        begin = _move(first.start, first.along, cut)
        kept[0] = _edge(first.piece, first.offset, begin, first.end)
    return kept


def _corner(a: _Edge, b: _Edge) -> XY | None:
    """Where two edges meet: themselves or, when what lay between is gone, their lines."""
    if a.end == b.start:
        return a.end
    turn, gap = _cross(a.along, b.along), (b.start[0] - a.end[0], b.start[1] - a.end[1])
    if abs(turn) < _PARALLEL:
        return None
    far = _cross(gap, b.along) / turn
    most = SHARPEST * (abs(a.offset) + abs(b.offset)) + hypot(*gap)
    return None if abs(far) > most else _move(a.end, a.along, far)


def _joint(a: _Edge, b: _Edge) -> tuple[XY, XY]:
    """The end of one edge's lane and the beginning of the next one's."""
    at = _corner(a, b)
    if at is None:
        return _move(a.end, a.across, a.offset), _move(b.start, b.across, b.offset)
    cos = _dot(a.along, b.along)
    turn = atan2(_cross(a.along, b.along), cos)
    mean, half = (a.offset + b.offset) / 2, (a.offset - b.offset) / 2
    sum_x, sum_y = a.across[0] + b.across[0], a.across[1] + b.across[1]
    size = hypot(sum_x, sum_y)
    # Of two edges that run back upon each other no bend can be mitred.
    long = min(size / (1 + cos), SHARPEST) / size if size > 1e-9 and cos > -1 else 0.0
    mitre = (sum_x * long, sum_y * long)
    if half and sqrt(2) > BEND * sqrt(max(1 - cos, 0.0)):
        ends = []
        for edge, side in ((a, -1), (b, 1)):
            ease = min(EASE * abs(half), 0.45 * edge.length)
            ends.append(_move(_move(at, mitre, edge.offset), edge.along, side * ease))
        return ends[0], ends[1]
    if mean * turn < 0 and cos < 0:
        # Around the outside of a sharp bend.
        wide = tan(abs(turn) / 4)
        return (
            _move(_move(at, a.across, a.offset), a.along, abs(a.offset) * wide),
            _move(_move(at, b.across, b.offset), b.along, -abs(b.offset) * wide),
        )
    between = (a.across[0] - b.across[0], a.across[1] - b.across[1])
    met = _move(_move(at, mitre, mean), between, half / (1 - cos) if half else 0.0)
    return met, met


def _backwards(edge: _Edge, start: XY, end: XY) -> bool:
    return _dot((end[0] - start[0], end[1] - start[1]), edge.along) < 0


def _lanes(edges: Sequence[_Edge]) -> list[_Kept]:
    """The line beside each edge; one that would run backwards is too short for its bends."""
    kept: list[_Kept] = []
    for onward in edges:
        start = _move(onward.start, onward.across, onward.offset)
        while kept:
            top = kept.pop()
            end, after = _joint(top.edge, onward)
            if not _backwards(top.edge, top.start, end):
                kept.append(top._replace(end=end))
                start = after
                break
        kept.append(_Kept(onward, start, _move(onward.end, onward.across, onward.offset)))
    while len(kept) > 1 and _backwards(*kept[-1]):
        kept.pop()
        last = kept[-1]
        end = _move(last.edge.end, last.edge.across, last.edge.offset)
        kept[-1] = last._replace(end=end)
    return kept


def beside(pieces: Sequence[Piece], reaches: tuple[float, float]) -> list[tuple[XY, ...]]:
    """The line beside a way, piece by piece; each begins where the one before it ends.

    Parameters
    ----------
    pieces
        The stretches of the way in order.
    reaches
        How far lanes reach to either side where the way begins, and where it ends. There they
        come together: the line begins and ends with the way itself.
    """
    edges: list[_Edge] = []
    last: XY | None = None
    for number, piece in enumerate(pieces):
        for point in piece.points:
            if last is not None and last != point:
                edges.append(_edge(number, piece.offset, last, point))
            last = point
    if not edges or last is None:
        return [tuple(piece.points) for piece in pieces]
    whole = sum(edge.length for edge in edges)
    first = edges[0].start
    fans = [min(FAN * reach, whole / 3) for reach in reaches]
    edges = _turned(_shortened(_turned(_shortened(edges, fans[0])), fans[1]))
    kept = _lanes(edges)
    found: list[tuple[XY, ...]] = []
    at = first
    for number in range(len(pieces)):
        line = [at]
        for one in kept:
            if one.edge.piece == number:
                line += [one.start, one.end]
        if number == len(pieces) - 1:
            line.append(last)
        line = [point for i, point in enumerate(line) if not i or point != line[i - 1]]
        found.append(tuple(line))
        at = line[-1]
    return found
