"""Of many variants the page opens with the main ones; all are in the table and in the data."""

from __future__ import annotations

import itertools
import re
from datetime import date
from typing import Any

import folium
import pytest

from geodata import Atlas
from geodata.model import Basis
from maps import ExternalReferenceError, map_html, render_map
from maps.compact import compact_style, without_rules
from maps.embedding import SCRIPTS, STYLES, asset, library, script, style
from maps.history import RULES, history
from maps.opening import MAIN, MANY, opening
from maps.payload import payload
from maps.sheet import sheet
from routes.comparison import compare
from routes.model import Comparison, Status, Variant
from tests.map_fixture import comparison, world
from tests.map_past import BUILT, PROTOCOL, REVOKED, SHORTER, past
from tests.test_map_page import MOST_BYTES, TARGET_BYTES, Page


def first(number: int) -> Comparison:
    full = comparison(copies=3)
    return full._replace(entries=full.entries[:number])


def test_up_to_eight_variants_all_show() -> None:
    assert opening(first(MANY)) == set(range(MANY))
    assert opening(comparison()) == {0, 1, 2, 3}


def test_of_more_the_first_six_with_a_route_show() -> None:
    assert opening(first(MANY + 1)) == set(range(MAIN))
    full = first(12)
    gone = full.entries[1]._replace(route=None, status=Status("not-built", "no line"))
    entries = (full.entries[0], gone, *full.entries[2:])
    assert opening(full._replace(entries=entries)) == {0, 2, 3, 4, 5, 6}


def test_the_table_lists_all_and_says_how_many_show() -> None:
    page = map_html(comparison(copies=3), world())
    assert (
        '<span id="shown" role="status" data-shown="6" data-of="13">6 of 13 variants shown' in page
    )
    assert len(re.findall(r"<tbody data-variant=", page)) == 13
    assert len(re.findall(r'<tbody data-variant="\d+" class="off">', page)) == 6
    assert len(re.findall(r"<input [^>]* checked>", page)) == MAIN
    assert re.findall(r'data-choice="(\w+)"', page) == ["all", "none", "main"]
    few = map_html(comparison(), world())
    assert "4 of 5 variants shown" in few
    assert re.findall(r'data-choice="(\w+)"', few) == ["all", "none"]


def test_the_drawing_without_script_has_the_main_ones_alone() -> None:
    page = map_html(comparison(copies=3), world())
    (still,) = re.findall(r'<g class="still">(.*?)</svg>', page, re.DOTALL)
    colours = set(re.findall(r'<g class="line [^"]*(k\d p\d)', still))
    assert colours == {f"k{i} p0" for i in range(MAIN)}
    full = first(12)
    pakistan = {3, 7, 11}
    entries = [e for i, e in enumerate(full.entries) if i not in pakistan]
    entries += [full.entries[3]]
    page = map_html(full._replace(entries=tuple(entries)), world())
    assert "Karachi port" not in re.findall(r"<text[^>]*>(.*?)</text>", page)
    assert "Riga port" in re.findall(r"<text[^>]*>(.*?)</text>", page)
    assert "Karachi port" in str(Page(page).data["places"])


def test_the_first_view_is_around_the_main_ones() -> None:
    full = first(12)
    north = full._replace(entries=(full.entries[0],) * 6 + full.entries[1:4])
    assert sheet(north, world()).box == sheet(first(1), world()).box
    assert sheet(north, world()).box != sheet(first(4), world()).box


def facts() -> dict[str, Any]:
    own = comparison()
    return payload(sheet(own, world(), past(own)))


def test_no_record_stands_twice() -> None:
    found = facts()
    for table in ("sources", "legs", "reasons", "statuses", "timelines", "crossings"):
        texts = [repr(record) for record in found[table]]
        assert len(texts) == len(set(texts)), table


def test_routes_of_all_editions_share_their_legs_and_chains() -> None:
    found, alone = facts(), payload(sheet(comparison(), world()))
    # The older edition of one variant is the beginning of the newer: no line is held twice.
    assert found["chains"] == alone["chains"]
    assert len(found["legs"]) == len(alone["legs"])
    editions = {variant[0]: variant[3] for variant in found["variants"]}
    assert [len(edition) > 1 for edition in editions["south-kuryk"]] == [False, True]
    older, newer = editions["south-aktau"]
    assert newer[1][: len(older[1])] == older[1]
    assert newer[0] == (SHORTER - date.fromisoformat(found["start"])).days


def test_every_period_is_in_the_data() -> None:
    found, own = facts(), comparison()
    start = date.fromisoformat(found["start"])
    for variant, course in zip(found["variants"], past(own).courses, strict=True):
        for number, rules in zip(variant[4], RULES, strict=True):
            flat = found["timelines"][number]
            read = [
                (since, found["states"][found["statuses"][status][0]][0])
                for since, status in zip(flat[::2], flat[1::2], strict=True)
            ]
            assert read == [
                ((period.since - start).days if period.since else None, period.status.state)
                for period in course.periods[rules]
            ]


def test_the_page_holds_the_states_of_the_real_atlas(
    atlas: Atlas, variants: dict[str, Variant]
) -> None:
    """Every day's answer of the page is that of a comparison on the day."""
    chosen = [variants[id_] for id_ in ("north", "south-aktau", "south-kuryk")]
    first = compare(chosen, atlas, date(2018, 6, 1), lasts=False)
    held = history(first, atlas)
    days = (date(2008, 1, 1), date(2014, 8, 22), REVOKED, BUILT, PROTOCOL, date(2026, 1, 1))
    for day, (cargo, direction) in itertools.product(days, RULES):
        now = compare(chosen, atlas, day, cargo, direction, lasts=False)
        for course, entry in zip(held.courses, now.entries, strict=True):
            span = [s for s in course.spans if s.since is None or s.since <= day][-1]
            assert span.route == entry.route, (entry.variant.id, day)
            (period,) = [
                p
                for p in course.periods[cargo, direction]
                if (p.since is None or p.since <= day) and (p.until is None or day < p.until)
            ]
            assert period.status.state == entry.status.state, (entry.variant.id, day)


def test_the_columns_are_in_the_order_of_the_command_line() -> None:
    page = map_html(comparison(), world()).replace("\u00ad", "")
    assert re.findall(r'<th scope="col">(.*?)</th>', page) == [
        "Quoted km", "of it tariff", "published", "measured", "Drawn line km",
        "Frontiers", "Customs", "Transfers",
    ]  # fmt: skip
    route = comparison().entries[1].route
    assert route is not None
    row = re.findall(r'<tr class="figures">(.*?)</tr>', page)[1]
    figures = [
        route.distance_km, *(route.basis_km[b.value] for b in Basis), route.measured_km,
        len(route.crossings), route.customs_borders, route.transshipments,
    ]  # fmt: skip
    assert re.findall(r">([\d,]+)<", row) == [f"{figure:,.0f}" for figure in figures]
    assert "GE-AZ AZ-KZ KZ-UZ UZ-AF" in page
    assert "[PK-AF]" in page


@pytest.mark.parametrize(
    "layer",
    [
        lambda: folium.TileLayer("OpenStreetMap"),
        lambda: folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="x"),
        lambda: folium.WmsTileLayer("http://wms.example/", layers="a"),
        lambda: folium.raster_layers.ImageOverlay("https://img.example/a.png", [[0, 0], [1, 1]]),
        lambda: folium.Marker((50, 50), icon=folium.CustomIcon("https://img.example/a.png")),
    ],
)
@pytest.mark.parametrize("grouped", [False, True])
def test_a_layer_that_fetches_is_refused_by_name(layer: Any, grouped: bool) -> None:
    own = render_map(comparison(), world())
    group = folium.FeatureGroup().add_to(own) if grouped else own
    layer().add_to(group)
    with pytest.raises(ExternalReferenceError, match=r"the layer \w+: \w+: '.*//.*' would be"):
        own.get_root().render()


def test_a_link_in_a_popup_is_no_fetch() -> None:
    own = render_map(comparison(), world())
    folium.Marker((50, 50), popup='<a href="https://example.org">x</a>').add_to(own)
    assert "example.org" in own.get_root().render()


def test_more_variants_stay_within_the_budget() -> None:
    assert len(map_html(first(6), world()).encode()) < TARGET_BYTES
    assert len(map_html(comparison(copies=6), world()).encode()) < MOST_BYTES


def test_comments_and_blanks_go_and_strings_stay() -> None:
    rules = (
        'a > b , i::after { content : " ; } " ; margin: 0  1px } /* x */ @media (a: b) { p { } }'
    )
    assert compact_style(rules) == (
        'a > b,i::after{content :" ; } ";margin:0 1px}@media (a:b){p{}}'
    )
    assert without_rules("a,b{x}@media p{b{y}c{z}}", re.compile("b")) == "a{x}@media p{c{z}}"


def test_no_comment_reaches_the_page() -> None:
    assert not re.search(r"^\s*//|/\*", script(), re.MULTILINE)
    assert "/* Leaflet 1.9.4" in library(whole=False)
    assert "/*" not in style(foreign=False) + style(foreign=True)
    assert len(script()) < sum(len(asset(name)) for name in SCRIPTS)
    assert len(style(foreign=False)) < len(style(foreign=True))
    for name in STYLES:
        assert asset(name).count("{") == compact_style(asset(name)).count("{")
