"""The site of the documentation: every record has its row, every link a target, nothing is fetched.

These tests need the extra ``docs``.
"""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

import pytest

from geodata import Atlas
from tests.browser import Chromium
from tools import docs_api

pytest.importorskip("material", reason="the extra docs is not installed")

ROOT = Path(__file__).parents[1]

# What makes a browser ask for something by itself, and where it says so.
FETCHING = {
    "audio": "src", "embed": "src", "iframe": "src", "img": "src", "object": "data",
    "script": "src", "source": "src", "video": "src",
}  # fmt: skip
FETCHED_LINKS = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "manifest"}


class Read(NamedTuple):
    """A page of the site: its anchors, what it fetches, and where its links go."""

    anchors: set[str]
    fetched: list[str]
    links: list[str]


class Reader(HTMLParser):
    """Gathers what a page refers to."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Read(set(), [], [])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value for name, value in attrs if value is not None}
        if "id" in values:
            self.page.anchors.add(values["id"])
        if tag in FETCHING and FETCHING[tag] in values:
            self.page.fetched.append(values[FETCHING[tag]])
        if "href" not in values:
            return
        if tag == "link" and set(values.get("rel", "").split()) & FETCHED_LINKS:
            self.page.fetched.append(values["href"])
        elif tag == "a":
            self.page.links.append(values["href"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` builds it: every warning is an error."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    call = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "-d", str(folder)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Read]:
    found: dict[Path, Read] = {}
    for path in sorted(site.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        found[path.resolve()] = reader.page
    return found


@pytest.mark.slow
def test_no_link_is_broken(pages: dict[Path, Read], site: Path) -> None:
    broken = []
    for path, page in pages.items():
        # The page of what was not found is shown at any address: its links begin at the root.
        if path.name == "404.html":
            continue
        for link in (*page.links, *page.fetched):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if target.is_dir():
                target /= "index.html"
            anchor = unquote(parts.fragment)
            is_there = target.is_file() and site.resolve() in target.parents
            if is_there and anchor and target in pages:
                is_there = anchor in pages[target].anchors or anchor == "__skip"
            if not is_there:
                broken.append(f"{path.relative_to(site.resolve())}: {link}")
    assert not broken


@pytest.mark.slow
def test_no_page_fetches_from_elsewhere(pages: dict[Path, Read], site: Path) -> None:
    elsewhere = {u for p in pages.values() for u in p.fetched if urlsplit(u).netloc}
    assert not elsewhere
    sheets = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert not [text for text in sheets if "url(http" in text or "@import" in text]


@pytest.mark.slow
def test_every_record_of_the_atlas_has_its_row(
    pages: dict[Path, Read], site: Path, atlas: Atlas
) -> None:
    def anchors(name: str) -> set[str]:
        return pages[(site / "atlas" / name).resolve()].anchors

    for place in atlas.places.values():
        assert place.id in anchors(f"places-{place.country.lower()}.html"), place.id
    for line in atlas.lines:
        assert (site / "atlas" / "lines" / f"{line}.html").is_file()
        assert (site / "atlas" / "maps" / f"line-{line}.svg").is_file()
    for name in ("lines", "checkpoints", "acts", "sources"):
        assert set(getattr(atlas, name)) <= anchors(f"{name}.html"), name


@pytest.mark.slow
def test_every_public_name_is_in_the_reference(pages: dict[Path, Read], site: Path) -> None:
    anchors = pages[(site / "api.html").resolve()].anchors
    homes = [home for package in docs_api.PACKAGES for home in docs_api.homes(package)]
    assert [home for home in homes if home not in anchors] == []


@pytest.mark.slow
def test_it_opens_from_a_folder_and_its_search_finds(site: Path, chromium: Chromium) -> None:
    visit = chromium.open(site / "atlas" / "places-ge.html")
    page = visit.page
    rows = page.locator(".atlas-table tbody tr:visible")
    total = rows.count()
    page.get_by_label("Show only the rows").fill("batumi")
    assert 0 < rows.count() < total
    page.get_by_role("textbox", name="Search").fill("transshipments")
    page.wait_for_selector(".md-search-result__item")
    assert not visit.errors
    assert not visit.outside_requests


def test_a_cell_holds_text_and_nothing_else() -> None:
    from tools.docs_tables import table

    made: Any = table(("<b>", "x"), [("<script>alert(1)</script>\n\n# no", 1234.56)], ['"><i>'])
    assert "<script" not in made
    assert "<i>" not in made
    assert "\n\n" not in made
    assert "1,234.6" in made
