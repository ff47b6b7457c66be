"""Which variants show, in a real Chromium: the main ones at first, the rest at a click."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from maps import map_html
from maps.compact import compact_style
from maps.embedding import STYLES, asset
from routes.model import Status
from tests.map_fixture import comparison, world
from tests.map_past import past
from tests.map_sight import SIZES, Look, Sight, browser, look, page_of, quiet
from tests.map_sight import strokes as strokes_of

__all__ = ["browser", "look"]  # fixtures

pytestmark = pytest.mark.browser

ALL, MAIN = range(12), range(6)


@pytest.fixture
def many(look: Look) -> Callable[..., Sight]:
    """Open a map of twelve variants with a route, and one without."""
    text = page_of(copies=3)
    return lambda **options: look(text, **options)


def strokes(shown: range | set[int]) -> int:
    return strokes_of(*shown, copies=3) if shown else 0


def on_map(sight: Sight) -> set[int]:
    lines = "[...document.querySelectorAll('path.line[data-variant]')]"
    return set(sight.ask(f"() => {lines}.map((line) => Number(line.dataset.variant))"))


def agree(sight: Sight, shown: range | set[int]) -> None:
    """Lines, ticks, caption and counts say the same."""
    assert on_map(sight) == set(shown)
    assert sight.count("path.line[data-variant]") == strokes(shown)
    assert sight.count("#table input:checked") == len(shown)
    caption = sight.page.locator("#shown")
    assert caption.inner_text() == f"{len(shown)} of 13 variants shown"
    assert caption.get_attribute("data-shown") == str(len(shown))
    assert sight.page.locator(".stage").get_attribute("data-caption") == caption.inner_text()
    assert sight.count("#table tbody") == 13
    assert sight.count("#table tbody.off") == 12 - len(shown)


def test_the_page_opens_with_the_main_ones(many: Callable[..., Sight]) -> None:
    sight = many()
    agree(sight, MAIN)
    assert sight.count(".badge.on-line:not([hidden])") == len(MAIN)
    assert quiet(sight)


def test_all_none_and_main_at_a_click(many: Callable[..., Sight]) -> None:
    sight = many()
    for choice, shown in (("all", ALL), ("none", set()), ("main", MAIN)):
        button = sight.page.locator(f"[data-choice={choice}]")
        button.click()
        agree(sight, shown)
        assert button.get_attribute("aria-pressed") == "true"
        assert sight.count("[data-choice][aria-pressed=true]") == 1
    assert quiet(sight)


def test_one_click_shows_a_hidden_variant(many: Callable[..., Sight]) -> None:
    sight = many()
    sight.page.locator("#show9").check()
    agree(sight, {*MAIN, 9})
    assert sight.count("[data-choice][aria-pressed=true]") == 0
    sight.page.locator("tbody[data-variant='7'] .zoom").click()
    agree(sight, {*MAIN, 9, 7})


@pytest.mark.parametrize(
    ("choice", "tick", "shown", "written"),
    [
        ("main", None, MAIN, False),
        ("all", None, ALL, True),
        ("none", None, set(), True),
        ("none", 8, {8}, True),
    ],
)
def test_the_address_brings_the_choice_back(
    many: Callable[..., Sight], choice: str, tick: int | None, shown: set[int], written: bool
) -> None:
    first = many()
    first.page.locator(f"[data-choice={choice}]").click()
    if tick is not None:
        first.page.locator(f"#show{tick}").check()
    address = first.ask("() => location.hash")
    assert ("show=" in address) == written
    agree(many(address=address), shown)


def test_the_first_view_holds_what_shows(look: Look) -> None:
    full = comparison()
    entries = (full.entries[1],) * 6 + (full.entries[0], *full.entries[3:])
    sight = look(map_html(full._replace(entries=entries), world()))
    inside = """() => [...document.querySelectorAll('path.line[data-variant]')].every((line) => {
      const box = line.getBoundingClientRect();
      const frame = document.querySelector('.map').getBoundingClientRect();
      return box.left >= frame.left && box.right <= frame.right
        && box.top >= frame.top && box.bottom <= frame.bottom;
    })"""
    assert on_map(sight) == set(MAIN)
    near = sight.ask("() => NdnAtlas.view.map.getZoom()")
    assert sight.ask(inside)
    sight.page.locator("[data-choice=all]").click()
    assert sight.ask("() => NdnAtlas.view.map.getZoom()") < near
    assert sight.ask(inside)


def test_hidden_variants_leave_no_gap_between_lanes(many: Callable[..., Sight]) -> None:
    sight = many()
    # Variants 0, 4 and 8 run alike; the last is hidden.
    found = sight.ask(
        """() => {
          const { lines, chains, map } = NdnAtlas.view, zoom = map.getZoom();
          const [a, b] = [0, 4].map((i) => lines[i][0].line.stretches(zoom)[0].points);
          const [chain, way] = lines[0][0].line.stroke.uses[0];
          const middle = chains.pixels(chain, zoom).slice();
          if (way < 0) middle.reverse();
          const off = (point) => Math.min(...middle.slice(1).map((to, i) =>
            L.LineUtil.pointToSegmentDistance(point, middle[i], to)));
          const off_centre = a.map((point, i) => off(point.add(b[i]).divideBy(2)));
          return [a[1].distanceTo(b[1]), Math.max(...off_centre), map.lineWidth];
        }"""
    )
    apart, off_centre, width = found
    assert apart == pytest.approx(width + 1, abs=0.01)
    assert off_centre < 0.01


def test_search_brings_only_one_hidden_variant(many: Callable[..., Sight]) -> None:
    sight = many()
    sight.page.locator("[data-choice=none]").click()
    sight.page.locator("#find").fill("moscow")
    sight.page.keyboard.press("Enter")
    agree(sight, {0})
    assert "Moscow" in sight.page.locator(".leaflet-popup-content").inner_text()
    assert quiet(sight)


def test_without_script_the_main_ones_are_drawn_and_all_listed(many: Callable[..., Sight]) -> None:
    sight = many(script=False)
    assert sight.count("#chart .line use") >= strokes(MAIN)
    assert sight.count("#chart .line.p1 use") == 0
    assert sight.count("#table tbody") == 13
    assert sight.page.locator("#shown").inner_text() == "6 of 13 variants shown"
    assert not sight.page.locator("[data-choice=all]").is_visible()
    colour = "(kind) => getComputedStyle(document.querySelector(`.still .${kind} text`)).fill"
    assert len({sight.ask(colour, kind) for kind in ("place", "country", "sea")}) == 3


def test_the_print_says_how_many_show(many: Callable[..., Sight]) -> None:
    sight = many()
    sight.page.emulate_media(media="print")
    said = "() => getComputedStyle(document.querySelector('.stage'), '::after').content"
    assert sight.ask(said) == '"6 of 13 variants shown"'
    assert not sight.page.locator("[data-choice=all]").is_visible()


def test_an_estimated_place_looks_different_and_says_so(look: Look) -> None:
    sight = look()
    assert sight.count(".glyph.estimated") == 1
    look_of = "(name) => getComputedStyle(document.querySelector(name + ' i')).backgroundImage"
    assert "conic-gradient" in sight.ask(look_of, ".glyph[aria-label='Kuryk port']")
    assert sight.ask(look_of, ".glyph[aria-label='Aktau port']") == "none"
    sight.page.locator(".glyph[aria-label='Kuryk port']").focus()
    sight.page.keyboard.press("Enter")
    assert "estimated position" in sight.page.locator(".leaflet-popup-content").inner_text()


def test_a_label_is_short_and_its_popup_whole(look: Look) -> None:
    sight = look()
    texts = sight.page.locator(".label.crossing").all_text_contents()
    assert "Oazis" in texts
    assert not [text for text in texts if "(" in text]
    sight.page.locator(".glyph[aria-label='Oazis (Beineu / Karakalpakstan)']").focus()
    sight.page.keyboard.press("Enter")
    heading = sight.page.locator(".leaflet-popup-content h2").inner_text()
    assert heading == "Oazis (Beineu / Karakalpakstan)"


@pytest.mark.parametrize("size", SIZES)
def test_no_text_is_cut(look: Look, size: tuple[int, int]) -> None:
    full = comparison()
    reason = "no way from Aqina to Andkhoy by rail or ferry on the date " * 4
    gone = full.entries[-1]._replace(status=Status("not-built", reason.strip()))
    full = full._replace(entries=(*full.entries[:-1], gone))
    sight = look(map_html(full, world(), past=past(full, lambda _: reason.strip())), size=size)
    sight.page.locator(".reason summary").click()
    assert sight.page.locator(".reason details > bdi").is_visible()
    cut = sight.ask(
        """() => [...document.querySelectorAll('.panel *, .head *')].filter((node) => {
          const style = getComputedStyle(node);
          return node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1
            && style.display !== 'inline'
            && !node.closest('svg, .unseen, #axis, details:not([open])');
        }).map((node) => node.tagName + '.' + node.className + ': ' + node.textContent)"""
    )
    assert cut == []


def test_the_compact_style_sheet_means_the_same(look: Look) -> None:
    sight = look()
    read = """(text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      // Values with variables keep their own blanks.
      return [...sheet.cssRules].map((rule) => rule.cssText.replace(/,\\s*/g, ", "));
    }"""
    for name in (*STYLES, "leaflet.css"):
        text = re.sub(r"[^{};]*(?:url\(|progid:)[^;}]*;?", "", asset(name))
        assert sight.ask(read, compact_style(text)) == sight.ask(read, text), name
