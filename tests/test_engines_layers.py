"""Modes and gauges in one graph: where goods change over, how often, and what it costs."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import OptionError
from geodata.model import Mode
from routes.engines import Graph, Kind, engine_for
from routes.engines.layers import Layer, LayeredGraph, Placed, Transfer, layered
from routes.errors import NoRouteError

BROAD = Layer(Mode.RAIL, 1520)
STANDARD = Layer(Mode.RAIL, 1435)
FERRY = Layer(Mode.FERRY)
ROAD = Layer(Mode.ROAD)
LAYERS = (BROAD, STANDARD, FERRY, ROAD)

# 0 =1520= 1 =ferry= 2 =1520= 3 =1435= 4, and by road from 0 to 3.
CORRIDOR = Graph(5, [0, 1, 2, 3, 0], [1, 2, 3, 4, 3])
KM = [100.0, 400.0, 200.0, 300.0, 900.0]
PLACED = [
    Placed(0, BROAD),
    Placed(1, FERRY),
    Placed(2, BROAD),
    Placed(3, STANDARD),
    Placed(4, ROAD),
]


def free(_leaving: Layer, _entering: Layer) -> float | None:
    return 0.0


def priced(leaving: Layer, entering: Layer) -> float | None:
    """80 km for a change of gauge, 50 for a port, none between road and rail."""
    modes = {leaving.mode, entering.mode}
    if modes == {Mode.RAIL}:
        return 80.0
    return 50.0 if Mode.FERRY in modes else None


@pytest.mark.parametrize("kind", Kind)
def test_a_journey_names_its_transfers(kind: Kind) -> None:
    layers = layered(CORRIDOR, PLACED)
    engine = engine_for(layers.graph, layers.metric(KM, priced), kind=kind)

    journey = layers.journey(engine, 0, 4)

    assert journey.cost == 100 + 50 + 400 + 50 + 200 + 80 + 300
    assert [step.edge for step in journey.steps] == [0, 1, 2, 3]
    assert journey.transfers == (
        Transfer(1, BROAD, FERRY),
        Transfer(2, FERRY, BROAD),
        Transfer(3, BROAD, STANDARD),
    )
    assert journey.breaks_of_gauge == 1
    back = layers.journey(engine, 4, 0)
    assert back.cost == journey.cost
    assert back.transfers == tuple(
        Transfer(node, entering, leaving) for node, leaving, entering in journey.transfers[::-1]
    )
    assert [step.reverse for step in back.steps] == [True] * 4


def test_a_transfer_that_cannot_be_made_is_a_constraint() -> None:
    layers = layered(CORRIDOR, PLACED)
    engine = engine_for(layers.graph, layers.metric(KM, lambda *_: None))
    assert layers.journey(engine, 0, 1).cost == 100.0
    with pytest.raises(NoRouteError):
        layers.journey(engine, 0, 2)


def test_a_node_of_several_layers_is_entered_and_left_in_any_of_them() -> None:
    layers = layered(CORRIDOR, PLACED)
    engine = engine_for(layers.graph, layers.metric(KM, priced))
    assert layers.journey(engine, 0, 3).cost == 800.0
    assert layers.journey(engine, 3, 4) == (300.0, ((3, False, STANDARD),), ())
    assert layers.journey(engine, 3, 3) == (0.0, (), ())


def test_a_start_is_no_way_from_layer_to_layer() -> None:
    layers = layered(CORRIDOR, PLACED)
    dear = layers.metric(KM, lambda *_: 5000.0)
    journey = layers.journey(engine_for(layers.graph, dear), 2, 0)
    assert journey == (5500.0, ((1, True, FERRY), (0, True, BROAD)), (Transfer(1, FERRY, BROAD),))


def test_layers_meet_only_where_they_are_said_to() -> None:
    layers = layered(CORRIDOR, PLACED, changes_at=[1, 2])
    engine = engine_for(layers.graph, layers.metric(KM, priced))
    assert {transfer.node for transfer in layers.transfers} == {1, 2}
    with pytest.raises(NoRouteError):
        layers.journey(engine, 0, 4)


def test_closures_are_named_in_the_network() -> None:
    layers = layered(CORRIDOR, PLACED)
    engine = engine_for(layers.graph, layers.metric(KM, lambda *_: 10.0))
    assert layers.journey(engine, 0, 3).cost == 720.0
    assert layers.journey(engine.closing(layers.closed_edges([1])), 0, 3).cost == 900.0
    assert layers.journey(engine.closing(layers.closed_transfers([2])), 0, 3).cost == 900.0


def test_dual_gauge_track_belongs_to_both_gauges() -> None:
    # Broad, then dual, then standard gauge: the gauge is changed at either end of the dual track.
    line = Graph(4, [0, 1, 2], [1, 2, 3])
    placed = [Placed(0, BROAD), Placed(1, BROAD), Placed(1, STANDARD), Placed(2, STANDARD)]
    layers = layered(line, placed)
    engine = engine_for(layers.graph, layers.metric([1.0, 1.0, 1.0], lambda *_: 10.0))
    journey = layers.journey(engine, 0, 3)
    assert journey.cost == 13.0
    assert journey.breaks_of_gauge == 1
    closed = engine.closing(layers.closed_edges([1]))
    with pytest.raises(NoRouteError):
        layers.journey(closed, 0, 3)


def test_nodes_of_one_layer_are_not_split() -> None:
    line = Graph(3, [0, 1], [1, 2], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0])
    layers = layered(line, [Placed(0, BROAD), Placed(1, BROAD)])
    assert layers.graph == Graph(3, [0, 1], [1, 2], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0])
    split = layered(line, [Placed(0, BROAD), Placed(1, ROAD)]).graph
    assert list(split.lon) == [1.0, 2.0, 3.0, 2.0, 2.0, 2.0]


@st.composite
def networks(draw: st.DrawFn) -> tuple[Graph, list[Placed], list[float], dict]:
    """Random edges in random layers, and prices of transfers, some of which cannot be made."""
    count = draw(st.integers(2, 6))
    node = st.integers(0, count - 1)
    ends = draw(st.lists(st.tuples(node, node), min_size=1, max_size=12))
    placed = [
        Placed(edge, layer)
        for edge in range(len(ends))
        for layer in sorted(draw(st.sets(st.sampled_from(LAYERS), min_size=1, max_size=2)))
    ]
    lengths = draw(st.lists(st.integers(0, 9), min_size=len(ends), max_size=len(ends)))
    pairs = [(a, b) for n, a in enumerate(LAYERS) for b in LAYERS[n + 1 :]]
    prices = {frozenset(pair): draw(st.none() | st.integers(0, 9)) for pair in pairs}
    graph = Graph(count, [tail for tail, _ in ends], [head for _, head in ends])
    return graph, placed, [float(length) for length in lengths], prices


@given(networks())
@settings(max_examples=80)
def test_journeys_cost_what_a_search_by_node_and_layer_finds(
    network: tuple[Graph, list[Placed], list[float], dict],
) -> None:
    graph, placed, lengths, prices = network
    layers = layered(graph, placed)
    metric = layers.metric(lengths, lambda a, b: prices[frozenset((a, b))])
    engine = engine_for(layers.graph, metric, kind=Kind.CONTRACTION)
    truth = by_node_and_layer(graph, placed, lengths, prices)
    for source in range(graph.node_count):
        reached = nx.single_source_dijkstra_path_length(truth, ("start", source))
        for target in range(graph.node_count):
            expected = 0.0 if source == target else reached.get(("end", target))
            if expected is None:
                with pytest.raises(NoRouteError):
                    layers.journey(engine, source, target)
                continue
            journey = layers.journey(engine, source, target)
            changes = sum(prices[frozenset((t.leaving, t.entering))] for t in journey.transfers)
            assert journey.cost == expected
            assert journey.cost == changes + sum(lengths[step.edge] for step in journey.steps)


def by_node_and_layer(
    graph: Graph, placed: list[Placed], lengths: list[float], prices: dict
) -> nx.MultiDiGraph:
    truth: nx.MultiDiGraph = nx.MultiDiGraph()
    for node in range(graph.node_count):
        truth.add_nodes_from([("start", node), ("end", node)])
        for layer in LAYERS:
            truth.add_edge(("start", node), (node, layer), weight=0.0)
            truth.add_edge((node, layer), ("end", node), weight=0.0)
    there = {(node, layer) for edge, layer in placed for node in graph.ends(2 * edge)}
    for node, layer in there:
        for other in LAYERS:
            price = prices.get(frozenset((layer, other)))
            if (node, other) in there and price is not None:
                truth.add_edge((node, layer), (node, other), weight=price)
    for edge, layer in placed:
        tail, head = graph.ends(2 * edge)
        truth.add_edge((tail, layer), (head, layer), weight=lengths[edge])
        truth.add_edge((head, layer), (tail, layer), weight=lengths[edge])
    return truth


def test_what_there_is_not_cannot_be_placed() -> None:
    with pytest.raises(OptionError, match="edge 5: expected 0 to 4"):
        layered(CORRIDOR, [Placed(5, BROAD)])
    with pytest.raises(OptionError, match="node 5: the graph has nodes from 0 to 4"):
        layered(CORRIDOR, PLACED, changes_at=[5])


def test_an_unknown_node_has_no_journey() -> None:
    layers: LayeredGraph = layered(CORRIDOR, PLACED)
    engine = engine_for(layers.graph, layers.metric(KM, free))
    with pytest.raises(OptionError, match="node 5: expected 0 to 4"):
        layers.journey(engine, 0, 5)
