"""The arcs of all outlines, each knowing the country on either side, and where lines cut them.

A line is tested in ever shorter stretches against ever shorter pieces of arc, by their bounding
boxes; what remains of it is intersected exactly. Everything is straight in the plane of longitude
and latitude.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from geodata.boxes import Boxes, chunks, expanded
from geodata.geodesy import HIGHEST_SHORT_LAT, degree_lengths_km
from geodata.outline_edges import UNSURE, WATER, outline_edges

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]

__all__ = ["UNSURE", "WATER", "ArcIndex", "Cuts"]

# Slack when two edges meet exactly at a vertex.
_TOUCH = 1e-12
# A cut this near to a vertex, as a share of an edge, may be one of two there.
_AT_VERTEX = 1e-9
# Edges of a piece of arc; segments of a short stretch of line, a power of two, and short stretches
# of a long one.
_EDGES = 8
_SEGMENTS = 16
_STRETCHES = 8
# Pairs that are tested at a time, so that no line takes more than some 200 MB.
_PAIRS = 250_000


class Cuts(NamedTuple):
    """Where a line meets outlines, in order along it and without repeats.

    ``places`` are written ``i + t``: the share t of the way from vertex i to vertex i + 1;
    ``before`` and ``after`` tell the country on either side of each, by its number, or `WATER` or
    `UNSURE`.
    """

    places: Floats
    before: Ints
    after: Ints


class ArcIndex:
    """The edges of all outlines, each once, with the country on either side.

    Parameters
    ----------
    polygons
        Single shapely polygons.
    owners
        The number of the country of each.
    """

    def __init__(self, polygons: Any, owners: Ints) -> None:
        import numpy as np
        import shapely

        edges = outline_edges(polygons, owners)
        self._x, self._y = edges.start.T.copy()
        self._dx, self._dy = edges.end[:, 0] - self._x, edges.end[:, 1] - self._y
        self._left, self._right = edges.left, edges.right
        self._low = np.minimum(edges.left, edges.right)
        self._high = np.maximum(edges.left, edges.right)
        corners = np.minimum(edges.start, edges.end), np.maximum(edges.start, edges.end)
        self._boxes = Boxes(*corners[0].T.copy(), *corners[1].T.copy())
        # Pieces of a few edges: boxes of single ones would make too large a tree.
        runs = np.repeat(edges.runs, np.diff(edges.runs, append=len(edges.left)))
        self._first = np.flatnonzero((np.arange(len(runs)) - runs) % _EDGES == 0)
        self._count = np.diff(self._first, append=len(runs))
        self._tree = shapely.STRtree(self._boxes.grouped(self._first).polygons())

    def cuts(self, x: Floats, y: Floats) -> Cuts:
        """Return where the line of these vertices meets any arc.

        A line along an edge does not meet it: the edges next to it mark the ends.
        """
        import numpy as np

        found = [self._hits(x, y, *pairs) for pairs in self._near(x, y)]
        found = [hits for hits in found if len(hits[0])]
        if not found:
            none = np.empty(0, dtype=np.intp)
            return Cuts(np.empty(0), none, none)
        places, before, after = (np.concatenate(column) for column in zip(*found, strict=True))
        order = np.argsort(places, kind="stable")
        places, before, after = places[order], before[order], after[order]
        new = np.concatenate([[True], places[1:] != places[:-1]])
        # Two edges at one place: which of them comes first is past telling.
        shared = ~(new & np.append(new[1:], True))
        before[shared] = after[shared] = UNSURE
        return Cuts(places[new], before[new], after[new])

    def distance_km(self, lonlat: Floats, low: Ints, high: Ints, reach_km: float) -> Floats:
        """Return how far off the frontier of two countries points are, on the ground.

        Parameters
        ----------
        lonlat
            The points, an (n, 2) array.
        low, high
            For each the numbers of the two countries, the lower first.
        reach_km
            How far to look; infinity stands for farther. Up to some ten kilometres the answer is
            right to a metre or two.
        """
        import numpy as np
        import shapely

        out = np.full(len(lonlat), np.inf)
        lon, lat = lonlat.T
        # Around a point longitude and latitude are a plane, stretched by these.
        kx, ky = degree_lengths_km(np.minimum(np.abs(lat), HIGHEST_SHORT_LAT))
        box: Any = shapely.box
        rx, ry = reach_km / kx, reach_km / ky
        point, piece = self._tree.query(box(lon - rx, lat - ry, lon + rx, lat + ry))
        # All edges of a piece lie between the same two countries.
        first = self._first[piece]
        ours = (self._low[first] == low[point]) & (self._high[first] == high[point])
        if not ours.any():
            return out
        which, within = expanded(self._count[piece[ours]])
        edge, point = first[ours][which] + within, point[ours][which]
        kx, ky = kx[point], ky[point]
        px, py = (lon[point] - self._x[edge]) * kx, (lat[point] - self._y[edge]) * ky
        dx, dy = self._dx[edge] * kx, self._dy[edge] * ky
        t = np.clip((px * dx + py * dy) / (dx * dx + dy * dy), 0.0, 1.0)
        away = np.hypot(px - t * dx, py - t * dy)
        first = np.flatnonzero(np.diff(point, prepend=-1))
        nearest = np.minimum.reduceat(away, first)
        out[point[first]] = np.where(nearest <= reach_km, nearest, np.inf)
        return out

    def _near(self, x: Floats, y: Floats) -> Iterator[tuple[Ints, Ints]]:
        """Yield pairs of a short stretch of line and an edge whose boxes meet."""
        import numpy as np

        if len(x) < 2:
            return
        short = Boxes.of(x, y, _SEGMENTS)
        count = len(short.west)
        long = short.grouped(np.arange(0, count, _STRETCHES))
        stretch, piece = self._tree.query(long.polygons())
        for chunk in chunks(self._count[piece] * _STRETCHES, _PAIRS):
            which, within = expanded(self._count[piece[chunk]])
            edge = self._first[piece[chunk]][which] + within
            at = stretch[chunk][which]
            met = long.meet(at, self._boxes, edge)
            at, edge = at[met], edge[met]
            counts = np.minimum(_STRETCHES, count - at * _STRETCHES)
            which, within = expanded(counts)
            at, edge = at[which] * _STRETCHES + within, edge[which]
            met = short.meet(at, self._boxes, edge)
            if met.any():
                yield at[met], edge[met]

    def _hits(self, x: Floats, y: Floats, stretch: Ints, edge: Ints) -> tuple[Floats, Ints, Ints]:
        """Intersect the segments of stretches with edges: places, and the sides of each."""
        import numpy as np

        last = len(x) - 1
        vertices = stretch[:, None] * _SEGMENTS + np.arange(min(_SEGMENTS, last) + 1)
        np.minimum(vertices, last, out=vertices)
        # On which side of the edge each vertex lies; a segment whose ends lie on one and the
        # same side does not meet it.
        side = self._dx[edge, None] * (y[vertices] - self._y[edge, None])
        side -= self._dy[edge, None] * (x[vertices] - self._x[edge, None])
        a, b = side[:, :-1], side[:, 1:]
        row, column = np.nonzero(a * b <= 10 * _TOUCH * (np.abs(a) + np.abs(b)) ** 2)
        edge, ours = edge[row], vertices[row, column]
        real = ours < last
        edge, ours = edge[real], ours[real]

        rx, ry = x[ours + 1] - x[ours], y[ours + 1] - y[ours]
        sx, sy = self._dx[edge], self._dy[edge]
        px, py = self._x[edge] - x[ours], self._y[edge] - y[ours]
        with np.errstate(divide="ignore", invalid="ignore"):
            turn = rx * sy - ry * sx
            t = (px * sy - py * sx) / turn
            u = (px * ry - py * rx) / turn
            # Parallel edges give no finite t.
            hit = (t >= -_TOUCH) & (t <= 1 + _TOUCH) & (u >= -_TOUCH) & (u <= 1 + _TOUCH)
        edge, ours, turn, t, u = edge[hit], ours[hit], turn[hit], t[hit], u[hit]
        leftwards = turn > 0  # the edge runs to the left of the line, its own left lies before
        before = np.where(leftwards, self._left[edge], self._right[edge])
        after = np.where(leftwards, self._right[edge], self._left[edge])
        vague = np.minimum(np.minimum(t, 1 - t), np.minimum(u, 1 - u)) < _AT_VERTEX
        before[vague] = after[vague] = UNSURE
        return ours + np.clip(t, 0.0, 1.0), before, after
