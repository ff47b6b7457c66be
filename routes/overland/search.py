"""The shortest way between two nodes of a network, over layers of modes and gauges."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from geodata.model import Mode
from routes.engines.choice import Kind, engine_for, is_installed
from routes.engines.graph import Graph
from routes.engines.layers import Layer, Placed, layered
from routes.errors import NoRouteError
from routes.overland.distinct import ONE, Field, Ways, distinct
from routes.overland.levels import Levels, transshipments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.network.model import Bools
    from routes.engines.interface import PathEngine
    from routes.engines.layers import Journey, LayeredGraph
    from routes.engines.metric import Metric
    from routes.overland.ground import Ground
    from routes.overland.model import Asked

# What a change costs, in metres: enough that none is made for nothing, and too little to choose a
# longer way.
CHANGE_M = 1.0
# Above this many nodes a search in plain Python takes longer than loading scipy.
SMALL = 4000


class Search:
    """Shortest ways over a ground under one set of conditions.

    The graph of layers is built when a first way is asked for. Rails of unknown gauge lie in the
    layer of every gauge that the network has, so that they part no line. Goods change between
    rail and road at stations only: a level crossing is no terminal.

    Parameters
    ----------
    ground : Ground
        The network.
    asked : Asked
        The conditions.
    kind : Kind, optional
        The engine. When left out, scipy for a large network: for one question the contraction
        order takes longer than the search it saves.
    """

    def __init__(self, ground: Ground, asked: Asked, kind: Kind | None = None) -> None:
        self._ground = ground
        self._asked = asked
        self._kind = kind

    @cached_property
    def mask(self) -> Bools:
        """The edges that may be used."""
        return self._ground.open_edges(self._asked)

    @cached_property
    def _layers(self) -> LayeredGraph:
        network, one = self._ground.network, self._ground.one
        graph = Graph(
            network.node_count,
            [one[node] for node in network.tails.tolist()],
            [one[node] for node in network.heads.tolist()],
            network.nodes.lon,
            network.nodes.lat,
        )
        return layered(graph, self._placed())

    def _placed(self) -> Iterator[Placed]:
        import numpy as np

        from geodata.network.model import MODES

        network = self._ground.network
        edges = np.flatnonzero(self.mask)
        is_rail = network.mode_mask(Mode.RAIL)[edges]
        known = {
            gauge_mm
            for number in np.unique(network.edges.gauges[edges[is_rail]]).tolist()
            for gauge_mm in network.gauge_sets[number]
        }
        wanted = self._asked.gauges_mm or known
        every = tuple(sorted(wanted)) or (None,)
        rows = zip(
            edges.tolist(),
            network.edges.mode[edges].tolist(),
            network.edges.gauges[edges].tolist(),
            strict=True,
        )
        for edge, mode, gauges in rows:
            if MODES[mode] is not Mode.RAIL:
                yield Placed(edge, Layer(MODES[mode]))
                continue
            own = tuple(gauge for gauge in network.gauge_sets[gauges] if gauge in wanted)
            for gauge_mm in own or every:
                yield Placed(edge, Layer(Mode.RAIL, gauge_mm))

    @cached_property
    def _metric(self) -> Metric:
        layers = self._layers
        metric = layers.metric(
            self._ground.network.length_m.tolist(), lambda _leaving, _entering: CHANGE_M
        )
        one = self._ground.one
        stations = {one[node] for node in self._ground.network.stations.node.tolist() if node >= 0}
        first = len(layers.placed)
        crossings = [
            first + number
            for number, change in enumerate(layers.transfers)
            if {change.leaving.mode, change.entering.mode} == {Mode.RAIL, Mode.ROAD}
            and change.node not in stations
        ]
        against = [
            2 * number + (ways[place.edge] > 0)
            for ways in (self._ground.network.edges.oneway.tolist(),)
            for number, place in enumerate(layers.placed)
            # A track of a double line is mapped as one-way, yet trains can go along it either way.
            if ways[place.edge] and place.layer.mode is not Mode.RAIL
        ]
        metric = metric.closing(crossings) if crossings else metric
        return metric.closing_arcs(against) if against else metric

    def _engine(self, graph: Graph, metric: Metric) -> PathEngine:
        kind = self._kind
        if kind is None and graph.node_count >= SMALL and is_installed(Kind.SPARSE):
            kind = Kind.SPARSE
        return engine_for(graph, metric, kind=kind)

    @cached_property
    def _free(self) -> PathEngine:
        return self._engine(self._layers.graph, self._metric)

    def ways(self, source: int, target: int, wanted: Ways = ONE) -> tuple[Journey, ...]:
        """The shortest ways between two nodes, best first.

        Raises
        ------
        NoRouteError
            Nothing joins the two.
        """
        layers, one = self._layers, self._ground.one
        if one[source] == one[target]:
            raise NoRouteError("both ends are one place of the network")
        start, end = layers.starts[one[source]], layers.ends[one[target]]
        edge_of = [place.edge for place in layers.placed]
        edge_of += [-1] * (layers.graph.edge_count - len(edge_of))
        field = Field(self._free, start, end, edge_of, layers.read)
        limit = self._asked.max_transshipments
        if limit is not None:
            # The best of all ways may keep within the limit, and then it is the best of those.
            best = layers.read(self._free.path(start, end))
            if wanted.number == 1 and transshipments(best) <= limit:
                return (best,)
            field = self._limited(field, limit)
        return distinct(field, wanted, self._ground.network.length_m)

    def _limited(self, field: Field, limit: int) -> Field:
        """The same search with no more than so many transshipments."""
        levels = Levels.of(self._layers, self._metric, limit, field.end)
        return Field(
            self._engine(levels.graph, levels.metric),
            field.start,
            levels.end,
            [field.edge_of[max(arcs) >> 1] if max(arcs) >= 0 else -1 for arcs in levels.arcs],
            lambda path: self._layers.read(levels.read(path)),
        )
