"""The map's date and rules in a real Chromium: routes, figures, states, strips, address, files."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from tests.map_past import AGREED, BUILT, ENDED, PROTOCOL, REVOKED, SHORTER
from tests.map_sight import Look, Sight, browser, drawn, look, quiet

__all__ = ["browser", "look"]  # fixtures

pytestmark = pytest.mark.browser

KURYK, AKTAU, NORTH, PAKISTAN = 2, 1, 0, 3


def go(sight: Sight, day: date) -> None:
    sight.page.locator("#date").fill(day.isoformat())
    sight.page.locator("#date").dispatch_event("change")


def rule(sight: Sight, name: str, value: str) -> None:
    sight.page.locator(f"[name={name}][value={value}]").check()


def states(sight: Sight) -> list[str]:
    return sight.page.locator("#table .pill > span:last-child").all_inner_texts()


def said(sight: Sight) -> Any:
    return sight.page.locator("#day").get_attribute("aria-valuetext")


def quoted(sight: Sight, index: int) -> str:
    return sight.page.locator(f"tbody[data-variant='{index}'] .figures td").first.inner_text()


def lines(sight: Sight, index: int) -> int:
    return sight.count(f"path.line[data-variant='{index}']")


def test_the_page_opens_on_the_date_and_rules_asked_for(look: Look) -> None:
    sight = look()
    assert states(sight) == ["open"] * 4 + ["not built"]
    assert said(sight) == "1 June 2018: 4 of 5 variants open"
    assert sight.page.locator("#date").input_value() == "2018-06-01"
    assert sight.page.locator("[name=cargo]:checked").get_attribute("value") == "commercial"
    assert sight.page.locator("#status .said").inner_text() == said(sight)
    assert "date=" not in sight.ask("() => location.hash")


def test_another_date_has_other_lines_figures_crossings_and_states(look: Look) -> None:
    sight = look()
    own, whole = drawn(), quoted(sight, AKTAU)
    before = {index: lines(sight, index) for index in range(4)}
    crossings = sight.count(".glyph.frontier")
    go(sight, date(2014, 6, 1))
    older = own.editions[AKTAU][0]
    assert older.route is not None
    assert quoted(sight, AKTAU) == f"{older.route.distance_km:,.0f}" != whole
    assert {i: lines(sight, i) for i in range(4)} == {
        **before, AKTAU: len(older.strokes), KURYK: 0
    }  # fmt: skip
    assert states(sight) == ["open", "open", "not built", "open", "not built"]
    assert said(sight) == "1 June 2014: 3 of 5 variants open"
    assert sight.count(".glyph[aria-label='Kuryk port']") == 0
    assert sight.count(".badge.on-line:not([hidden])") == 3
    assert sight.count(".glyph.frontier") < crossings
    row = sight.page.locator(f"tbody[data-variant='{KURYK}']")
    assert row.locator(".reason").inner_text() == "No route: not-built for the tests"
    assert not row.locator(".figures").is_visible()
    assert "1 June 2014" in sight.page.locator(".subtitle").inner_text()
    go(sight, date(2018, 6, 1))
    assert {i: lines(sight, i) for i in range(4)} == before
    assert quoted(sight, AKTAU) == whole
    assert quiet(sight)


def test_a_place_names_those_that_pass_it_on_the_date(look: Look) -> None:
    sight = look()
    for day, letters in ((date(2018, 6, 1), "A, B, C"), (date(2014, 6, 1), "A")):
        go(sight, day)
        sight.page.locator(".glyph[aria-label='Termez']").focus()
        sight.page.keyboard.press("Enter")
        assert f"Variants\n{letters}\n" in sight.page.locator(".sheet").inner_text() + "\n"
        sight.page.keyboard.press("Escape")


def test_the_rules_change_the_states(look: Look) -> None:
    sight = look()
    rule(sight, "cargo", "special")
    assert states(sight) == ["closed", "open", "restricted", "unused", "not built"]
    assert said(sight) == "1 June 2018: 1 of 5 variants open"
    pills = sight.page.locator("#status .pill").all_inner_texts()
    assert pills == ["● 1 open", "▲ 1 restricted", "○ 1 unused", "× 1 closed", "– 1 not built"]
    faded = {i for i in range(4) if sight.count(f"path.line.faded[data-variant='{i}']")}
    assert faded == {NORTH, PAKISTAN}
    rule(sight, "direction", "from")
    assert states(sight) == ["closed"] * 4 + ["not built"]
    go(sight, date(2012, 1, 1))
    assert states(sight)[NORTH] == "open"


def test_steps_land_on_the_edges_of_the_intervals(look: Look) -> None:
    sight = look()
    rule(sight, "cargo", "special")
    found, back = [], []
    go(sight, date(2008, 1, 1))
    assert sight.page.locator("#earlier").is_disabled()
    while not sight.page.locator("#later").is_disabled():
        sight.page.locator("#later").click()
        found.append(date.fromisoformat(sight.page.locator("#date").input_value()))
    assert found == [AGREED, SHORTER, REVOKED, BUILT, PROTOCOL, ENDED]
    while not sight.page.locator("#earlier").is_disabled():
        sight.page.locator("#earlier").click()
        back.append(date.fromisoformat(sight.page.locator("#date").input_value()))
    assert back == found[-2::-1]


def test_the_slider_goes_by_days(look: Look) -> None:
    sight = look()
    slider = sight.page.locator("#day")
    slider.focus()
    sight.page.keyboard.press("ArrowRight")
    assert said(sight).startswith("2 June 2018")
    sight.page.keyboard.press("End")
    assert said(sight) == "31 December 2026: 4 of 5 variants open, as last known on 31 January 2026"
    sight.page.keyboard.press("Home")
    assert said(sight).startswith("1 January 2008")


def test_a_date_outside_or_no_date_is_set_right(look: Look) -> None:
    sight = look()
    go(sight, date(1950, 1, 1))
    assert sight.page.locator("#date").input_value() == "2008-01-01"
    sight.page.locator("#date").evaluate("box => { box.value = ''; }")
    sight.page.locator("#date").dispatch_event("change")
    assert sight.page.locator("#date").input_value() == "2008-01-01"


def test_the_address_brings_date_and_rules_back(look: Look) -> None:
    first = look()
    go(first, date(2014, 6, 1))
    rule(first, "cargo", "special")
    rule(first, "direction", "from")
    address = first.ask("() => location.hash")
    for part in ("date=2014-06-01", "cargo=special", "direction=from", "view="):
        assert part in address
    again = look(address=address)
    assert said(again) == said(first)
    assert states(again) == states(first)
    assert lines(again, KURYK) == 0
    for wrong in ("#date=2014-13-45&cargo=x", "#date=__proto__&view=a/b/c", "#view=1/95/999999"):
        assert said(look(address=wrong)) == "1 June 2018: 4 of 5 variants open"


def test_strips_tell_reason_and_source_and_lead_to_the_day(look: Look) -> None:
    sight = look()
    rule(sight, "cargo", "special")
    strip = sight.page.locator(".strip").nth(NORTH)
    spans = strip.locator(".span")
    assert [s.split()[1] for s in spans.evaluate_all("all => all.map((n) => n.className)")] == [
        "closed", "open", "closed"
    ]  # fmt: skip
    spans.nth(1).hover()
    tip = sight.page.locator("#tip")
    words = "A ● open, 1 February 2009 – 15 May 2015"
    assert tip.locator("b").inner_text() == words
    assert "open for the tests" in tip.inner_text()
    assert "Record act-1" in tip.inner_text()
    assert "CIS Tariff Guide No. 4" in tip.inner_text()
    sight.page.mouse.move(10, 10)
    assert not tip.is_visible()
    spans.nth(2).focus()
    assert tip.is_visible()
    label = spans.nth(2).get_attribute("aria-label")
    grounds = "Record act-1. CIS Tariff Guide No. 4"
    assert label == f"closed, since 15 May 2015. closed for the tests. {grounds}"
    sight.page.keyboard.press("ArrowLeft")
    sight.page.keyboard.press("Enter")
    assert sight.page.locator("#date").input_value() == "2009-02-01"
    # One stop of the tabulator for each strip.
    assert sight.count(".span[tabindex='0']") == sight.count(".strip") == 4


def test_every_state_looks_different_without_colour(look: Look) -> None:
    sight = look()
    looks = sight.ask(
        """() => ['open', 'restricted', 'unused', 'closed', 'not-built', 'unknown'].map((slug) => {
          const style = getComputedStyle(document.querySelector('.states .span.' + slug));
          return style.backgroundImage.replace(/rgb[^)]*\\)/g, '') + style.backgroundColor
            + style.backgroundSize;
        })"""
    )
    assert len(set(looks)) == 6
    signs = sight.page.locator(".states .pill").all_inner_texts()
    assert [sign[0] for sign in signs] == ["●", "▲", "○", "×", "–", "?"]


def test_the_table_can_be_saved(look: Look) -> None:
    sight = look()
    rule(sight, "cargo", "special")
    with sight.page.expect_download() as event:
        sight.page.locator("#csv").click()
    assert event.value.suggested_filename == "ndn-2018-06-01-special.csv"
    rows = list(csv.DictReader(io.StringIO(event.value.path().read_text("utf-8-sig"))))
    assert [row["state"] for row in rows] == [
        "closed", "open", "restricted", "unused", "not-built"
    ]  # fmt: skip
    route = drawn().comparison.entries[0].route
    assert route is not None
    assert rows[0]["distance_km"] == str(round(route.distance_km))
    assert rows[0]["crossings"] == "LV-RU RU-KZ KZ-UZ UZ-AF"
    assert rows[4]["distance_km"] == ""
    assert quiet(sight)


def test_the_lines_can_be_saved(look: Look) -> None:
    sight = look()
    sight.page.locator("#show0").uncheck()
    with sight.page.expect_download() as event:
        sight.page.locator("#geojson").click()
    found = json.loads(event.value.path().read_text("utf-8"))
    legs = [f for f in found["features"] if f["properties"]["kind"] == "leg"]
    assert [f["properties"]["variant"] for f in legs] == (
        ["south-aktau"] * 3 + ["south-kuryk"] * 3 + ["pakistan-chaman"]
    )
    first = legs[0]["geometry"]["coordinates"]
    assert first[0] == pytest.approx([41.66, 42.15], abs=0.002)
    assert first[-1] == pytest.approx([49.44, 39.98], abs=0.002)
    names = {f["properties"]["name"] for f in found["features"] if f["geometry"]["type"] == "Point"}
    assert "Poti" in names
    assert "Riga port" not in names


def test_without_script_there_is_no_choice_of_dates(look: Look) -> None:
    sight = look(script=False)
    assert not sight.page.locator(".when").is_visible()
    assert not sight.page.locator(".saving").is_visible()
    assert states(sight) == ["open"] * 4 + ["not built"]
