"""The edges of outlines, each once, with the country on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]
    Bools = NDArray[np.bool_]

# What lies on a side of an edge that is no country: the sea, or what only a look at the outlines
# themselves can tell.
WATER = -1
UNSURE = -2


class OutlineEdges(NamedTuple):
    """Edges in the order of the rings that they are from.

    ``start`` and ``end`` are (n, 2) arrays of lon, lat; ``left`` and ``right`` the numbers of the
    countries on either side, `WATER` or `UNSURE`; ``runs`` the first rows of runs of edges that
    follow one another in a ring and part the same two.
    """

    start: Floats
    end: Floats
    left: Ints
    right: Ints
    runs: Ints


def outline_edges(polygons: Any, owners: Ints) -> OutlineEdges:
    """Return the edges of polygons.

    Parameters
    ----------
    polygons
        Single shapely polygons. Neighbours share the vertices of the frontier between them; at
        the few places where they do not, the sides are `UNSURE`.
    owners
        The number of the country of each.
    """
    import numpy as np

    p, q, owner, ring = _directed_edges(polygons, owners)
    kept, (left, right), flipped = _paired(p, q, owner)
    p, q = p[kept], q[kept]
    turned = flipped[:, None]
    p, q = np.where(turned, q, p), np.where(turned, p, q)
    runs = _runs(kept, ring[kept], np.minimum(left, right), np.maximum(left, right))
    edges = OutlineEdges(p, q, left, right, runs)
    for run in _overlapping(edges, polygons, owners):
        left[run] = right[run] = UNSURE
    return edges


def _directed_edges(polygons: Any, owners: Ints) -> tuple[Floats, Floats, Ints, Ints]:
    """Return start, end and owner of every edge, the owner on its left, and its ring's number."""
    import numpy as np
    import shapely

    rings, polygon = shapely.get_rings(polygons, return_index=True)
    is_hole = np.concatenate([[False], polygon[1:] == polygon[:-1]])
    leftward = shapely.is_ccw(rings) != is_hole
    points, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[:-1] == ring[1:]
    p, q, ring = points[:-1][inside], points[1:][inside], ring[:-1][inside]
    turned = ~leftward[ring][:, None]
    return np.where(turned, q, p), np.where(turned, p, q), owners[polygon[ring]], ring


def _paired(p: Floats, q: Floats, left: Ints) -> tuple[Ints, tuple[Ints, Ints], Bools]:
    """Find the edges that two polygons share.

    Returns
    -------
    The rows of one edge of each pair, in order; the countries to their left and right; whether
    these edges are to be turned round for that.
    """
    import numpy as np

    ends = np.concatenate([p, q]) @ np.array([1, 1j])
    numbers = np.unique(ends, return_inverse=True)[1].astype(np.int64)
    a, b = numbers[: len(p)], numbers[len(p) :]
    forwards = a < b
    key = np.minimum(a, b) * (numbers.max() + 1) + np.maximum(a, b)
    _, first, pair = np.unique(key, return_index=True, return_inverse=True)
    sides = []
    for directed in (forwards, ~forwards):
        side = np.full(len(first), WATER, dtype=np.intp)
        side[pair[directed]] = left[directed]
        # Two owners on one side: outlines that overlap.
        side[np.bincount(pair[directed], minlength=len(first)) > 1] = UNSURE
        sides.append(side)
    order = np.argsort(first)
    return first[order], (sides[0][order], sides[1][order]), ~forwards[first[order]]


def _runs(rows: Ints, ring: Ints, low: Ints, high: Ints) -> Ints:
    """Return where runs begin: edges of one ring in a row, between the same countries."""
    import numpy as np

    new = np.diff(rows, prepend=-2) != 1
    for value in (ring, low, high):
        new[1:] |= value[1:] != value[:-1]
    return np.flatnonzero(new)


def _overlapping(edges: OutlineEdges, polygons: Any, owners: Ints) -> list[slice]:
    """Find the runs of edges with a country on one side that lie within another country.

    Such a run leaves the frontier and comes back to it, so its first or last edge shows it.
    """
    import numpy as np
    import shapely

    stops = np.append(edges.runs[1:], len(edges.left))
    alone = np.minimum(edges.left, edges.right)[edges.runs] == WATER
    runs, stops = edges.runs[alone], stops[alone]
    rows = np.concatenate([runs, stops - 1])
    middle = (edges.start[rows] + edges.end[rows]) / 2
    owner = np.maximum(edges.left[rows], edges.right[rows])
    row, polygon = shapely.STRtree(polygons).query(shapely.points(middle))
    other = owners[polygon] != owner[row]
    row, polygon = row[other], polygon[other]
    within = shapely.contains_xy(polygons[polygon], middle[row, 0], middle[row, 1])
    found = np.unique(row[within] % len(runs))
    return [slice(int(runs[k]), int(stops[k])) for k in found]
