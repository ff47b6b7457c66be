"""The charts on the pages of a site: pictures of their own, told in words, or cleanly left out."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geodata import Atlas
from maps.selfcontained import external_references
from maps.site import site
from maps.site_charts import Charts
from maps.site_folder import write_site
from routes.engine import Engine
from tests.browser import Chromium
from tests.picture_fixture import compared, hostile
from tests.test_charts import estimated
from tests.test_cli_golden import ndn
from tests.test_map_access import axe
from tests.test_site import Document, call, pages, periods

__all__ = ["axe"]  # a fixture


@pytest.fixture(scope="module")
def files(atlas: Atlas, engine: Engine) -> dict[str, bytes]:
    found = compared(atlas, "north", "south-kuryk")
    timelines = periods(atlas, found, engine)
    charts = Charts(found, estimated(found), timelines)
    return site(found, atlas, timelines, charts=charts)


def pictures(page: str) -> list[tuple[str, bytes]]:
    """Each chart of a page: what it says, and its file."""
    found = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', page)
    return [(alt, base64.b64decode(data)) for data, alt in found]


def test_every_page_has_its_charts_in_words(files: dict[str, bytes]) -> None:
    own = pages(files)
    index = pictures(own["index.html"])
    heads = ["Kilometres by country and mode", "Time, cost and distance", "Spread of days",
             "States through time"]  # fmt: skip
    assert [alt.partition(".")[0] for alt, _ in index] == heads
    assert "NDN South by Kuryk: 3,278 km" in index[0][0]
    assert "US dollars per TEU over 5,104 km" in index[1][0]
    assert "NDN South by Kuryk: not-built from 2008-01-01, open from 2016-12-01" in index[3][0]
    assert "NDN North" not in pictures(own["variants/south-kuryk.html"])[0][0]
    assert [alt.partition(".")[0] for alt, _ in pictures(own["variants/north.html"])] == heads[:3]


def test_charts_are_pictures_and_nothing_more(files: dict[str, bytes]) -> None:
    for page in pages(files).values():
        Document(page)
        assert external_references(page) == []
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', page)
        assert "img-src data:; base-uri" in policy
        assert "script-src" not in policy
        for _, data in pictures(page):
            tags = {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(data).iter()}  # noqa: S314  # our own file
            assert not tags & {"script", "image", "foreignObject", "a"}


def test_the_index_draws_the_curves_of_the_variants_on_its_map(
    atlas: Atlas, engine: Engine
) -> None:
    found = compared(atlas, "north", "south-kuryk")
    charts = Charts(found, estimated(found), periods(atlas, found, engine))
    words = [picture.alt for picture in charts.all_variants(frozenset({1}))]
    assert "North" not in words[1]
    assert "North" in words[2]


def test_without_estimates_the_other_charts_are_there(atlas: Atlas, engine: Engine) -> None:
    found = compared(atlas, "north")
    charts = Charts(found, {}, periods(atlas, found, engine))
    assert len(charts.all_variants(frozenset({0}))) == 2
    assert len(charts.variant(0)) == 1


def test_what_names_hold_stays_text(atlas: Atlas, engine: Engine) -> None:
    text = '"><img src=x onerror=alert(1)>{{ 7 * 7 }}\x00\u202e'
    found, _ = hostile(atlas, text)
    timelines = periods(atlas, found, engine)
    own = pages(site(found, atlas, timelines, charts=Charts(found, estimated(found), timelines)))
    for page in own.values():
        Document(page)
        assert len(re.findall("<img", page)) == len(pictures(page)) >= 3


def test_without_matplotlib_the_site_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.util import find_spec

    monkeypatch.setattr(
        "importlib.util.find_spec",
        lambda name, *rest: None if name == "matplotlib" else find_spec(name, *rest),
    )
    code, _, err = call("south-kuryk", "-o", tmp_path / "site")
    assert code == 0
    assert str(err).splitlines()[0] == (
        "the site has no charts: a chart needs matplotlib, which is not installed; pip install "
        "'ndn-atlas[charts]'"
    )
    text = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    Document(text)
    assert "<img" not in text
    assert "img-src" not in text


def test_a_figure_that_is_missing_costs_the_charts_of_estimates_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from routes.estimate import MissingParameterError

    def missing(*_: object, **__: object) -> None:
        raise MissingParameterError("no parameter for speed")

    monkeypatch.setattr("routes.estimate.estimate", missing)
    found = ndn("site", "north", "-o", tmp_path / "site", "--as-of", "2018-06-01")
    assert found.code == 0
    assert "the site has no charts of time and cost: no parameter for speed" in found.err
    page = (tmp_path / "site" / "variants" / "north.html").read_text(encoding="utf-8")
    assert len(pictures(page)) == 1


@pytest.mark.parametrize("wide", [390, 1400])
def test_a_browser_shows_the_charts(
    wide: int, files: dict[str, bytes], tmp_path: Path, chromium: Chromium, axe: str
) -> None:
    write_site(tmp_path / "site", files)
    visit = chromium.open(tmp_path / "site" / "index.html", width=wide, scheme="dark")
    page = visit.page
    assert (visit.console, visit.errors, visit.outside_requests) == ([], [], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    sizes = page.evaluate("[...document.images].map((i) => [i.naturalWidth, i.complete])")
    assert sizes == [[864, True]] * 4
    page.evaluate(f"() => {{ {axe}; }}")
    found = page.evaluate("async () => (await axe.run(document)).violations.map((v) => v.id)")
    assert found == []
