"""Customizable contraction hierarchies: the engine for national and continental networks.

The method is that of Dibbelt, Strasser and Wagner, "Customizable contraction hierarchies" (ACM
Journal of Experimental Algorithmics 21, 2016), in RoutingKit's implementation: one contraction
order serves every metric. The library is young, so all that is asked of it stands in this file
and in ``order``, and its answers are tested against two other engines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import OptionError
from routes.engines.graph import arc_ends
from routes.engines.interface import MemoryEngine, Path
from routes.engines.metric import BOTH_CLOSED, Origin
from routes.errors import NoRouteError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import routingkit_cch as rk
    from numpy.typing import NDArray

    from routes.engines.graph import Graph
    from routes.engines.metric import Metric

# How many customised metrics are kept at a time.
DESKS = 3

# Up to so many closed edges are amended one by one, wherever they lie.
SCATTERED = 64

# Up to this part of all edges a customised metric is amended, which takes a third of the time of
# customising another one; beyond, it is customised anew.
FEW = 0.25


class ContractionEngine(MemoryEngine):
    """Paths, closures and cost tables over one contraction order.

    Closures cost what they touch: a view takes over a customised metric and amends the edges
    that differ. Of a closed region only its rim is amended, because nothing enters it.
    """

    def __init__(
        self, graph: Graph, metric: Metric, order: Sequence[int] | NDArray[np.uint32] | None = None
    ) -> None:
        super().__init__(graph, metric)
        self._workshop = _Workshop(graph, order)
        self._closures: _Closures | None = None

    def path(self, source: int, target: int) -> Path:
        """The shortest path from one node to another."""
        start, goal = self.graph.node(source), self.graph.node(target)
        if start == goal:
            return Path(0.0, ())
        desk = self._desk()
        if self._closed().cut_off[start]:
            raise NoRouteError(f"no way from node {start} to node {goal}")
        answer = desk.query.run(start, goal)
        ticks = answer.distance
        if ticks is None:
            raise NoRouteError(f"no way from node {start} to node {goal}")
        return Path(ticks * self._metric.resolution, tuple(answer.arc_path))

    def matrix(self, sources: Sequence[int], targets: Sequence[int]) -> NDArray[np.float64]:
        """What the shortest paths cost from every source to every target."""
        import numpy as np
        import routingkit_cch as rk

        starts = [self.graph.node(node) for node in sources]
        goals = [self.graph.node(node) for node in targets]
        costs = np.full((len(starts), len(goals)), np.nan)
        if not costs.size:
            return costs
        desk = self._desk()
        cut_off = self._closed().cut_off
        reach = rk.CCHOneToMany(desk.metric, goals)
        columns = np.array(goals)
        for row, start in enumerate(starts):
            if cut_off[start]:
                costs[row, columns == start] = 0.0
            else:
                # None, which is no path, becomes NaN.
                costs[row] = np.array(reach.distances_from(start), dtype=np.float64)
        return costs * self._metric.resolution

    def _forget(self) -> None:
        self._closures = None

    def _desk(self) -> _Desk:
        return self._workshop.desk(self._metric, self._closed())

    def _closed(self) -> _Closures:
        if self._closures is None:
            self._closures = self._workshop.closures(self._metric)
        return self._closures


class _Closures(NamedTuple):
    """What a metric closes.

    ``cut_off`` are nodes that need not be looked at, because every edge there is closed; ``rim``
    are the closed edges with an end elsewhere. What lies behind the rim may weigh anything: a path
    from elsewhere would have to enter by a closed edge.
    """

    cut_off: NDArray[np.bool_]
    rim: NDArray[np.intp]


class _Desk:
    """One customised metric, and the ticks it stands at: one number for both arcs of an edge."""

    def __init__(self, cch: rk.CCH, metric: Metric) -> None:
        import routingkit_cch as rk

        self.metric = rk.CCHMetric(cch, metric.array().tolist())
        self.pairs = metric.pairs().copy()
        self.serves = metric
        self._base, self._amended = _base(metric), _differing(self.pairs, _base(metric))
        self._query: rk.CCHQuery | None = None

    @property
    def query(self) -> rk.CCHQuery:
        """A search over the metric; the metric must be free of searches when it is amended."""
        import routingkit_cch as rk

        if self._query is None:
            self._query = rk.CCHQuery(self.metric)
        return self._query

    def amend(
        self, updater: rk.CCHMetricPartialUpdater, edges: NDArray[np.intp], metric: Metric
    ) -> None:
        """Take over the weights of a metric on some edges."""
        import numpy as np

        self._query = None
        ticks = metric.ticks
        arcs = [2 * edge + way for edge in edges.tolist() for way in (0, 1)]
        updater.apply(self.metric, {arc: ticks[arc] for arc in arcs})
        self.pairs[edges] = metric.pairs()[edges]
        base = _base(metric)
        if base is self._base:
            met = np.union1d(self._amended, edges)
            self._amended = met[self.pairs[met] != base.pairs()[met]]
        else:
            self._base, self._amended = base, _differing(self.pairs, base)

    def changes(self, metric: Metric, closures: _Closures) -> NDArray[np.intp]:
        """The edges to amend for a metric; one may be named twice."""
        import numpy as np

        if _base(metric) is self._base:
            # Beyond what was closed here and there, both are the metric they came from.
            edges = np.concatenate((self._amended, closures.rim))
        else:
            edges = _differing(self.pairs, metric)
            # Closed edges that are not of the rim lie behind it.
            behind = metric.pairs()[edges] == BOTH_CLOSED
            edges = np.concatenate((edges[~behind], closures.rim))
        changed: NDArray[np.intp] = edges[self.pairs[edges] != metric.pairs()[edges]]
        return changed

    def renew(self, metric: Metric) -> None:
        """Take over all weights of a metric."""
        self._query = None
        self.metric.reset(metric.array().tolist())
        self.pairs = metric.pairs().copy()
        self._base, self._amended = _base(metric), _differing(self.pairs, _base(metric))


def _base(metric: Metric) -> Metric:
    """The metric in which edges were closed to make this one."""
    return metric if metric.origin is None else metric.origin.base


def _differing(pairs: NDArray[np.uint64], metric: Metric) -> NDArray[np.intp]:
    import numpy as np

    edges: NDArray[np.intp] = np.flatnonzero(pairs != metric.pairs())
    return edges


class _Workshop:
    """What all views of an engine share: the hierarchy and a few customised metrics."""

    def __init__(self, graph: Graph, order: Sequence[int] | NDArray[np.uint32] | None) -> None:
        import numpy as np
        import routingkit_cch as rk

        from routes.engines.order import contraction_order

        ranks = contraction_order(graph) if order is None else np.asarray(order)
        if not np.array_equal(np.sort(ranks), np.arange(graph.node_count)):
            raise OptionError(
                f"contraction order of {len(ranks)} nodes; "
                f"expected each of {graph.node_count} nodes once"
            )
        self.graph = graph
        leaves, enters = arc_ends(graph)
        self._cch = rk.CCH(ranks.tolist(), leaves.tolist(), enters.tolist(), False)
        self._updater = rk.CCHMetricPartialUpdater(self._cch)
        self._tails, self._heads = leaves[::2].astype(np.intp), enters[::2].astype(np.intp)
        self._degree = self._count(self._tails, self._heads)
        self._nowhere = np.zeros(graph.node_count, dtype=np.bool_)
        # The one used last comes first.
        self._desks: list[_Desk] = []
        self._base_closed: Origin | None = None
        # Metrics whose customisation was amended away, the latest last.
        self._displaced: list[Metric] = []

    def _count(self, tails: NDArray[np.intp], heads: NDArray[np.intp]) -> NDArray[np.intp]:
        """How many of these edges meet at each node."""
        import numpy as np

        return np.bincount(np.concatenate((tails, heads)), minlength=self.graph.node_count)

    def closures(self, metric: Metric) -> _Closures:
        """What a metric closes; a few closed edges all count as rim."""
        closed = self._closed(metric)
        if len(closed) <= SCATTERED:
            return _Closures(self._nowhere, closed)
        tails, heads = self._tails[closed], self._heads[closed]
        cut_off = self._count(tails, heads) == self._degree
        return _Closures(cut_off, closed[~(cut_off[tails] & cut_off[heads])])

    def _closed(self, metric: Metric) -> NDArray[np.intp]:
        """The edges that a metric closes."""
        import numpy as np

        base = _base(metric)
        if self._base_closed is None or self._base_closed.base is not base:
            self._base_closed = Origin(base, np.flatnonzero(base.pairs() == BOTH_CLOSED))
        before = self._base_closed.edges
        if metric.origin is None:
            return before
        if not len(before):
            return metric.origin.edges
        both: NDArray[np.intp] = np.union1d(before, metric.origin.edges)
        return both

    def desk(self, metric: Metric, closures: _Closures) -> _Desk:
        """A customised metric that gives the answers of this one, from any node not cut off.

        The desk that differs on the fewest edges is amended, if they are few; one that stands at
        the metric in which edges are now closed is spared as long as there are others. A metric
        that comes back after its desk was amended for another gets a desk of its own, as long as
        there is room.
        """
        for desk in self._desks:
            if desk.serves is metric:
                return self._first(desk)
        back_again = any(metric is displaced for displaced in self._displaced)
        if not (back_again and len(self._desks) < DESKS):
            others = [desk for desk in self._desks if desk.serves is not _base(metric)]
            changes = [(desk, desk.changes(metric, closures)) for desk in others or self._desks]
            for desk, edges in sorted(changes, key=lambda change: len(change[1]))[:1]:
                if len(edges) <= FEW * self.graph.edge_count:
                    if len(edges):
                        desk.amend(self._updater, edges, metric)
                    return self._first(self._reassign(desk, metric))
        if len(self._desks) < DESKS:
            desk = _Desk(self._cch, metric)
            self._desks.append(desk)
        else:
            desk = self._reassign(self._desks[-1], metric)
            desk.renew(metric)
        return self._first(desk)

    def _reassign(self, desk: _Desk, metric: Metric) -> _Desk:
        self._displaced = [*self._displaced[1 - DESKS :], desk.serves]
        desk.serves = metric
        return desk

    def _first(self, desk: _Desk) -> _Desk:
        if self._desks[0] is not desk:
            self._desks.remove(desk)
            self._desks.insert(0, desk)
        return desk
