"""The one interface of all path engines."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from routes.engines.graph import Graph
    from routes.engines.metric import Metric


class Path(NamedTuple):
    """A shortest path: what it costs, and the arcs in travelling order.

    ``cost`` is in the unit of the metric's weights and is exactly the sum of the arcs' weights in
    that metric. Arc ``2 * e`` runs along edge ``e``, arc ``2 * e + 1`` against it. A path from a
    node to itself costs nothing and has no arcs.
    """

    cost: float
    arcs: tuple[int, ...]

    @property
    def edges(self) -> tuple[int, ...]:
        """The edges in travelling order."""
        return tuple([arc >> 1 for arc in self.arcs])

    @property
    def reversed(self) -> tuple[bool, ...]:
        """Whether each edge is travelled from its head to its tail."""
        return tuple([arc & 1 == 1 for arc in self.arcs])


class PathEngine(ABC):
    """Shortest paths over one graph under one metric.

    An engine never changes: another metric gives another view, which shares all that does not
    depend on weights. Views of one engine are for one thread; two threads need two engines. All
    engines give equal costs; where several paths cost the same, each engine always takes the same
    one, but two engines may differ.
    """

    @property
    @abstractmethod
    def graph(self) -> Graph:
        """What is searched."""

    @property
    @abstractmethod
    def metric(self) -> Metric:
        """The weights in force."""

    @abstractmethod
    def with_metric(self, metric: Metric) -> PathEngine:
        """A view of this engine under other weights.

        Raises
        ------
        OptionError
            The metric is of a graph with another number of edges.
        """

    @abstractmethod
    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node to another.

        Raises
        ------
        NoRouteError
            No way of open arcs joins the two.
        OptionError
            There is no such node.
        """

    @abstractmethod
    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """What the shortest paths cost from every source to every target.

        Returns
        -------
        numpy.ndarray
            Shape (sources, targets), in the unit of the metric's weights; NaN where no path is,
            which wins no comparison.

        Raises
        ------
        OptionError
            There is no such node.
        """

    def one_to_many(self, source: int, targets: Sequence[int]) -> NDArray[np.float64]:
        """What the shortest paths cost from one source; a row of ``matrix``."""
        row: NDArray[np.float64] = self.matrix([source], targets)[0]
        return row

    def closing(self, edges: Iterable[int] | NDArray[Any]) -> PathEngine:
        """A view in which some edges, by number or by mask, are closed both ways.

        Raises
        ------
        OptionError
            There is no such edge.
        """
        return self.with_metric(self.metric.closing(edges))


class MemoryEngine(PathEngine):
    """An engine that holds a graph, and one metric at a time."""

    def __init__(self, graph: Graph, metric: Metric) -> None:
        self._graph = graph.check()
        self._metric = metric.fit(graph.edge_count)

    @property
    def graph(self) -> Graph:
        """What is searched."""
        return self._graph

    @property
    def metric(self) -> Metric:
        """The weights in force."""
        return self._metric

    def with_metric(self, metric: Metric) -> Self:
        """A view under other weights, which shares all that does not depend on them.

        Raises
        ------
        OptionError
            The metric is of a graph with another number of edges.
        """
        view = object.__new__(type(self))
        view.__dict__.update(self.__dict__)
        view._metric = metric.fit(self._graph.edge_count)
        view._forget()
        return view

    def _forget(self) -> None:
        """Drop what was made of the metric before; most engines keep nothing of the kind."""
