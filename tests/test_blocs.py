"""Kilometres in blocs of countries by date, customs between their members, and dependence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations

import pytest

from geodata.atlas import Atlas
from geodata.law import Bloc, Membership
from routes.assembly import assemble
from routes.comparison import compare
from routes.engine import Engine
from routes.errors import NoRouteError
from routes.law.blocs import bloc_km
from routes.model import Route, Variant
from tests.test_cli_golden import ndn
from tests.tiny_atlas import DAY, tiny_atlas, way

ONE_DAY = timedelta(days=1)
DAYS = [date(2008, 6, 1), date(2012, 6, 27), date(2012, 6, 28), date(2018, 6, 1), date(2026, 1, 1)]

# Countries in a bloc on a date that a text on the bloc tells.
MEMBERS: list[tuple[str, date, str]] = [
    ("csto", date(2012, 6, 27), "AM BY KG KZ RU TJ UZ"),
    ("csto", date(2012, 6, 28), "AM BY KG KZ RU TJ"),
    ("csto", date(1998, 1, 1), "AM AZ BY GE KG KZ RU TJ UZ"),
    ("csto", date(2000, 1, 1), "AM BY KG KZ RU TJ"),
    ("eaeu", date(2009, 12, 31), ""),
    ("eaeu", date(2010, 1, 1), "BY KZ RU"),
    ("eaeu", date(2015, 8, 11), "AM BY KZ RU"),
    ("eaeu", date(2015, 8, 12), "AM BY KG KZ RU"),
    ("nato", date(2004, 3, 28), "TR"),
    ("nato", date(2004, 3, 29), "BG EE LT LV RO TR"),
    ("sco", date(2017, 6, 9), "CN IN KG KZ PK RU TJ UZ"),
]


@pytest.mark.parametrize(("bloc", "day", "members"), MEMBERS)
def test_who_was_a_member(bloc: str, day: date, members: str, atlas: Atlas) -> None:
    assert atlas.blocs[bloc].members(day) == frozenset(members.split())


def test_before_the_text_nobody_knows_the_parties(atlas: Atlas) -> None:
    smgs = atlas.blocs["smgs"]
    assert smgs.members(date(2016, 6, 30)) is None
    assert {"LV", "RU", "KZ", "UZ", "AF"} <= (smgs.members(date(2016, 7, 1)) or set())
    assert atlas.blocs["csto"].members(date(1994, 4, 19)) is None


def test_memberships_are_in_order(atlas: Atlas) -> None:
    for bloc in atlas.blocs.values():
        for member in bloc.memberships:
            assert member.until is None or member.since < member.until
            assert member.sources
            assert set(member.sources) <= set(atlas.sources)
        for a, b in combinations(bloc.memberships, 2):
            if a.country == b.country:
                first, second = sorted((a, b), key=lambda m: m.since)
                assert first.until is not None, f"{a.country} is in {bloc.id} twice"
                assert first.until <= second.since, f"{a.country} is in {bloc.id} twice"


# --- kilometres ---------------------------------------------------------------------------------


def routes_on(
    day: date, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> dict[str, Route]:
    found = {}
    for name, variant in variants.items():
        try:
            found[name] = assemble(variant, atlas, engine, day)
        except NoRouteError:
            continue
    return found


@pytest.mark.parametrize("day", DAYS)
def test_no_bloc_has_more_than_the_way(
    day: date, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    for route in routes_on(day, atlas, engine, variants).values():
        found = bloc_km(route, atlas, day)
        assert set(found) == {*(bloc.upper() for bloc in atlas.blocs), "1520"}
        for bloc, km in found.items():
            if km is None:
                assert atlas.blocs[bloc.lower()].members(day) is None
                continue
            assert 0.0 <= km <= route.distance_km + 1e-6
            members = atlas.blocs[bloc.lower()].members(day) if bloc != "1520" else None
            if members is not None:
                inside = sum(route.country_km.get(country, 0.0) for country in members)
                assert km == pytest.approx(inside)


def test_the_day_decides_which_kilometres_count(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    suspended = date(2012, 6, 28)
    route = assemble(variants["north"], atlas, engine, suspended)
    before, after = (bloc_km(route, atlas, day)["CSTO"] for day in (suspended - ONE_DAY, suspended))
    assert before is not None
    assert after is not None
    assert before - after == pytest.approx(route.country_km["UZ"])
    assert bloc_km(route, atlas, date(2009, 12, 31))["EAEU"] == 0.0
    in_customs_union = route.country_km["RU"] + route.country_km["KZ"]
    assert bloc_km(route, atlas, date(2010, 1, 1))["EAEU"] == pytest.approx(in_customs_union)
    assert bloc_km(route, atlas, date(2016, 6, 30))["SMGS"] is None
    assert bloc_km(route, atlas, date(2016, 7, 1))["SMGS"] == pytest.approx(route.distance_km)


def test_kyrgyzstan_joins_in_2015(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    joined = date(2015, 8, 12)
    route = assemble(variants["kkt"], atlas, engine, joined)
    before, after = (bloc_km(route, atlas, day)["EAEU"] for day in (joined - ONE_DAY, joined))
    assert before is not None
    assert after == pytest.approx(before + route.country_km["KG"])


def test_the_broad_gauge_is_counted_by_track(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    day = date(2018, 6, 1)
    routes = routes_on(day, atlas, engine, variants)
    north, kuryk, kars = routes["north"], routes["south-kuryk"], routes["btk"]
    assert bloc_km(north, atlas, day)["1520"] == pytest.approx(north.distance_km)
    # Not at sea.
    assert bloc_km(kuryk, atlas, day)["1520"] == pytest.approx(kuryk.mode_km["rail"])
    # From Kars to Akhalkalaki, in Georgia, the track is 1435 mm wide.
    narrow = sum(leg.distance_km for leg in kars.legs if leg.gauge_mm == 1435)
    assert narrow > kars.country_km["TR"]
    assert bloc_km(kars, atlas, day)["1520"] == pytest.approx(kars.distance_km - narrow)
    assert bloc_km(routes["pakistan-torkham"], atlas, day)["1520"] == 0.0


def test_a_bloc_without_members_on_record_is_unknown() -> None:
    bloc = Bloc("own", "Own", None, DAY, (Membership("XA", date(2000, 1, 1), None, ()),), ())
    atlas = tiny_atlas()._replace(blocs={"own": bloc})
    route = way(atlas, "west", "mid", "gate", "east")
    assert bloc_km(route, atlas, DAY - ONE_DAY)["OWN"] is None
    assert bloc_km(route, atlas, DAY)["OWN"] == pytest.approx(route.country_km["XA"])


# --- customs ------------------------------------------------------------------------------------


def customs(route: Route) -> dict[str, bool]:
    return {c.id: c.customs for c in route.crossings if c.id}


def test_the_customs_of_the_inner_frontiers_ended_on_one_day(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    ended = date(2011, 7, 1)
    for day, kept in ((ended - ONE_DAY, True), (ended, False), (date(2026, 1, 1), False)):
        found = customs(assemble(variants["north"], atlas, engine, day))
        assert found["iletsk-zhaisan"] is kept
        # Uzbekistan is no member: its frontiers have had customs all along.
        assert found["sary-agach-keles"]
        assert found["zilupe-posin"]
        assert found["galaba-hairatan"]


def test_members_that_join_later_lose_their_customs_then(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    joined = date(2015, 8, 12)
    for day, kept in ((joined - ONE_DAY, True), (joined, False)):
        assert customs(assemble(variants["kkt"], atlas, engine, day))["turksib-kaindy"] is kept
        assert atlas.customs_between("KZ", "KG", day) is kept


def test_a_bloc_for_other_ends_ends_no_customs(atlas: Atlas) -> None:
    day = date(2018, 6, 1)
    assert atlas.customs_between("KZ", "UZ", day)  # both in SCO, SMGS and TIR
    assert atlas.customs_between("LV", "TR", day)  # both in NATO
    assert not atlas.customs_between("LV", "LT", day)
    assert not atlas.customs_between("RU", "BY", day)
    assert atlas.customs_between("LV", "LT", date(2004, 4, 30))


# --- dependence ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country"),
    [("north", "RU"), ("south-kuryk", "UZ"), ("btk", "AZ"), ("pakistan-torkham", "PK")],
)
def test_dependence_is_the_largest_share(
    name: str, country: str, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants[name], atlas, engine, date(2018, 6, 1))
    code, share = route.dependence
    assert share == pytest.approx(
        max(route.country_km[c] for c in route.countries) / route.distance_km
    )
    assert 0 < share <= 1
    assert route.country_km[code or ""] == pytest.approx(share * route.distance_km)
    assert code == country


def test_a_way_at_sea_depends_on_nobody() -> None:
    route = way(tiny_atlas(), "harbour", "port")
    assert route.dependence == (None, 0.0)
    assert way(tiny_atlas(), "mid", "gate").dependence == ("XB", 1.0)


def test_the_answer_of_the_command_has_them(atlas: Atlas, variants: dict[str, Variant]) -> None:
    day = date(2012, 6, 1)
    (entry,) = compare([variants["north"]], atlas, day).entries
    answer = ndn("compare", "north", "--as-of", day.isoformat(), "--format", "json")
    (row,) = json.loads(answer.out)["variants"]
    assert entry.bloc_km
    assert row["bloc_km"].keys() == entry.bloc_km.keys()
    assert row["bloc_km"]["SMGS"] is None
    assert row["bloc_km"]["CSTO"] == pytest.approx(entry.bloc_km["CSTO"], abs=0.001)
    shown = ndn("show", "north", "--as-of", day.isoformat()).out
    assert "depends most on Russia" in shown
    assert "unknown" in shown.partition("Kilometres by bloc")[2]
