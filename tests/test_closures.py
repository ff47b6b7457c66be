"""What closes: found by what people type, kept off by every route, named where a route breaks."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.atlas import Atlas
from geodata.errors import AmbiguousPlaceError, NdnError, OptionError, UnknownPlaceError
from geodata.model import Mode
from routes.assembly import assemble_stops
from routes.crossings import crossings, sections_at
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Route
from routes.whatif.closures import Closure, Subject, breaks, touched, without
from routes.whatif.search import closures_on, find_closure
from tests.test_routes import Journey, ground, journeys, made, runs_of
from tests.tiny_atlas import DAY as TINY_DAY
from tests.tiny_atlas import tiny_atlas, way

DAY = date(2018, 6, 1)


def found(text: str, on: date = DAY) -> Closure:
    return find_closure(text, ground()[0], on)


# --- what people type ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "subject", "ident"),
    [
        ("aktau", Subject.CHECKPOINT, "aktau"),
        ("Aktau", Subject.CHECKPOINT, "aktau"),
        ("Port of Aktau", Subject.CHECKPOINT, "aktau"),
        ("aktau-port", Subject.PLACE, "aktau-port"),
        ("Актау-Порт", Subject.PLACE, "aktau-port"),
        ("663503", Subject.PLACE, "aktau-port"),
        ("KZAAU", Subject.PLACE, "aktau-port"),
        ("43.6,51.22", Subject.PLACE, "aktau-port"),
        ("alat-port--aktau-port--ferry", Subject.SECTION, "alat-port--aktau-port--ferry"),
        ("alat-kuryk", Subject.LINE, "alat-kuryk"),
        ("ALAT-KURYK", Subject.LINE, "alat-kuryk"),
        ("line:alat-kuryk", Subject.LINE, "alat-kuryk"),
        # A checkpoint has this id, too, and comes first.
        ("galaba-hairatan", Subject.CHECKPOINT, "galaba-hairatan"),
        ("line:galaba-hairatan", Subject.LINE, "line:galaba-hairatan"),
        ("RU", Subject.COUNTRY, "RU"),
        ("ru", Subject.COUNTRY, "RU"),
        ("Russia", Subject.COUNTRY, "RU"),
        ("Turkey", Subject.COUNTRY, "TR"),
        ("csto", Subject.BLOC, "csto"),
        ("EU", Subject.BLOC, "eu"),
        ("European Union", Subject.BLOC, "eu"),
        ("Ferry", Subject.MODE, "ferry"),
    ],
)
def test_what_closes_is_found_by_what_people_call_it(
    text: str, subject: Subject, ident: str
) -> None:
    closure = found(text)
    assert (closure.subject, closure.id) == (subject, ident)


def test_a_port_with_the_id_of_a_place_is_both() -> None:
    closure = found("baku")
    assert closure.places == {"baku"}
    assert closure.sections == sections_at("baku", ground()[0], DAY)
    assert closure.name == "Port of Baku and Baku"


def test_a_town_closes_with_its_station() -> None:
    assert found("moscow").places == {"moscow", "moscow-kurskaya"}


@pytest.mark.parametrize(("on", "uz_is_in"), [(date(2010, 6, 1), True), (DAY, False)])
def test_a_bloc_closes_the_members_of_the_day(on: date, uz_is_in: bool) -> None:
    assert ("UZ" in found("csto", on).countries) is uz_is_in


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("aktua", UnknownPlaceError, "did you mean 'aktau'?"),
        ("Rusia", UnknownPlaceError, "did you mean 'Russia'?"),
        ("fery", UnknownPlaceError, "did you mean 'ferry'?"),
        ("Kandyagsh", UnknownPlaceError, "did you mean 'Kandyagash' (kandyagash)?"),
        ("alat-port--aktau--ferry", UnknownPlaceError, "'alat-port--aktau-port--ferry'?"),
        ("zzyzx", UnknownPlaceError, "is no place, checkpoint, section, line, country, "),
        ("", UnknownPlaceError, "'' is no place"),
        ("ZZ", OptionError, "no places in ZZ"),
        ("India", OptionError, "no places in India"),
    ],
)
def test_what_is_unknown_is_told_the_nearest(text: str, error: type[NdnError], says: str) -> None:
    with pytest.raises(error) as caught:
        found(text)
    assert says in str(caught.value)


def test_several_places_of_one_name_are_listed() -> None:
    with pytest.raises(AmbiguousPlaceError, match="give the id"):
        find_closure("Abay", twice(ground()[0]), DAY)


def twice(atlas: Atlas) -> Atlas:
    """The atlas with a second station called Abay, and neither by that id."""
    place = atlas.places["abay"]
    both = {ident: place._replace(id=ident) for ident in ("abay-1", "abay-2")}
    kept = {ident: p for ident, p in atlas.places.items() if ident != "abay"}
    return atlas._replace(places={**kept, **both})


def test_a_bloc_of_unknown_members_does_not_close() -> None:
    with pytest.raises(OptionError, match="known from 1994-04-20 on, not for 1993-01-01"):
        found("csto", date(1993, 1, 1))


# --- where a route breaks -----------------------------------------------------------------------


def spots(route: Route, closure: Closure, atlas: Atlas) -> list[tuple[str, str]]:
    return [(piece.start, piece.end) for piece in breaks(route, [closure], atlas)]


TINY = tiny_atlas()


@pytest.mark.parametrize(
    ("text", "stops", "expected"),
    [
        ("XB", ("west", "east"), [("west", "east")]),
        ("XC", ("west", "far"), [("mid", "far")]),
        ("gate", ("west", "east"), [("gate", "gate")]),
        ("east", ("west", "east"), [("east", "east")]),
        ("west", ("west", "east"), [("west", "west")]),
        ("bc", ("west", "east"), [("gate", "east")]),
        ("ab-road", ("west", "east"), []),
        ("mid--gate", ("west", "east"), [("mid", "gate")]),
        ("port", ("mid", "port"), [("harbour", "port")]),
        ("ferry", ("mid", "port"), [("harbour", "port")]),
        ("rail", ("mid", "port"), [("mid", "harbour")]),
        ("air", ("mid", "port"), []),
    ],
)
def test_where_a_route_breaks(
    text: str, stops: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    closure = find_closure(text, TINY, TINY_DAY)
    assert spots(way(TINY, *stops), closure, TINY) == expected


def test_breaks_come_in_the_order_of_the_way_with_their_kilometres() -> None:
    route = way(TINY, "west", "east")
    pieces = breaks(route, [find_closure(x, TINY, TINY_DAY) for x in ("bc", "ab")], TINY)
    assert [piece.closure.id for piece in pieces] == ["ab", "bc"]
    first, last = pieces
    assert first.start_km == 0
    assert first.end_km == pytest.approx(route.legs[0].runs[0].section.distance_km)
    assert last.end_km == pytest.approx(route.distance_km)


def test_a_checkpoint_shuts_its_crossing_in_both_directions() -> None:
    atlas, _ = ground()
    shut = find_closure("aktau", atlas, DAY).sections
    assert "alat-port--aktau-port--ferry" in shut
    assert all(atlas.sections[ident].mode is Mode.FERRY for ident in shut)


# --- no route passes what is closed -------------------------------------------------------------


@cache
def everything() -> dict[Subject, list[str]]:
    """The ids of all that can close."""
    atlas, _ = ground()
    return {
        Subject.PLACE: sorted({end for s in atlas.sections.values() for end in (s.start, s.end)}),
        Subject.CHECKPOINT: sorted(atlas.checkpoints),
        Subject.SECTION: sorted(atlas.sections),
        Subject.LINE: sorted({f"line:{section.line}" for section in atlas.sections.values()}),
        Subject.COUNTRY: sorted({place.country for place in atlas.places.values()}),
        Subject.BLOC: sorted(atlas.blocs),
        Subject.MODE: [mode.value for mode in Mode],
    }


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    """Anything that can close, by its id."""
    ids = everything()[draw(st.sampled_from(Subject))]
    return find_closure(draw(st.sampled_from(ids)), ground()[0], DAY)


def passes(route: Route, closure: Closure) -> bool:
    """Whether a route uses anything closed: said again, from the route's own parts."""
    atlas, _ = ground()
    runs = runs_of(route)
    places = {place for run in runs for place in (run.start, run.end)}
    countries = {code for run in runs for code in touched(run.section, atlas)}
    points = {crossing.id for crossing in crossings(runs, atlas, DAY)}
    return bool(
        places & closure.places
        or countries & closure.countries
        or {run.section.id for run in runs} & closure.sections
        or {run.section.mode for run in runs} & closure.modes
        or (closure.subject is Subject.CHECKPOINT and closure.id in points)
    )


@given(journeys(), st.lists(closures(), min_size=1, max_size=3))
@settings(max_examples=100)
def test_no_route_passes_what_is_closed(journey: Journey, shut: list[Closure]) -> None:
    atlas, engine = ground()
    journey = journey._replace(stops=[journey.stops[0], journey.stops[-1]], on=DAY)
    assume(not any(one.shuts_place(stop, atlas) for one in shut for stop in journey.stops))
    conditions = without(Conditions(modes=journey.modes, on=DAY), shut)
    assume(conditions.modes)
    try:
        route = assemble_stops(journey.stops, atlas, engine, conditions)
    except NoRouteError:
        return
    assert not any(passes(route, one) for one in shut)
    assert not breaks(route, shut, atlas)


@given(journeys(), closures())
@settings(max_examples=100)
def test_a_route_breaks_just_when_it_passes_what_is_closed(
    journey: Journey, closure: Closure
) -> None:
    route = made(journey._replace(on=DAY))
    found_breaks = breaks(route, [closure], ground()[0])
    assert bool(found_breaks) is passes(route, closure)
    for piece in found_breaks:
        assert 0 <= piece.start_km <= piece.end_km <= route.distance_km + 1e-6


# --- everything of a kind -----------------------------------------------------------------------


def test_sections_in_series_close_as_one(engine: Engine, atlas: Atlas) -> None:
    route = assemble_stops(["poti", "tashkent"], atlas, engine, Conditions(on=DAY))
    rows = list(closures_on(Subject.SECTION, [route], atlas, engine, DAY))
    listed = [ident for closure in rows for ident in closure.sections]
    assert sorted(listed) == sorted(run.section.id for run in runs_of(route))
    assert len(rows) < len(listed) / 5
    assert all(closure.id in closure.sections for closure in rows)


def test_a_line_closes_with_all_its_sections(atlas: Atlas) -> None:
    shut = find_closure("kuryk-borzhakty", atlas, DAY)
    assert shut.name == "Kuryk-Port - Yersai - Borzhakty"
    assert {atlas.sections[ident].line for ident in shut.sections} == {"kuryk-borzhakty"}
    assert len(shut.sections) == 2
    with pytest.raises(UnknownPlaceError, match="did you mean 'alat-kuryk'"):
        find_closure("alat-kurik", atlas, DAY)
    with pytest.raises(UnknownPlaceError, match="did you mean 'line:galaba-hairatan'"):
        find_closure("line:galaba-hairatn", atlas, DAY)


@pytest.mark.parametrize("subject", Subject)
def test_everything_of_a_kind_is_found_again_by_its_id(subject: Subject) -> None:
    atlas, engine = ground()
    route = assemble_stops(["poti", "tashkent"], atlas, engine, Conditions(on=DAY))
    listed = list(closures_on(subject, [route], atlas, engine, DAY))
    assert listed
    assert len({closure.id for closure in listed}) == len(listed)
    for closure in listed:
        again = find_closure(closure.id, atlas, DAY)
        if subject is Subject.PLACE and closure.id in atlas.checkpoints:
            continue
        assert again.subject is subject
        assert again.id == closure.id
