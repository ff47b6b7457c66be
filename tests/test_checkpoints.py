"""The registered crossing points against the places and the railways that meet there."""

from __future__ import annotations

from geodata.atlas import Atlas
from geodata.model import Checkpoint, Kind, Mode


def sides_of(point: Checkpoint) -> list[tuple[str, str | None, int | None]]:
    """Country, place and gauge of each side."""
    sides = [(point.country_a, point.place_a, point.gauge_a_mm)]
    if point.country_b:
        sides.append((point.country_b, point.place_b, point.gauge_b_mm))
    return sides


def gauges_at(place: str, country: str, atlas: Atlas) -> set[int | None]:
    """The gauges of the railways that meet at a place and run in a country."""
    return {
        section.gauge_mm
        for section in atlas.sections.values()
        if section.mode is Mode.RAIL
        and place in (section.start, section.end)
        and country in {atlas.places[end].country for end in (section.start, section.end)}
    }


def test_the_gauges_of_a_checkpoint_are_those_of_its_railways(atlas: Atlas) -> None:
    compared = 0
    for point in atlas.checkpoints.values():
        for country, place, gauge_mm in sides_of(point):
            if point.mode is Mode.RAIL:
                assert gauge_mm in (1435, 1520), point.id
            laid = gauges_at(atlas.node(place), country, atlas) if place else set()
            if gauge_mm and laid:
                assert gauge_mm in laid, (point.id, country)
                compared += 1
    assert compared > 40


def test_the_gauge_breaks_where_two_gauges_meet(atlas: Atlas) -> None:
    broken = {point.id for point in atlas.checkpoints.values() if point.break_of_gauge}
    # The line from Kars changes its gauge at Akhalkalaki, well inside Georgia.
    assert broken == {"dostyk-alashankou", "altynkol-khorgos"}
    for point in atlas.checkpoints.values():
        if point.mode is not Mode.RAIL:
            assert not point.break_of_gauge


def test_a_checkpoint_joins_two_countries_each_with_its_own_side(atlas: Atlas) -> None:
    for point in atlas.checkpoints.values():
        assert point.country_a != point.country_b
        assert point.place_a or point.place_b
        if point.country_b is None:
            assert (point.place_b, point.operator_b, point.gauge_b_mm) == (None, None, None)
            assert point.mode in (Mode.FERRY, Mode.AIR)
        for country, place, _ in sides_of(point):
            # The tracks of a frontier point lie in either country.
            if place and atlas.places[place].kind is not Kind.FRONTIER:
                assert atlas.places[place].country == country, point.id
