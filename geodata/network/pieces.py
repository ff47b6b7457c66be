"""In how many pieces a network lies, and where gaps keep them apart."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import shapely

from geodata.geodesy import from_mercator, mercator, pairwise_km
from geodata.model import LonLat
from geodata.network.model import Bools, Floats, Ids, Ints, Network
from geodata.network.sources import ranges

# Two ends of track this near to each other were likely meant to meet.
GAP_M = 20.0
# Segments whose bounding boxes are held at a time.
SEGMENTS = 100_000


class Piece(NamedTuple):
    """A part of a network that hangs together."""

    length_km: float
    edges: int
    at: LonLat


class Gap(NamedTuple):
    """A dead end that almost meets another line.

    ``start`` is the dead end, ``end`` the nearest point of the other line. ``behind_km`` is the
    length of the smaller of the two pieces that it keeps apart, 0 where they meet elsewhere.
    """

    start: LonLat
    end: LonLat
    gap_m: float
    behind_km: float


def component_of_nodes(node_count: int, tails: Ints, heads: Ints) -> Ints:
    """The number of the connected piece of each node; pieces are numbered by their first node."""
    label = np.arange(node_count, dtype=np.int64)
    while True:
        low = np.minimum(label[tails], label[heads])
        new = label.copy()
        # Hook the root of each end to the lower label, then let every node point to its root.
        np.minimum.at(new, label[tails], low)
        np.minimum.at(new, label[heads], low)
        while not np.array_equal(root := new[new], new):
            new = root
        if np.array_equal(new, label):
            return np.unique(label, return_inverse=True)[1].astype(np.int32)
        label = new


def pieces(network: Network) -> tuple[Piece, ...]:
    """The pieces of a network, the longest first."""
    if not len(network.edges):
        return ()
    component = component_of_nodes(network.node_count, network.tails, network.heads)[network.tails]
    numbers, first, inverse, counts = np.unique(
        component, return_index=True, return_inverse=True, return_counts=True
    )
    km = np.bincount(inverse, network.length_m) / 1000
    order = np.lexsort((numbers, -km))
    start = network.tails[first]
    return tuple(
        Piece(
            float(km[i]),
            int(counts[i]),
            (float(network.nodes.lon[start[i]]), float(network.nodes.lat[start[i]])),
        )
        for i in order.tolist()
    )


def gaps(network: Network, tolerance_m: float = GAP_M) -> tuple[Gap, ...]:
    """Where a dead end lies within a tolerance of a line that it should perhaps meet.

    A dead end counts when the other line belongs to another piece of the network, or when it is a
    dead end too; that of a siding beside the main track is no gap. Nothing is joined. The gaps
    that keep most apart come first.
    """
    ends = dead_ends(network)
    if not len(ends):
        return ()
    at = np.column_stack([network.nodes.lon[ends], network.nodes.lat[ends]])
    near = _near(network, at, tolerance_m)
    edges, node = near.edge, ends[near.row]
    foreign = (network.tails[edges] != node) & (network.heads[edges] != node)
    edges, node, rows, foot = edges[foreign], node[foreign], near.row[foreign], near.foot[foreign]
    component = component_of_nodes(network.node_count, network.tails, network.heads)
    km = np.bincount(component[network.tails], network.length_m, len(component)) / 1000
    here, there = component[node], component[network.tails[edges]]
    apart = here != there
    gap_m = pairwise_km(at[rows], foot) * 1000
    is_dead = np.zeros(network.node_count, dtype=bool)
    is_dead[ends] = True
    dead_there = _ends_at(network, edges, foot, is_dead)
    behind_km = np.where(apart, np.minimum(km[here], km[there]), 0.0)
    kept = np.flatnonzero((apart | dead_there) & (gap_m <= tolerance_m))
    # Of the edges that meet at one point the first is enough.
    order = kept[np.lexsort((edges[kept], gap_m[kept], -behind_km[kept]))]
    first: dict[tuple[int, int], Gap] = {}
    for i in order.tolist():
        key = (int(node[i]), int(there[i]))
        gap = Gap(_lonlat(at[rows[i]]), _lonlat(foot[i]), float(gap_m[i]), float(behind_km[i]))
        first.setdefault(key, gap)
    return _once(tuple(first.values()))


def dead_ends(network: Network) -> Ids:
    """The nodes at which one edge ends and nothing else."""
    degree = np.bincount(network.tails, minlength=network.node_count)
    degree += np.bincount(network.heads, minlength=network.node_count)
    return np.flatnonzero(degree == 1)


def edge_tree(network: Network, chosen: Bools | None = None) -> tuple[Any, Any]:
    """The edges as lines in the plane of `geodesy.mercator`, and their tree."""
    counts = np.diff(network.point_offsets)
    lines: Any = shapely.linestrings(
        mercator(network.points), indices=np.repeat(np.arange(len(counts)), counts)
    )
    return lines, shapely.STRtree(lines if chosen is None else lines[chosen])


class _Near(NamedTuple):
    """Points and edges close to each other: the point's row, the edge, its nearest point."""

    row: Ids
    edge: Ids
    foot: Floats


def _near(network: Network, at: Floats, tolerance_m: float) -> _Near:
    """Find the edges within a distance of points.

    Segments are looked up by their bounding boxes, some at a time: boxes of them all would take
    more memory than the network itself. What is in a box is then measured in bulk, first from the
    straight line through the segment: where segments are long, most is far from it.
    """
    counts = np.diff(network.point_offsets) - 1
    first, _ = ranges(network.point_offsets[:-1], network.point_offsets[1:] - 1)
    edge = np.repeat(np.arange(len(counts)), counts)
    plane, here = mercator(network.points), mercator(at)
    reach = tolerance_m / 1000 / np.cos(np.radians(at[:, 1]))
    a, b = plane[first], plane[first + 1]
    around: Any = shapely.box(*(here - reach[:, None]).T, *(here + reach[:, None]).T)
    tree = shapely.STRtree(around)
    met = []
    for start in range(0, len(a), SEGMENTS):
        part = slice(start, start + SEGMENTS)
        boxes = shapely.box(*np.minimum(a[part], b[part]).T, *np.maximum(a[part], b[part]).T)
        met.append(tree.query(boxes) + np.array([[start], [0]]))
    found, row = np.concatenate(met, axis=1)
    order = np.lexsort((found, row))
    row, found = row[order], found[order]
    normal = np.column_stack([b[:, 1] - a[:, 1], a[:, 0] - b[:, 0]])
    size = np.hypot(*normal.T)
    normal /= np.where(size > 0, size, 1.0)[:, None]
    level = (normal * a).sum(axis=1)
    off = normal[found, 0] * here[row, 0] + normal[found, 1] * here[row, 1] - level[found]
    close = np.abs(off) <= reach[row]
    row, found = row[close], found[close]
    foot = _feet(here[row], a[found], b[found])
    close = np.hypot(*(here[row] - foot).T) <= reach[row]
    return _Near(row[close], edge[found[close]], from_mercator(foot[close]))


def _feet(points: Floats, a: Floats, b: Floats) -> Floats:
    """The point nearest to each point on the segment from a to b, in the plane."""
    step = b - a
    size = (step**2).sum(axis=1)
    along = ((points - a) * step).sum(axis=1)
    share = np.divide(along, size, out=np.zeros(len(size)), where=size > 0)
    return np.asarray(a + np.clip(share, 0.0, 1.0)[:, None] * step)


def _ends_at(network: Network, edges: Ids, foot: Floats, is_dead: Bools) -> Bools:
    """Whether the nearest point of an edge is a dead end of it."""
    out = np.zeros(len(edges), dtype=bool)
    for side in (network.tails, network.heads):
        node = side[edges]
        lonlat = np.column_stack([network.nodes.lon[node], network.nodes.lat[node]])
        out |= is_dead[node] & (np.abs(lonlat - foot).max(axis=1, initial=0.0) < 1e-6)
    return out


def _once(found: tuple[Gap, ...]) -> tuple[Gap, ...]:
    """A gap between two dead ends is seen from both; it is told once."""
    told: dict[frozenset[LonLat], Gap] = {}
    for gap in found:
        told.setdefault(frozenset((_rounded(gap.start), _rounded(gap.end))), gap)
    return tuple(told.values())


def _rounded(at: LonLat) -> LonLat:
    return (round(at[0], 6), round(at[1], 6))


def _lonlat(point: Floats) -> LonLat:
    return (float(point[0]), float(point[1]))
