"""Estimates: laws that hold whatever the figures are, and closed forms."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import Atlas
from geodata.errors import OptionError
from geodata.model import Mode
from routes.comparison import compare
from routes.estimate import Estimate, Parameters, estimate, load_parameters
from routes.estimate.components import Component, Draw, Part, Term, components
from routes.estimate.distributions import Distribution, Shape, parse
from routes.estimate.montecarlo import BLOCK, sample
from routes.estimate.parameters import Basis, Finder, Parameter, Scope
from routes.estimate.quantities import Quantity
from routes.estimate.sampling import Sampler, normal_share, unit_of
from routes.model import Route
from routes.variants import find_variants

DAY = date(2020, 6, 1)


@pytest.fixture(scope="module")
def parameters(atlas: Atlas) -> Parameters:
    return load_parameters(atlas)


@pytest.fixture(scope="module")
def routes(atlas: Atlas) -> list[Route]:
    found = compare(find_variants((), atlas), atlas, DAY, lasts=False)
    return [entry.route for entry in found.entries if entry.route]


def parameter(
    ident: str,
    spread: Distribution,
    quantity: Quantity = Quantity.DWELL,
    chance: float = 1.0,
) -> Parameter:
    return Parameter(ident, quantity, "h", spread, Scope(), Basis.ASSUMED, (), "", chance)


def component(
    spread: Distribution,
    key: str = "a",
    weight: float = 1.0,
    factor: str | None = None,
    correlation: float = 0.0,
    chance: float = 1.0,
) -> Component:
    """A part of a route that takes so many hours, and costs nothing."""
    draw = Draw(key, parameter(key, spread, chance=chance), False, factor, correlation)
    return Component(Part.LEG, key, (Term(draw, weight),), (), ())


def hours(parts: Sequence[Component], samples: int = 20_000, seed: int = 1) -> np.ndarray:
    """Samples of the sum of the parts, drawn as `sample` draws them."""
    sampler = Sampler(seed)
    total = np.zeros(samples)
    for part in parts:
        for draw, weight in part.hours:
            total += weight * unit_of(draw) * sampler.values(draw, samples)
    return total


@st.composite
def spreads(draw: st.DrawFn) -> Distribution:
    """Any distribution of values from 0.01 to some ten thousand."""
    low, middle, high = sorted(draw(st.tuples(*[st.floats(0.01, 1000)] * 3)))
    written: dict[Shape, object] = {
        Shape.FIXED: middle,
        Shape.UNIFORM: {"low": low, "high": high},
        Shape.TRIANGULAR: {"low": low, "mode": middle, "high": high},
        Shape.LOGNORMAL: {"mean": middle, "cv": draw(st.floats(0.01, 2))},
    }
    shape = draw(st.sampled_from(Shape))
    return parse(shape, written[shape])


# --- closed forms -------------------------------------------------------------------------------


def test_fixed_values_add_up() -> None:
    parts = [component(parse(Shape.FIXED, value), str(value)) for value in (12, 24, 60)]
    days = sample([parts], 100, detailed=True)[0].days
    assert tuple(days.spread) == (4.0, 4.0, 4.0)
    assert [portion.p50 for portion in days.portions] == [0.5, 1.0, 2.5]
    assert [portion.share for portion in days.portions] == [0, 0, 0]


@given(spreads())
@settings(max_examples=40)
def test_the_mean_of_the_samples_is_that_of_the_distribution(spread: Distribution) -> None:
    found = hours([component(spread)])
    error = 5 * found.std() / math.sqrt(len(found)) + 2e-3 * spread.mean
    assert found.mean() == pytest.approx(spread.mean, abs=error)


@given(spreads(), st.sampled_from([0.1, 0.5, 0.9]))
@settings(max_examples=40)
def test_the_percentiles_of_the_samples_are_those_of_the_distribution(
    spread: Distribution, share: float
) -> None:
    found = hours([component(spread)])
    assert np.quantile(found, share - 0.02) <= spread.quantile(share) * (1 + 1e-5)
    assert spread.quantile(share) <= np.quantile(found, share + 0.02) * (1 + 1e-5)


def test_a_speed_is_inverted() -> None:
    spread = parse(Shape.LOGNORMAL, {"p10": 20, "p90": 45})
    draw = Draw("v", parameter("v", spread, Quantity.SPEED), True, None, 0.0)
    part = Component(Part.LEG, "v", (Term(draw, 900.0),), (), ())
    days = sample([[part]], 40_000)[0].days.spread
    assert days.p50 == pytest.approx(900 / 30 / 24, rel=0.01)
    assert days.p10 == pytest.approx(900 / 45 / 24, rel=0.02)
    assert days.p90 == pytest.approx(900 / 20 / 24, rel=0.02)


def test_a_triangular_speed_is_inverted() -> None:
    spread = parse(Shape.TRIANGULAR, {"low": 10, "mode": 20, "high": 30})
    draw = Draw("v", parameter("v", spread, Quantity.SPEED), True, None, 0.0)
    part = Component(Part.LEG, "v", (Term(draw, 240.0),), (), ())
    assert sample([[part]], 40_000)[0].days.spread.p50 == pytest.approx(0.5, rel=0.01)


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.8])
@pytest.mark.parametrize(
    "spread",
    [
        parse(Shape.LOGNORMAL, {"mean": 10, "cv": 0.5}),
        parse(Shape.TRIANGULAR, {"low": 1, "mode": 2, "high": 6}),
    ],
    ids=["lognormal", "triangular"],
)
def test_draws_of_one_factor_correlate_as_declared(
    spread: Distribution, correlation: float
) -> None:
    sampler = Sampler(3)
    draws = [Draw(key, parameter(key, spread), False, "weather", correlation) for key in ("a", "b")]
    one, other = (sampler.values(draw, 40_000) for draw in draws)
    # Back to normal scores, of which the correlation is declared.
    ranks = [(values.argsort().argsort() + 0.5) / len(values) for values in (one, other)]
    inverse = np.vectorize(NormalDist().inv_cdf)
    found = np.corrcoef(inverse(ranks[0]), inverse(ranks[1]))[0, 1]
    assert found == pytest.approx(correlation, abs=0.02)


def test_a_chance_is_taken_as_often_as_it_says() -> None:
    found = hours([component(parse(Shape.UNIFORM, {"low": 1, "high": 2}), chance=0.25)], 40_000)
    assert (found > 0).mean() == pytest.approx(0.25, abs=0.01)
    assert found[found > 0].min() >= 1
    never = hours([component(parse(Shape.FIXED, 5), chance=0.0)])
    assert not never.any()


def test_the_normal_distribution_is_near_enough() -> None:
    scores = np.linspace(-5, 5, 1001, dtype=np.float32)
    found = normal_share(scores)
    exact = [NormalDist().cdf(float(score)) for score in scores]
    assert np.abs(found - exact).max() < 3e-7


# --- laws ---------------------------------------------------------------------------------------


@given(st.lists(spreads(), min_size=1, max_size=6), st.integers(0, 2**40))
@settings(max_examples=30)
def test_percentiles_are_in_order_and_shares_sum_to_one(
    found: list[Distribution], seed: int
) -> None:
    parts = [component(spread, str(number)) for number, spread in enumerate(found)]
    days = sample([parts], 500, seed)[0].days
    assert days.spread.p10 <= days.spread.p50 <= days.spread.p90
    total = sum(portion.share for portion in days.portions)
    assert total == pytest.approx(1) or total == 0


@given(st.lists(spreads(), min_size=1, max_size=4), spreads())
@settings(max_examples=30)
def test_another_leg_never_shortens(found: list[Distribution], more: Distribution) -> None:
    parts = [component(spread, str(number)) for number, spread in enumerate(found)]
    short, long = sample([parts, [*parts, component(more, "more")]], 500)
    for less, longer in zip(short.days.spread, long.days.spread, strict=True):
        assert longer >= less * (1 - 1e-6)


@given(spreads(), st.floats(0.01, 100))
@settings(max_examples=30)
def test_twice_the_unit_is_twice_the_result(spread: Distribution, factor: float) -> None:
    one, scaled = (
        sample([[component(each)]], 500)[0].days.spread for each in (spread, spread.scaled(factor))
    )
    for before, after in zip(one, scaled, strict=True):
        assert after == pytest.approx(before * factor, rel=1e-4)


def test_shares_tell_what_varies_most() -> None:
    wide = component(parse(Shape.UNIFORM, {"low": 0, "high": 20}), "wide")
    narrow = component(parse(Shape.UNIFORM, {"low": 0, "high": 10}), "narrow")
    still = component(parse(Shape.FIXED, 100), "still")
    portions = sample([[wide, narrow, still]], 50_000)[0].days.portions
    # The variance of a uniform distribution goes with the square of its width: 4 to 1.
    assert [portion.share for portion in portions] == pytest.approx([0.8, 0.2, 0], abs=0.01)


# --- seeds and workers --------------------------------------------------------------------------


def everything(found: Estimate) -> tuple[object, ...]:
    portions = [(item.days.share, item.dollars.share) for item in found.items]
    return (found.time_d, found.cost_usd_per_teu, portions)


def test_equal_seeds_give_equal_results_on_any_number_of_workers(
    atlas: Atlas, parameters: Parameters, routes: list[Route]
) -> None:
    def run(some: Sequence[Route]) -> list[tuple[object, ...]]:
        # Not a multiple of the block, so that the last one is short.
        return [everything(e) for e in estimate(some, atlas, parameters, DAY, BLOCK + 333, 7)]

    whole = run(routes[:8])
    assert run(routes[:8]) == whole
    assert run(routes[7::-1]) == whole[::-1]
    for workers in (1, 2, 5):
        groups = [routes[:8][number::workers] for number in range(workers)]
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(run, groups))
        for number, part in enumerate(parts):
            assert part == whole[number::workers]


def test_another_seed_gives_another_result(
    atlas: Atlas, parameters: Parameters, routes: list[Route]
) -> None:
    one, other = (estimate(routes[:1], atlas, parameters, DAY, 1000, seed) for seed in (1, 2))
    assert one[0].time_d != other[0].time_d
    assert one[0].time_d.p50 == pytest.approx(other[0].time_d.p50, rel=0.05)


def test_what_two_variants_share_is_drawn_alike(
    atlas: Atlas, parameters: Parameters, routes: list[Route]
) -> None:
    finder = Finder(parameters, DAY)
    keys = [
        {term.draw.key for part in components(route, atlas, finder) for term in part.hours}
        for route in routes[:2]
    ]
    shared = keys[0] & keys[1]
    # From Riga to Kandyagash and from Karshi to Hairatan both go the same way.
    assert len(shared) > 15
    assert len(keys[0] - shared) > 3


@pytest.mark.parametrize("samples", [0, 99, 10_000_001])
def test_a_number_of_samples_out_of_range_is_refused(samples: int) -> None:
    with pytest.raises(OptionError, match="samples"):
        sample([[]], samples)


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(OptionError, match="seed"):
        sample([[]], 100, -1)


def test_no_route_has_no_estimate(atlas: Atlas, parameters: Parameters) -> None:
    assert estimate([], atlas, parameters, DAY) == []


# --- the built-in variants ----------------------------------------------------------------------


def test_every_variant_has_an_estimate(
    atlas: Atlas, parameters: Parameters, routes: list[Route]
) -> None:
    for found in estimate(routes, atlas, parameters, DAY, 1000, detailed=True):
        for spread in (found.time_d, found.cost_usd_per_teu):
            assert 0 < spread.p10 < spread.p50 < spread.p90 < math.inf
        for portions in ([i.days for i in found.items], [i.dollars for i in found.items]):
            assert sum(portion.share for portion in portions) == pytest.approx(1)
            assert all(portion.p50 >= 0 for portion in portions)


def test_every_mode_and_frontier_is_in_it(
    atlas: Atlas, parameters: Parameters, routes: list[Route]
) -> None:
    finder = Finder(parameters, DAY)
    for route in routes:
        found = components(route, atlas, finder)
        parts = [part.part for part in found]
        ferries = sum(leg.mode is Mode.FERRY for leg in route.legs)
        assert parts.count(Part.LEG) == len(route.legs)
        assert parts.count(Part.WAIT) == ferries
        assert parts.count(Part.TRANSFER) == route.transshipments
        assert parts.count(Part.GAUGE) == route.breaks_of_gauge
        assert parts.count(Part.FRONTIER) == sum(c.named for c in route.crossings)
        assert parts.count(Part.SEASON) == 0


def test_winter_on_the_caspian_is_longer(atlas: Atlas, parameters: Parameters) -> None:
    def p90(on: date) -> tuple[float, list[Part]]:
        found = compare(find_variants(("south-aktau",), atlas), atlas, on, lasts=False)
        route = found.entries[0].route
        assert route is not None
        one = estimate([route], atlas, parameters, on)[0]
        return one.time_d.p90, [item.component.part for item in one.items]

    summer, in_summer = p90(date(2020, 7, 1))
    winter, in_winter = p90(date(2020, 1, 1))
    assert winter > summer
    assert (in_winter.count(Part.SEASON), in_summer.count(Part.SEASON)) == (1, 0)


def test_the_least_capacity_is_the_bottleneck(
    atlas: Atlas, parameters: Parameters, routes: list[Route]
) -> None:
    for found in estimate(routes, atlas, parameters, DAY, 100):
        assert found.bottleneck == min(
            found.capacities, key=lambda one: one.teu_per_week, default=None
        )
    names = {
        capacity.name
        for found in estimate(routes, atlas, parameters, DAY, 100)
        for capacity in found.capacities
    }
    assert {"Alat port", "Aktau-Port", "Kuryk-Port", "Torkham / Torkham"} <= names


def test_what_was_not_built_yet_is_no_bottleneck(atlas: Atlas, parameters: Parameters) -> None:
    on = date(2016, 6, 1)
    found = compare(find_variants(("south-aktau",), atlas), atlas, on, lasts=False)
    route = found.entries[0].route
    assert route is not None
    one = estimate([route], atlas, parameters, on, 100)[0]
    # The port complex of Alat was opened in May 2018.
    assert "Alat port" not in {capacity.name for capacity in one.capacities}


def cpu_s(work: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


@pytest.mark.slow
def test_a_hundred_thousand_samples_cost_less_than_fifty_plain_draws(
    atlas: Atlas, parameters: Parameters, routes: list[Route]
) -> None:
    generator = np.random.default_rng(1)
    plain = cpu_s(lambda: generator.standard_normal((100_000, 12)), 10)
    whole = cpu_s(lambda: estimate(routes[:12], atlas, parameters, DAY, 100_000), 3)
    assert whole <= 50 * plain
