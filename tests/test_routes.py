"""What holds for every route over the atlas, whichever its stops, date and conditions."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas, load_atlas
from geodata.check import ROUNDING_KM, SPHERE
from geodata.exceptions import Rule, read_exceptions
from geodata.geodesy import geodesic_km, great_circle_km
from geodata.model import Mode
from geodata.reading import DATA
from geodata.tables import Problems
from routes.assembly import assemble_stops
from routes.crossings import country_km, crossings, frontiers_of
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Route, Run

NEAR = 1e-6


@cache
def ground() -> tuple[Atlas, Engine]:
    atlas = load_atlas()
    return atlas, Engine(atlas)


@cache
def excused() -> frozenset[str]:
    """Sections whose quoted distance is known to be shorter than the great circle."""
    rows = read_exceptions(DATA, Problems())
    return frozenset(subject for rule, subject in rows if rule is Rule.BELOW_GREAT_CIRCLE)


class Journey(NamedTuple):
    """What a route is asked for."""

    stops: list[str]
    modes: frozenset[Mode]
    on: date


@st.composite
def journeys(draw: st.DrawFn) -> Journey:
    atlas, _ = ground()
    places = sorted({end for s in atlas.sections.values() for end in (s.start, s.end)})
    stops = draw(st.lists(st.sampled_from(places), min_size=2, max_size=4, unique=True))
    modes = draw(st.sampled_from([frozenset(Mode), frozenset({Mode.RAIL, Mode.FERRY})]))
    return Journey(stops, modes, draw(st.dates(date(2009, 1, 1), date(2026, 1, 1))))


def made(journey: Journey) -> Route:
    """The route of a journey; one that cannot be made is no example."""
    atlas, engine = ground()
    conditions = Conditions(modes=journey.modes, on=journey.on)
    try:
        return assemble_stops(journey.stops, atlas, engine, conditions)
    except NoRouteError:
        reject()


def runs_of(route: Route) -> list[Run]:
    return [run for leg in route.legs for run in leg.runs]


@given(journeys())
@settings(max_examples=60)
def test_every_sum_is_the_total(journey: Journey) -> None:
    route = made(journey)
    total = pytest.approx(route.distance_km, abs=NEAR)
    assert route.distance_km > 0
    assert sum(leg.distance_km for leg in route.legs) == total
    assert sum(route.basis_km.values()) == total
    assert sum(route.mode_km.values()) == total
    assert sum(route.country_km.values()) == total
    assert sum(sum(leg.basis_km.values()) for leg in route.legs) == total
    assert sum(sum(leg.country_km.values()) for leg in route.legs) == total
    assert all(km >= 0 for km in (*route.country_km.values(), *route.basis_km.values()))


@given(journeys())
@settings(max_examples=40)
def test_the_measured_length_is_that_of_the_drawn_line(journey: Journey) -> None:
    route = made(journey)
    for leg in route.legs:
        # Sections are measured to the metre.
        slack_km = 0.001 * len(leg.runs)
        assert leg.measured_km == pytest.approx(geodesic_km(leg.points), abs=slack_km)
    assert route.measured_km == pytest.approx(sum(leg.measured_km for leg in route.legs), abs=NEAR)


@given(journeys())
@settings(max_examples=60)
def test_crossings_form_a_chain_along_the_way(journey: Journey) -> None:
    route = made(journey)
    atlas, _ = ground()
    runs = runs_of(route)
    country = atlas.places[runs[0].start].country
    for crossing in route.crossings:
        assert crossing.from_country == country
        assert crossing.to_country != country
        country = crossing.to_country
    assert country == atlas.places[runs[-1].end].country
    at_km = [0.0, *(crossing.at_km for crossing in route.crossings), route.distance_km]
    assert all(a <= b + NEAR for a, b in pairwise(at_km))


@given(journeys())
@settings(max_examples=60)
def test_kilometres_between_crossings_are_those_of_the_country(journey: Journey) -> None:
    route = made(journey)
    atlas, _ = ground()
    if any(run.section.mode in (Mode.FERRY, Mode.AIR) for run in runs_of(route)):
        reject()
    found: dict[str, float] = {}
    country, done_km = atlas.places[route.legs[0].runs[0].start].country, 0.0
    for crossing in route.crossings:
        found[country] = found.get(country, 0.0) + crossing.at_km - done_km
        country, done_km = crossing.to_country, crossing.at_km
    found[country] = found.get(country, 0.0) + route.distance_km - done_km
    assert found == pytest.approx(dict(route.country_km), abs=NEAR)


@given(journeys())
@settings(max_examples=60)
def test_a_leg_is_never_shorter_than_the_great_circle(journey: Journey) -> None:
    route = made(journey)
    for leg in route.legs:
        bound_km = great_circle_km(leg.points[0], leg.points[-1]) * SPHERE
        # What the named exceptions are short of, over all the sections of the leg.
        known_km = sum(
            max(0.0, run.section.measured_km - run.section.distance_km)
            for run in leg.runs
            if run.section.id in excused()
        )
        assert leg.distance_km + ROUNDING_KM + known_km >= bound_km
        assert leg.measured_km >= bound_km - 0.001 * len(leg.runs)


@given(journeys())
@settings(max_examples=60)
def test_legs_and_their_lines_meet(journey: Journey) -> None:
    route = made(journey)
    assert all(a.end == b.start for a, b in pairwise(route.legs))
    assert all(a.end == b.start for a, b in pairwise(runs_of(route)))
    assert all(a.points[-1] == b.points[0] for a, b in pairwise(route.legs))
    for leg in route.legs:
        assert all(a.points[-1] == b.points[0] for a, b in pairwise(leg.runs))
        # One mode and one gauge, and no point drawn twice in a row.
        assert {(run.section.mode, run.section.gauge_mm) for run in leg.runs} == {
            (leg.mode, leg.gauge_mm)
        }
        assert all(a != b for a, b in pairwise(leg.points))


@given(journeys())
@settings(max_examples=60)
def test_a_leg_names_the_countries_it_touches(journey: Journey) -> None:
    route = made(journey)
    named = [set(leg.countries) for leg in route.legs if leg.mode in (Mode.RAIL, Mode.ROAD)]
    assert {country for names in named for country in names} == set(route.countries)


@given(journeys())
@settings(max_examples=60)
def test_the_way_back_mirrors_the_crossings(journey: Journey) -> None:
    route = made(journey)
    atlas, _ = ground()
    runs = runs_of(route)
    back = crossings(
        [Run(run.section, not run.reverse) for run in reversed(runs)], atlas, journey.on
    )
    assert len(back) == len(route.crossings)
    for there, here in zip(route.crossings, reversed(back), strict=True):
        assert (there.from_country, there.to_country) == (here.to_country, here.from_country)
        assert there.mode is here.mode
        # A ferry or a flight crosses at the port of arrival, which is another on the way back.
        if there.mode in (Mode.RAIL, Mode.ROAD):
            assert (there.lon, there.lat) == (here.lon, here.lat)
            assert (there.id, there.customs) == (here.id, here.customs)
            assert here.at_km == pytest.approx(route.distance_km - there.at_km, abs=NEAR)


@given(journeys())
@settings(max_examples=40)
def test_the_way_back_is_as_long(journey: Journey) -> None:
    route = made(journey)
    atlas, engine = ground()
    conditions = Conditions(modes=journey.modes, on=journey.on)
    back = assemble_stops(journey.stops[::-1], atlas, engine, conditions)
    assert back.distance_km == pytest.approx(route.distance_km, abs=NEAR)
    if [run.section.id for run in runs_of(back)] == [
        run.section.id for run in reversed(runs_of(route))
    ]:
        assert dict(back.country_km) == pytest.approx(dict(route.country_km), abs=NEAR)
        assert back.measured_km == pytest.approx(route.measured_km, abs=NEAR)


@given(st.data())
@settings(max_examples=100)
def test_a_section_is_shared_out_among_its_countries(data: st.DataObject) -> None:
    atlas, _ = ground()
    crossed = sorted(s.id for s in atlas.sections.values() if s.frontiers)
    section = atlas.sections[data.draw(st.sampled_from(crossed))]
    run = Run(section, data.draw(st.booleans()))
    parts = country_km([run], atlas)
    assert sum(parts.values()) == pytest.approx(section.distance_km, abs=NEAR)
    assert next(iter(parts)) == atlas.places[run.start].country
    assert atlas.places[run.end].country in parts
    assert all(km >= 0 for km in parts.values())
    fractions = [frontier.fraction for frontier in frontiers_of(run)]
    assert fractions == sorted(fractions)


def test_a_route_needs_a_date() -> None:
    atlas, engine = ground()
    with pytest.raises(ValueError, match="date"):
        assemble_stops(["poti", "batumi"], atlas, engine, Conditions())
