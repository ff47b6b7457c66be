"""Every variant travelled backwards: the same frontiers from the other side, in the other order."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.atlas import Atlas
from geodata.model import Mode
from routes.assembly import assemble_stops, edition_on
from routes.crossings import OFF_LAND
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Crossing, Route, Variant
from routes.variants import DATA

NAMES = sorted(path.stem for path in DATA.glob("*.toml"))
DAYS = [date(2010, 6, 1), date(2012, 6, 1), date(2018, 6, 1), date(2025, 6, 1)]
NEAR = 1e-6


def there_and_back(
    variant: Variant, atlas: Atlas, engine: Engine, day: date
) -> tuple[Route, Route] | None:
    """The routes in both directions, or nothing where the way does not exist."""
    try:
        edition = edition_on(variant, day)
        conditions = Conditions(
            frozenset(edition.modes),
            frozenset(edition.countries),
            day,
            frozenset(edition.avoid),
        )
        there = assemble_stops(edition.stops, atlas, engine, conditions)
    except NoRouteError:
        return None
    return there, assemble_stops(edition.stops[::-1], atlas, engine, conditions)


Pairs = dict[date, tuple[Route, Route]]


@pytest.fixture(params=NAMES)
def pairs(
    request: pytest.FixtureRequest, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> Pairs:
    """One variant's routes there and back, on the days on which it has one."""
    found = {day: there_and_back(variants[request.param], atlas, engine, day) for day in DAYS}
    assert any(found.values())
    return {day: pair for day, pair in found.items() if pair}


def is_overland(crossing: Crossing) -> bool:
    return crossing.mode not in OFF_LAND


def test_the_way_back_is_the_same_way(pairs: Pairs) -> None:
    for there, back in pairs.values():
        assert (back.origin, back.destination) == (there.destination, there.origin)
        assert back.distance_km == pytest.approx(there.distance_km, abs=NEAR)
        assert back.measured_km == pytest.approx(there.measured_km, abs=NEAR)
        assert back.transshipments == there.transshipments
        assert back.breaks_of_gauge == there.breaks_of_gauge
        assert dict(back.mode_km) == pytest.approx(dict(there.mode_km), abs=NEAR)
        assert dict(back.country_km) == pytest.approx(dict(there.country_km), abs=NEAR)
        modes = [(leg.mode, leg.gauge_mm) for leg in there.legs]
        assert [(leg.mode, leg.gauge_mm) for leg in reversed(back.legs)] == modes


def test_its_frontiers_over_land_are_mirrored(pairs: Pairs) -> None:
    for there, back in pairs.values():
        assert len(there.crossings) == len(back.crossings)
        for a, b in zip(there.crossings, reversed(back.crossings), strict=True):
            assert (a.from_country, a.to_country) == (b.to_country, b.from_country)
            assert a.mode is b.mode
            if is_overland(a):
                assert (a.id, a.name, a.named, a.handover) == (b.id, b.name, b.named, b.handover)
                assert (a.lon, a.lat) == (b.lon, b.lat)
                assert (a.customs, a.break_of_gauge) == (b.customs, b.break_of_gauge)
                assert a.at_km == pytest.approx(there.distance_km - b.at_km, abs=NEAR)


def test_either_side_is_the_other_on_the_way_back(pairs: Pairs) -> None:
    for there, back in pairs.values():
        for a, b in zip(there.crossings, reversed(back.crossings), strict=True):
            assert a.sides == b.sides[::-1]
            assert [side.country for side in a.sides] == [a.from_country, a.to_country]


def test_a_ferry_arrives_at_the_other_port(pairs: Pairs, atlas: Atlas) -> None:
    for there, back in pairs.values():
        for a, b in zip(there.crossings, reversed(back.crossings), strict=True):
            if is_overland(a):
                continue
            for crossing in (a, b):
                left, entered = crossing.sides
                assert crossing.id == entered.checkpoint
                assert left.checkpoint != entered.checkpoint
                port = atlas.places[atlas.checkpoints[entered.checkpoint or ""].place_a or ""]
                assert (crossing.lon, crossing.lat) == port.position
            # What lies between the two is the passage itself.
            leg = next(leg for leg in there.legs if leg.mode is a.mode)
            assert a.at_km + b.at_km - there.distance_km == pytest.approx(leg.distance_km, abs=NEAR)


def test_there_are_ferries_roads_and_breaks_among_them(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    met = [
        crossing
        for name in ("south-kuryk", "btk", "kkt")
        for route in there_and_back(variants[name], atlas, engine, DAYS[2]) or ()
        for crossing in route.crossings
    ]
    assert {c.mode for c in met} == {Mode.RAIL, Mode.FERRY, Mode.ROAD}
    pair = there_and_back(variants["btk"], atlas, engine, DAYS[2])
    assert pair
    assert [route.breaks_of_gauge for route in pair] == [1, 1]
