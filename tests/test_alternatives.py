"""Alternatives: truly different, best first, and what sets each apart."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from geodata.model import Mode
from routes.alternatives import (
    MAX_DETOUR,
    PENALTY,
    Alternative,
    PenaltyEngine,
    alternatives,
    shared,
    shared_km,
)
from routes.assembly import assemble_stops
from routes.difference.apart import apart
from routes.difference.difference import difference
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Route
from tests.test_cli_golden import ndn
from tests.test_routes import Journey, ground, journeys, runs_of

DAY = date(2018, 6, 1)
AS_OF = ("--as-of", DAY.isoformat())
ANY = Conditions(on=DAY)
NEAR = 1e-6


def found(
    *stops: str, count: int = 4, max_shared: float = 0.6, conditions: Conditions = ANY
) -> tuple[Alternative, ...]:
    atlas, _ = ground()

    def find(engine: Engine) -> Route:
        return assemble_stops(stops, atlas, engine, conditions)

    return alternatives(find, atlas, count, max_shared)


@cache
def caspian() -> tuple[Alternative, ...]:
    return found("poti", "hairatan")


def test_across_the_caspian_there_are_several_ways() -> None:
    best, second, *_ = caspian()
    assert best.route.distance_km == pytest.approx(2938.8, abs=0.1)
    assert best.apart == ()
    assert best.shared is None
    assert second.route.distance_km == pytest.approx(3247.2, abs=0.1)
    assert second.apart == (
        "by Aktau-Port instead of Türkmenbaşy port",
        "avoids Turkmenistan",
        "through Kazakhstan",
    )


def test_a_wider_limit_lets_more_alike_ways_pass() -> None:
    few, many = found("poti", "hairatan", max_shared=0.3), found("poti", "hairatan", max_shared=0.8)
    assert len(few) < len(many)
    assert any("by Kuryk-Port instead of Türkmenbaşy port" in one.apart for one in many)


def test_with_nothing_shared_the_ways_have_no_line_in_common() -> None:
    ways = found("karachi", "kabul", max_shared=0)
    assert [round(one.route.distance_km) for one in ways] == [1410, 2043]
    assert ways[1].shared_km == 0
    assert ways[1].apart == ("by Torkham instead of Chaman",)


def test_one_route_is_just_the_best() -> None:
    atlas, engine = ground()
    (only,) = found("poti", "hairatan", count=1)
    assert only.route == assemble_stops(["poti", "hairatan"], atlas, engine, ANY)


def test_no_way_is_an_error_as_ever() -> None:
    with pytest.raises(NoRouteError, match="no way from Poti"):
        found("poti", "ganja", conditions=Conditions(frozenset({Mode.FERRY}), on=DAY))


def test_penalties_change_the_way_and_not_the_sections() -> None:
    atlas, engine = ground()
    short = engine.path("poti", "hairatan", ANY)
    penal = PenaltyEngine(atlas)
    assert penal.path("poti", "hairatan", ANY) == short
    for _ in range(3):
        penal.penalise(run.section.id for run in short)
    other = penal.path("poti", "hairatan", ANY)
    assert other != short
    assert all(run.section is atlas.sections[run.section.id] for run in other)
    # A way that grows as a whole is still the way where there is no other.
    assert penal.path("samtredia", "tbilisi-uzlovaya", ANY) == engine.path(
        "samtredia", "tbilisi-uzlovaya", ANY
    )


@given(journeys(), st.lists(st.integers(0, 10_000), max_size=40))
@settings(max_examples=30)
def test_a_penalised_search_is_one_over_longer_sections(
    journey: Journey, chosen: list[int]
) -> None:
    atlas, _ = ground()
    idents = sorted(atlas.sections)
    grown = {idents[number % len(idents)] for number in chosen}
    start, end = journey.stops[0], journey.stops[-1]
    penal = PenaltyEngine(atlas)
    for _ in range(5):
        penal.penalise(grown)
    longer = {
        ident: section._replace(
            distance_km=PENALTY**5 * section.distance_km,
            measured_km=PENALTY**5 * section.measured_km,
        )
        if ident in grown
        else section
        for ident, section in atlas.sections.items()
    }
    conditions = Conditions(journey.modes, on=journey.on)
    try:
        expected = Engine(atlas._replace(sections=longer)).path(start, end, conditions)
    except NoRouteError:
        with pytest.raises(NoRouteError):
            penal.path(start, end, conditions)
        return
    found_runs = penal.path(start, end, conditions)
    grown_km = [
        sum(longer[run.section.id].distance_km for run in runs) for runs in (found_runs, expected)
    ]
    assert grown_km[0] == pytest.approx(grown_km[1])


@given(
    journeys(),
    st.integers(2, 5),
    st.sampled_from([0.0, 0.3, 0.6, 0.9]),
)
@settings(max_examples=10)
def test_alternatives_are_different_and_the_best_comes_first(
    journey: Journey, count: int, limit: float
) -> None:
    atlas, engine = ground()
    conditions = Conditions(journey.modes, on=journey.on)
    try:
        best = assemble_stops(journey.stops, atlas, engine, conditions)
    except NoRouteError:
        reject()
    ways = found(*journey.stops, count=count, max_shared=limit, conditions=conditions)
    assert ways[0].route == best
    assert 1 <= len(ways) <= count
    kms = [one.route.distance_km for one in ways]
    assert kms[0] <= min(kms) + NEAR * kms[0]
    assert kms[1:] == sorted(kms[1:])
    for one, other in combinations(ways, 2):
        assert shared(one.route, other.route) <= limit
    for one in ways[1:]:
        assert (one.route.origin, one.route.destination) == (best.origin, best.destination)
        assert {leg.mode for leg in one.route.legs} <= journey.modes
        assert one.apart
        for piece in difference(best, one.route, atlas).stretches:
            if not piece.shared:
                assert piece.b.distance_km <= MAX_DETOUR * piece.a.distance_km


@given(journeys())
@settings(max_examples=30)
def test_a_route_shares_itself_with_itself(journey: Journey) -> None:
    atlas, engine = ground()
    try:
        route = assemble_stops(journey.stops, atlas, engine, Conditions(on=journey.on))
    except NoRouteError:
        reject()
    once = {run.section.id: run.section.distance_km for run in runs_of(route)}
    assert shared_km(route, route) == pytest.approx(sum(once.values()))
    assert shared(route, route) == pytest.approx(1)
    assert apart(route, route, atlas) == ()


def test_the_same_call_gives_the_same_ways() -> None:
    again = found("poti", "hairatan")
    assert again == caspian()


# --- in words -----------------------------------------------------------------------------------


def told(a: tuple[str, ...], b: tuple[str, ...], **conditions: Any) -> tuple[str, ...]:
    """What sets the way by the stops ``b`` apart from that by ``a``."""
    atlas, engine = ground()
    one, other = (
        assemble_stops(stops, atlas, engine, Conditions(on=DAY, **conditions)) for stops in (a, b)
    )
    return apart(other, one, atlas)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (
            ("alat-port", "aktau-port", "beineu"),
            ("alat-port", "kuryk-port", "beineu"),
            ("by Kuryk-Port instead of Aktau-Port",),
        ),
        (
            ("kandyagash", "beineu", "karshi"),
            ("kandyagash", "sary-agach", "karshi"),
            ("by Saryagash instead of Oazis",),
        ),
        (
            ("baku", "astrakhan", "beineu"),
            ("baku", "aktau-port", "beineu"),
            (
                "by Aktau-Port instead of Yalama and Kigash",
                "avoids Russia",
                "also by ferry",
            ),
        ),
        (
            ("baku", "aktau-port", "beineu"),
            ("baku", "astrakhan", "beineu"),
            ("by Yalama and Kigash instead of Aktau-Port", "through Russia", "without ferry"),
        ),
    ],
)
def test_what_sets_a_way_apart(
    a: tuple[str, ...], b: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert told(a, b) == expected


# --- the command --------------------------------------------------------------------------------


def answer(*words: str) -> dict[str, Any]:
    result = ndn("route", *words, "--format", "json", *AS_OF)
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_json_lists_the_routes_best_first() -> None:
    first, second, third = answer("Poti", "Hairatan", "-k", "3")["routes"]
    assert first["apart"] == []
    assert first["added_km"] == 0
    assert second["added_km"] == pytest.approx(308.4)
    assert second["apart"][0] == "by Aktau-Port instead of Türkmenbaşy port"
    assert second["shared_pct"] <= 60
    assert third["distance_km"] >= second["distance_km"]
    assert {"legs", "crossings", "status", "bloc_km"} <= set(third)


def test_the_best_is_the_same_with_and_without_alternatives() -> None:
    assert (
        answer("Poti", "Hairatan")["routes"] == answer("Poti", "Hairatan", "-k", "2")["routes"][:1]
    )


def test_the_tables_show_every_route() -> None:
    text = ndn("route", "Karachi", "Kabul", "-k", "3", *AS_OF).out
    assert "by Torkham instead of Chaman" in text
    assert "2 routes instead of 3: no further one is that different" in text
    assert "Route 1: " in text
    assert "Route 2: " in text


def test_alternatives_keep_off_what_is_avoided() -> None:
    for route in answer("Poti", "Hairatan", "-k", "3", "--avoid", "RU", "--avoid", "TM")["routes"]:
        assert "RU" not in route["country_km"]
        assert "TM" not in route["country_km"]


def test_alternatives_keep_to_the_law() -> None:
    routes = answer("Riga", "Tashkent", "-k", "3", "--comply", "--cargo", "commercial")["routes"]
    assert all(route["status"]["state"] != "closed" for route in routes)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-k", "0"), "-k"),
        (("-k", "21"), "-k"),
        (("-k", "2", "--max-shared", "101"), "--max-shared"),
        (("--max-shared", "50"), "ask for some with -k"),
        (("--avoid", "rail", "--mode", "rail"), "--avoid leaves no mode"),
        (("--via", "moscow", "--avoid", "moscow-kurskaya"), "is a stop of the route itself"),
    ],
)
def test_a_mistake_is_one_line(words: tuple[str, ...], says: str) -> None:
    result = ndn("route", "Poti", "Hairatan", *words)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
    assert result.err.count("\n") == 1
