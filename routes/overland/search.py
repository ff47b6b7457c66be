"""The shortest way between two nodes of a network, over layers of modes and gauges."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from geodata.model import Mode
from routes.engines.choice import Kind, engine_for, is_installed
from routes.engines.graph import Graph
from routes.engines.layers import Layer, Placed, layered
from routes.errors import NoRouteError
from routes.overland.distinct import Field
from routes.overland.ground import usable
from routes.overland.levels import Levels, transshipments
from routes.overland.model import Asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.network.model import Bools
    from routes.engines.interface import PathEngine
    from routes.engines.layers import Journey, LayeredGraph
    from routes.engines.metric import Metric
    from routes.overland.ground import Ground

# What a change costs, in metres: enough that none is made for nothing, and too little to choose a
# longer way.
CHANGE_M = 1.0
# Above this many nodes a search in plain Python takes longer than loading scipy.
SMALL = 4000


class Search:
    """Shortest ways over a ground under one set of conditions.

    The graph of layers is built when a first way is asked for. Rails of unknown gauge lie in the
    layer of every gauge that the network has, so that they part no line. Goods change between
    rail and road at stations and ports only: a level crossing is no terminal.

    Parameters
    ----------
    ground : Ground
        The network.
    asked : Asked
        The conditions.
    kind : Kind, optional
        The engine. When left out, scipy for a large network: for one question the contraction
        order takes longer than the search it saves.
    shut : numpy.ndarray of bool, optional
        Edges that are closed for a reason other than the conditions.
    """

    def __init__(
        self,
        ground: Ground,
        asked: Asked,
        kind: Kind | None = None,
        shut: Bools | None = None,
    ) -> None:
        self._ground = ground
        self._asked = asked
        self._kind = kind
        self._shut = shut

    @cached_property
    def mask(self) -> Bools:
        """The edges that may be used."""
        mask = self._ground.open_edges(self._asked)
        return mask if self._shut is None else mask & ~self._shut

    @cached_property
    def layers(self) -> LayeredGraph:
        """The edges that may be used, in their layers."""
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
    def metric(self) -> Metric:
        """Lengths in metres, and what changes cost."""
        layers = self.layers
        metric = layers.metric(
            self._ground.network.length_m.tolist(), lambda _leaving, _entering: CHANGE_M
        )
        terminals = self._terminals
        first = len(layers.placed)
        crossings = [
            first + number
            for number, change in enumerate(layers.transfers)
            if {change.leaving.mode, change.entering.mode} == {Mode.RAIL, Mode.ROAD}
            and change.node not in terminals
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

    @property
    def _terminals(self) -> set[int]:
        """Where goods change between rail and road: at stations, and at ports.

        A port is one with or without a ship that may be used: a condition opens and closes lines,
        never a terminal.
        """
        import numpy as np

        ground, network = self._ground, self._ground.network
        lanes = usable(network, Asked(modes=frozenset({Mode.FERRY})))
        berths = np.concatenate([network.tails[lanes], network.heads[lanes]]).tolist()
        stations = [node for node in network.stations.node.tolist() if node >= 0]
        return {ground.one[node] for node in (*stations, *berths)}

    def _engine(self, graph: Graph, metric: Metric) -> PathEngine:
        kind = self._kind
        if kind is None and graph.node_count >= SMALL and is_installed(Kind.SPARSE):
            kind = Kind.SPARSE
        return engine_for(graph, metric, kind=kind)

    @cached_property
    def _free(self) -> PathEngine:
        return self._engine(self.layers.graph, self.metric)

    def way(self, source: int, target: int) -> Journey:
        """The shortest way between two nodes.

        Raises
        ------
        NoRouteError
            Nothing joins the two.
        """
        ready = self._ready(source, target)
        if ready is not None:
            return ready
        field = self._between(source, target)
        # The best of all ways may keep within the limit, and then it is the best of those.
        best = field.best()
        limit = self._asked.max_transshipments
        if limit is None or transshipments(best) <= limit:
            return best
        return self._limited(field, limit).best()

    def _ready(self, source: int, target: int) -> Journey | None:
        """The best of all ways, as the file holds it ready, if it keeps to the conditions.

        Conditions only ever close edges: the best of all ways is then the best of those left.
        """
        ready, one, asked = self._ground.ready, self._ground.one, self._asked
        if ready is None or self._kind is not None or one[source] == one[target]:
            return None
        way = ready.way(source, target)
        if way is None or not all(self.mask[step.edge] for step in way.steps):
            return None
        gauges = {step.layer.gauge_mm for step in way.steps if step.layer.mode is Mode.RAIL}
        if asked.gauges_mm and not gauges <= asked.gauges_mm:
            return None
        limit = asked.max_transshipments
        return way if limit is None or transshipments(way) <= limit else None

    def field(self, source: int, target: int) -> Field:
        """Where distinct ways between two nodes are sought.

        Raises
        ------
        NoRouteError
            Both are one place.
        """
        field, limit = self._between(source, target), self._asked.max_transshipments
        return field if limit is None else self._limited(field, limit)

    def _between(self, source: int, target: int) -> Field:
        layers, one = self.layers, self._ground.one
        if one[source] == one[target]:
            raise NoRouteError("both ends are one place of the network")
        start, end = layers.starts[one[source]], layers.ends[one[target]]
        edge_of = [place.edge for place in layers.placed]
        edge_of += [-1] * (layers.graph.edge_count - len(edge_of))
        return Field(self._free, start, end, edge_of, layers.read)

    def _limited(self, field: Field, limit: int) -> Field:
        """The same search with no more than so many transshipments."""
        levels = Levels.of(self.layers, self.metric, limit, field.end)
        return Field(
            self._engine(levels.graph, levels.metric),
            field.start,
            levels.end,
            [field.edge_of[max(arcs) >> 1] if max(arcs) >= 0 else -1 for arcs in levels.arcs],
            lambda path: self.layers.read(levels.read(path)),
        )
