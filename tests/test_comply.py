"""Routes that keep to the law: round what is closed, or none at all with the reason."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas, load_atlas
from geodata.law import Act, Cargo, Direction
from geodata.model import Mode
from routes.assembly import assemble_stops
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.law.comply import allowed_route, closed_sections
from routes.law.law import Law
from routes.law.status import status
from routes.model import Route
from tests.test_cli_golden import ndn
from tests.tiny_atlas import DAY, forbid, permit, tiny_atlas

NEAR = 1e-6


@cache
def ground() -> tuple[Atlas, Engine]:
    atlas = load_atlas()
    return atlas, Engine(atlas)


def allowed(
    atlas: Atlas, *stops: str, cargo: Cargo = Cargo.SPECIAL, modes: frozenset[Mode] | None = None
) -> Route:
    conditions = Conditions(modes=modes or frozenset(Mode), on=DAY)
    return allowed_route(stops, Engine(atlas), conditions, Law(atlas, cargo))


# --- on a made-up atlas -------------------------------------------------------------------------


def test_it_goes_round_a_closed_line() -> None:
    ban = forbid(checkpoints=("ab-road",))
    free = allowed(tiny_atlas(), "west", "mid", cargo=Cargo.COMMERCIAL)
    held = allowed(tiny_atlas(ban), "west", "mid", cargo=Cargo.COMMERCIAL)
    assert free.distance_km == pytest.approx(held.distance_km)
    assert held.legs[0].mode is Mode.RAIL
    by_rail = forbid(checkpoints=("ab",))
    assert allowed(tiny_atlas(by_rail), "west", "mid", cargo=Cargo.COMMERCIAL).mode_km["road"] > 0


def test_it_goes_by_what_is_permitted() -> None:
    atlas = tiny_atlas(permit("XA", "XB"), permit("XC", checkpoints=("port",), ident="by-sea"))
    modes = frozenset((Mode.RAIL, Mode.FERRY))
    assert allowed(atlas, "west", "port", modes=modes).mode_km["ferry"] > 0
    with pytest.raises(NoRouteError, match="no way from west to east is allowed to special cargo"):
        allowed(atlas, "west", "east", modes=modes)


def test_the_shortest_way_is_taken_when_it_is_open() -> None:
    # The corner of XC is cut without formalities, though no permission of XC is on record.
    atlas = tiny_atlas(permit("XA", "XB"))
    assert "XC" in allowed(atlas, "west", "south").country_km


def test_a_way_may_be_closed_though_its_sections_are_not() -> None:
    # No section of it passes a checkpoint that the list lacks; it passes none at all.
    own = ("XB", "XC", "XD")
    atlas = tiny_atlas(
        permit(*own), permit(*own, ident="list", checkpoints=("bc",), exclusive=True)
    )
    assert "south--far" not in closed_sections(Law(atlas, Cargo.SPECIAL), DAY)
    with pytest.raises(NoRouteError, match="where no crossing point is registered is not among"):
        allowed(atlas, "south", "far")


def test_the_error_says_what_closes_the_shortest_way() -> None:
    ban = forbid(countries=("XB",), since=date(2012, 1, 1))
    with pytest.raises(NoRouteError) as caught:
        allowed(tiny_atlas(ban), "west", "mid", cargo=Cargo.COMMERCIAL)
    assert str(caught.value) == (
        "no way from west to mid is allowed to commercial cargo to Afghanistan on 2012-06-01; "
        "the shortest is closed: The act ban (from 2012-01-01)"
    )
    assert caught.value.cause == "The act ban (from 2012-01-01)"


def test_what_no_line_joins_is_said_to_be() -> None:
    with pytest.raises(NoRouteError, match=r"no way from Harbour .* by ferry"):
        allowed(tiny_atlas(), "harbour", "west", modes=frozenset((Mode.FERRY,)))


def test_it_needs_a_date() -> None:
    atlas = tiny_atlas()
    with pytest.raises(ValueError, match="date"):
        allowed_route(("west", "mid"), Engine(atlas), Conditions(), Law(atlas))


def test_a_ban_closes_its_sections_and_no_other() -> None:
    def shut(*acts: Act, cargo: Cargo = Cargo.COMMERCIAL) -> set[str]:
        return set(closed_sections(Law(tiny_atlas(*acts), cargo), DAY))

    assert shut() == set()
    assert shut(forbid(checkpoints=("bc",))) == {"gate--east"}
    assert shut(forbid(checkpoints=("port",))) == {"harbour--port--ferry"}
    assert shut(forbid(modes=(Mode.FERRY,))) == {"harbour--port--ferry"}
    assert shut(forbid(modes=(Mode.AIR,), countries=("XA",))) == {"west--east--air"}
    in_b = shut(forbid(countries=("XB",)))
    assert in_b == set(tiny_atlas().sections) - {"west--east--air"}
    assert shut(permit("XA", "XB"), cargo=Cargo.SPECIAL) == {
        *("gate--east", "harbour--port--ferry", "west--east--air", "south--far"),
    }


# --- on the built-in atlas ----------------------------------------------------------------------


@st.composite
def journeys(draw: st.DrawFn) -> tuple[list[str], date]:
    atlas, _ = ground()
    places = sorted({end for s in atlas.sections.values() for end in (s.start, s.end)})
    stops = draw(st.lists(st.sampled_from(places), min_size=2, max_size=3, unique=True))
    return stops, draw(st.dates(date(2008, 1, 1), date(2026, 1, 1)))


@given(journeys(), st.sampled_from(Cargo), st.sampled_from(Direction))
@settings(max_examples=80)
def test_what_it_finds_is_never_closed(
    journey: tuple[list[str], date], cargo: Cargo, direction: Direction
) -> None:
    atlas, engine = ground()
    stops, day = journey
    law = Law(atlas, cargo, direction)
    conditions = Conditions(on=day)
    try:
        free = assemble_stops(stops, atlas, engine, conditions)
    except NoRouteError:
        reject()
    found: Route | None = None
    reason = ""
    try:
        found = allowed_route(stops, engine, conditions, law)
    except NoRouteError as error:
        reason = error.cause
    shortest = status(free, law, day)
    if found is None:
        assert (shortest.state, shortest.reason) == ("closed", reason)
        return
    assert status(found, law, day).state != "closed"
    assert found.distance_km >= free.distance_km - NEAR
    assert shortest.state == "closed" or found == free


def routed(*words: str) -> dict:
    answer = ndn("route", *words, "--format", "json")
    assert answer.code == 0, answer.err
    (route,) = json.loads(answer.out)["routes"]
    return route


def test_riga_was_open_in_2012() -> None:
    route = routed("Riga", "Hairatan", "--comply", "--as-of", "2012-06-01")
    assert route["status"]["state"] == "open"
    assert {c["id"] for c in route["crossings"]} >= {"zilupe-posin", "iletsk-zhaisan"}
    assert route["protocol"]["complies"]


def test_poti_was_closed_in_2016() -> None:
    call = ("route", "Poti", "Hairatan", "--comply", "--as-of", "2016-06-01")
    answer = ndn(*call)
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.count("\n") == 1
    for words in ("poti", "hairatan", "2016-06-01", "special cargo", "the shortest is closed: "):
        assert words in answer.err
    # Ordinary freight is free to go.
    assert ndn(*call, "--cargo", "commercial").code == 0
    # By Turkmenistan it is shorter; without it Kazakhstan's list is in the way.
    answer = ndn(*call, "--avoid", "TM")
    assert answer.code == 1
    assert "is not among the checkpoints" in answer.err


def test_poti_goes_by_a_listed_port_in_2018() -> None:
    route = routed("Poti", "Hairatan", "--comply", "--as-of", "2018-06-01")
    assert route["status"]["state"] == "open"
    passed = {crossing["id"] for crossing in route["crossings"]}
    assert passed & {"aktau", "kuryk"}
    assert route["protocol"]["complies"]
    assert "TM" not in route["country_km"]


def test_it_is_special_cargo_that_complies() -> None:
    call = ("Riga", "Hairatan", "--as-of", "2012-06-01")
    asked = [
        json.loads(ndn("route", *call, *more, "--format", "json").out)["cargo"]
        for more in (
            (),
            ("--comply",),
            ("--comply", "--cargo", "commercial"),
            ("--cargo", "special"),
        )
    ]
    assert asked == ["commercial", "special", "commercial", "special"]
    # On the next day the first convoy went back by Tajikistan and Kyrgyzstan.
    day = ("--as-of", "2012-03-05")
    answer = ndn("route", "Hairatan", "Riga", "--comply", "--direction", "from", *day)
    assert answer.code == 1
    assert "special cargo from Afghanistan" in answer.err
    assert ndn("route", "Hairatan", "Riga", "--comply", "--direction", "from").code == 1
    back = routed("Hairatan", "Riga", "--comply", "--direction", "from", "--as-of", "2012-06-04")
    assert back["status"]["state"] == "open"
