"""Graphs and metrics: what is counted, and what is refused."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import OptionError
from routes.engines.graph import Graph
from routes.engines.metric import CLOSED, HEAVIEST, ROOM, Metric

WEIGHTS = st.lists(st.floats(0.0, 1e9) | st.sampled_from([0.0, 1e-12, 1.0]), max_size=30)


@given(WEIGHTS)
def test_a_weight_is_rounded_to_half_a_tick(weights: list[float]) -> None:
    metric = Metric.of(weights)
    assert math.frexp(metric.resolution)[0] == 0.5
    for edge, weight in enumerate(weights):
        for arc in (2 * edge, 2 * edge + 1):
            assert abs(metric.cost([arc]) - weight) <= metric.resolution / 2


@given(WEIGHTS)
def test_all_edges_together_can_be_counted(weights: list[float]) -> None:
    assert sum(Metric.of(weights).ticks[::2]) <= ROOM + len(weights)


@given(WEIGHTS, st.data())
def test_lists_and_arrays_make_the_same_metric(weights: list[float], data: st.DataObject) -> None:
    back = data.draw(st.just(weights) | st.just(weights[::-1]))
    arrays = Metric.of(np.array(weights, dtype=float), np.array(back, dtype=float))
    assert Metric.of(weights, back) == arrays


@given(st.lists(st.integers(0, 100), min_size=1, max_size=30))
def test_whole_numbers_are_kept_exactly(weights: list[int]) -> None:
    assert Metric.of(weights).cost(range(0, 2 * len(weights), 2)) == sum(weights)


def test_edges_are_closed_by_number_and_by_mask_alike() -> None:
    metric = Metric.of([1.0, 2.0, 3.0])
    closed = metric.closing([0, 2])
    assert closed == metric.closing(np.array([True, False, True]))
    assert closed == metric.closing(np.array([2, 0]))
    assert [closed.is_closed(arc) for arc in range(6)] == [True, True, False, False, True, True]
    assert not metric.is_closed(0)
    assert metric.closing([]) == metric == metric.closing(np.array([], dtype=np.int64))


def test_one_direction_is_closed_by_its_arc() -> None:
    metric = Metric.of([1.0], closed=[1])
    assert metric.cost([0]) == 1.0
    assert metric.ticks[1] == CLOSED
    with pytest.raises(OptionError, match="arc 1 is closed"):
        metric.cost([1])


@pytest.mark.parametrize("weight", [-1.0, math.inf, math.nan, 2 * HEAVIEST])
def test_a_weight_out_of_range_is_named(weight: float) -> None:
    message = re.escape(f"edge 1 weighs {weight}; expected a number from 0 to 1e+18")
    with pytest.raises(OptionError, match=message):
        Metric.of([1.0, weight])
    with pytest.raises(OptionError, match=message):
        Metric.of(np.array([1.0, weight]))
    with pytest.raises(OptionError, match=message):
        Metric.of(np.array([1.0, 1.0]), np.array([1.0, weight]))


def test_both_directions_need_as_many_weights() -> None:
    with pytest.raises(OptionError, match="2 weights forward but 1 backward"):
        Metric.of([1.0, 2.0], [1.0])


@pytest.mark.parametrize("edges", [[3], [-1], np.array([3]), np.array([-1])])
def test_an_unknown_edge_cannot_be_closed(edges: list[int]) -> None:
    with pytest.raises(OptionError, match=r"edge (3|-1): there are 3, numbered from 0"):
        Metric.of([1.0, 2.0, 3.0]).closing(edges)


def test_an_unknown_arc_cannot_be_closed() -> None:
    with pytest.raises(OptionError, match="arc 2: there are 2, numbered from 0"):
        Metric.of([1.0]).closing_arcs([2])


def test_a_mask_has_a_value_for_each_edge() -> None:
    with pytest.raises(OptionError, match="mask of 2 edges; expected 1"):
        Metric.of([1.0]).closing(np.array([True, False]))


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (Graph(2, [0], [1, 0]), "1 tails but 2 heads"),
        (Graph(2, [0], [2]), "heads from 2 to 2; expected node numbers from 0 to 1"),
        (Graph(2, np.array([-1]), np.array([0])), "tails from -1 to -1"),
        (Graph(2, [0], [1], [1.0], [1.0, 2.0]), "1 values of lon for 2 nodes"),
        (Graph(2, [0], [1], [1.0, 2.0]), "only one of lon and lat"),
    ],
)
def test_a_graph_that_does_not_fit_together_is_refused(graph: Graph, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        graph.check()


def test_the_nodes_of_a_path_follow_each_other() -> None:
    graph = Graph(3, [0, 1], [1, 2])
    assert graph.nodes_along(0, [0, 2]) == (0, 1, 2)
    assert graph.nodes_along(2, [3, 1]) == (2, 1, 0)
    with pytest.raises(OptionError, match="arc 2 leaves node 1; the path stood at 0"):
        graph.nodes_along(0, [2])


def test_a_graph_without_nodes_has_no_node() -> None:
    with pytest.raises(OptionError, match="node 0: the graph has no nodes"):
        Graph(0, [], []).node(0)
