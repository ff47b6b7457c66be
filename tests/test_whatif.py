"""What a closure breaks, the best way around it, stages of a period, and the chokepoints."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.law import Cargo
from geodata.model import Mode
from routes.engine import Engine
from routes.law.law import Law
from routes.measures import MEASURES, added
from routes.model import Edition, Variant
from routes.variants import load_variants
from routes.whatif.chokepoints import Damage, chokepoints
from routes.whatif.closures import Closure, Subject, breaks
from routes.whatif.search import find_closure
from routes.whatif.whatif import Around, Change, WhatIf
from tests.test_closures import closures
from tests.test_routes import ground
from tests.tiny_atlas import DAY as TINY_DAY
from tests.tiny_atlas import forbid, tiny_atlas

DAY = date(2018, 6, 1)
AS_OF = ("--as-of", DAY.isoformat())


@cache
def ready(on: date = DAY, cargo: Cargo = Cargo.COMMERCIAL, *, comply: bool = False) -> WhatIf:
    atlas, engine = ground()
    law = Law(atlas, cargo)
    return WhatIf(load_variants(atlas).values(), engine, law, on, comply=comply)


def closing(*texts: str, on: date = DAY) -> dict[str, Change]:
    """What closures do, by the variants that they break."""
    shut = [find_closure(text, ground()[0], on) for text in texts]
    changes = ready(on).close(shut)
    return {change.before.variant.id: change for change in changes if change.is_broken}


def added_km(change: Change) -> float | None:
    more = added(change.after.route, change.before.route)["added_km"]
    return more if more is None else round(more, 1)


# --- the built-in atlas -------------------------------------------------------------------------


def test_aktau_is_gone_round_by_kuryk() -> None:
    found = closing("aktau")
    assert set(found) == {"south-aktau", "middle-corridor-dostyk", "middle-corridor-kars"}
    for change in found.values():
        # The ferry to Kuryk is 43.7 km shorter than that to Aktau, the railway 75 km longer.
        assert added_km(change) == 31.3
        assert change.around is Around.OWN
        (piece,) = change.breaks
        assert {piece.start, piece.end} == {"alat-port", "aktau-port"}


def test_before_the_port_of_kuryk_only_turkmenistan_helps() -> None:
    change = closing("aktau", on=date(2016, 6, 1))["south-aktau"]
    assert change.around is Around.COUNTRY
    assert change.after.route is not None
    assert "TM" in change.after.route.countries


def test_without_russia_the_north_is_lost() -> None:
    found = closing("RU")
    lost = {ident for ident, change in found.items() if change.is_lost}
    assert {"north", "north-beineu", "north-tallinn", "far-east", "ulyanovsk"} <= lost
    # Round the Caspian it went by rail alone; without Russia only the ferries are left.
    assert set(found) - lost == {"south-astrakhan"}
    assert found["south-astrakhan"].around is Around.MODE
    assert found["north"].after.status.state == "closed"
    assert "shut: Russia; no way around" in found["north"].after.status.reason
    assert found["far-east"].cause == "Vladivostok itself is shut"


def test_saryagash_is_gone_round_by_beineu() -> None:
    found = closing("sary-agach-keles")
    before, after = found["north"].before.route, found["north"].after.route
    assert before is not None
    assert after is not None
    # The way by Beineu is the shorter of the two: that of the variant north-beineu.
    assert after.distance_km == pytest.approx(5034.2, abs=0.1)
    assert added_km(found["north"]) == -70.0


def test_without_ferries_the_south_goes_by_astrakhan() -> None:
    change = closing("ferry")["south-aktau"]
    assert change.around is Around.COUNTRY
    assert change.after.route is not None
    assert change.after.route.mode_km["ferry"] == 0
    assert added_km(change) == 828.4


def test_several_closures_hold_at_once() -> None:
    change = closing("aktau", "kuryk", "turkmenbashi")["south-kuryk"]
    assert {piece.closure.id for piece in change.breaks} == {"kuryk"}
    assert change.after.route is not None
    assert "RU" in change.after.route.countries
    assert closing("aktau", "RU")["south-aktau"].around is Around.OWN


def test_what_complies_goes_where_the_law_allows() -> None:
    on = date(2018, 6, 1)
    what_if = ready(on, Cargo.SPECIAL, comply=True)
    shut = find_closure("aktau", ground()[0], on)
    by_id = {change.before.variant.id: change for change in what_if.close([shut])}
    assert by_id["south-aktau"].after.status.state != "closed"
    # Closed to special cargo since 2015, whatever closes beside it.
    assert by_id["north"].is_idle
    assert not by_id["north"].is_broken


# --- a made-up country --------------------------------------------------------------------------


def variant(*stops: str, modes: tuple[Mode, ...] = (Mode.RAIL,)) -> Variant:
    edition = Edition(None, None, stops, modes, ())
    return Variant("way", "A way", "", (edition,), (), "way.toml")


def tiny(closed: str, *stops: str, ban: bool = False, comply: bool = False) -> Change:
    atlas = tiny_atlas(*([forbid(modes=(Mode.ROAD, Mode.AIR), title="Rail only")] if ban else ()))
    shut = find_closure(closed, atlas, TINY_DAY)
    what_if = WhatIf([variant(*stops)], Engine(atlas), Law(atlas), TINY_DAY, comply=comply)
    return what_if.close([shut])[0]


def test_another_mode_helps_where_the_own_does_not() -> None:
    change = tiny("west--mid", "west", "mid")
    assert change.around is Around.MODE
    assert change.after.route is not None
    assert [leg.mode for leg in change.after.route.legs] == [Mode.ROAD]


def test_the_law_can_close_the_way_around() -> None:
    change = tiny("west--mid", "west", "mid", ban=True, comply=True)
    assert change.is_lost
    assert change.cause == "the shortest is closed: Rail only"
    change = tiny("west--mid", "west", "mid", ban=True)
    assert change.after.status.state == "closed"
    assert not change.is_lost


@pytest.mark.parametrize("closed", ["mid", "XB"])
def test_nobody_gets_into_what_is_shut(closed: str) -> None:
    change = tiny(closed, "west", "mid")
    assert change.is_lost
    assert change.cause == "Mid itself is shut"


def test_a_closure_elsewhere_leaves_a_variant_as_it_is() -> None:
    change = tiny("XD", "west", "mid")
    assert not change.is_broken
    assert change.after is change.before


# --- what holds for every closure ---------------------------------------------------------------


@given(st.lists(closures(), min_size=1, max_size=3))
@settings(max_examples=60)
def test_no_way_around_passes_what_is_closed(shut: list[Closure]) -> None:
    atlas, _ = ground()
    for change in ready().close(shut):
        after = change.after.route
        assert after is None or not breaks(after, shut, atlas)
        if change.is_broken:
            assert change.is_lost is (after is None)
            assert (change.around is None) is (after is None)
        else:
            assert change.after is change.before
        if change.is_broken and after is not None and change.before.route is not None:
            ends = (change.before.route.origin, change.before.route.destination)
            assert (after.origin, after.destination) == ends
        if change.around in (Around.OWN, Around.COUNTRY) and after is not None:
            (edition,) = (e for e in change.before.variant.editions if _holds(e))
            assert {leg.mode for leg in after.legs} <= set(edition.modes)
            if change.around is Around.OWN and edition.countries:
                assert set(after.countries) <= set(edition.countries)


def _holds(edition: Edition) -> bool:
    return (edition.since or date.min) <= DAY < (edition.until or date.max)


@given(closures(), closures())
@settings(max_examples=40)
def test_closing_more_never_makes_a_way(one: Closure, other: Closure) -> None:
    pairs = zip(ready().close([one]), ready().close([one, other]), strict=True)
    for few, many in pairs:
        assert many.is_broken or not few.is_broken
        assert many.is_lost or not few.is_lost


# --- chokepoints --------------------------------------------------------------------------------


@cache
def ranked(*subjects: Subject) -> tuple[Damage, ...]:
    return chokepoints(subjects, ready())


@pytest.mark.parametrize("subject", Subject)
def test_the_worst_come_first(subject: Subject) -> None:
    found = ranked(subject)
    assert found
    ranks = [(-len(d.lost), -d.added["km"], -len(d.broken)) for d in found]
    assert ranks == sorted(ranks)
    assert all(damage.broken for damage in found)


@pytest.mark.parametrize("subject", [Subject.CHECKPOINT, Subject.COUNTRY, Subject.MODE])
def test_a_ranking_says_what_each_closure_does_by_itself(subject: Subject) -> None:
    for damage in ranked(subject):
        alone = [c for c in ready().close([damage.closure]) if c.is_broken]
        assert alone == list(damage.broken)
        km = sum(max(0.0, added_km(c) or 0.0) for c in alone)
        assert damage.added["km"] == pytest.approx(km, abs=0.5)


def test_the_frontier_of_georgia_is_the_worst_checkpoint() -> None:
    first = ranked(Subject.CHECKPOINT)[0]
    assert first.closure.id == "gardabani-boyuk-kesik"
    # No other line of the atlas leads from Georgia to Azerbaijan.
    assert len(first.lost) == len(first.broken) == 7
    assert first.added == dict.fromkeys((measure.key for measure in MEASURES), 0)


def test_hairatan_is_reached_by_the_salang_road_without_its_bridge() -> None:
    (bridge,) = (d for d in ranked(Subject.CHECKPOINT) if d.closure.id == "galaba-hairatan")
    assert len(bridge.broken) == 9
    assert bridge.lost == ()
    assert bridge.added["km"] > 0


def test_what_no_variant_uses_is_not_ranked() -> None:
    ids = {damage.closure.id for damage in ranked(Subject.CHECKPOINT)}
    assert "varna" not in ids
    assert "aktau" in ids
