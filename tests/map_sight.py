"""Pages of the small world, opened in a real Chromium that is cut off from every network."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from maps import map_html
from maps.sheet import Sheet, sheet
from tests.browser import ARGUMENTS, find_chromium
from tests.map_fixture import comparison, world
from tests.map_past import past

SIZES = [(390, 844), (768, 1024), (1400, 900), (2560, 1440)]
READY = "html[data-ready]"


@dataclass
class Sight:
    """An open page, and whatever it said or asked for."""

    page: Page
    noise: list[str] = field(default_factory=list)

    def count(self, selector: str) -> int:
        return self.page.locator(selector).count()

    def ask(self, expression: str, argument: Any = None) -> Any:
        return self.page.evaluate(expression, argument)


Look = Callable[..., Sight]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing; sudo apt-get install -y chromium")
        pytest.skip("Chromium is missing; sudo apt-get install -y chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield found
        found.close()


@pytest.fixture
def look(browser: Browser, tmp_path: Path) -> Iterator[Look]:
    contexts = []

    def open_page(
        text: str | None = None,
        size: tuple[int, int] = (1400, 900),
        scheme: Literal["light", "dark"] = "light",
        script: bool = True,
        policy: bool = True,
        address: str = "",
    ) -> Sight:
        file = tmp_path / "map.html"
        file.write_text(text or page_of(), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            java_script_enabled=script,
            bypass_csp=not policy,
            offline=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        sight = Sight(context.new_page())
        page, noise = sight.page, sight.noise
        page.on("console", lambda message: noise.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: noise.append(f"error: {error}"))
        page.on("dialog", lambda dialog: noise.append(f"dialog: {dialog.message}"))
        page.on("request", lambda r: noise.append(r.url) if r.url != page.url else None)
        page.goto(file.as_uri() + address)
        if script:
            page.wait_for_selector(READY, state="attached")
        return sight

    yield open_page
    for context in contexts:
        context.close()


def page_of(word: Callable[[str], str] = str, copies: int = 1, **options: Any) -> str:
    """The page of the small world through time; ``word`` changes every text of a user's."""
    compared = comparison(word, copies)
    return map_html(compared, world(word), past=past(compared, word), **options)


def drawn(copies: int = 1) -> Sheet:
    """What that page draws."""
    compared = comparison(copies=copies)
    return sheet(compared, world(), past(compared))


def strokes(*variants: int, copies: int = 1) -> int:
    """How many strokes some variants have on the comparison's date, or all of them."""
    own = drawn(copies).drawing.strokes
    return sum(len(own[index]) for index in variants or range(len(own)))


def quiet(sight: Sight) -> bool:
    """Whether the page asked for nothing but itself and complained of nothing."""
    return [said for said in sight.noise if not said.startswith("file:")] == []
