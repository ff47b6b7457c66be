"""All engines give the same costs, and paths that are worth them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple
from unittest.mock import patch

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import OptionError
from routes.engines import contraction
from routes.engines.choice import SMALL, Kind, engine_for
from routes.engines.contraction import ContractionEngine
from routes.engines.graph import Graph
from routes.engines.interface import PathEngine
from routes.engines.metric import CLOSED, Metric
from routes.engines.order import contraction_order
from routes.errors import NoRouteError
from tools.railway import build_railway

# Lengths that tie, vanish or dwarf each other, and any others.
WEIGHTS = st.sampled_from([0.0, 0.0, 1e-9, 1.0, 1.0, 2.0, 3.0, 1e6]) | st.floats(0.0, 50.0)


class Case(NamedTuple):
    """A graph with weights each way, and what is to be closed one after another."""

    graph: Graph
    metric: Metric
    closures: list[list[int]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small graphs with parallel edges, loops and parts that do not hang together."""
    count = draw(st.integers(1, 10))
    node = st.integers(0, count - 1)
    ends = draw(st.lists(st.tuples(node, node), max_size=22))
    size = len(ends)
    forward = draw(st.lists(WEIGHTS, min_size=size, max_size=size))
    backward = draw(st.just(forward) | st.lists(WEIGHTS, min_size=size, max_size=size))
    degrees = st.sampled_from([10.0, 20.0]) | st.floats(0.0, 60.0)
    places = draw(
        st.just([]) | st.lists(st.tuples(degrees, degrees), min_size=count, max_size=count)
    )
    graph = Graph(
        count,
        np.array([tail for tail, _ in ends], dtype=np.int32),
        np.array([head for _, head in ends], dtype=np.int32),
        [lon for lon, _ in places],
        [lat for _, lat in places],
    )
    arcs = st.lists(st.integers(0, 2 * size - 1), max_size=2 * size) if size else st.just([])
    closures = draw(st.lists(arcs, max_size=4))
    return Case(graph, Metric.of(forward, backward), closures)


def engines(case: Case) -> list[PathEngine]:
    return [engine_for(case.graph, case.metric, kind=kind) for kind in Kind]


def true_costs(graph: Graph, metric: Metric) -> np.ndarray:
    """What networkx makes of the same weights, in a table of all nodes."""
    network: nx.DiGraph[int] = nx.DiGraph()
    network.add_nodes_from(range(graph.node_count))
    for arc, ticks in enumerate(metric.ticks):
        tail, head = graph.ends(arc)
        if (
            ticks != CLOSED
            and ticks < network.get_edge_data(tail, head, {"ticks": CLOSED})["ticks"]
        ):
            network.add_edge(tail, head, ticks=ticks)
    costs = np.full((graph.node_count, graph.node_count), np.nan)
    for source, reached in nx.all_pairs_dijkstra_path_length(network, weight="ticks"):
        for target, total in reached.items():
            costs[source, target] = total * metric.resolution
    return costs


def assert_right(engine: PathEngine, costs: np.ndarray) -> None:
    """Every path and every cell of the table, against costs known to be right."""
    nodes = range(engine.graph.node_count)
    np.testing.assert_array_equal(engine.matrix(nodes, nodes), costs)
    for source in nodes:
        for target in nodes:
            if np.isnan(costs[source, target]):
                with pytest.raises(NoRouteError):
                    engine.path(source, target)
                continue
            path = engine.path(source, target)
            assert path.cost == costs[source, target] == engine.metric.cost(path.arcs)
            assert engine.graph.nodes_along(source, path.arcs)[-1] == target
            assert not any(engine.metric.is_closed(arc) for arc in path.arcs)


@given(cases())
@settings(max_examples=60)
def test_every_engine_agrees_with_networkx_whatever_is_closed_in_turn(case: Case) -> None:
    views = engines(case)
    metrics = [case.metric, *(case.metric.closing_arcs(arcs) for arcs in case.closures)]
    # Back to the first at last: no closure leaves a trace.
    for metric in [*metrics, case.metric]:
        costs = true_costs(case.graph, metric)
        for n, view in enumerate(views):
            views[n] = view.with_metric(metric)
            assert_right(views[n], costs)


@given(cases(), st.data())
@settings(max_examples=60)
def test_whole_regions_are_closed_one_after_another(case: Case, data: st.DataObject) -> None:
    size = case.graph.edge_count
    edges = st.lists(st.integers(0, size - 1), max_size=2 * size) if size else st.just([])
    engine = engine_for(case.graph, case.metric, kind=Kind.CONTRACTION)
    # However few edges are closed, only the rim of what they enclose is amended.
    with patch.object(contraction, "SCATTERED", -1):
        for one, more in data.draw(st.lists(st.tuples(edges, edges), max_size=4)):
            for view in (engine.closing(one), engine.closing(one).closing(np.array(more, int))):
                assert_right(view, true_costs(case.graph, view.metric))
            if data.draw(st.booleans()):
                assert_right(engine, true_costs(case.graph, case.metric))


@given(cases(), st.data())
@settings(max_examples=30)
def test_other_weights_are_another_view_of_the_same_engine(case: Case, data: st.DataObject) -> None:
    size = case.graph.edge_count
    other = Metric.of(data.draw(st.lists(WEIGHTS, min_size=size, max_size=size)))
    costs, other_costs = true_costs(case.graph, case.metric), true_costs(case.graph, other)
    for engine in engines(case):
        view = engine.with_metric(other)
        assert_right(view, other_costs)
        assert_right(engine, costs)
        assert_right(view, other_costs)


@given(cases())
@settings(max_examples=30)
def test_an_undirected_graph_is_the_same_from_the_other_end(case: Case) -> None:
    weights = case.metric.array()[::2].astype(np.float64)
    mirrored = case.graph._replace(tails=case.graph.heads, heads=case.graph.tails)
    nodes = range(case.graph.node_count)
    for kind in Kind:
        there = engine_for(case.graph, Metric.of(weights), kind=kind).matrix(nodes, nodes)
        np.testing.assert_array_equal(there, there.T)
        back = engine_for(mirrored, Metric.of(weights), kind=kind).matrix(nodes, nodes)
        np.testing.assert_array_equal(there, back)


@given(cases())
@settings(max_examples=30)
def test_the_same_question_has_the_same_answer(case: Case) -> None:
    nodes = range(case.graph.node_count)
    for kind in Kind:
        fresh = engine_for(case.graph, case.metric, kind=kind)
        used = engine_for(case.graph, case.metric, kind=kind)
        for arcs in case.closures:
            used.with_metric(case.metric.closing_arcs(arcs)).matrix(nodes, nodes)
        reached = ~np.isnan(fresh.matrix(nodes, nodes))
        for source, target in np.argwhere(reached).tolist():
            assert fresh.path(source, target) == used.path(source, target)


def test_a_railway_has_the_same_costs_with_every_engine() -> None:
    railway = build_railway(towns=40)
    graph = Graph(railway.node_count, *railway[2:4], railway.lon, railway.lat)
    metric = Metric.of(railway.length_m)
    assert graph.node_count > SMALL
    contraction, sparse, plain = (
        engine_for(graph, metric, kind=kind) for kind in (Kind.CONTRACTION, Kind.SPARSE, Kind.PLAIN)
    )
    nodes = range(0, graph.node_count, 97)
    # A whole country, so that most of what is closed lies inside the closed region.
    for closed in ([], railway.country == 0, [5, 900, 2000]):
        views = [engine.closing(closed) for engine in (contraction, sparse)]
        costs = [view.matrix(nodes, nodes) for view in views]
        np.testing.assert_array_equal(costs[0], costs[1])
        exact = plain.closing(closed).one_to_many(nodes[7], nodes)
        np.testing.assert_array_equal(exact, costs[0][7])
    assert np.isnan(contraction.closing(railway.country == 0).matrix(nodes, nodes)).any()


def test_more_metrics_than_the_engine_keeps_are_customised_in_turn() -> None:
    railway = build_railway(towns=40)
    graph = Graph(railway.node_count, *railway[2:4], railway.lon, railway.lat)
    metrics = [Metric.of(railway.length_m**power) for power in (0.5, 1.0, 1.1, 1.2, 1.3)]
    engine = ContractionEngine(graph, metrics[0])
    sparse = engine_for(graph, metrics[0], kind=Kind.SPARSE)
    for metric in [*metrics, *metrics[::-1]]:
        path = engine.with_metric(metric).path(0, graph.node_count - 1)
        assert path.cost == sparse.with_metric(metric).path(0, graph.node_count - 1).cost


TRIANGLE = Graph(4, [0, 1, 2], [1, 2, 0])
SIDES = Metric.of([1.0, 2.0, 4.0])


@pytest.mark.parametrize("kind", Kind)
class TestTriangle:
    """Three nodes in a ring and one by itself."""

    def test_the_way_round_is_taken_when_it_is_shorter(self, kind: Kind) -> None:
        path = engine_for(TRIANGLE, SIDES, kind=kind).path(0, 2)
        assert (path.cost, path.arcs) == (3.0, (0, 2))
        assert path.edges == (0, 1)
        assert path.reversed == (False, False)

    def test_a_closure_turns_the_way_round(self, kind: Kind) -> None:
        path = engine_for(TRIANGLE, SIDES, kind=kind).closing([1]).path(0, 2)
        assert (path.cost, path.arcs) == (4.0, (5,))
        assert path.reversed == (True,)

    def test_a_node_reaches_itself_for_nothing(self, kind: Kind) -> None:
        engine = engine_for(TRIANGLE, SIDES, kind=kind).closing([0, 1, 2])
        assert engine.path(0, 0) == (0.0, ())
        np.testing.assert_array_equal(engine.one_to_many(0, [0, 1]), [0.0, np.nan])

    def test_no_way_is_an_error_that_names_the_nodes(self, kind: Kind) -> None:
        with pytest.raises(NoRouteError, match="no way from node 0 to node 3"):
            engine_for(TRIANGLE, SIDES, kind=kind).path(0, 3)

    def test_an_empty_table_is_empty(self, kind: Kind) -> None:
        engine = engine_for(TRIANGLE, SIDES, kind=kind)
        assert engine.matrix([], [0]).shape == (0, 1)
        assert engine.matrix([0], []).shape == (1, 0)

    @pytest.mark.parametrize("node", [-1, 4])
    def test_an_unknown_node_is_an_error(self, kind: Kind, node: int) -> None:
        engine = engine_for(TRIANGLE, SIDES, kind=kind)
        asked: list[Callable[[], object]] = [
            lambda: engine.path(node, 0),
            lambda: engine.path(0, node),
            lambda: engine.matrix([0, node], [1]),
        ]
        for ask in asked:
            with pytest.raises(OptionError, match=f"node {node}: the graph has nodes from 0 to 3"):
                ask()

    def test_weights_of_another_graph_are_an_error(self, kind: Kind) -> None:
        with pytest.raises(OptionError, match="weights of 1 edges; expected 3"):
            engine_for(TRIANGLE, SIDES, kind=kind).with_metric(Metric.of([1.0]))


@pytest.mark.parametrize("order", [[0, 1, 2], [0, 1, 2, 2], [1, 2, 3, 4]])
def test_an_order_must_hold_every_node_once(order: list[int]) -> None:
    with pytest.raises(OptionError, match="expected each of 4 nodes once"):
        engine_for(TRIANGLE, SIDES, order, Kind.CONTRACTION)


def test_the_order_of_a_graph_is_always_the_same() -> None:
    railway = build_railway(towns=25)
    graph = Graph(railway.node_count, *railway[2:4], railway.lon, railway.lat)
    order = contraction_order(graph)
    np.testing.assert_array_equal(order, contraction_order(graph))
    np.testing.assert_array_equal(np.sort(order), np.arange(graph.node_count))


def test_the_engine_is_chosen_by_the_size_of_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    large = Graph(SMALL, [0], [1])
    one = Metric.of([1.0])
    assert type(engine_for(TRIANGLE, SIDES)).__name__ == "PlainEngine"
    assert type(engine_for(large, one)).__name__ == "ContractionEngine"
    monkeypatch.setattr("routes.engines.choice.is_installed", lambda kind: kind != "contraction")
    assert type(engine_for(large, one)).__name__ == "SparseEngine"
    with pytest.raises(
        OptionError, match="routingkit_cch, which is not installed; expected one of"
    ):
        engine_for(large, one, kind=Kind.CONTRACTION)
