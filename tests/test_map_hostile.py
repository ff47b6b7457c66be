"""Whatever a user's files say stays text on the page, in every field, with and without a policy."""

from __future__ import annotations

import csv
import html
import io
import re
from functools import cache

import pytest

from maps.text import clean
from tests.map_hostile import HOSTILE
from tests.map_sight import Look, Sight, browser, look, page_of, quiet
from tests.test_map_page import Page

__all__ = ["browser", "look"]  # fixtures

CORPUS_LEAST = 100
AT_ONCE = 18
SCRIPTS_AND_STYLES = 5
# Elements that the page itself never has.
FOREIGN = (
    "img", "iframe", "form", "embed", "object", "video", "marquee", "link", "base", "body body",
    "a:not(.leaflet-popup-close-button)",
)  # fmt: skip
BATCHES = [HOSTILE[start : start + AT_ONCE] for start in range(0, len(HOSTILE), AT_ONCE)]


def with_text(text: str) -> str:
    return page_of(lambda own: own + text, title=text)


@cache
def harmless(length: int) -> Page:
    return Page(with_text("x" * length))


def test_the_corpus_is_large_and_has_no_doubles() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= CORPUS_LEAST


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    found = with_text(text)
    hostile, calm = Page(found), harmless(len(text))
    assert hostile.tags == calm.tags
    assert hostile.scripts == calm.scripts
    assert hostile.styles == calm.styles
    assert [a[:2] for a in hostile.attributes] == [a[:2] for a in calm.attributes]
    (heading,) = re.findall(r"<h1>(.*?)</h1>", found, re.DOTALL)
    assert html.unescape(heading) == clean(text)
    variants = hostile.data["variants"]
    assert isinstance(variants, list)
    assert all(variant[1].endswith(clean(text)) for variant in variants)


def touch_everything(sight: Sight) -> None:
    """Open every popup, itinerary and strip, on several days."""
    page = sight.page
    sight.ask("() => document.querySelectorAll('.glyph[role=button]').forEach((n) => n.click())")
    for variant in range(4):
        sight.ask(
            "(i) => NdnAtlas.view.lines[i][0].line.fire('click', { latlng: L.latLng(42, 50) })",
            variant,
        )
    page.keyboard.press("Escape")
    sight.ask("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    for span in page.locator(".span[tabindex='0']").all():
        span.focus()
    for day in (2000, 4000):
        sight.ask("(day) => NdnAtlas.view.at(day, 2)", day)
    page.wait_for_timeout(50)


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False])
@pytest.mark.parametrize("texts", BATCHES, ids=range(len(BATCHES)))
def test_hostile_text_executes_nothing(look: Look, policy: bool, texts: tuple[str, ...]) -> None:
    lines = list(texts)

    def word(own: str) -> str:
        # Each field has all of the batch, and each text comes first in some field.
        lines.append(lines.pop(0))
        return own + " ".join(lines)

    sight = look(page_of(word, title=" ".join(lines)), policy=policy)
    before = sight.count("script, style")
    touch_everything(sight)
    assert sight.count("script, style") == before == SCRIPTS_AND_STYLES
    for tag in FOREIGN:
        assert sight.count(tag) == 0, tag
    assert quiet(sight)


@pytest.mark.browser
def test_no_cell_of_the_table_is_a_formula(look: Look) -> None:
    formulas = [text for text in HOSTILE if text[:1] in "=+-@\t\r"]
    assert formulas
    for text in formulas[:3]:
        sight = look(page_of(lambda own, text=text: text + own))  # type: ignore[misc]  # bound early
        rows = list(csv.reader(io.StringIO(sight.ask("() => NdnAtlas.csv(NdnAtlas.view)"))))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@", "\t")]
