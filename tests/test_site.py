"""The static site: linked, self-contained, escaped, and written without leaving anything stale."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from geodata import Atlas
from geodata.errors import OutputError
from geodata.law import Cargo, Direction
from maps.picture.display import Panel
from maps.selfcontained import external_references, source_hash
from maps.site import page_names, site
from maps.site_folder import MARKER, write_site
from maps.site_timeline import timeline_bar
from routes.engine import Engine
from routes.law.law import Law
from routes.law.timeline import Period, timeline
from routes.model import Comparison
from tests.browser import Chromium
from tests.picture_fixture import AS_OF, HOSTILE, compared, hostile
from tests.test_cli_golden import ndn

VOID = {"meta", "link", "br", "hr", "img", "input"}
NAMES = ("north", "south-kuryk", "kkt")


class Document(HTMLParser):
    """A page read strictly: every element closed in its order, attributes once, ids once."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        assert not [name for name in names if name.startswith("on") or name == "style"]
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def periods(atlas: Atlas, comparison: Comparison, engine: Engine) -> dict[str, tuple[Period, ...]]:
    law = Law(atlas, Cargo.COMMERCIAL, Direction.TO)
    return {e.variant.id: timeline(e.variant, engine, law) for e in comparison.entries}


@pytest.fixture(scope="module")
def files(atlas: Atlas, engine: Engine) -> dict[str, bytes]:
    found = compared(atlas, *NAMES)
    return site(found, atlas, periods(atlas, found, engine), title="Three <ways>")


def pages(files: dict[str, bytes]) -> dict[str, str]:
    """The site's own pages, without the live maps."""
    own = ("index.html", "variants/")
    return {path: data.decode("utf-8") for path, data in files.items() if path.startswith(own)}


def test_there_is_a_page_and_a_map_for_every_variant(files: dict[str, bytes]) -> None:
    expected = {"index.html", "map.html"}
    expected |= {f"{kind}/{name}.html" for kind in ("variants", "maps") for name in NAMES}
    assert set(files) == expected


def test_pages_are_well_formed_and_linked(files: dict[str, bytes]) -> None:
    for path, text in pages(files).items():
        document = Document(text)
        assert len(document.ids) == len(set(document.ids))
        assert document.tags.count("h1") == 1
        assert "script" not in document.tags
        for named in re.findall(r'aria-labelledby="([^"]+)"', text):
            assert set(named.split()) <= set(document.ids)
        for target in re.findall(r"url\(#([^)]+)\)", text):
            assert target in document.ids
        for link in document.links:
            assert not re.match(r"[a-z]+:|/", link), link
            there = (Path("/") / path).parent / unquote(link)
            assert str(there.resolve().relative_to("/")) in files, (path, link)
    index = Document(pages(files)["index.html"])
    assert {f"variants/{name}.html" for name in NAMES} | {"map.html"} == set(index.links)


def test_pages_ask_for_nothing_and_allow_nothing(files: dict[str, bytes]) -> None:
    for text in pages(files).values():
        assert external_references(text) == []
        (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
        assert policy == (
            f"default-src &#39;none&#39;; style-src {source_hash(style)}; base-uri &#39;none&#39;; "
            "form-action &#39;none&#39;"
        ).replace("&#39;", "'")


def test_the_pages_say_what_the_data_says(files: dict[str, bytes], atlas: Atlas) -> None:
    own = pages(files)
    index = " ".join(Document(own["index.html"]).texts)
    assert "Three <ways>" in index
    for name, entry in zip(NAMES, compared(atlas, *NAMES).entries, strict=True):
        assert entry.route
        assert entry.variant.name in index
        assert f"{entry.route.distance_km:,.1f}" in index
        text = " ".join(Document(own[f"variants/{name}.html"]).texts)
        for crossing in entry.route.crossings:
            assert (crossing.name or "frontier").split(" / ")[0] in text
            for side in crossing.sides:
                assert (side.station or "") in text
        assert all(f"{km:,.1f}" in text for km in entry.route.country_km.values())
        assert all(bloc in text for bloc in (entry.bloc_km or {}))
        assert all(source in text for source in entry.variant.sources)


Calm = tuple[dict[str, tuple[Period, ...]], dict[str, str]]


@pytest.fixture(scope="module")
def calm(atlas: Atlas, engine: Engine) -> Calm:
    """The periods and the pages of one variant, before anybody writes hostile text into it."""
    found = compared(atlas, "south-kuryk")
    past = periods(atlas, found, engine)
    return past, pages(site(found, atlas, past))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, atlas: Atlas, calm: Calm) -> None:
    past, expected = calm
    found, ground = hostile(atlas, text)
    wild = {
        id_: tuple(p._replace(status=p.status._replace(reason=text)) for p in own)
        for id_, own in past.items()
    }
    for path, page in pages(site(found, ground, wild, title=text)).items():
        html = [tag for tag in Document(page).tags if tag in ("script", "table", "h1", "section")]
        calmly = [tag for tag in Document(expected[path]).tags if tag in html]
        assert html == calmly


def test_ids_that_differ_in_capitals_get_files_of_their_own(atlas: Atlas) -> None:
    found = compared(atlas, "north")
    (entry,) = found.entries
    twice = (entry, entry._replace(variant=entry.variant._replace(id="North")))
    names = page_names(found._replace(entries=twice))
    assert len({name.lower() for name in names}) == 2


def test_a_bar_covers_the_years(atlas: Atlas, engine: Engine) -> None:
    past = periods(atlas, compared(atlas, "north"), engine)["north"]
    bar = timeline_bar(past, AS_OF, "States")
    boxes = [item.box for item in bar.items if isinstance(item, Panel) and item.group == "period"]
    assert boxes[0][0] == pytest.approx(6)
    assert boxes[-1][2] == pytest.approx(354)
    assert timeline_bar((), AS_OF, "None").items


def listed(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_nothing_stale_is_kept_and_nothing_foreign_touched(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "site"
    write_site(folder, {"index.html": b"1", "variants/old.html": b"old"})
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    write_site(folder, {"index.html": b"2"})
    assert listed(folder) == {"index.html", "notes.txt", MARKER}
    assert not (folder / "variants").exists()
    assert (folder / "index.html").read_bytes() == b"2"
    assert set(json.loads((folder / MARKER).read_text(encoding="utf-8"))["files"]) == {"index.html"}


def test_another_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    with pytest.raises(OutputError, match="not empty and holds no earlier site"):
        write_site(tmp_path, {"index.html": b"1"})
    assert listed(tmp_path) == {"thesis.tex"}


@pytest.mark.parametrize(
    "marker",
    [
        "",
        "[]",
        '{"made_by": "ndn site"}',
        '{"made_by": "ndn site", "files": ["index.html"]}',
        '{"made_by": "ndn site", "files": {"../thesis.tex": ""}}',
        '{"made_by": "ndn site", "files": {"/etc/passwd": ""}}',
        '{"made_by": "ndn site", "files": {"a/../../thesis.tex": ""}}',
        '{"made_by": "someone", "files": {}}',
    ],
)
def test_a_marker_that_was_changed_is_not_believed(marker: str, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work", encoding="utf-8")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / MARKER).write_text(marker, encoding="utf-8")
    with pytest.raises(OutputError, match="not as a site leaves it"):
        write_site(folder, {"index.html": b"1"})
    assert listed(tmp_path) == {"thesis.tex", f"site/{MARKER}"}


def test_links_lead_nothing_out_of_the_folder(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    (outside / "old.html").write_text("mine", encoding="utf-8")
    write_site(folder, {"index.html": b"1", "variants/old.html": b"old"})
    (folder / "variants" / "old.html").unlink()
    (folder / "variants").rmdir()
    (folder / "variants").symlink_to(outside)
    with pytest.raises(OutputError, match="leads out of"):
        write_site(folder, {"index.html": b"2"})
    (folder / "variants").unlink()
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(outside / "old.html")
    write_site(folder, {"index.html": b"3"})
    assert (outside / "old.html").read_text(encoding="utf-8") == "mine"
    assert (folder / "index.html").read_bytes() == b"3"


def call(*arguments: str | Path) -> Sequence[object]:
    return ndn("site", *arguments, "--as-of", "2018-06-01")


def test_the_command_writes_a_site_twice_alike(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    code, out, err = call("south-kuryk", "-o", folder)
    assert (code, out) == (0, "")
    assert str(err).startswith(f"wrote {folder}/index.html (4 pages, ")
    first = {path: (folder / path).read_bytes() for path in listed(folder)}
    assert call("south-kuryk", "-o", folder, "-q") == (0, "", "")
    assert {path: (folder / path).read_bytes() for path in listed(folder)} == first


def test_mistakes_are_named(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for arguments, said in (
        (("-o", tmp_path), "not empty and holds no earlier site"),
        (("--format", "json", "-o", tmp_path / "new"), "a site is written as HTML"),
        (("nort", "-o", tmp_path / "new"), "did you mean 'north'?"),
        (("-o", tmp_path / "mine.txt"), "is a file"),
    ):
        code, _, err = call(*arguments)
        assert code == 2
        assert said in str(err)
        assert str(err).count("\n") == 1
    assert listed(tmp_path) == {"mine.txt"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide", [390, 1400])
def test_a_browser_shows_every_page_without_a_word(
    wide: int, scheme: str, files: dict[str, bytes], tmp_path: Path, chromium: Chromium
) -> None:
    write_site(tmp_path / "site", files)
    for path in pages(files):
        visit = chromium.open(
            tmp_path / "site" / path, width=wide, touch=wide < 500, scheme=scheme  # type: ignore[arg-type]  # a literal
        )  # fmt: skip
        assert (visit.console, visit.errors, visit.outside_requests) == ([], [], [])
        page = visit.page
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        # Colours of drawings come from the style sheet: land is no longer black.
        land = page.evaluate(
            "getComputedStyle(document.querySelector('.plate g.ground.land path')).fill"
        )
        assert land == {"light": "rgb(244, 242, 236)", "dark": "rgb(39, 45, 52)"}[scheme]
        seen = [svg for svg in page.query_selector_all(".plate svg") if svg.is_visible()]
        assert len(seen) == 1
        box = seen[0].bounding_box()
        assert box
        assert box["height"] >= 300
    page.click("nav a")
    page.wait_for_url("**/index.html")
