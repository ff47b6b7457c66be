"""Several modes and gauges in one graph: layers that meet only where goods can change over.

An edge lies in the layer of its mode and gauge, dual-gauge track in two. Where several layers meet,
the node is split into one node for each, joined by transfer edges: a break of gauge, a port, a
terminal. The weight of a transfer is what the change costs, in whatever the metric counts; a
transfer that is closed is a change that cannot be made. So both are matters of the metric, and any
engine serves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from geodata.errors import OptionError
from geodata.model import Mode
from routes.engines.graph import Graph
from routes.engines.metric import Metric

if TYPE_CHECKING:
    from routes.engines.interface import Path, PathEngine


class Layer(NamedTuple):
    """A way of moving that goods leave only by transshipment: a mode, on rails of one gauge."""

    mode: Mode
    gauge_mm: int | None = None


# What it costs to change from one layer to another, either way; None where it cannot be done.
TransferCost: TypeAlias = Callable[[Layer, Layer], float | None]


class Placed(NamedTuple):
    """An edge of a network in the layer it belongs to; dual-gauge track is placed twice."""

    edge: int
    layer: Layer


class Transfer(NamedTuple):
    """A change from one layer to another at a node of the network."""

    node: int
    leaving: Layer
    entering: Layer


class Step(NamedTuple):
    """An edge of the network as it is travelled."""

    edge: int
    reverse: bool
    layer: Layer


class Journey(NamedTuple):
    """A path over the layers: what it costs with its transfers, the edges, and the transfers."""

    cost: float
    steps: tuple[Step, ...]
    transfers: tuple[Transfer, ...]

    @property
    def breaks_of_gauge(self) -> int:
        """How many of the transfers are from rail to rail."""
        return sum(
            transfer.leaving.mode is Mode.RAIL and transfer.entering.mode is Mode.RAIL
            for transfer in self.transfers
        )


class LayeredGraph(NamedTuple):
    """A graph of layers and what its edges mean in the network underneath.

    ``graph`` has, in this order, an edge for each of ``placed``, one for each of ``transfers``, and
    the access edges, which lead from the node where a search starts into its layers and from the
    layers to the node where it ends. ``starts`` and ``ends`` are those nodes, by node of the
    network; where one layer serves a node alone, all three are one.
    """

    graph: Graph
    placed: tuple[Placed, ...]
    transfers: tuple[Transfer, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def metric(self, weights: Sequence[float], cost: TransferCost) -> Metric:
        """The metric of the network's weights and of what transfers cost.

        Parameters
        ----------
        weights : sequence of float
            Of each edge of the network, in the unit that transfers are priced in too.
        cost : callable
            What a change between two layers costs; None closes it.

        Raises
        ------
        OptionError
            A weight or a cost is negative or not finite.
        """
        placed, transfers = len(self.placed), len(self.transfers)
        prices = {pair: cost(*pair) for pair in {(t.leaving, t.entering) for t in self.transfers}}
        values = [float(weights[place.edge]) for place in self.placed]
        closed = []
        for n, transfer in enumerate(self.transfers, start=placed):
            price = prices[transfer.leaving, transfer.entering]
            values.append(0.0 if price is None else float(price))
            if price is None:
                closed += [2 * n, 2 * n + 1]
        access = range(placed + transfers, self.graph.edge_count)
        values += [0.0] * len(access)
        # Access is one way, so that no one changes layers by way of a start or an end.
        closed += [2 * n + 1 for n in access]
        return Metric.of(values, closed=closed)

    def closed_edges(self, edges: Iterable[int]) -> list[int]:
        """The edges of the graph to close when these edges of the network are."""
        unwanted = set(edges)
        return [n for n, place in enumerate(self.placed) if place.edge in unwanted]

    def closed_transfers(self, nodes: Iterable[int]) -> list[int]:
        """The edges of the graph to close when no change can be made at these nodes."""
        unwanted = set(nodes)
        first = len(self.placed)
        return [first + n for n, change in enumerate(self.transfers) if change.node in unwanted]

    def journey(self, engine: PathEngine, source: int, target: int) -> Journey:
        """The best way between two nodes of the network, in whatever layers they lie.

        Parameters
        ----------
        engine : PathEngine
            An engine over ``graph``.
        source, target : int
            Nodes of the network.

        Raises
        ------
        NoRouteError
            No way joins the two, with the transfers that can be made.
        OptionError
            There is no such node.
        """
        for node in (source, target):
            if not 0 <= node < len(self.starts):
                raise OptionError(f"node {node}: expected 0 to {len(self.starts) - 1}")
        if source == target:
            return Journey(0.0, (), ())
        return self.read(engine.path(self.starts[source], self.ends[target]))

    def read(self, path: Path) -> Journey:
        """What a path over the graph of layers means in the network."""
        steps: list[Step] = []
        transfers: list[Transfer] = []
        first = len(self.placed)
        for arc in path.arcs:
            edge, back = arc >> 1, arc & 1 == 1
            if edge < first:
                steps.append(Step(self.placed[edge].edge, back, self.placed[edge].layer))
            elif edge < first + len(self.transfers):
                change = self.transfers[edge - first]
                transfers.append(
                    Transfer(change.node, change.entering, change.leaving) if back else change
                )
        return Journey(path.cost, tuple(steps), tuple(transfers))


def layered(
    network: Graph, placed: Iterable[Placed], changes_at: Iterable[int] | None = None
) -> LayeredGraph:
    """Build the graph of layers.

    Parameters
    ----------
    network : Graph
        The network with all its modes and gauges.
    placed : iterable of Placed
        The layer of every edge that may be used. An edge that is not placed is left out.
    changes_at : iterable of int, optional
        Nodes where goods can change over: ports, terminals, gauge-change stations. Elsewhere
        layers cross without meeting. When left out, every node where layers meet is one.

    Raises
    ------
    OptionError
        There is no such edge or node.
    """
    network.check()
    edges = tuple(placed)
    for place in edges:
        if not 0 <= place.edge < network.edge_count:
            raise OptionError(f"edge {place.edge}: expected 0 to {network.edge_count - 1}")
    allowed = None if changes_at is None else {network.node(node) for node in changes_at}
    split = _split(network, edges)
    tails = [split.nodes[int(network.tails[p.edge]), p.layer] for p in edges]
    heads = [split.nodes[int(network.heads[p.edge]), p.layer] for p in edges]
    transfers = []
    for node, layers in split.met.items():
        if allowed is None or node in allowed:
            for n, leaving in enumerate(layers):
                for entering in layers[n + 1 :]:
                    transfers.append(Transfer(node, leaving, entering))
                    tails.append(split.nodes[node, leaving])
                    heads.append(split.nodes[node, entering])
    for node, layers in split.met.items():
        for layer in layers:
            tails += [split.starts[node], split.nodes[node, layer]]
            heads += [split.nodes[node, layer], split.ends[node]]
    return LayeredGraph(
        _graph_like(network, split.original, tails, heads),
        edges,
        tuple(transfers),
        tuple(split.starts),
        tuple(split.ends),
    )


class _Split(NamedTuple):
    """The nodes of the graph of layers.

    ``nodes`` by node and layer; ``met`` the layers of each node that has several; ``starts`` and
    ``ends`` by node; ``original`` the node of the network that each stands for.
    """

    nodes: dict[tuple[int, Layer], int]
    met: dict[int, list[Layer]]
    starts: list[int]
    ends: list[int]
    original: list[int]


def _split(network: Graph, placed: Sequence[Placed]) -> _Split:
    layers_at: list[set[Layer]] = [set() for _ in range(network.node_count)]
    for place in placed:
        for ends in (network.tails, network.heads):
            layers_at[int(ends[place.edge])].add(place.layer)
    split = _Split({}, {}, list(range(network.node_count)), [], list(range(network.node_count)))
    split.ends.extend(split.starts)
    for node, layers in enumerate(layers_at):
        if len(layers) < 2:
            split.nodes.update({(node, layer): node for layer in layers})
            continue
        # The node of the network itself is where a search starts.
        split.met[node] = sorted(layers, key=_rank)
        for layer in split.met[node]:
            split.nodes[node, layer] = len(split.original)
            split.original.append(node)
        split.ends[node] = len(split.original)
        split.original.append(node)
    return split


def _rank(layer: Layer) -> tuple[int, int]:
    return list(Mode).index(layer.mode), layer.gauge_mm or 0


def _graph_like(
    network: Graph, original: Sequence[int], tails: Sequence[int], heads: Sequence[int]
) -> Graph:
    """A graph whose nodes lie where those of the network do."""
    lon = [float(network.lon[node]) for node in original] if len(network.lon) else ()
    lat = [float(network.lat[node]) for node in original] if len(network.lat) else ()
    return Graph(len(original), tails, heads, lon, lat)
