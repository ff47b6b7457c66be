"""What is drawn in Russian, site, strips, charts and the map of closures: whole and not cut."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

import pytest

from geodata import Atlas, load_atlas
from maps.charts import KINDS, render
from maps.charts.canvas import POINTS_PER_IN, SMALL, WIDTH_IN, fitted, width_pt
from maps.charts.kilometres import kilometres_chart
from maps.charts.timeline import timeline_chart
from maps.picture.svg import picture_svg
from maps.picture.theme import variable
from maps.site import site
from maps.site_charts import Charts
from maps.site_folder import write_site
from maps.strip import strip
from maps.wording import LANGUAGES, language
from routes.engine import Engine
from routes.law.law import Law
from routes.law.timeline import Period, timeline
from routes.model import Comparison
from routes.retelling import in_language, periods_in
from routes.variants import load_variants
from tests.browser import Chromium
from tests.picture_fixture import compared
from tests.test_charts import estimated
from tests.test_cli_golden import AS_OF, ndn
from tests.test_cli_russian import words_left
from tests.test_site import periods

NAMES = ("north", "south-aktau", "kkt", "ulyanovsk", "btk")
SEEN = ("alt", "aria-label", "title", "data-label", "content")
# Names that are the same in Russian, and the units of maps and containers.
SAME = (
    "OpenStreetMap contributors", "Natural Earth", "ODbL", "NDN Atlas", "1:10m", "BSD-2-Clause",
    "Leaflet", "CIS Tariff Guide No. 4", "Volodymyr Agafonkin", "GeoJSON",
)  # fmt: skip
TECHNICAL = re.compile(r"default-src .*|width=device-width.*|no-referrer")
Told = tuple[Comparison, Atlas, dict[str, tuple[Period, ...]]]


def told(atlas: Atlas, engine: Engine) -> Told:
    """Some variants with their periods, in Russian."""
    found = compared(atlas, *NAMES)
    own, ground = in_language(found, atlas, "ru")
    past = periods(atlas, found, engine)
    return own, ground, {ident: periods_in(one, ground) for ident, one in past.items()}


@pytest.fixture(scope="module")
def files(atlas: Atlas, engine: Engine) -> dict[str, bytes]:
    own, ground, past = told(atlas, engine)
    return site(own, ground, past, charts=Charts(own, estimated(own), past, "ru"))


class Words(HTMLParser):
    """What a page shows, and what it says to those who do not see it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the parser's own signature
        self.texts += [str(value) for name, value in attrs if name in SEEN]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shown(page: str) -> Iterator[str]:
    """The texts of a page, without its style and script and the publications that it cites."""
    bare = re.sub(r"<(script|style)\b.*?</\1>|<ul class=\"sources\">.*?</ul>", "", page, flags=re.S)
    for text in Words(bare).texts:
        if not TECHNICAL.fullmatch(text):
            yield text


def drawn_in(svg: str) -> Iterator[str]:
    """The texts of a chart, which matplotlib leaves as remarks beside their outlines."""
    yield from (text.strip() for text in re.findall(r"<!-- (.*?) -->", svg, re.S))
    yield from re.findall(r"<dc:(?:title|description)>([^<]+)<", svg)


def english(texts: Iterable[str]) -> set[str]:
    found = words_left("\n".join(texts), SAME)
    # Codes of gauges, letters of variants, and what Roman numbers are told apart by.
    return {word for word in found if len(word) > 1}


def test_no_english_word_is_left_on_a_site(files: Mapping[str, bytes]) -> None:
    charts = 0
    for path, data in files.items():
        page = data.decode()
        assert '<html lang="ru"' in page, path
        if path.startswith("maps/") or path == "map.html":
            # Pages of their own, with a test of their own.
            continue
        assert english(shown(page)) == set(), path
        for picture in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', page):
            charts += 1
            assert english(drawn_in(base64.b64decode(picture).decode())) == set(), path
    assert charts == 4 + 3 * len(NAMES)


def test_a_site_in_russian_says_what_the_english_one_says(files: Mapping[str, bytes]) -> None:
    page = files["variants/kkt.html"].decode()
    for text in (
        "на 1 июня 2018; обычные грузы в Афганистан", "5\u00a0996,2 км", "Россия, 37,9\u00a0%",
        "98 % по тарифу", "<th scope=\"row\" data-label=\"Блок\">ОДКБ</th>",
        "Состояния: обычные грузы в Афганистан", "с 11 января 2014 до 31 марта 2014",
        "Линейная схема: Казахстан – Кыргызстан – Таджикистан, 5\u00a0996 км в масштабе",
        "закрыт с 11 января 2014", "alt=\"Километры по странам и видам транспорта. ",
    ):  # fmt: skip
        assert text in page
    first = files["index.html"].decode()
    assert "Сравнение грузовых маршрутов" in first
    assert 'alt="Состояния во времени. ' in first


def test_no_name_is_cut_on_a_strip() -> None:
    found, ground = everything()
    for entry in found.entries:
        svg = picture_svg(strip(entry, ground), variable, file=False)
        assert "…" not in svg, entry.variant.id
    assert "…" not in picture_svg(strip(found.entries[-1], ground), variable, file=False)


@cache
def everything() -> tuple[Comparison, Atlas]:
    atlas = load_atlas()
    return in_language(compared(atlas, *load_variants(atlas)), atlas, "ru")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("on", ["2018-06-01", "2010-06-01"])
def test_no_english_word_is_left_on_a_chart(kind: str, on: str, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    call = ("chart", kind, *NAMES, "--as-of", on, "--lang", "ru", "-q", "-o", file)
    assert ndn(*call).code == 0
    texts = list(drawn_in(file.read_text(encoding="utf-8")))
    assert len(texts) > 10
    assert english(texts) == set()
    assert not [text for text in texts if "…" in text]
    assert not [
        text for text in texts if re.search(r"\d[.,]\d{3}|\d\.\d", text) and "©" not in text
    ]


def test_a_chart_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NDN_LANG", "ru")
    file = tmp_path / "chart.svg"
    call = ("chart", "timeline", "south-kuryk", "--cargo", "special", "-q", "-o", file)
    assert ndn(*call, "--as-of", "2030-01-01").code == 0
    text = file.read_text(encoding="utf-8")
    assert "Состояния: специальный груз в Афганистан, по 1 января 2030, по последним" in text


@pytest.mark.parametrize(
    ("since", "months"),
    [("2018-05-20", "июнь"), ("2018-01-01", "апр."), ("2017-01-15", "март")],
)
def test_months_of_a_short_timeline_are_russian(
    since: str, months: str, atlas: Atlas, engine: Engine
) -> None:
    variant = load_variants(atlas)["south-kuryk"].told("ru")
    past = periods_in(timeline(variant, engine, Law(atlas)), everything()[1])
    chart = timeline_chart(
        [(variant, past)], date.fromisoformat(since), date(2018, 6, 1), "заголовок", "о чём",
        language("ru"),
    )  # fmt: skip
    texts = list(drawn_in(render(chart, ".svg").decode()))
    assert any(months in text for text in texts)
    assert english(texts) == set()


def test_legends_and_feet_have_room() -> None:
    found, _ = everything()
    for words in LANGUAGES.values():
        chart = kilometres_chart(found, "t", words.say("chart_of_curve", day="x"), words)
        foot = fitted(f"{chart.subtitle}. {words.say('chart_rights')}" * 2, 170, SMALL - 1)
        room = WIDTH_IN * POINTS_PER_IN
        assert all(width_pt(line, SMALL - 1) < room for line in foot.splitlines())


CLOSURES = (
    "whatif",
    "--each",
    "country",
    "--each",
    "bloc",
    "--each",
    "mode",
    "--top",
    "12",
    *AS_OF,
)


def test_no_english_word_is_left_on_the_map_of_closures(tmp_path: Path) -> None:
    file = tmp_path / "closures.html"
    estimates = ("--with", "time,cost", "--samples", "100")
    assert ndn(*CLOSURES, *estimates, "--lang", "ru", "--map", file, "-q").code == 0
    page = file.read_text(encoding="utf-8")
    assert '<html lang="ru"' in page
    section = re.search(r'<section class="chokepoints">.*?</section>', page, re.S)
    assert section
    assert english(shown(section[0])) == set()
    spots = re.findall(r'<g class="spot .*?</g>', page, re.S)
    assert len(spots) >= 3
    assert english(shown("".join(spots))) == set()
    assert english(re.findall(r"<(?:title|h1|h2)\b[^>]*>([^<]+)<", page)) == set()
    found = re.search(r'<script[^>]*id="data"[^>]*>(.*?)</script>', page, re.S)
    assert found
    sheets = [closure["sheet"] for closure in json.loads(found[1])["closures"]]
    rows = [text for sheet in sheets for text in (sheet["name"], *chain(*sheet["rows"]))]
    assert english(rows) == set()
    assert {"Место", "Потеряно", "В обход", "Добавит", "Добавит суток"} <= set(rows)
    assert "Узкие места на 1 июня 2018" in page


@pytest.mark.parametrize("wide", [390, 1400])
def test_a_browser_cuts_nothing_off(
    wide: int, files: Mapping[str, bytes], tmp_path: Path, chromium: Chromium
) -> None:
    write_site(tmp_path / "site", files)
    for name in ("index", "variants/kkt", "variants/south-aktau"):
        visit = chromium.open(tmp_path / "site" / f"{name}.html", width=wide)
        assert (visit.console, visit.errors, visit.outside_requests) == ([], [], [])
        page = visit.page
        assert page.evaluate("document.documentElement.scrollWidth") <= wide
        over = page.evaluate(
            "[...document.querySelectorAll('th, td, dd, dt, h1, h2, p, caption, .pill, li')]"
            ".filter((e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)"
            ".map((e) => e.textContent)"
        )
        assert over == []


@pytest.mark.parametrize("command", ["site", "chart"])
def test_an_unknown_language_is_one_line(command: str) -> None:
    kind = ("kilometres",) if command == "chart" else ()
    answer = ndn(command, *kind, "--lang", "de")
    assert (answer.code, answer.out) == (2, "")
    assert "'de' is not one of 'en', 'ru'" in answer.err


def test_the_command_writes_a_site_in_russian(tmp_path: Path) -> None:
    answer = ndn("site", "btk", "--lang", "ru", "-o", tmp_path / "site.v2", *AS_OF, "-q")
    assert answer.code == 0, answer.err
    page = (tmp_path / "site.v2" / "index.html").read_text(encoding="utf-8")
    assert "Баку – Тбилиси – Карс" in page
    assert english(shown(page)) == set()
    for name in ("map.html", "maps/btk.html"):
        assert '<html lang="ru"' in (tmp_path / "site.v2" / name).read_text(encoding="utf-8")
