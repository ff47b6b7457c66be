"""A plain Dijkstra search: the best engine for a small network, and no library to load."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from routes.engines.interface import MemoryEngine, Path
from routes.engines.metric import CLOSED
from routes.errors import NoRouteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from routes.engines.graph import Graph
    from routes.engines.metric import Metric


class PlainEngine(MemoryEngine):
    """Dijkstra's algorithm with a binary heap over adjacency lists."""

    def __init__(self, graph: Graph, metric: Metric) -> None:
        super().__init__(graph, metric)
        leaving: list[list[tuple[int, int]]] = [[] for _ in range(graph.node_count)]
        for edge, (tail, head) in enumerate(zip(graph.tails, graph.heads, strict=True)):
            if tail != head:
                leaving[tail].append((2 * edge, int(head)))
                leaving[head].append((2 * edge + 1, int(tail)))
        self._leaving = leaving

    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node to another."""
        start, goal = self._graph.node(source), self._graph.node(target)
        best, came = self._search(start, {goal})
        if goal not in best:
            raise NoRouteError(f"no way from node {start} to node {goal}")
        arcs = []
        node = goal
        while node != start:
            arcs.append(came[node])
            node = self._graph.ends(arcs[-1])[0]
        return Path(best[goal] * self._metric.resolution, tuple(reversed(arcs)))

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """What the shortest paths cost from every source to every target."""
        import numpy as np

        starts = [self._graph.node(node) for node in sources]
        goals = [self._graph.node(node) for node in targets]
        costs = np.full((len(starts), len(goals)), np.nan)
        for row, start in enumerate(starts):
            best, _ = self._search(start, set(goals))
            for column, goal in enumerate(goals):
                if goal in best:
                    costs[row, column] = best[goal] * self._metric.resolution
        return costs

    def _search(self, start: int, goals: set[int]) -> tuple[dict[int, int], dict[int, int]]:
        """Settled nodes with their ticks, and the arc by which each was reached."""
        ticks = self._metric.ticks
        found = {start: 0}
        came: dict[int, int] = {}
        settled: dict[int, int] = {}
        missing = set(goals)
        queue = [(0, start)]
        while queue and missing:
            total, node = heapq.heappop(queue)
            if node in settled:
                continue
            settled[node] = total
            missing.discard(node)
            for arc, head in self._leaving[node]:
                weight = ticks[arc]
                if weight == CLOSED:
                    continue
                if total + weight < found.get(head, CLOSED):
                    found[head] = total + weight
                    came[head] = arc
                    heapq.heappush(queue, (total + weight, head))
        return settled, came
