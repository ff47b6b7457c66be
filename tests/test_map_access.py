"""The map for everyone, in a real Chromium: axe-core's rules, and the keyboard alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.map_sight import Look, Sight, browser, look

__all__ = ["browser", "look"]  # fixtures

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js"
MISSING = "axe-core is missing; npm ci"


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.exists():
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return AXE.read_text(encoding="utf-8")


def nothing(_: Sight) -> None:
    """The page as it opens."""


def popup(sight: Sight) -> None:
    sight.page.locator(".glyph[aria-label='Aktau port']").focus()
    sight.page.keyboard.press("Enter")
    assert sight.count(".leaflet-popup") == 1


def special(sight: Sight) -> None:
    sight.page.locator("[name=cargo][value=special]").check()
    sight.page.locator(".span[tabindex='0']").first.focus()
    assert sight.page.locator("#tip").is_visible()


def unfolded(sight: Sight) -> None:
    sight.ask("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    sight.page.wait_for_timeout(50)


@pytest.mark.parametrize("prepare", [nothing, popup, special, unfolded])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1400, 900)])
def test_axe_finds_no_violation(
    look: Look, axe: str, size: tuple[int, int], scheme: str, prepare: object
) -> None:
    sight = look(size=size, scheme=scheme)
    assert callable(prepare)
    prepare(sight)
    sight.ask(f"() => {{ {axe}; }}")
    found = sight.ask(
        """async () => (await axe.run(document)).violations.map((v) =>
          [v.id, v.nodes.map((node) => node.html.slice(0, 120))])"""
    )
    assert found == []


def test_the_tabulator_reaches_every_place_and_variant(look: Look) -> None:
    sight = look()
    wanted = set(
        sight.ask(
            """() => [...document.querySelectorAll(
              '.glyph[role=button], #table input, .zoom, .span[tabindex="0"], #day, #date, #csv')]
              .map((node, i) => { node.dataset.wanted = i; return String(i); })"""
        )
    )
    reached = set()
    sight.ask("() => document.activeElement.blur()")
    for _ in range(len(wanted) + 60):
        sight.page.keyboard.press("Tab")
        number = sight.ask("() => document.activeElement.dataset.wanted")
        if number is not None:
            reached.add(number)
    assert wanted - reached == set()


def test_a_variant_is_ticked_and_zoomed_to_by_keys(look: Look) -> None:
    sight = look()
    sight.page.locator("#show1").focus()
    assert sight.count("path.line.hot[data-variant='1']") > 0
    sight.page.keyboard.press("Space")
    assert sight.count("path.line[data-variant='1']") == 0
    zoom = sight.page.locator("tbody[data-variant='1'] .zoom")
    assert zoom.get_attribute("aria-label") == "Zoom to variant B"
    zoom.focus()
    sight.page.keyboard.press("Enter")
    assert sight.count("path.line[data-variant='1']") > 0
