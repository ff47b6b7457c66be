"""The frontiers that the variants cross: which, in what order, where, and by which checkpoint."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.atlas import Atlas
from geodata.geodesy import great_circle_km
from geodata.model import Checkpoint, Frontier, LonLat, Mode, Section
from routes.assembly import assemble, assemble_stops
from routes.crossings import REACH_KM, crossings
from routes.engine import Conditions, Engine
from routes.model import Crossing, Route, Run, Side, Variant

DAY = date(2018, 6, 1)
REAL_WITHIN_KM = 3.0

NORTH = {
    "LV-RU": ("zilupe-posin", (28.168, 56.373)),
    "RU-KZ": ("iletsk-zhaisan", (56.134, 50.858)),
    "KZ-UZ": ("sary-agach-keles", (69.17, 41.44)),
    "UZ-AF": ("galaba-hairatan", (67.4282, 37.2278)),
}
BY_BEINEU = ("beineu-karakalpakstan", (55.9825, 44.8909))
SOUTH = {
    "GE-AZ": ("gardabani-boyuk-kesik", (45.16, 41.40)),
    "AZ-KZ": ("kuryk", (51.4416, 43.1648)),
    "KZ-UZ": BY_BEINEU,
    "UZ-AF": NORTH["UZ-AF"],
}
# Ids of the checkpoints and where the lines really cross; a ferry crosses in the port of arrival.
REAL: dict[str, dict[str, tuple[str, LonLat]]] = {
    "north": NORTH,
    "north-beineu": NORTH | {"KZ-UZ": BY_BEINEU},
    "south-aktau": SOUTH | {"AZ-KZ": ("aktau", (51.2226, 43.5996))},
    "south-kuryk": SOUTH,
}


def pairs(route: Route) -> list[str]:
    return [f"{c.from_country}-{c.to_country}" for c in route.crossings]


def crossing(route: Route, pair: str) -> Crossing:
    return route.crossings[pairs(route).index(pair)]


@pytest.mark.parametrize("name", REAL)
def test_it_crosses_just_these_frontiers(
    name: str, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants[name], atlas, engine, DAY)
    assert pairs(route) == list(REAL[name])
    for found, (ident, real) in zip(route.crossings, REAL[name].values(), strict=True):
        assert (found.id, found.named) == (ident, True)
        assert found.name == atlas.checkpoints[ident].name
        assert great_circle_km((found.lon, found.lat), real) < REAL_WITHIN_KM


def test_the_ferry_is_one_crossing_at_its_arrival(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants["south-kuryk"], atlas, engine, DAY)
    assert [c.mode for c in route.crossings] == [Mode.RAIL, Mode.FERRY, Mode.RAIL, Mode.RAIL]
    arrival = crossing(route, "AZ-KZ")
    kuryk = atlas.places["kuryk-port"]
    assert (arrival.lon, arrival.lat) == kuryk.position
    before_km = 0.0
    for leg in route.legs:
        before_km += leg.distance_km
        if leg.end == "kuryk-port":
            break
    assert arrival.at_km == pytest.approx(before_km)
    assert arrival.customs


def test_the_frontier_and_the_handover_are_two_places(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants["north"], atlas, engine, DAY)
    frontier = crossing(route, "RU-KZ")
    assert frontier.handover == "Iletsk I"
    iletsk = atlas.places["iletsk"]
    assert iletsk.country == "RU"
    assert great_circle_km((frontier.lon, frontier.lat), iletsk.position) > 50
    assert [c.handover for c in route.crossings if c is not frontier] == [None, None, None]


@pytest.mark.parametrize(("year", "customs"), [(2010, True), (2012, False), (2018, False)])
def test_a_customs_union_ends_customs(
    year: int, customs: bool, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants["north"], atlas, engine, date(year, 6, 1))
    assert crossing(route, "RU-KZ").customs is customs
    assert crossing(route, "LV-RU").customs
    assert route.customs_borders == sum(c.customs for c in route.crossings)


def test_the_old_line_through_tajikistan_is_reported(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants["north"], atlas, engine, date(2010, 6, 1))
    assert pairs(route) == ["LV-RU", "RU-KZ", "KZ-UZ", "UZ-TJ", "TJ-UZ", "UZ-AF"]
    there, back = crossing(route, "UZ-TJ"), crossing(route, "TJ-UZ")
    for found in (there, back):
        assert (found.id, found.name, found.named, found.customs) == (None, None, False, False)
    assert route.country_km["TJ"] == pytest.approx(14, abs=2)
    assert back.at_km - there.at_km == pytest.approx(route.country_km["TJ"])
    # A year later trains run from Yangiyer to Dashtobod without it.
    assert "TJ" not in assemble(variants["north"], atlas, engine, date(2011, 1, 1)).country_km


# --- what is on either side ---------------------------------------------------------------------


def test_each_side_has_its_station_its_railway_and_its_gauge(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants["north"], atlas, engine, DAY)
    assert [crossing.sides for crossing in route.crossings] == [
        (
            Side("LV", "zilupe-posin", "Zilupe", "LDZ", 1520),
            Side("RU", "zilupe-posin", "Posin'", "RZD", 1520),
        ),
        # The Kazakh railway runs the line up to Iletsk, in Russia.
        (
            Side("RU", "iletsk-zhaisan", "Iletsk I", "KTZ", 1520),
            Side("KZ", "iletsk-zhaisan", "Zhaisan", "KTZ", 1520),
        ),
        (
            Side("KZ", "sary-agach-keles", "Saryagash", "KTZ", 1520),
            Side("UZ", "sary-agach-keles", "Keles", "UTY", 1520),
        ),
        (
            Side("UZ", "galaba-hairatan", "Galaba", "UTY", 1520),
            Side("AF", "galaba-hairatan", "Hairatan", "UTY", 1520),
        ),
    ]


def test_a_ferry_leaves_one_port_and_arrives_at_another(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    for name, left, entered in (
        ("south-kuryk", "alat-port", "kuryk"),
        ("south-aktau", "alat-port", "aktau"),
        ("turkmenistan", "alat-port", "turkmenbashi"),
    ):
        route = assemble(variants[name], atlas, engine, DAY)
        (ferry,) = [c for c in route.crossings if c.mode is Mode.FERRY]
        assert [side.checkpoint for side in ferry.sides] == [left, entered]
        assert ferry.id == entered
        assert [side.country for side in ferry.sides] == [ferry.from_country, ferry.to_country]
        for side in ferry.sides:
            port = atlas.checkpoints[side.checkpoint or ""]
            assert side.station == atlas.places[port.place_a or ""].name
            assert (side.operator, side.gauge_mm) == (port.operator_a, port.gauge_a_mm)


def test_a_port_that_is_not_registered_yet_is_no_checkpoint(atlas: Atlas, engine: Engine) -> None:
    conditions = Conditions(on=date(2013, 6, 1))
    route = assemble_stops(("baku", "aktau-port"), atlas, engine, conditions)
    assert [side.checkpoint for side in route.crossings[0].sides] == ["baku", "aktau"]
    later = atlas.checkpoints["baku"]._replace(opened=date(2014, 1, 1))
    changed = atlas._replace(checkpoints={**atlas.checkpoints, "baku": later})
    route = assemble_stops(("baku", "aktau-port"), changed, engine, conditions)
    assert route.crossings[0].sides[0] == Side("AZ")
    assert route.crossings[0].id == "aktau"


def test_a_route_between_gauges_breaks_where_it_changes_wagons(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants["btk"], atlas, engine, DAY)
    frontier = crossing(route, "TR-GE")
    # Both sides of the frontier have 1435 mm; the gauge changes at Akhalkalaki.
    assert [side.gauge_mm for side in frontier.sides] == [1435, 1435]
    assert not frontier.break_of_gauge
    assert route.breaks_of_gauge == 1


# --- the choice of a checkpoint, on a section drawn for it --------------------------------------

LON, LAT = 60.0, 45.0
KM = 1 / 111.2  # in degrees of latitude


def across(atlas: Atlas, *points: Checkpoint, mode: Mode = Mode.RAIL) -> Crossing:
    """A crossing from Kazakhstan to Uzbekistan halfway along 20 km, with these checkpoints."""
    sample = next(s for s in atlas.sections.values() if s.mode is Mode.RAIL)
    section: Section = sample._replace(
        id="a--b",
        start="a",
        end="b",
        mode=mode,
        distance_km=20.0,
        points=((LON, LAT + 10 * KM), (LON, LAT - 10 * KM)),
        frontiers=(Frontier(0.5, "KZ", "UZ", LON, LAT),),
    )
    place = next(iter(atlas.places.values()))
    where = {"a": 10.0, "b": -10.0, "near": 5.0, "reach": REACH_KM - 0.5, "far": REACH_KM + 0.5}
    places = {
        name: place._replace(
            id=name, country="KZ" if km > 0 else "UZ", lon=LON, lat=LAT + km * KM, station=None
        )
        for name, km in where.items()
    }
    drawn = atlas._replace(places=places, checkpoints={point.id: point for point in points})
    (found,) = crossings([Run(section, False)], drawn, DAY)
    return found


def registered(ident: str, place: str, mode: Mode = Mode.RAIL) -> Checkpoint:
    return Checkpoint(
        ident, ident, mode, "KZ", place, "KTZ", 1520, "UZ", None, "UTY", 1520, None, None, None, (),
    )  # fmt: skip


def test_the_nearest_checkpoint_in_reach_answers(atlas: Atlas) -> None:
    assert across(atlas).id is None
    assert across(atlas, registered("x", "far")).id is None
    assert across(atlas, registered("x", "reach")).id == "x"
    assert across(atlas, registered("x", "reach"), registered("y", "near")).id == "y"


def test_a_checkpoint_of_another_kind_does_not_answer(atlas: Atlas) -> None:
    near = registered("x", "near")
    assert across(atlas, near._replace(mode=Mode.ROAD)).id is None
    assert across(atlas, near, mode=Mode.ROAD).id is None
    assert across(atlas, near._replace(country_a="RU")).id is None
    assert across(atlas, near._replace(country_a="UZ", country_b="KZ")).id == "x"


def test_a_checkpoint_answers_from_its_opening_until_its_closing(atlas: Atlas) -> None:
    near = registered("x", "near")
    assert across(atlas, near._replace(opened=DAY)).id == "x"
    assert across(atlas, near._replace(opened=DAY.replace(day=2))).id is None
    assert across(atlas, near._replace(closed=DAY.replace(day=2))).id == "x"
    assert across(atlas, near._replace(closed=DAY)).id is None


@pytest.mark.parametrize(
    ("gauge_a_mm", "gauge_b_mm", "breaks"),
    [(1520, 1520, False), (1520, 1435, True), (1435, 1520, True), (1520, None, False)],
)
def test_the_gauge_breaks_where_the_sides_differ(
    gauge_a_mm: int | None, gauge_b_mm: int | None, breaks: bool, atlas: Atlas
) -> None:
    point = registered("x", "near")._replace(gauge_a_mm=gauge_a_mm, gauge_b_mm=gauge_b_mm)
    found = across(atlas, point)
    assert found.break_of_gauge is point.break_of_gauge is breaks
    assert [side.gauge_mm for side in found.sides] == [gauge_a_mm, gauge_b_mm]


def test_the_sides_stand_in_travelling_order_whatever_the_record_has(atlas: Atlas) -> None:
    point = registered("x", "near")._replace(place_b="b")
    name = atlas_name(atlas)
    left, entered = Side("KZ", "x", name, "KTZ", 1520), Side("UZ", "x", name, "UTY", 1520)
    assert across(atlas, point).sides == (left, entered)
    turned = point._replace(
        country_a="UZ", place_a="b", operator_a="UTY", country_b="KZ", place_b="near",
        operator_b="KTZ",
    )  # fmt: skip
    assert across(atlas, turned).sides == (left, entered)
    # What is not registered is not told.
    assert across(atlas).sides == (Side("KZ"), Side("UZ"))
    assert across(atlas, registered("x", "near")).sides[1].station is None


def atlas_name(atlas: Atlas) -> str:
    """The name that every place of the drawn section has."""
    return next(iter(atlas.places.values())).name


def test_the_handover_is_that_of_the_checkpoint(atlas: Atlas) -> None:
    found = across(atlas, registered("x", "near")._replace(handover="b"))
    assert found.handover is not None
    assert found.at_km == 10.0
    assert not across(atlas).customs
    assert across(atlas, registered("x", "near")).customs
