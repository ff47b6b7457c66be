"""Where two variants part and meet: the sums, the mirror, the alignment, and the words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from routes.assembly import assemble
from routes.difference.difference import Difference, Measured, Part, Stretch, delta, difference
from routes.errors import NoRouteError
from routes.model import Route, Run
from routes.variants import load_variants
from tests.test_cli_golden import ndn
from tests.test_routes import Journey, ground, journeys, made, runs_of

DAY = date(2018, 6, 1)
AS_OF = ("--as-of", DAY.isoformat())
METRE_KM = 0.001
COUNTS = ("customs_borders", "transshipments", "breaks_of_gauge")
BUILT_IN = sorted(load_variants(ground()[0]))


@cache
def route(variant: str, on: date = DAY) -> Route | None:
    atlas, engine = ground()
    try:
        return assemble(load_variants(atlas)[variant], atlas, engine, on)
    except NoRouteError:
        return None


def compared(a: Route, b: Route) -> Difference:
    return difference(a, b, ground()[0])


def keys(runs: Iterable[Run]) -> list[tuple[str, bool]]:
    return [(run.section.id, run.reverse) for run in runs]


def added_up(sides: Sequence[Part], whole: Route) -> None:
    """The parts of a route are the route."""
    assert [run for side in sides for run in side.runs] == runs_of(whole)
    assert [c for side in sides for c in side.crossings] == list(whole.crossings)
    for name in ("distance_km", "measured_km"):
        total = sum(getattr(side, name) for side in sides)
        assert total == pytest.approx(getattr(whole, name), abs=METRE_KM)
    for name in ("basis_km", "mode_km", "country_km"):
        kms = getattr(whole, name)
        assert {key for side in sides for key, km in getattr(side, name).items() if km} <= set(kms)
        for key, km in kms.items():
            total = sum(getattr(side, name).get(key, 0.0) for side in sides)
            assert total == pytest.approx(km, abs=METRE_KM)
    for name in COUNTS:
        assert sum(getattr(side, name) for side in sides) == getattr(whole, name), name
    assert all(a.end == b.start for a, b in pairwise(sides))


def mirrored(a: Measured, b: Measured) -> None:
    there, back = delta(a, b), delta(b, a)
    assert there.distance_km == -back.distance_km
    assert there.measured_km == -back.measured_km
    for name in ("basis_km", "mode_km", "country_km"):
        assert getattr(there, name) == {key: -km for key, km in getattr(back, name).items()}
    for name in (*COUNTS, "crossings"):
        assert getattr(there, name) == -getattr(back, name)
    assert (there.only_a, there.only_b) == (back.only_b, back.only_a)
    assert there.crossings == len(there.only_b) - len(there.only_a)


def holds(a: Route, b: Route) -> None:
    """All that is true of any two routes."""
    found, back = compared(a, b), compared(b, a)
    added_up([stretch.a for stretch in found.stretches], a)
    added_up([stretch.b for stretch in found.stretches], b)
    more_km = sum(delta(s.a, s.b).distance_km for s in found.stretches)
    assert more_km == pytest.approx(b.distance_km - a.distance_km, abs=METRE_KM)
    assert back.stretches == tuple(Stretch(s.shared, s.b, s.a) for s in found.stretches)
    mirrored(a, b)
    for stretch in found.stretches:
        mirrored(stretch.a, stretch.b)
        if stretch.shared:
            assert keys(stretch.a.runs) == keys(stretch.b.runs) != []
            assert delta(stretch.a, stretch.b).distance_km == 0
            assert not any(getattr(delta(stretch.a, stretch.b), name) for name in COUNTS)
        else:
            assert stretch.a.runs or stretch.b.runs
            assert not set(keys(stretch.a.runs)) & set(keys(stretch.b.runs))
    # Two stretches together never follow each other.
    assert not any(x.shared and y.shared for x, y in pairwise(found.stretches))
    against = {(section, not reverse) for section, reverse in keys(runs_of(b))}
    both_km = sum(r.section.distance_km for r in runs_of(a) if keys([r])[0] in against)
    assert sum(part.distance_km for part in found.opposite) == pytest.approx(both_km)


@given(
    st.sampled_from(BUILT_IN),
    st.sampled_from(BUILT_IN),
    st.dates(date(2009, 1, 1), date(2026, 1, 1)),
)
@settings(max_examples=60)
def test_of_any_two_variants_on_any_date_the_parts_are_the_whole(
    one: str, other: str, on: date
) -> None:
    a, b = route(one, on), route(other, on)
    if a is None or b is None:
        reject()
    holds(a, b)


def test_of_all_pairs_on_one_date_the_parts_are_the_whole() -> None:
    routes = [found for name in BUILT_IN if (found := route(name))]
    for a, b in combinations(routes, 2):
        holds(a, b)


@given(journeys(), journeys())
@settings(max_examples=30)
def test_of_any_two_journeys_of_one_date_the_parts_are_the_whole(
    one: Journey, other: Journey
) -> None:
    holds(made(one), made(other._replace(on=one.on)))


def shape(one: str, other: str) -> list[str]:
    """A difference in short: together or apart, with the ends of both sides."""
    a, b = route(one), route(other)
    assert a is not None
    assert b is not None
    return [
        f"{'=' if s.shared else '|'} {s.a.start} {s.a.end}"
        + ("" if s.shared else f" / {s.b.start} {s.b.end}")
        for s in compared(a, b).stretches
    ]


def test_aktau_and_kuryk_part_at_alat_and_meet_at_mangistau() -> None:
    assert shape("south-aktau", "south-kuryk") == [
        "= poti alat-port",
        "| alat-port mangistau / alat-port mangistau",
        "= mangistau hairatan",
    ]


def test_two_ways_may_meet_at_a_place_alone() -> None:
    assert shape("north-beineu", "middle-corridor-dostyk") == [
        "| riga-port beineu / dostyk beineu",
        "| beineu hairatan / beineu poti",
    ]
    assert shape("pakistan-torkham", "pakistan-chaman") == ["| karachi kabul / karachi kandahar"]


def test_the_json_has_the_difference_beside_the_comparison() -> None:
    data = json.loads(
        ndn("compare", "north", "north-beineu", *AS_OF, "--diff", "--format", "json").out
    )
    plain = json.loads(ndn("compare", "north", "north-beineu", *AS_OF, "--format", "json").out)
    diff = data.pop("diff")
    assert data == plain
    a, b = data["variants"]
    assert (diff["a"], diff["b"]) == ("north", "north-beineu")
    for name in ("distance_km", "measured_km"):
        more = round(b[name] - a[name], 3)
        assert diff["difference"][name] == more
        parts = sum(stretch["difference"][name] for stretch in diff["stretches"])
        assert parts == pytest.approx(more, abs=METRE_KM)
    (apart,) = [stretch for stretch in diff["stretches"] if not stretch["shared"]]
    assert [c["id"] for c in apart["difference"]["only_a"]] == ["sary-agach-keles"]
    assert [c["id"] for c in apart["difference"]["only_b"]] == ["beineu-karakalpakstan"]
    assert diff["shared_km"] == pytest.approx(
        sum(stretch["a"]["distance_km"] for stretch in diff["stretches"] if stretch["shared"])
    )


def test_csv_holds_the_stretches() -> None:
    answer = ndn("compare", "south-aktau", "south-kuryk", *AS_OF, "--diff", "--format", "csv")
    assert answer.out.splitlines()[2] == (
        'Alat port,Mangistau,apart,476.6,507.9,31.3,19.088,0,0,0,0,"rail +75.0, ferry -43.7",'
        '"sea -43.7, KZ +75.0"'
    )


@pytest.mark.parametrize("format_", ["table", "json", "csv", "md", "html"])
def test_without_a_route_there_is_a_reason_and_exit_code_1(format_: str) -> None:
    call = ("compare", "south-aktau", "south-kuryk", "--as-of", "2010-06-01", "--diff")
    answer = ndn(*call, "--format", format_)
    assert (answer.code, answer.err) == (1, "")
    assert "missing Alat - Kuryk ferry, opened 2016-12-01" in answer.out
    if format_ == "json":
        assert json.loads(answer.out)["diff"] is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "two different variants; named: none"),
        (("north",), "two different variants; named: 'north'"),
        (("north", "north"), "two different variants"),
        (("north", "NORTH"), "two different variants"),
        (("north", "btk", "kkt"), "named: 'north', 'btk', 'kkt'"),
        (("north", "btk", "--sort", "name"), "--sort"),
        (("north", "btk", "--columns", "name"), "--columns"),
        (("north", "btk", "--filter", "name=x"), "--filter"),
    ],
)
def test_it_takes_two_variants_and_nothing_else(words: tuple[str, ...], said: str) -> None:
    answer = ndn("compare", *words, "--diff")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1
    assert said in answer.err
