"""No more than so many transshipments: the graph of layers, once for each number of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routes.engines.graph import Graph
from routes.engines.interface import Path
from routes.engines.metric import Metric

if TYPE_CHECKING:
    from routes.engines.layers import Journey, LayeredGraph


def transshipments(journey: Journey) -> int:
    """How often goods change from one mode to another."""
    return sum(t.leaving.mode is not t.entering.mode for t in journey.transfers)


class Levels(NamedTuple):
    """The graph of layers once for each number of transshipments made so far.

    A change of mode leads one level up, so that no way makes more of them than there are levels
    above the first; all else stays on its level. The shortest way within the limit is then a
    shortest path, and any engine finds it. ``arcs`` tells for each edge which arcs of the graph of
    layers its two arcs are, -1 for none; ``end`` is the node where a search ends.
    """

    graph: Graph
    metric: Metric
    arcs: tuple[tuple[int, int], ...]
    end: int

    @classmethod
    def of(cls, layers: LayeredGraph, metric: Metric, limit: int, end: int) -> Levels:
        """Build the levels.

        Parameters
        ----------
        layers, metric : LayeredGraph, Metric
            The graph of layers and its weights.
        limit : int
            How many transshipments may be made.
        end : int
            The node of the graph of layers to which ways are sought.
        """
        graph = layers.graph
        first, count = len(layers.placed), graph.node_count
        ups = {
            first + number
            for number, change in enumerate(layers.transfers)
            if change.leaving.mode is not change.entering.mode
        }
        goal = count * (limit + 1)
        edges: list[tuple[int, int]] = []
        arcs: list[tuple[int, int]] = []
        for level in range(limit + 1):
            base, above = level * count, (level + 1) * count
            for edge in range(graph.edge_count):
                there, back = (
                    -1 if metric.is_closed(2 * edge + n) else 2 * edge + n for n in (0, 1)
                )
                tail, head = graph.ends(2 * edge)
                if edge not in ups:
                    edges.append((base + tail, base + head))
                    arcs.append((there, back))
                elif level < limit:
                    edges += [(base + tail, above + head), (base + head, above + tail)]
                    arcs += [(there, -1), (back, -1)]
            edges.append((base + end, goal))
            arcs.append((-1, -1))
        opened = [max(pair) for pair in arcs]
        weights = [metric.ticks[arc] * metric.resolution if arc >= 0 else 0.0 for arc in opened]
        # The way from the end of a level to the goal stands for no arc, and is open that way only.
        goals = {number for number, (_, head) in enumerate(edges) if head == goal}
        closed = [
            2 * number + way
            for number, pair in enumerate(arcs)
            for way in (0, 1)
            if pair[way] < 0 and not (number in goals and way == 0)
        ]
        levels = Graph(goal + 1, [tail for tail, _ in edges], [head for _, head in edges])
        return cls(levels, Metric.of(weights, closed=closed), tuple(arcs), goal)

    def read(self, path: Path) -> Path:
        """A path as one over the graph of layers."""
        arcs = (self.arcs[arc >> 1][arc & 1] for arc in path.arcs)
        return Path(path.cost, tuple(arc for arc in arcs if arc >= 0))
