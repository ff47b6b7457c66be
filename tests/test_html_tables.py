"""Answers as HTML: one page that is valid, accessible, and safe whatever it is made of."""

from __future__ import annotations

import html
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest

from maps.selfcontained import external_references, source_hash
from ndnatlas.cli.characters import printable
from ndnatlas.cli.html_tables import STYLE, TITLE, as_html
from ndnatlas.cli.tables import Shown, Table
from tests.browser import Chromium
from tests.test_cli_golden import ndn

AS_OF = ("--as-of", "2018-06-01")
VOID = {"meta"}
HOSTILE = (
    "<script>alert(1)</script>",
    "</td></tr></table><script>alert(1)</script>",
    "</title><h1>x</h1>",
    "</style><style>*{display:none}",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt;&#x3c;&amp;",
    "<!--<script>",
    "]]>",
    "\u202e\u2066\x00\x1b[2J\ud800",
)


class Page(HTMLParser):
    """A page, parsed strictly: what is opened is closed, in order, and ids are unique."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []
        ids = [value for _, name, value in self.attributes if name == "id"]
        assert len(ids) == len(set(ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self._open[-1], data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def of(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


CALLS: tuple[tuple[str, ...], ...] = (
    ("compare", *AS_OF),
    ("compare", "south-aktau", "south-kuryk", *AS_OF, "--diff"),
    ("compare", "south-kuryk", "--as-of", "2010-06-01", "--columns", "variant,pareto"),
    ("variants", *AS_OF),
    ("show", "north", *AS_OF),
    ("show", "south-kuryk", "--as-of", "2010-06-01"),
    ("route", "Poti", "Batumi", *AS_OF),
    ("places", "Актау"),
    ("geocode", "Aktau-Port"),
    ("check",),
    ("audit", "--kind", "road"),
)


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_every_command_writes_a_page(call: tuple[str, ...]) -> None:
    answer = ndn(*call, "--format", "html")
    assert answer.code in (0, 1)
    page = Page(answer.out)
    assert answer.out.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert [page.tags.count(tag) for tag in ("html", "head", "title", "body", "main", "h1")] == [
        1, 1, 1, 1, 1, 1,
    ]  # fmt: skip
    assert page.tags.count("caption") == page.tags.count("table")
    assert page.tags.count("thead") == page.tags.count("tbody") == page.tags.count("table")
    scopes = [value for tag, name, value in page.attributes if (tag, name) == ("th", "scope")]
    assert len(scopes) == page.tags.count("th")
    assert set(scopes) <= {"col", "row"}
    assert external_references(answer.out) == []
    assert "script" not in page.tags
    # Whoever is labelled by a heading is labelled by one that is there.
    ids = {value for _, name, value in page.attributes if name == "id"}
    assert {v for _, name, v in page.attributes if name == "aria-labelledby"} <= ids


def test_the_page_holds_what_the_table_holds() -> None:
    page = Page(ndn("compare", *AS_OF, "--format", "html").out)
    lines = ndn("compare", *AS_OF, "--format", "md").out.splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    assert page.of("h1") == page.of("title") == [lines[0].strip("*")]
    heads = page.of("th")[: len(rows[0])]
    assert heads == rows[0]
    assert page.of("th")[len(heads) :] == [row[0].strip() for row in rows[2:]]
    assert page.of("td") == [cell.strip() for row in rows[2:] for cell in row[1:] if cell.strip()]
    assert "● open" in page.of("td") or "? unknown" in page.of("td")


def test_numbers_stand_right_and_texts_left() -> None:
    table = Table(("a", "b"), (("x", 1.5), ("y", Shown("z", "Z"))), "T")
    out = as_html([table])
    assert '<th scope="col">a</th><th scope="col" class="number">b</th>' in out
    assert '<th scope="row">x</th><td class="number">1.5</td>' in out


def test_the_policy_allows_the_style_and_nothing_else() -> None:
    out = as_html([Table(("a",), (("x",),), "T")])
    (policy,) = [
        value
        for tag, name, value in Page(out).attributes
        if tag == "meta" and name == "content" and value and "default-src" in value
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules == {
        "default-src": "'none'",
        "style-src": source_hash(STYLE),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert not [a for a in Page(out).attributes if a[1] == "style" or a[1].startswith("on")]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_stays_text(text: str) -> None:
    def made(word: str) -> str:
        rows = ((word, 1.0), (Shown("value", word), None))
        table = Table((word, "km"), rows, f"{word}\n{word}", (word,))
        return as_html([table, table._replace(rows=())])

    hostile, harmless = Page(made(text)), Page(made("harmless"))
    assert hostile.tags == harmless.tags
    assert hostile.attributes == harmless.attributes
    clean = printable(text)
    assert made(text).count(html.escape(clean)) == made("harmless").count("harmless")
    assert hostile.of("title") == [clean]
    assert not set(made(text)) & set("\x00\x1b\u202e\u2066\ud800")


def test_hostile_names_of_variants(tmp_path: Path) -> None:
    name = HOSTILE[1]
    own = tmp_path / "own.toml"
    own.write_text(
        f'id = "own"\nname = {json.dumps(name)}\nsummary = {json.dumps(HOSTILE[2])}\n'
        'stops = ["poti", "batumi"]\n',
        encoding="utf-8",
    )
    for call in (
        ("compare", own, "north", "--columns", "variant,name"),
        ("compare", own, "btk", "--diff"),
        ("show", own),
    ):
        out = ndn(*call, *AS_OF, "--format", "html").out
        assert "script" not in Page(out).tags
        assert html.escape(name) in out


def test_an_answer_without_a_title_or_rows_is_a_page_still() -> None:
    assert Page(as_html([Table(("a",), (("x",),))])).of("h1") == [TITLE]
    empty = Page(as_html([Table(("a",), (), "Nothing", ("a note",))]))
    assert "table" not in empty.tags
    assert empty.of("p") == ["a note"]


@pytest.mark.parametrize("ending", [".html", ".htm", ".HTML"])
def test_the_ending_names_the_format(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"answer{ending}"
    answer = ndn("compare", "north", *AS_OF, "-o", path)
    assert (answer.code, answer.err) == (0, f"wrote {path}\n")
    assert path.read_text("utf-8") == ndn("compare", "north", *AS_OF, "--format", "html").out


def test_the_map_is_still_a_map(tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    assert ndn("map", "btk", *AS_OF, "-o", path).code == 0
    assert "leaflet" in path.read_text("utf-8")


# In what a browser has read: the elements in order, and what it had to say.
ELEMENTS = "() => [...document.querySelectorAll('*')].map(e => e.localName)"
OVERFLOWS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def contrast(chromium: Chromium, path: Path, scheme: str) -> float:
    visit = chromium.open(path, scheme=scheme)  # type: ignore[arg-type]  # light or dark
    ink, paper = visit.page.evaluate(
        "() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor] }"
    )

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in colour.strip("rgb()").split(",")]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    light, dark = sorted((luminance(ink), luminance(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("width", [390, 1400])
def test_a_browser_reads_it_as_it_is_written(
    width: int, tmp_path: Path, chromium: Chromium
) -> None:
    path = tmp_path / "answer.html"
    table = Table(tuple("abcdefghijkl"), [(*HOSTILE[:9], 1, 2.5, None)] * 3, HOSTILE[0], HOSTILE)
    path.write_text(as_html([table, table]), encoding="utf-8")
    visit = chromium.open(path, width=width)
    # No element is moved, added or dropped by the rules for broken pages.
    assert visit.page.evaluate(ELEMENTS) == Page(path.read_text("utf-8")).tags
    assert visit.page.evaluate("() => document.compatMode") == "CSS1Compat"
    assert visit.page.evaluate(OVERFLOWS) is False
    assert (visit.console, visit.errors, visit.outside_requests) == ([], [], [])


def test_both_themes_can_be_read(tmp_path: Path, chromium: Chromium) -> None:
    path = tmp_path / "answer.html"
    assert ndn("compare", "south-aktau", "south-kuryk", *AS_OF, "--diff", "-o", path).code == 0
    # WCAG 2.2, success criterion 1.4.6.
    assert contrast(chromium, path, "light") >= 7
    assert contrast(chromium, path, "dark") >= 7
