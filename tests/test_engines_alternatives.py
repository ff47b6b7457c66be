"""Distinct ways: as many as there are, as different as stated, priced at the true weights."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.errors import OptionError
from routes.engines import Graph, Kind, Metric, Path, PathEngine, alternatives, engine_for
from routes.errors import NoRouteError
from tests.test_engines_agree import Case, cases
from tools.railway import build_railway

# Three ways from 0 to 3, of 2, 3 and 4; the last shares its first edge with the first.
THREE = Graph(5, [0, 1, 0, 2, 1, 4], [1, 3, 2, 3, 4, 3])
LENGTHS = Metric.of([1.0, 1.0, 1.5, 1.5, 1.5, 1.5])


def shared_part(engine: PathEngine, a: Path, b: Path) -> float:
    common = set(a.edges) & set(b.edges)
    weight = engine.metric.cost(arc for arc in a.arcs if arc >> 1 in common)
    return weight / min(a.cost, b.cost) if weight else 0.0


@pytest.mark.parametrize("kind", Kind)
def test_ways_are_found_best_first(kind: Kind) -> None:
    engine = engine_for(THREE, LENGTHS, kind=kind)
    ways = alternatives(engine, 0, 3, 4)
    assert [way.cost for way in ways] == [2.0, 3.0, 4.0]
    assert [way.edges for way in ways] == [(0, 1), (2, 3), (0, 4, 5)]


@pytest.mark.parametrize(
    ("limits", "costs"),
    [
        ({"max_shared": 0.4}, [2.0, 3.0]),
        ({"max_shared": 0.0}, [2.0, 3.0]),
        ({"max_stretch": 1.5}, [2.0, 3.0]),
        ({"max_stretch": 1.0}, [2.0]),
        ({"k": 1}, [2.0]),
    ],
)
def test_the_limits_hold(limits: dict, costs: list[float]) -> None:
    ways = alternatives(engine_for(THREE, LENGTHS), 0, 3, **limits)
    assert [way.cost for way in ways] == costs


@given(cases(), st.floats(0.0, 1.0), st.integers(1, 5), st.sampled_from(Kind))
@settings(max_examples=80)
def test_any_two_ways_share_no_more_than_stated(
    case: Case, max_shared: float, k: int, kind: Kind
) -> None:
    engine = engine_for(case.graph, case.metric, kind=kind)
    target = case.graph.node_count - 1
    try:
        ways = alternatives(engine, 0, target, k, max_shared=max_shared, max_stretch=3.0)
    except NoRouteError:
        return
    assert 1 <= len(ways) <= k
    assert ways[0].cost == engine.path(0, target).cost
    assert ways == alternatives(engine, 0, target, k, max_shared=max_shared, max_stretch=3.0)
    for way in ways:
        assert way.cost == engine.metric.cost(way.arcs) <= 3.0 * ways[0].cost
        assert case.graph.nodes_along(0, way.arcs)[-1] == target
    for a, b in combinations(ways, 2):
        assert a.arcs != b.arcs
        assert shared_part(engine, a, b) <= max_shared


def test_a_railway_has_four_ways_across_it() -> None:
    railway = build_railway(towns=40)
    graph = Graph(railway.node_count, *railway[2:4], railway.lon, railway.lat)
    engine = engine_for(graph, Metric.of(railway.length_m))
    west, east = int(railway.lon.argmin()), int(railway.lon.argmax())
    ways = alternatives(engine, west, east, 4, max_shared=0.7)
    assert len(ways) == 4
    assert all(shared_part(engine, a, b) <= 0.7 for a, b in combinations(ways, 2))


def test_what_is_closed_stays_closed() -> None:
    engine = engine_for(THREE, LENGTHS).closing([2])
    assert [way.cost for way in alternatives(engine, 0, 3)] == [2.0, 4.0]
    with pytest.raises(NoRouteError):
        alternatives(engine.closing([0]), 0, 3)


def test_there_is_one_way_to_stay() -> None:
    assert alternatives(engine_for(THREE, LENGTHS), 2, 2) == (Path(0.0, ()),)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"k": 0}, "0 ways asked for; expected at least 1"),
        ({"max_shared": 1.5}, "shared part 1.5; expected 0 to 1"),
        ({"max_shared": float("nan")}, "shared part nan"),
        ({"max_stretch": 0.9}, "stretch 0.9; expected 1 or more"),
    ],
)
def test_a_limit_out_of_range_is_an_error(limits: dict, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        alternatives(engine_for(THREE, LENGTHS), 0, 3, **limits)
