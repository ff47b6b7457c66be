"""A customised hierarchy as flat arrays, to be stored beside a network and searched from the file.

The arrays are what the search in ``stored`` walks: the nodes by rank, for each the arcs to nodes of
higher rank, their weights in both directions, and which lower node each shortcut passes. They are
built once, by plain elimination in the contraction order and one pass over the lower triangles, as
in Dibbelt, Strasser and Wagner, "Customizable contraction hierarchies" (2016), sections 4 and 6.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from routes.engines.graph import arc_ends
from routes.engines.metric import CLOSED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from routes.engines.graph import Graph
    from routes.engines.metric import Metric


class _Hierarchy(NamedTuple):
    """The topology: arc ``u`` leads up from rank ``low[u]`` to rank ``high[u]``, sorted by both."""

    nodes: int
    first: NDArray[np.int64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]

    def find(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> NDArray[np.int64]:
        """The arcs between these ranks, which must be there."""
        keys = self.low * self.nodes + self.high
        found: NDArray[np.int64] = keys.searchsorted(low * self.nodes + high)
        return found


class _Triangles(NamedTuple):
    """Shortcuts that pass a lower node: by side arcs to the nearer and the farther end."""

    near: NDArray[np.int64]
    far: NDArray[np.int64]
    over: NDArray[np.int64]

    def part(self, chosen: NDArray[np.intp]) -> _Triangles:
        return _Triangles(self.near[chosen], self.far[chosen], self.over[chosen])


def build_hierarchy(
    graph: Graph, metric: Metric, order: NDArray[np.uint32]
) -> dict[str, NDArray[np.uint32] | NDArray[np.int32]]:
    """Contract a graph and customise it once, for the metric that files are opened with.

    Parameters
    ----------
    graph, metric : Graph, Metric
        What will be searched, and by which weights.
    order : numpy.ndarray
        Its contraction order.

    Returns
    -------
    dict of str to numpy.ndarray
        One-dimensional arrays of 32-bit integers, to be stored under these names (``ARRAYS`` in
        ``stored``):

        - ``about``: the size of a tick as a power of two, and how many edges the graph has;
        - ``rank``: of each node;
        - ``first``: where the arcs of each rank begin, one more than there are nodes;
        - ``high``: the rank that each arc leads up to;
        - ``up``, ``down``: ticks along each arc and back, ``CLOSED`` where there is no way;
        - ``up_via``, ``down_via``: what the arc stands for: ``-1 - a`` for arc ``a`` of the graph,
          else the rank of the lower node that the shortcut passes;
        - ``tails``, ``heads``, ``ticks``: the graph and the metric themselves.
    """
    import numpy as np

    graph.check()
    metric.fit(graph.edge_count)
    rank = np.empty(graph.node_count, dtype=np.int64)
    rank[order] = np.arange(graph.node_count)
    leaves, enters = (rank[ends] for ends in arc_ends(graph))
    hierarchy = _eliminate(graph.node_count, leaves[::2], enters[::2])
    weights, via = _place(hierarchy, metric, leaves, enters)
    _customise(hierarchy, weights, via)
    exponent = math.frexp(metric.resolution)[1] - 1
    return {
        "about": np.array([exponent, graph.edge_count], dtype=np.int32),
        "rank": rank.astype(np.uint32),
        "first": hierarchy.first.astype(np.uint32),
        "high": hierarchy.high.astype(np.uint32),
        "up": weights[0].astype(np.uint32),
        "down": weights[1].astype(np.uint32),
        "up_via": via[0].astype(np.int32),
        "down_via": via[1].astype(np.int32),
        "tails": np.array(graph.tails, dtype=np.uint32),
        "heads": np.array(graph.heads, dtype=np.uint32),
        "ticks": metric.array(),
    }


def _eliminate(count: int, tails: NDArray[np.int64], heads: NDArray[np.int64]) -> _Hierarchy:
    """Join the higher neighbours of every node to each other, from the lowest node upwards."""
    import numpy as np

    above: list[set[int]] = [set() for _ in range(count)]
    lows, highs = np.minimum(tails, heads).tolist(), np.maximum(tails, heads).tolist()
    for low, high in zip(lows, highs, strict=True):
        if low != high:
            above[low].add(high)
    for met in above:
        if met:
            # The rest follows when that node is eliminated in its turn.
            nearest = min(met)
            above[nearest] |= met
            above[nearest].discard(nearest)
    sizes = np.fromiter((len(met) for met in above), dtype=np.int64, count=count)
    first = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(sizes)))
    flat = (high for met in above for high in sorted(met))
    high = np.fromiter(flat, dtype=np.int64, count=int(first[-1]))
    return _Hierarchy(count, first, np.repeat(np.arange(count), sizes), high)


def _place(
    hierarchy: _Hierarchy,
    metric: Metric,
    leaves: NDArray[np.int64],
    enters: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Weights and origins of the arcs of the graph itself, upwards and downwards."""
    import numpy as np

    ticks = metric.array().astype(np.int64)
    weights = np.full((2, len(hierarchy.high)), CLOSED, dtype=np.int64)
    via = np.full((2, len(hierarchy.high)), -1, dtype=np.int64)
    for way, arcs in enumerate((np.flatnonzero(leaves < enters), np.flatnonzero(leaves > enters))):
        low, high = np.sort(np.stack((leaves[arcs], enters[arcs])), axis=0)
        places = hierarchy.find(low, high)
        # Of parallel arcs the lightest, then the first.
        by_weight = np.lexsort((arcs, ticks[arcs], places))
        chosen = by_weight[_starts(places[by_weight])]
        weights[way, places[chosen]] = ticks[arcs[chosen]]
        via[way, places[chosen]] = -1 - arcs[chosen]
    return weights, via


def _customise(hierarchy: _Hierarchy, weights: NDArray[np.int64], via: NDArray[np.int64]) -> None:
    """Let every arc know the lightest way through lower nodes, level by level."""
    import numpy as np

    triangles = _triangles(hierarchy)
    level = _levels(hierarchy)[hierarchy.low[triangles.near]]
    by_level = np.argsort(level, kind="stable")
    ends = np.cumsum(np.bincount(level)) if len(level) else np.zeros(0, dtype=np.int64)
    start = 0
    for end in ends.tolist():
        part = triangles.part(by_level[start:end])
        start = end
        for way in (0, 1):
            # Down the first side against its arc, then up the other along its own.
            sides = (part.near, part.far) if way == 0 else (part.far, part.near)
            ticks = weights[1, sides[0]] + weights[0, sides[1]]
            by_weight = np.lexsort((part.near, ticks, part.over))
            best = by_weight[_starts(part.over[by_weight])]
            best = best[ticks[best] < weights[way, part.over[best]]]
            weights[way, part.over[best]] = ticks[best]
            via[way, part.over[best]] = hierarchy.low[part.near[best]]


def _triangles(hierarchy: _Hierarchy) -> _Triangles:
    """Every pair of arcs that lead up from one node, and the arc between their ends."""
    import numpy as np

    sizes = np.diff(hierarchy.first)
    near: list[NDArray[np.int64]] = []
    far: list[NDArray[np.int64]] = []
    for size in np.unique(sizes[sizes > 1]).tolist():
        begins = hierarchy.first[:-1][sizes == size]
        a, b = np.triu_indices(size, 1)
        near.append((begins[:, None] + a).ravel())
        far.append((begins[:, None] + b).ravel())
    if not near:
        empty = np.zeros(0, dtype=np.int64)
        return _Triangles(empty, empty, empty)
    nears, fars = np.concatenate(near), np.concatenate(far)
    return _Triangles(nears, fars, hierarchy.find(hierarchy.high[nears], hierarchy.high[fars]))


def _levels(hierarchy: _Hierarchy) -> NDArray[np.int64]:
    """How many steps above its deepest descendant each rank lies in the elimination tree."""
    import numpy as np

    level = [0] * hierarchy.nodes
    firsts, highs = hierarchy.first.tolist(), hierarchy.high.tolist()
    for low in range(hierarchy.nodes):
        begin = firsts[low]
        if begin < firsts[low + 1]:
            parent = highs[begin]
            level[parent] = max(level[parent], level[low] + 1)
    return np.array(level, dtype=np.int64)


def _starts(values: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where each run of equal values begins."""
    import numpy as np

    fresh = np.ones(len(values), dtype=np.bool_)
    fresh[1:] = values[1:] != values[:-1]
    return np.flatnonzero(fresh)
