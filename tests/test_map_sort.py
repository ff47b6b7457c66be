"""The order of the table's rows in a real Chromium: by its headings, by keys, from the address."""

from __future__ import annotations

import pytest

from tests.map_sight import Look, Sight, browser, look, quiet

__all__ = ["browser", "look"]  # fixtures

pytestmark = pytest.mark.browser

NORTH, AKTAU, KURYK, PAKISTAN, GONE = range(5)


def rows(sight: Sight) -> list[int]:
    bodies = "[...document.querySelectorAll('#table tbody')]"
    return list(sight.ask(f"() => {bodies}.map((body) => Number(body.dataset.variant))"))


def sorted_by(sight: Sight) -> list[tuple[str, str]]:
    """The headings that say they order the rows, and which way."""
    found = sight.ask(
        """() => [...document.querySelectorAll('#table [aria-sort]')].map((head) =>
          [head.textContent.replace(/\\u00ad/g, ""), head.getAttribute('aria-sort')])"""
    )
    return [(head, way) for head, way in found]


def click(sight: Sight, number: int) -> None:
    """Click a heading: the variant, the state, then the figures."""
    sight.page.locator("#table thead button").nth(number).click()


def test_a_heading_orders_the_rows_up_and_then_down(look: Look) -> None:
    sight = look()
    assert sorted_by(sight) == [("Variant", "ascending")]
    assert rows(sight) == [NORTH, AKTAU, KURYK, PAKISTAN, GONE]
    by_km = sight.ask(
        """() => NdnAtlas.view.current.map((one, i) => [one.legs ? one.km[0] : Infinity, i])
          .sort((a, b) => a[0] - b[0]).map(([, i]) => i)"""
    )
    click(sight, 2)
    assert sorted_by(sight) == [("Quoted km", "ascending")]
    assert rows(sight) == by_km
    assert by_km[-1] == GONE
    click(sight, 2)
    assert sorted_by(sight) == [("Quoted km", "descending")]
    # What has no route has no figure and stands last either way.
    assert rows(sight) == [*reversed(by_km[:-1]), GONE]
    click(sight, 0)
    assert rows(sight) == [NORTH, AKTAU, KURYK, PAKISTAN, GONE]
    assert quiet(sight)


@pytest.mark.parametrize("number", range(2, 10))
def test_every_figure_orders_by_what_it_shows(look: Look, number: int) -> None:
    sight = look()
    click(sight, number)
    shown = sight.page.locator(f".figures td:nth-child({number - 1})").all_inner_texts()
    figures = [float(text.replace(",", "")) for text in shown if text not in ("–", "")]
    assert len(figures) == 4
    assert figures == sorted(figures)


def test_the_order_follows_the_date_and_the_rules(look: Look) -> None:
    sight = look()
    click(sight, 1)
    assert rows(sight) == [NORTH, AKTAU, KURYK, PAKISTAN, GONE]
    sight.page.locator("[name=cargo][value=special]").check()
    # Open, restricted, unused, closed, not built.
    assert rows(sight) == [AKTAU, KURYK, PAKISTAN, NORTH, GONE]


def test_keys_order_the_rows_and_keep_the_focus(look: Look) -> None:
    sight = look()
    sight.page.locator("#table thead button").nth(6).focus()
    sight.page.keyboard.press("Enter")
    assert sorted_by(sight) == [("Drawn line km", "ascending")]
    sight.page.keyboard.press("Space")
    assert sorted_by(sight) == [("Drawn line km", "descending")]
    focused = "() => document.activeElement.textContent.replace(/\\u00ad/g, '')"
    assert sight.ask(focused) == "Drawn line km"


def test_the_address_brings_the_order_back(look: Look) -> None:
    first = look()
    assert "sort=" not in (first.ask("() => location.hash") or "")
    click(first, 2)
    click(first, 2)
    address = first.ask("() => location.hash")
    assert "sort=-quoted" in address
    again = look(address=address)
    assert rows(again) == rows(first)
    assert sorted_by(again) == [("Quoted km", "descending")]


@pytest.mark.parametrize("nonsense", ["sort=xyzzy", "sort=--state", "sort=__proto__", "sort="])
def test_an_order_that_there_is_none_of_is_the_first(look: Look, nonsense: str) -> None:
    sight = look(address=f"#{nonsense}")
    assert rows(sight) == [NORTH, AKTAU, KURYK, PAKISTAN, GONE]
    assert quiet(sight)


def test_a_row_answers_to_its_lines_in_any_order(look: Look) -> None:
    sight = look(address="#sort=-variant")
    assert rows(sight) == [GONE, PAKISTAN, KURYK, AKTAU, NORTH]
    sight.page.locator(f"tbody[data-variant='{AKTAU}']").hover()
    assert sight.count("path.line.hot") == sight.count(f"path.line.hot[data-variant='{AKTAU}']") > 0
    sight.page.locator(f"#show{AKTAU}").uncheck()
    assert sight.count(f"path.line[data-variant='{AKTAU}']") == 0


def test_a_phone_has_a_list_instead_of_headings(look: Look) -> None:
    sight = look(size=(390, 844))
    assert not sight.page.locator("#table thead").is_visible()
    sight.page.locator("#sort").select_option("drawn")
    up = rows(sight)
    sight.page.locator("#turn").click()
    assert rows(sight) == [*reversed(up[:-1]), GONE]
    assert sight.page.locator("#sort option").all_text_contents()[:4] == [
        "Variant", "State", "Quoted km", "of it tariff",
    ]  # fmt: skip


def test_without_script_there_is_nothing_to_sort_by(look: Look) -> None:
    sight = look(script=False)
    assert sight.count("#table button") == sight.page.locator(".choices button, #turn").count()
    assert not sight.page.locator("#sort").is_visible()
    assert not sight.page.locator("thead .live").is_visible()
    assert sight.page.locator("thead th", has_text="Quoted km").is_visible()
