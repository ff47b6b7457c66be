"""The rules by which a way is open or closed, one by one, on a made-up atlas."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from geodata.atlas import Atlas
from geodata.law import Act, Cargo, Direction, Effect
from geodata.model import Mode
from routes.errors import NoRouteError
from routes.law.law import Law
from routes.law.status import not_built
from routes.model import Status
from tests.tiny_atlas import DAY, act, forbid, nato, permit, state_of, tiny_atlas

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
BY_RAIL = ("west", "mid", "gate", "east")
BY_SEA = ("west", "mid", "harbour", "port")
ROAD, AIR, FERRY = (frozenset((mode,)) for mode in (Mode.ROAD, Mode.AIR, Mode.FERRY))
ALL = permit("XA", "XB", "XC", "XD")


def special(atlas: Atlas, *stops: str, **asked: Any) -> Status:
    return state_of(atlas, *stops, cargo=Cargo.SPECIAL, **asked)


def is_closed(*acts: Act, stops: tuple[str, ...] = BY_RAIL, **asked: Any) -> bool:
    """Whether ordinary freight finds the way closed."""
    return state_of(tiny_atlas(*acts), *stops, **asked).state == "closed"


# --- what is forbidden --------------------------------------------------------------------------


def test_ordinary_freight_needs_no_permission() -> None:
    found = state_of(tiny_atlas(), *BY_RAIL)
    assert (found.state, found.records, found.sources) == ("open", (), ("book",))
    assert found.reason
    assert found.known_to == date(2020, 1, 1)


def test_a_closed_country_closes_the_ways_through_it() -> None:
    assert is_closed(forbid(countries=("XB",)))
    assert is_closed(forbid(countries=("XD", "XC")))
    assert not is_closed(forbid(countries=("XD",)))
    assert not is_closed(forbid(countries=("XC",)), stops=("west", "mid"))
    assert is_closed(forbid(countries=("XB",)), stops=("mid", "gate"))


def test_the_act_that_closes_is_named() -> None:
    ban = forbid(countries=("XB",), since=DAY, until=AFTER)
    found = state_of(tiny_atlas(ban), *BY_RAIL)
    assert (found.records, found.sources) == (("ban",), ("book",))
    assert found.reason == f"The act ban (from {DAY} until {AFTER})"


def test_an_act_holds_from_its_first_day_until_its_end() -> None:
    ban = forbid(countries=("XB",), since=DAY, until=AFTER)
    days = {day: is_closed(ban, on=day) for day in (BEFORE, DAY, AFTER)}
    assert days == {BEFORE: False, DAY: True, AFTER: False}


def test_a_closed_checkpoint_closes_what_passes_it() -> None:
    ban = forbid(checkpoints=("bc",))
    assert is_closed(ban)
    assert not is_closed(ban, stops=BY_SEA)
    assert not is_closed(ban, stops=("west", "mid", "gate"))
    assert is_closed(forbid(checkpoints=("bc",), modes=(Mode.RAIL,)))
    assert not is_closed(forbid(checkpoints=("bc",), modes=(Mode.ROAD,)))
    assert not is_closed(forbid(checkpoints=("ab-road",), countries=("XB",)))


@pytest.mark.parametrize("port", ["harbour", "port"])
def test_a_closed_port_closes_ferries_either_way(port: str) -> None:
    ban = forbid(checkpoints=(port,))
    assert is_closed(ban, stops=BY_SEA)
    assert is_closed(ban, stops=BY_SEA[::-1])
    assert not is_closed(ban)


def test_a_forbidden_mode_closes_what_uses_it() -> None:
    by_road = forbid(modes=(Mode.ROAD,))
    assert is_closed(by_road, stops=("west", "mid"), modes=ROAD)
    assert not is_closed(by_road, stops=("west", "mid"))
    assert is_closed(
        forbid(modes=(Mode.ROAD,), countries=("XB",)), stops=("west", "mid"), modes=ROAD
    )
    assert not is_closed(
        forbid(modes=(Mode.ROAD,), countries=("XC",)), stops=("west", "mid"), modes=ROAD
    )


def test_ferries_are_forbidden_by_their_ports() -> None:
    for ban in (
        forbid(),
        forbid(modes=(Mode.FERRY,)),
        forbid(modes=(Mode.FERRY,), countries=("XC",)),
        forbid(countries=("XC",)),
    ):
        assert is_closed(ban, stops=("harbour", "port"), modes=FERRY)
    assert not is_closed(forbid(modes=(Mode.RAIL,)), stops=("harbour", "port"), modes=FERRY)
    assert not is_closed(forbid(modes=(Mode.FERRY,), countries=("XC",)))


def test_a_flight_uses_the_countries_of_its_airfields_alone() -> None:
    ends = ("west", "east")
    assert is_closed(forbid(countries=("XC",)), stops=ends, modes=AIR)
    assert not is_closed(forbid(countries=("XB",)), stops=ends, modes=AIR)
    assert is_closed(forbid(checkpoints=("east",)), stops=ends, modes=AIR)


def test_an_act_speaks_of_its_cargo_and_direction_alone() -> None:
    assert not is_closed(forbid(cargo=(Cargo.SPECIAL,)))
    assert not is_closed(forbid(directions=(Direction.FROM,)))
    assert is_closed(forbid(directions=(Direction.FROM,)), direction=Direction.FROM)
    assert is_closed(forbid(cargo=(Cargo.COMMERCIAL,)))
    assert special(tiny_atlas(ALL, forbid(cargo=(Cargo.COMMERCIAL,))), *BY_RAIL).state == "open"


# --- what special cargo needs -------------------------------------------------------------------


def test_special_cargo_needs_the_permission_of_every_country() -> None:
    for given, lacking in (((), "XA"), (("XA",), "XB"), (("XA", "XB"), "XC")):
        atlas = tiny_atlas(permit(*given)) if given else tiny_atlas()
        found = special(atlas, *BY_RAIL)
        assert (found.state, found.records) == ("closed", ())
        assert (
            found.reason
            == f"no act on record admits special cargo to Afghanistan by rail in {lacking}"
        )
    found = special(tiny_atlas(ALL), *BY_RAIL)
    assert (found.state, found.records) == ("open", ("permit",))
    assert found.reason == "admitted by XA (permit), XB (permit), XC (permit)"
    assert found.known_to == date(2021, 1, 1)


def test_a_permission_that_ended_is_named() -> None:
    long_ago = permit("XB", ident="first", until=date(2010, 1, 1))
    ended = permit("XB", ident="last", until=DAY)
    found = special(tiny_atlas(permit("XA", "XC"), long_ago, ended), *BY_RAIL)
    assert (found.state, found.records) == ("closed", ("last",))
    assert "by rail in XB; the last was: The act last" in found.reason
    assert special(tiny_atlas(permit("XA", "XC"), ended), *BY_RAIL, on=BEFORE).state == "open"


def test_a_permission_to_come_is_named() -> None:
    coming = [permit("XB", ident=f"in-{year}", since=date(year, 1, 1)) for year in (2030, 2020)]
    found = special(tiny_atlas(permit("XA", "XC"), *coming), *BY_RAIL)
    assert (found.state, found.records) == ("closed", ("in-2020",))
    assert "by rail in XB yet; the first is: The act in-2020 (from 2020-01-01)" in found.reason


@pytest.mark.parametrize(
    "fields",
    [
        {"beneficiaries": ("DE",)},
        {"overflight": True},
        {"modes": (Mode.ROAD,)},
        {"directions": (Direction.FROM,)},
        {"cargo": (Cargo.COMMERCIAL,)},
        {"checkpoints": ("ab-road",)},
        {"effect": Effect.RESTRICTS},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_permission_for_something_else_opens_nothing(fields: dict[str, Any]) -> None:
    other = permit("XB", ident="other")._replace(**fields)
    found = special(tiny_atlas(permit("XA", "XC"), other), *BY_RAIL)
    assert (found.state, found.records) == ("closed", ())
    assert found.reason.startswith("no act on record admits")


@pytest.mark.parametrize("goods", [("NATO",), ("US",), ("DE", "US"), ()])
def test_a_permission_for_the_networks_goods_opens(goods: tuple[str, ...]) -> None:
    atlas = tiny_atlas(permit("XA", "XC"), permit("XB", ident="other", beneficiaries=goods))
    assert special(atlas, *BY_RAIL).state == "open"


def test_a_member_of_the_alliance_admits_its_goods() -> None:
    atlas = tiny_atlas(permit("XA", "XC"), members=(nato("XB", DAY, date(2020, 1, 1)),))
    assert special(atlas, *BY_RAIL).reason == "admitted by XA (permit), XB (NATO), XC (permit)"
    found = special(atlas, *BY_RAIL, on=BEFORE)
    assert (found.state, found.records, found.sources) == ("closed", ("nato",), ("book",))
    assert f"in XB, which joins NATO on {DAY}" in found.reason
    assert special(atlas, *BY_RAIL, on=date(2020, 1, 1)).state == "closed"
    assert {DAY, date(2020, 1, 1)} <= Law(atlas, Cargo.SPECIAL).dates
    assert Law(atlas, Cargo.COMMERCIAL).dates == set()


# --- by which frontier --------------------------------------------------------------------------


def test_a_permission_may_name_its_checkpoints() -> None:
    by_land = tiny_atlas(permit("XA", "XC"), permit("XB", ident="land", checkpoints=("ab", "bc")))
    assert special(by_land, *BY_RAIL).state == "open"
    found = special(by_land, *BY_SEA)
    assert (found.state, found.records) == ("closed", ())
    assert found.reason == "no act in force admits special cargo to Afghanistan to XB by Harbour"


def test_an_exclusive_permission_admits_at_what_acts_name_alone() -> None:
    listed = permit("XB", ident="list", checkpoints=("ab", "bc"), exclusive=True)
    wide = permit("XB", ident="wide")
    atlas = tiny_atlas(permit("XA", "XC"), listed, wide)
    assert special(atlas, *BY_RAIL).state == "open"
    found = special(atlas, *BY_SEA)
    assert (found.state, found.records) == ("closed", ("list",))
    assert found.reason == "Harbour is not among the checkpoints of: The act list"
    # Another permission may name one more; one for the goods of others does not.
    more = permit("XB", ident="more", checkpoints=("harbour",))
    assert special(tiny_atlas(permit("XA", "XC"), listed, more), *BY_SEA).state == "open"
    for goods, opened in ((("DE",), "closed"), (("US",), "open")):
        own = more._replace(beneficiaries=goods)
        assert special(tiny_atlas(permit("XA", "XC"), listed, wide, own), *BY_SEA).state == opened
    allied = tiny_atlas(permit("XA", "XC"), listed, members=(nato("XB", date(2000, 1, 1)),))
    assert special(allied, *BY_SEA).state == "open"


def test_a_list_holds_for_both_directions_and_admits_in_its_own_alone() -> None:
    listed = permit(
        "XB", ident="list", checkpoints=("ab", "bc"), exclusive=True, directions=(Direction.TO,)
    )
    back = permit("XB", ident="back", directions=(Direction.FROM,))
    atlas = tiny_atlas(permit("XA", "XC"), listed, back)
    for stops, state in ((BY_RAIL, "open"), (BY_SEA, "closed")):
        found = special(atlas, *stops, direction=Direction.FROM)
        assert (found.state, "list" in found.records) == (state, state == "closed")
    found = special(tiny_atlas(permit("XA", "XC"), listed), *BY_RAIL, direction=Direction.FROM)
    assert found.reason == "no act on record admits special cargo from Afghanistan by rail in XB"


def test_what_is_named_for_the_way_back_is_not_for_the_way_there() -> None:
    listed = permit("XB", ident="list", checkpoints=("ab", "bc"), exclusive=True)
    by_sea = permit("XB", ident="back", checkpoints=("harbour",), directions=(Direction.FROM,))
    atlas = tiny_atlas(permit("XA", "XC"), listed, by_sea)
    assert special(atlas, *BY_SEA, direction=Direction.FROM).state == "open"
    assert special(atlas, *BY_SEA).records == ("list",)


def test_a_corner_is_cut_without_formalities() -> None:
    atlas = tiny_atlas(permit("XA", "XB"))
    assert special(atlas, "west", "mid", "south").state == "open"
    assert special(atlas, "south", "mid", "west").state == "open"
    assert not is_closed(forbid(countries=("XC",)), stops=("mid", "south"))
    # A way through, and on into a third country, is no corner.
    found = special(tiny_atlas(permit("XB", "XD")), "south", "far")
    assert (found.state, "in XC" in found.reason) == ("closed", True)
    assert is_closed(forbid(countries=("XC",)), stops=("south", "far"))


def test_a_frontier_without_a_checkpoint_is_in_no_list() -> None:
    listed = permit("XB", "XC", "XD", ident="list", checkpoints=("bc",), exclusive=True)
    found = special(tiny_atlas(permit("XB", "XC", "XD"), listed), "south", "far")
    assert found.records == ("list",)
    assert "where no crossing point is registered is not among" in found.reason


def test_a_port_needs_the_permission_of_its_country_and_the_sea_of_none() -> None:
    assert special(tiny_atlas(permit("XA", "XB", "XC")), *BY_SEA).state == "open"
    found = special(tiny_atlas(permit("XA", "XB")), *BY_SEA)
    assert found.reason == "no act in force admits special cargo to Afghanistan to XC by Port"


# --- which rule comes first ---------------------------------------------------------------------


def test_the_first_rule_that_matches_decides() -> None:
    closes = forbid(countries=("XC",))
    unused = act("idle", Effect.UNUSED, countries=("XB",))
    limits = act("limit", Effect.RESTRICTS, countries=("XA",))
    order = [(closes, "closed"), (unused, "unused"), (limits, "restricted"), (ALL, "open")]
    for number, (first, state) in enumerate(order):
        rest = [one for one, _ in order[number:]]
        for cargo in Cargo:
            found = state_of(tiny_atlas(*reversed(rest)), *BY_RAIL, cargo=cargo)
            assert found.state == state
            assert found.records == ((first.id,) if first is not ALL or cargo == "special" else ())
    # Without a permission nothing is merely unused or restricted.
    found = special(tiny_atlas(unused, limits), *BY_RAIL)
    assert (found.state, found.records) == ("closed", ())
    assert special(tiny_atlas(closes), *BY_RAIL).records == ("ban",)


def test_of_equal_acts_the_first_on_record_decides() -> None:
    found = state_of(tiny_atlas(forbid("one"), forbid("two")), *BY_RAIL)
    assert found.records == ("one",)


def test_what_is_missing_is_not_built() -> None:
    atlas = tiny_atlas()
    error = NoRouteError("no way: missing the line", "missing the line", ("west--mid",))
    found = not_built(error, Law(atlas, Cargo.SPECIAL))
    assert (found.state, found.records) == ("not-built", ("west--mid",))
    assert (found.sources, found.known_to) == (("book",), date(2021, 1, 1))
    assert found.reason == "no way: missing the line"
