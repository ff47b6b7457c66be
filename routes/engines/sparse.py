"""Shortest paths by scipy: the fallback where the contraction library is not installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routes.engines.graph import arc_ends
from routes.engines.interface import MemoryEngine, Path
from routes.engines.metric import CLOSED
from routes.errors import NoRouteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from routes.engines.graph import Graph
    from routes.engines.metric import Metric

# Rows of the cost table that are held at a time: each is one number for every node.
ROWS = 32


class _Cells(NamedTuple):
    """The arcs of a graph grouped by the pair of nodes they join, as a sparse matrix wants them.

    Cell ``c`` stands for the arcs ``arcs[first[c]:first[c + 1]]`` from one node to another; its
    column is ``columns[c]``, and the cells of row ``r`` are ``rows[r]`` up to ``rows[r + 1]``.
    """

    arcs: NDArray[np.int64]
    first: NDArray[np.int64]
    columns: NDArray[np.int32]
    rows: NDArray[np.int32]


class SparseEngine(MemoryEngine):
    """Dijkstra's algorithm of scipy over a compressed sparse matrix."""

    def __init__(self, graph: Graph, metric: Metric) -> None:
        super().__init__(graph, metric)
        self._cells = _cells(graph)
        self._matrix: csr_array | None = None

    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node to another."""
        from scipy.sparse.csgraph import dijkstra

        start, goal = self._graph.node(source), self._graph.node(target)
        if start == goal:
            return Path(0.0, ())
        costs, came = dijkstra(self._weights(), indices=start, return_predecessors=True)
        if came[goal] < 0:
            raise NoRouteError(f"no way from node {start} to node {goal}")
        arcs = []
        node = goal
        while node != start:
            before = int(came[node])
            arcs.append(self._lightest(before, node))
            node = before
        return Path(float(costs[goal]) * self._metric.resolution, tuple(reversed(arcs)))

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """What the shortest paths cost from every source to every target."""
        import numpy as np
        from scipy.sparse.csgraph import dijkstra

        starts = [self._graph.node(node) for node in sources]
        goals = [self._graph.node(node) for node in targets]
        costs = np.empty((len(starts), len(goals)))
        if costs.size:
            for row in range(0, len(starts), ROWS):
                part = dijkstra(self._weights(), indices=starts[row : row + ROWS])
                costs[row : row + ROWS] = part[:, goals]
        costs[np.isinf(costs)] = np.nan
        return costs * self._metric.resolution

    def _forget(self) -> None:
        self._matrix = None

    def _weights(self) -> csr_array:
        """The lightest open arc of every cell; a cell without one is left out."""
        if self._matrix is None:
            import numpy as np
            from scipy.sparse import csr_array

            cells, count = self._cells, self._graph.node_count
            ticks = self._metric.array()[cells.arcs].astype(np.float64)
            lightest = np.minimum.reduceat(ticks, cells.first) if len(ticks) else ticks
            kept = lightest < CLOSED
            before = np.concatenate(([0], np.cumsum(kept)))
            self._matrix = csr_array(
                (lightest[kept], cells.columns[kept], before[cells.rows].astype(np.int32)),
                shape=(count, count),
            )
        return self._matrix

    def _lightest(self, tail: int, head: int) -> int:
        """The arc that a step of a path takes: of parallel ones the lightest, then the first."""
        cells, ticks = self._cells, self._metric.ticks
        low, high = int(cells.rows[tail]), int(cells.rows[tail + 1])
        cell = low + int(cells.columns[low:high].searchsorted(head))
        last = int(cells.first[cell + 1]) if cell + 1 < len(cells.first) else len(cells.arcs)
        arcs = cells.arcs[int(cells.first[cell]) : last].tolist()
        return int(min(arcs, key=lambda arc: (ticks[arc], arc)))


def _cells(graph: Graph) -> _Cells:
    import numpy as np

    leaves, enters = arc_ends(graph)
    order = np.lexsort((enters, leaves))
    # A loop is part of no shortest path.
    arcs = order[leaves[order] != enters[order]]
    tails, heads = leaves[arcs].astype(np.int64), enters[arcs].astype(np.int64)
    fresh = np.ones(len(arcs), dtype=np.bool_)
    fresh[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
    first = np.flatnonzero(fresh)
    rows = np.searchsorted(tails[first], np.arange(graph.node_count + 1))
    return _Cells(arcs, first, heads[first].astype(np.int32), rows.astype(np.int32))
