"""The map's page without a browser: what it holds, what it never holds, that it repeats."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest
from branca.element import Element

from maps import AtlasMap, ExternalReferenceError, map_html, render_map
from maps.embedding import ASSETS, MANIFEST, SHORT, SOURCES, digest
from maps.page import AtlasFigure
from maps.selfcontained import external_references, source_hash
from maps.shorten import digest as text_digest
from maps.shorten import source
from maps.text import script_json
from tests.map_fixture import World, comparison, world
from tests.map_past import past
from tests.map_sight import page_of

EARLY_LEAFLET_AND_OURS = 3
TARGET_BYTES, MOST_BYTES = 400_000, 500_000


class Page(HTMLParser):
    """The tags of a page, its texts, and what its scripts and styles hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.held: list[tuple[str, dict[str, str | None], str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        self._open = (tag, dict(attrs)) if tag in {"script", "style"} else None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.held.append((*self._open, data))
            self._open = None

    @property
    def scripts(self) -> list[str]:
        return [text for tag, attrs, text in self.held if tag == "script" and "type" not in attrs]

    @property
    def styles(self) -> list[str]:
        return [text for tag, _, text in self.held if tag == "style"]

    @property
    def data(self) -> dict[str, object]:
        (text,) = [text for _, attrs, text in self.held if attrs.get("id") == "data"]
        found: dict[str, object] = json.loads(text)
        return found


@pytest.fixture(scope="module")
def page() -> str:
    return page_of()


@pytest.fixture(scope="module")
def parsed(page: str) -> Page:
    return Page(page)


def test_nothing_leaves_the_page(page: str) -> None:
    assert external_references(page) == []
    assert not re.search(r"""(src|href|url\()\s*=?\s*["']?\s*(https?:)?//""", page)
    assert "cdn" not in page.lower()


def test_the_page_is_one_html_document_with_its_parts(parsed: Page, page: str) -> None:
    assert page.startswith("<!DOCTYPE html>")
    assert [parsed.tags.count(tag) for tag in ("html", "head", "body", "main", "h1")] == [1] * 5
    for words in (
        "© OpenStreetMap contributors, ODbL 1.0",
        "Natural Earth",
        "CIS Tariff Guide No. 4",
        "BSD-2-Clause",
        "United Nations view; indicative",
        "as of 1 June 2018",
        "No route: <bdi>not-built for the tests</bdi>",
        "not built",
    ):
        assert words in page


def test_ids_are_unique(parsed: Page) -> None:
    ids = [value for _, name, value in parsed.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_size_stays_within_the_budget(page: str) -> None:
    assert len(page.encode()) < TARGET_BYTES < MOST_BYTES


def test_the_policy_names_every_script_and_style_by_its_hash(parsed: Page) -> None:
    (policy,) = [v for t, n, v in parsed.attributes if t == "meta" and n == "content" and v][:1]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data: blob:"
    assert rules["script-src"].split() == [source_hash(text) for text in parsed.scripts]
    assert rules["style-src"].split() == [source_hash(text) for text in parsed.styles]
    assert len(parsed.scripts) == EARLY_LEAFLET_AND_OURS
    assert rules["require-trusted-types-for"] == "'script'"


def test_no_style_or_handler_stands_in_an_attribute(parsed: Page) -> None:
    assert not [a for a in parsed.attributes if a[1] == "style" or a[1].startswith("on")]


def test_equal_input_gives_equal_bytes_in_any_surroundings() -> None:
    code = (
        "import hashlib, locale; locale.setlocale(locale.LC_ALL, '');"
        "from tests.map_sight import page_of;"
        "print(hashlib.sha256(page_of().encode()).hexdigest())"
    )
    found = set()
    for seed, zone, language in (("0", "UTC", "C.UTF-8"), ("7", "Asia/Tashkent", "C")):
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": language, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, **surroundings},
            cwd=ASSETS.parent.parent,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_json_in_the_page_cannot_end_its_script() -> None:
    found = script_json({"<a>": "</script>&\u2028\u2029<!--"})
    assert not set("<>&\u2028\u2029") & set(found)
    assert json.loads(found) == {"<a>": "</script>&\u2028\u2029<!--"}


def test_assets_are_as_published() -> None:
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    assert {
        "leaflet.js", "leaflet-core.js", "leaflet.css", "LICENSE-leaflet", "basemap.json"
    } == set(manifest)  # fmt: skip
    for name, record in manifest.items():
        assert digest(ASSETS / name) == record["sha256"], name
        assert record["licence"]
        assert record["from"]


def test_shortened_scripts_are_those_of_their_sources() -> None:
    """``make data`` shortens them again."""
    records = json.loads((SHORT / "manifest.json").read_text(encoding="utf-8"))
    assert set(records) == set(SOURCES)
    assert {path.name for path in SHORT.iterdir()} == {*SOURCES, "manifest.json"}
    for name, record in records.items():
        script = (SHORT / name).read_text(encoding="utf-8")
        assert record == {"script": text_digest(script), "sources": text_digest(source(name))}, name


def test_every_script_is_shortened() -> None:
    own = {path.name for path in ASSETS.glob("*.js") if not path.name.startswith("leaflet")}
    assert own == {name for parts in SOURCES.values() for name in parts}


def test_a_foreign_layer_works_and_repeats() -> None:
    def drawn() -> str:
        own = render_map(comparison(), world())
        line = folium.PolyLine(  # type: ignore[no-untyped-call]  # folium
            [(57, 24), (37, 67)], tooltip="A line"
        )
        line.add_to(own)
        folium.CircleMarker((50, 50), popup="A point").add_to(own)
        return str(own.get_root().render())

    first = drawn()
    assert "L.polyline" in first
    assert "L.circleMarker" in first
    assert first == drawn()


def test_rendering_twice_changes_nothing() -> None:
    own = render_map(comparison(), world())
    assert own.get_root().render() == own.get_root().render()


def test_folium_itself_is_left_as_it_was() -> None:
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    render_map(comparison(), world()).get_root().render()
    assert (folium.Map.default_js, folium.Map.default_css) == before


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://example.org/a.js"></script>',
        '<link rel="stylesheet" href="//example.org/a.css">',
        "<style>body { background: url(https://example.org/a.png) }</style>",
        '<img srcset="a.png 2x">',
        '<p style="background: url(a.png)">x</p>',
        "<style>@import 'a.css';</style>",
    ],
)
def test_an_element_that_fetches_is_refused(element: str) -> None:
    own = render_map(comparison(), world())
    figure(own).html.add_child(Element(element))
    with pytest.raises(ExternalReferenceError, match="nothing outside"):
        own.get_root().render()


def figure(own: AtlasMap) -> AtlasFigure:
    root = own.get_root()
    assert isinstance(root, AtlasFigure)
    return root


def test_a_failed_save_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    file.write_text("old")
    own = render_map(comparison(), world())
    figure(own).html.add_child(Element('<img src="a.png">'))
    with pytest.raises(ExternalReferenceError):
        own.save(file)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_save_writes_the_page(tmp_path: Path, page: str) -> None:
    file = tmp_path / "map.html"
    render_map(comparison(), world(), past=past(comparison())).save(str(file))
    assert file.read_bytes() == page.encode()
    assert list(tmp_path.iterdir()) == [file]


def test_another_figure_is_refused() -> None:
    own = render_map(comparison(), world())
    figure = folium.Figure()
    figure.add_child(own)
    with pytest.raises(TypeError, match="page of its own"):
        figure.render()


def test_a_notebook_gets_the_page_in_a_frame() -> None:
    assert 'srcdoc="&lt;!DOCTYPE html&gt;' in render_map(comparison(), world())._repr_html_()


def test_a_map_without_any_route_is_still_a_map() -> None:
    full = comparison()
    page = map_html(full._replace(entries=full.entries[-1:]), world())
    assert "1 variant, as of" in page
    assert Page(page).data["chains"] == 0


def test_title_names_the_common_destination() -> None:
    full = comparison()
    page = map_html(full._replace(entries=full.entries[:3]), world())
    assert "<h1>Routes to Hairatan</h1>" in page


def test_an_unknown_source_stands_for_itself() -> None:
    ground = world()
    page = map_html(comparison(), World(ground.places, ground.checkpoints, {}))
    assert "own-notes" in page
