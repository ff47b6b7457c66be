"""When the ways of the network were open, as history has it, and what the acts on record say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from geodata.atlas import Atlas
from geodata.law import Cargo, Direction, Effect
from routes.assembly import assemble
from routes.engine import Engine
from routes.errors import NoRouteError
from routes.law.law import Law
from routes.law.status import not_built, status
from routes.model import Status, Variant

StatusOf = Callable[[str, str], Status]


def _answering(
    atlas: Atlas,
    engine: Engine,
    variants: dict[str, Variant],
    cargo: Cargo,
    direction: Direction = Direction.TO,
) -> StatusOf:
    law = Law(atlas, cargo, direction)

    def status_of(name: str, day: str) -> Status:
        on = date.fromisoformat(day)
        try:
            return status(assemble(variants[name], atlas, engine, on), law, on)
        except NoRouteError as error:
            return not_built(error, law)

    return status_of


@pytest.fixture(scope="module")
def special(atlas: Atlas, engine: Engine, variants: dict[str, Variant]) -> StatusOf:
    """The state for special cargo towards Afghanistan."""
    return _answering(atlas, engine, variants, Cargo.SPECIAL)


@pytest.fixture(scope="module")
def back(atlas: Atlas, engine: Engine, variants: dict[str, Variant]) -> StatusOf:
    """The state for special cargo from Afghanistan."""
    return _answering(atlas, engine, variants, Cargo.SPECIAL, Direction.FROM)


@pytest.fixture(scope="module")
def ordinary(atlas: Atlas, engine: Engine, variants: dict[str, Variant]) -> StatusOf:
    """The state for ordinary freight."""
    return _answering(atlas, engine, variants, Cargo.COMMERCIAL)


def on_either_side(status_of: StatusOf, name: str, day: str) -> tuple[str, str]:
    """The states on the day before and on the day."""
    before = date.fromisoformat(day) - timedelta(days=1)
    return status_of(name, before.isoformat()).state, status_of(name, day).state


# --- special cargo ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pakistan-torkham", "pakistan-chaman"])
def test_pakistan_was_closed_for_seven_months(name: str, special: StatusOf) -> None:
    days = {"2011-11-25": "open", "2011-11-26": "closed", "2012-01-15": "closed"}
    days |= {"2012-07-02": "closed", "2012-07-03": "open"}
    assert {day: special(name, day).state for day in days} == days
    assert special(name, "2012-01-15").records == ("pakistan-2011",)


def test_torkham_was_closed_alone_in_2010(special: StatusOf) -> None:
    assert special("pakistan-torkham", "2010-10-01").records == ("pakistan-torkham-2010",)
    assert special("pakistan-chaman", "2010-10-01").state == "open"
    assert on_either_side(special, "pakistan-torkham", "2010-10-10") == ("closed", "open")


@pytest.mark.parametrize(
    "name", ["north", "north-beineu", "north-tallinn", "kkt", "dushanbe", "ulyanovsk", "far-east"]
)
def test_russia_closed_on_the_fifteenth_of_may_2015(name: str, special: StatusOf) -> None:
    found = special(name, "2015-05-15")
    assert (found.state, found.records) == ("closed", ("russia-decree-2015",))
    assert special(name, "2015-05-18").state == "closed"


@pytest.mark.parametrize("name", ["north", "north-beineu", "north-tallinn", "kkt", "dushanbe"])
def test_russia_was_open_the_day_before(name: str, special: StatusOf) -> None:
    assert special(name, "2015-05-14").state == "open"


def test_the_first_train_left_riga_when_the_way_was_open(special: StatusOf) -> None:
    assert special("north", "2009-02-19").state == "open"
    assert special("north", "2008-12-31").state == "closed"


@pytest.mark.parametrize(("name", "port"), [("south-aktau", "Aktau"), ("south-kuryk", "Kuryk")])
def test_the_caspian_ports_were_listed_in_may_2018(name: str, port: str, special: StatusOf) -> None:
    assert on_either_side(special, name, "2018-05-05") == ("closed", "open")
    found = special(name, "2018-05-04")
    assert found.records == ("kazakhstan-us-rail-2010",)
    assert f"Port of {port} is not among the checkpoints" in found.reason
    assert "kazakhstan-us-rail-2017" in special(name, "2018-05-05").records


def test_before_the_list_aktau_served_the_network(special: StatusOf) -> None:
    assert special("south-aktau", "2009-06-01").state == "open"
    assert on_either_side(special, "south-aktau", "2010-07-14") == ("open", "closed")
    assert special("south-kuryk", "2009-06-01").state == "not-built"


def test_ulyanovsk_was_legal_and_never_used(special: StatusOf) -> None:
    assert on_either_side(special, "ulyanovsk", "2012-06-29") == ("closed", "unused")
    assert on_either_side(special, "ulyanovsk", "2015-05-15") == ("unused", "closed")
    assert special("ulyanovsk", "2013-06-01").records == ("ulyanovsk-unused",)


def test_the_way_back_opened_on_the_fourth_of_june_2012(back: StatusOf) -> None:
    for name in ("north", "north-beineu"):
        assert on_either_side(back, name, "2012-06-04") == ("closed", "open")
    # Russia admitted it since the meeting of Lisbon; the Uzbek railway came last.
    assert "in Uzbekistan yet" in back("north", "2012-06-03").reason
    assert "in Russia yet" in back("north", "2010-11-19").reason


def test_the_eastern_way_back_opened_first(back: StatusOf) -> None:
    assert on_either_side(back, "kkt", "2012-03-06") == ("closed", "open")


def test_goods_for_one_country_opened_nothing(special: StatusOf, back: StatusOf) -> None:
    # Germany's goods passed Uzbekistan from 2008, the United Kingdom's Kazakhstan from 2014.
    assert special("north", "2008-06-01").state == "closed"
    assert "kazakhstan-uk-2014" not in back("north", "2014-12-01").records


def test_nothing_is_open_after_the_last_flight(
    special: StatusOf, back: StatusOf, variants: dict[str, Variant]
) -> None:
    for name in variants:
        for status_of in (special, back):
            for day in ("2021-08-31", "2026-01-01"):
                assert status_of(name, day).state == "closed", (name, day)
    open_on_the_eve = {name for name in variants if special(name, "2021-08-30").state == "open"}
    assert {"south-aktau", "south-kuryk", "pakistan-torkham"} <= open_on_the_eve


# --- ordinary freight ---------------------------------------------------------------------------


def test_ordinary_freight_used_aktau_all_along(ordinary: StatusOf, special: StatusOf) -> None:
    for day in ("2012-06-01", "2015-06-01", "2018-05-04"):
        assert ordinary("south-aktau", day).state == "open"
        assert special("south-aktau", day).state == "closed"


def test_ordinary_freight_knows_nothing_of_the_decrees(ordinary: StatusOf) -> None:
    assert ordinary("north", "2016-06-01").state == "open"
    assert ordinary("pakistan-torkham", "2012-01-15").state == "open"
    assert ordinary("pakistan-torkham", "2017-03-01").records == ("pakistan-2017-02",)


def test_sanctions_restrict_and_do_not_close(ordinary: StatusOf) -> None:
    assert on_either_side(ordinary, "north", "2023-06-24") == ("restricted", "restricted")
    assert ordinary("north", "2025-01-01").records == ("eu-transit-2023-06",)
    assert ordinary("south-aktau", "2025-01-01").state == "open"


def test_kars_has_its_railway_since_2017_but_for_a_year(ordinary: StatusOf) -> None:
    assert on_either_side(ordinary, "btk", "2017-10-30") == ("not-built", "open")
    assert ordinary("btk", "2017-10-29").records == ("akhalkalaki-kars",)
    assert on_either_side(ordinary, "btk", "2023-05-01") == ("open", "closed")
    assert on_either_side(ordinary, "btk", "2024-05-20") == ("closed", "open")


def test_the_bridge_at_grakali_parted_georgia(ordinary: StatusOf) -> None:
    assert ordinary("south-aktau", "2008-08-18").records == ("georgia-2008",)
    assert on_either_side(ordinary, "south-aktau", "2008-08-22") == ("closed", "open")


# --- the acts on record -------------------------------------------------------------------------


def test_every_act_says_what_it_is_and_who_says_so(atlas: Atlas) -> None:
    for act in atlas.acts.values():
        assert act.title
        assert act.sources
        assert set(act.sources) <= set(atlas.sources)
        assert set(act.checkpoints) <= set(atlas.checkpoints)
        assert act.since is None or act.until is None or act.since < act.until
        if act.effect is Effect.PERMITS:
            assert act.cargo == (Cargo.SPECIAL,), "ordinary freight needs no permission"
            assert act.since, f"{act.id}: a permission begins some day"


def test_an_act_that_names_a_checkpoint_has_its_modes(atlas: Atlas) -> None:
    # A closure for one mode of a crossing point of another would close nothing.
    for act in atlas.acts.values():
        if act.effect is not Effect.PERMITS and act.modes and act.checkpoints:
            assert {atlas.checkpoints[point].mode for point in act.checkpoints} <= set(act.modes)


def test_the_records_were_checked_to_a_day_that_covers_them(atlas: Atlas) -> None:
    assert set(atlas.known_to) == set(Cargo)
    for act in atlas.acts.values():
        for cargo in act.cargo or tuple(Cargo):
            if cargo is Cargo.COMMERCIAL:
                days = [day for day in (act.since, act.until) if day]
                assert all(day <= atlas.known_to[cargo] for day in days), act.id


def test_every_state_has_its_reason_and_its_records(
    atlas: Atlas,
    special: StatusOf,
    back: StatusOf,
    ordinary: StatusOf,
    variants: dict[str, Variant],
) -> None:
    known = {**atlas.acts, **atlas.lines, **atlas.blocs}
    for year in range(2003, 2027, 3):
        for name in variants:
            for status_of in (special, back, ordinary):
                found = status_of(name, f"{year}-03-15")
                assert found.reason
                assert set(found.records) <= set(known)
                assert set(found.sources) <= set(atlas.sources)
                assert bool(found.sources) is bool(found.records) or found.state == "open"
                if found.state in ("unused", "restricted"):
                    assert len(found.records) == 1
