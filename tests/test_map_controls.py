"""The map's buttons in a real Chromium: theme, search, address, print; a user's layers and text."""

from __future__ import annotations

from pathlib import Path

import folium
import pytest

from maps import render_map
from tests.map_fixture import comparison, world
from tests.map_sight import Look, browser, look

__all__ = ["browser", "look"]  # fixtures

pytestmark = pytest.mark.browser


def test_the_theme_can_be_turned(look: Look) -> None:
    sight = look()
    ground = "() => getComputedStyle(document.querySelector('.land')).fill"
    light = sight.ask(ground)
    sight.page.locator("#theme").click()
    assert sight.ask(ground) != light
    assert look(scheme="dark").ask(ground) == sight.ask(ground)
    sight.page.locator("#theme").click()
    assert sight.ask(ground) == light


def test_search_finds_a_place(look: Look) -> None:
    sight = look()
    sight.page.locator("#find").fill("beineu")
    sight.page.keyboard.press("Enter")
    assert "Beineu" in sight.page.locator(".leaflet-popup-content").inner_text()


def test_search_knows_names_in_other_scripts(look: Look) -> None:
    sight = look()
    sight.page.locator("#find").fill("Ақтау")
    sight.page.keyboard.press("Enter")
    assert "Aktau" in sight.page.locator(".leaflet-popup-content").inner_text()


def test_a_search_without_a_find_says_so(look: Look) -> None:
    sight = look()
    find = sight.page.locator("#find")
    find.fill("xyzzy")
    sight.page.keyboard.press("Enter")
    said = "box => box.validationMessage"
    assert find.evaluate(said) == "No place on this map is called so"
    find.fill("beineu")
    assert find.evaluate(said) == ""


def test_the_address_brings_the_view_back(look: Look) -> None:
    first = look()
    first.page.locator("#show0").uncheck()
    first.page.locator(".buttons button").first.click()
    address = first.ask("() => location.hash")
    state = first.ask("() => NdnAtlas.view.state()")
    again = look(address=address)
    assert again.count("path.line[data-variant='0']") == 0
    assert not again.page.locator("#show0").is_checked()
    found = again.ask("() => NdnAtlas.view.state()")
    assert found["zoom"] == pytest.approx(state["zoom"], abs=0.01)
    assert (found["lat"], found["lng"]) == pytest.approx((state["lat"], state["lng"]), abs=1e-3)


def test_printing_gives_the_map_and_then_the_table(look: Look, tmp_path: Path) -> None:
    sight = look()
    file = tmp_path / "map.pdf"
    sight.page.pdf(path=str(file), prefer_css_page_size=True)
    found = file.read_bytes()
    assert found.count(b"/Type /Page\n") == 2
    # A4 landscape in points.
    assert b"/MediaBox [0 0 842" in found or b"/MediaBox [0 0 841" in found
    assert sight.count("html.printing") == 0


def test_a_users_own_folium_layers_show(look: Look) -> None:
    own = render_map(comparison(), world())
    folium.CircleMarker((50, 50), popup="My point", radius=9, fill=True).add_to(own)
    sight = look(str(own.get_root().render()))
    assert sight.noise == [] or all(n.startswith("file:") for n in sight.noise)
    sight.page.locator("path.leaflet-interactive:not(.line)").click()
    assert "My point" in sight.page.locator(".leaflet-popup-content").inner_text()
