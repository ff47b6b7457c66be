"""The states of the variants day by day: without gaps, and changed by nothing but a record."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas, load_atlas
from geodata.law import Cargo, Direction
from geodata.model import EARLIEST
from routes.assembly import assemble
from routes.comparison import compare
from routes.engine import Engine
from routes.errors import NoRouteError
from routes.law.law import Law
from routes.law.status import not_built, status
from routes.law.timeline import Period, routes_over_time, timeline
from routes.model import Route, Status, Variant
from routes.variants import load_variants

FIRST, LAST = date(2008, 1, 1), date(2026, 11, 22)
ONE_DAY = timedelta(days=1)
RULES = [(cargo, direction) for cargo in Cargo for direction in Direction]


@cache
def ground() -> tuple[Atlas, Engine, dict[str, Variant]]:
    atlas = load_atlas()
    return atlas, Engine(atlas), load_variants(atlas)


@cache
def law_of(cargo: Cargo, direction: Direction) -> Law:
    return Law(ground()[0], cargo, direction)


@cache
def periods_of(name: str, cargo: Cargo, direction: Direction) -> tuple[Period, ...]:
    _, engine, variants = ground()
    return timeline(variants[name], engine, law_of(cargo, direction))


@cache
def network_days(name: str) -> tuple[date, ...]:
    """The days on which a line, a crossing point or an edition begins or ends, read afresh."""
    atlas, _, variants = ground()
    days: set[date | None] = {EARLIEST}
    for line in atlas.lines.values():
        days |= {line.opened, line.closed}
    for point in atlas.checkpoints.values():
        days |= {point.opened, point.closed}
    for edition in variants[name].editions:
        days |= {edition.since, edition.until}
    return tuple(sorted(day for day in days if day and day >= EARLIEST))


@cache
def named_days(name: str) -> frozenset[date]:
    """Every day that a record names: those of the network, the acts and the memberships."""
    atlas, _, _ = ground()
    days: set[date | None] = set(network_days(name))
    for act in atlas.acts.values():
        days |= {act.since, act.until}
    for bloc in atlas.blocs.values():
        for member in bloc.memberships:
            days |= {member.since, member.until}
    return frozenset(day for day in days if day)


def network_day(name: str, day: date) -> date:
    """The day since which the network has been what it is on a day."""
    days = network_days(name)
    return days[bisect_right(days, day) - 1]


@cache
def fresh(name: str, network_day: date) -> Route | NoRouteError:
    """The variant assembled anew over the network of a day on which it changed."""
    atlas, engine, variants = ground()
    try:
        return assemble(variants[name], atlas, engine, network_day)
    except NoRouteError as error:
        return error


def fresh_status(name: str, law: Law, day: date) -> Status:
    """The state of a day, of a route that no other day's was used for."""
    found = fresh(name, network_day(name, day))
    if isinstance(found, NoRouteError):
        return not_built(found, law)
    return status(found, law, day)


def each_day(periods: tuple[Period, ...]) -> Iterator[tuple[date, Period]]:
    """Every day from the first to the last, each with its period."""
    day, listed = FIRST, iter(periods)
    period = next(listed)
    while day <= LAST:
        while period.until is not None and period.until <= day:
            period = next(listed)
        yield day, period
        day += ONE_DAY


ruled = pytest.mark.parametrize(("cargo", "direction"), RULES)


def told(period: Period) -> tuple[str, str, float | None]:
    """What sets a period apart from the one before: state, reason, length of the route."""
    km = period.route and round(period.route.distance_km, 3)
    return period.status.state, period.status.reason, km


@ruled
def test_periods_follow_each_other_through_all_time(cargo: Cargo, direction: Direction) -> None:
    atlas, _, variants = ground()
    tables = (atlas.acts, atlas.lines, atlas.blocs)
    cited = {ident: record.sources for table in tables for ident, record in table.items()}
    for name in variants:
        periods = periods_of(name, cargo, direction)
        assert (periods[0].since, periods[-1].until) == (None, None)
        for a, b in pairwise(periods):
            assert a.until == b.since
            assert told(a) != told(b)
        for period in periods:
            assert (period.status.since, period.status.until) == (period.since, period.until)
            assert period.since is None or period.until is None or period.since < period.until
            assert period.status.reason
            assert (period.route is None) is (period.status.state == "not-built")
            for record in period.status.records:
                assert cited[record]
                assert set(cited[record]) <= set(atlas.sources)


@ruled
def test_every_day_has_the_state_found_for_it_alone(cargo: Cargo, direction: Direction) -> None:
    law = law_of(cargo, direction)
    for name in ground()[2]:
        named = named_days(name)
        state = ""
        for day, period in each_day(periods_of(name, cargo, direction)):
            if day == FIRST or day in named or day + ONE_DAY in named:
                # The first and the last day of what no record divides.
                found = fresh_status(name, law, day)
                changed = found.state != state
                assert day in named or day == FIRST or not changed, (name, day)
                state = found.state
            assert period.status.state == state, (name, day)
            assert period.status.known_to == law.atlas.known_to[cargo]


@pytest.mark.parametrize("name", ["north", "south-kuryk", "pakistan-torkham", "kkt"])
def test_no_day_between_two_records_differs(name: str) -> None:
    # All days would take minutes; a sample shows what the first and the last of a span cannot.
    chosen = random.Random(name)  # noqa: S311  # a sample, not a secret
    days = [FIRST + chosen.randrange((LAST - FIRST).days) * ONE_DAY for _ in range(300)]
    for cargo, direction in RULES:
        law = law_of(cargo, direction)
        state_on = {day: p.status.state for day, p in each_day(periods_of(name, cargo, direction))}
        for day in days:
            assert fresh_status(name, law, day).state == state_on[day], day


@ruled
def test_a_period_begins_where_a_record_does(cargo: Cargo, direction: Direction) -> None:
    for name in ground()[2]:
        named = named_days(name)
        for period in periods_of(name, cargo, direction):
            assert period.since is None or period.since in named


@ruled
def test_a_period_has_the_reason_and_the_route_of_its_last_day(
    cargo: Cargo, direction: Direction
) -> None:
    law = law_of(cargo, direction)
    for name in ground()[2]:
        for period in periods_of(name, cargo, direction):
            last = (period.until - ONE_DAY) if period.until else LAST
            found = fresh_status(name, law, last)
            assert period.status.records == found.records
            route = fresh(name, network_day(name, last))
            if isinstance(route, NoRouteError):
                assert period.status.reason == route.cause
            else:
                assert period.route
                assert period.route.distance_km == route.distance_km
                assert period.status.reason == found.reason


def sections(route: Route) -> list[tuple[str, bool]]:
    return [(run.section.id, run.reverse) for leg in route.legs for run in leg.runs]


def test_a_route_that_is_kept_is_the_one_made_anew() -> None:
    atlas, engine, variants = ground()
    for name, variant in variants.items():
        stretches = routes_over_time(variant, atlas, engine)
        assert [stretch.since for stretch in stretches] == list(network_days(name))
        assert [stretch.until for stretch in stretches] == [*network_days(name)[1:], None]
        for stretch in stretches:
            kept, made = stretch.route, fresh(name, stretch.since)
            if isinstance(kept, NoRouteError) or isinstance(made, NoRouteError):
                assert type(kept) is type(made), (name, stretch.since)
                continue
            assert sections(kept) == sections(made), (name, stretch.since)
            assert kept == made, (name, stretch.since)


@given(
    st.dates(FIRST, LAST),
    st.sampled_from(sorted(ground()[2])),
    st.sampled_from(RULES),
)
@settings(max_examples=60)
def test_a_comparison_tells_how_long_the_state_lasts(
    day: date, name: str, rules: tuple[Cargo, Direction]
) -> None:
    atlas, _, variants = ground()
    (entry,) = compare([variants[name]], atlas, day, *rules).entries
    found = entry.status
    assert found.since is None or found.since <= day
    assert found.until is None or day < found.until
    assert found.state == fresh_status(name, law_of(*rules), day).state
    # The same state may follow itself for another reason; the span is that of the state.
    periods = periods_of(name, *rules)
    here = next(n for n, p in enumerate(periods) if p.until is None or day < p.until)
    first = last = here
    while first > 0 and periods[first - 1].status.state == found.state:
        first -= 1
    while last + 1 < len(periods) and periods[last + 1].status.state == found.state:
        last += 1
    assert (found.since, found.until) == (periods[first].since, periods[last].until)


def test_without_the_span_the_state_is_the_same() -> None:
    atlas, _, variants = ground()
    for rules in RULES:
        long = compare(variants.values(), atlas, FIRST, *rules)
        short = compare(variants.values(), atlas, FIRST, *rules, lasts=False)
        for a, b in zip(long.entries, short.entries, strict=True):
            assert a._replace(status=a.status._replace(since=None, until=None)) == b
