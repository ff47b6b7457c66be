"""Straight-line diagrams: the kilometres are those of the route, and no name touches another."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import Atlas
from geodata.model import Kind
from maps.picture import palette, picture_svg
from maps.strip import layout, spread, strip
from maps.strip_content import bands, events, stretches
from routes.model import Variant
from tests.picture_fixture import HOSTILE, SVG, compared, hostile, require_harmless


def test_the_parts_sum_to_the_route(atlas: Atlas, variants: dict[str, Variant]) -> None:
    for entry in compared(atlas).entries:
        route = entry.route
        assert route
        assert stretches(route)[-1].until_km == pytest.approx(route.distance_km)
        found = bands(route, atlas)
        assert found[0].since_km == 0
        assert found[-1].until_km == pytest.approx(route.distance_km)
        assert all(a.until_km == b.since_km for a, b in pairwise(found))
        by_country: dict[str, float] = {}
        for band in found:
            length_km = band.until_km - band.since_km
            by_country[band.country] = by_country.get(band.country, 0.0) + length_km
        expected = {country: km for country, km in route.country_km.items() if km > 0.5}
        assert by_country == pytest.approx(expected | by_country, abs=0.5), entry.variant.id
        assert set(expected) <= set(by_country)


def test_every_station_and_frontier_is_there(atlas: Atlas) -> None:
    for entry in compared(atlas).entries:
        route = entry.route
        assert route
        found = events(route, atlas)
        assert [e.km for e in found] == sorted(e.km for e in found)
        assert sum(e.glyph in ("frontier", "nameless") for e in found) == len(route.crossings)
        assert sum("Transshipment" in " ".join(e.notes) for e in found) == route.transshipments
        assert found[0].name == atlas.places[route.origin].name
        names = [event.name for event in found]
        for leg in route.legs:
            end = atlas.places[leg.end]
            assert end.name in names or end.kind is Kind.FRONTIER


def test_rows_never_touch_and_lie_on_scale(atlas: Atlas) -> None:
    for entry in compared(atlas).entries:
        assert entry.route
        placed = layout(entry.route, atlas)
        boxes = [row.box for row in placed.rows]
        assert all(a[3] <= b[1] + 1e-6 for a, b in pairwise(boxes))
        assert boxes[-1][3] < placed.height
        for row in placed.rows:
            assert row.y == pytest.approx(placed.y(row.event.km))


@given(
    st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 60)), max_size=40).map(sorted),
    st.floats(-50, 50),
)
def test_spread_keeps_order_and_apart(boxes: list[tuple[float, float]], top: float) -> None:
    wanted, heights = [place for place, _ in boxes], [height for _, height in boxes]
    found = spread(wanted, heights, top)
    assert len(found) == len(boxes)
    for (above, tall), (below, _) in pairwise(zip(found, heights, strict=True)):
        assert above + tall <= below + 1e-6
    assert all(place >= top - 1e-9 for place in found)


def test_spread_moves_nothing_that_has_room() -> None:
    assert spread([0.0, 50.0, 200.0], [20.0, 20.0, 20.0], 0.0) == [0.0, 50.0, 200.0]
    assert spread([10.0, 10.0], [20.0, 20.0], -100.0) == [0.0, 20.0]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, atlas: Atlas) -> None:
    found, ground = hostile(atlas, text)
    require_harmless(picture_svg(strip(found.entries[0], ground), palette("light")))


def test_it_says_what_it_shows(atlas: Atlas) -> None:
    (entry,) = compared(atlas, "kkt").entries
    root = require_harmless(picture_svg(strip(entry, atlas), palette("dark"), prefix="x-"))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "x-title x-desc"
    words = {node.text for node in root.iter(f"{SVG}text")}
    assert {"Latvia", "Russia", "Tajikistan", "Riga port", "Handover at Iletsk I"} <= words
    assert "Transshipment, rail to road" in words


def test_without_a_route_there_is_no_strip(atlas: Atlas) -> None:
    (entry,) = compared(atlas, "north").entries
    with pytest.raises(ValueError, match="without a route"):
        strip(entry._replace(route=None), atlas)
