"""How the map words what it shows: letters, shares, short names, estimates, long reasons."""

from __future__ import annotations

import re
from datetime import date

import pytest

from geodata.errors import OptionError
from maps import map_html
from maps.panel import LONG_REASON, folded
from maps.style import letter
from maps.text import shares, short_name
from maps.wording import LANGUAGES, language
from routes.model import Status
from tests.map_fixture import comparison, world

LONG = "no way from Aqina to Andkhoy by rail or ferry: " + "missing, and again missing; " * 5


def test_letters_run_on_after_z() -> None:
    assert [letter(i) for i in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_shares_leave_out_what_rounds_to_nothing() -> None:
    assert shares([("tariff", 999.0), ("measured", 1.0)], 1000.0) == "100 % tariff"
    assert shares([], 0.0) == ""


def test_an_estimated_position_is_marked() -> None:
    page = map_html(comparison(), world())
    assert page.count('class="stop estimated"') == 1
    assert "Estimated position" in page
    known = comparison()
    only = map_html(known._replace(entries=known.entries[:1]), world())
    assert "Estimated position" not in only


def test_labels_go_without_brackets() -> None:
    assert (
        short_name("Oazis / Karakalpakstan (Beineu / Karakalpakstan)") == "Oazis / Karakalpakstan"
    )
    assert short_name("(Turksib)") == "(Turksib)"
    assert short_name("Alat") == "Alat"


def test_a_long_reason_is_folded_and_whole() -> None:
    start, rest = folded(LONG)
    assert f"{start} {rest}" == LONG
    assert len(start) < LONG_REASON
    assert folded("short") == ("short", "")
    full = comparison()
    gone = full.entries[-1]._replace(status=Status("not-built", LONG.strip()))
    page = map_html(full._replace(entries=(*full.entries[:-1], gone)), world())
    assert f"<details><summary>No route: <bdi>{start}</bdi></summary><bdi>" in page


HOLES = re.compile(r"\{\w+\}")


def test_every_phrase_is_there_in_every_language_with_the_same_holes() -> None:
    english = language("en")
    for own in LANGUAGES.values():
        assert set(own.phrases) == set(english.phrases)
        assert set(own.live) == set(english.live)
        assert not set(own.phrases) & set(own.live)
        for key, phrase in {**own.phrases, **own.live}.items():
            forms = (phrase,) if isinstance(phrase, str) else phrase
            first = english.phrases.get(key) or english.live[key]
            known = first if isinstance(first, str) else first[0]
            assert isinstance(phrase, str) == isinstance(first, str), key
            assert len(forms) in (1, 2 if own.code == "en" else 3), key
            assert all(set(HOLES.findall(f)) == set(HOLES.findall(known)) for f in forms), key
        assert len(own.months) == 12
        assert set(own.countries) == set(english.countries)
        assert set(own.seas) == set(english.seas)


@pytest.mark.parametrize(
    ("n", "english", "russian"),
    [
        (1, "1 variant", "1 вариант"),
        (2, "2 variants", "2 варианта"),
        (5, "5 variants", "5 вариантов"),
        (11, "11 variants", "11 вариантов"),
        (21, "21 variants", "21 вариант"),
        (22, "22 variants", "22 варианта"),
        (112, "112 variants", "112 вариантов"),
    ],
)
def test_numbers_take_the_right_form(n: int, english: str, russian: str) -> None:
    for code, expected in (("en", english), ("ru", russian)):
        words = language(code).say("subtitle", n, date="x")
        assert words.startswith(expected)


def test_a_value_is_never_read_as_a_phrase() -> None:
    assert language("en").say("routes_to", place="{n} {place}") == "Routes to {n} {place}"


def test_days_and_numbers_are_written_as_the_language_does() -> None:
    day = date(2018, 6, 1)
    assert language("en").day(day) == "1 June 2018"
    assert language("ru").day(day) == "1 июня 2018"
    assert language("en").number(5103.6) == "5,104"
    assert language("ru").number(5103.6) == "5\u00a0104"


def test_an_unknown_language_names_the_nearest() -> None:
    with pytest.raises(OptionError, match=r"no words for the language 'eng'; did you mean 'en'\?"):
        map_html(comparison(), world(), lang="eng")


def test_an_unknown_theme_names_the_nearest() -> None:
    with pytest.raises(OptionError, match=r"no theme is called 'drak'; did you mean 'dark'\?"):
        map_html(comparison(), world(), theme="drak")
    assert '<html lang="en" data-theme="dark">' in map_html(comparison(), world(), theme="dark")
    assert '<html lang="en">' in map_html(comparison(), world())


def test_a_russian_page_has_no_english_words_of_its_own() -> None:
    page = map_html(comparison(), world(), lang="ru")
    assert '<html lang="ru">' in page
    body = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    texts = set(re.findall(r">([^<>]*[A-Za-z]{3}[^<>]*)<", body))
    data = {place.name for place in world().places.values()}
    data |= {entry.variant.name for entry in comparison().entries}
    data |= {entry.status.reason for entry in comparison().entries}
    names = (
        "OpenStreetMap", "Natural Earth", "CIS Tariff", "Leaflet", "GeoJSON", "CSV", "notes",
        "WGS 84", "atlas",
    )  # fmt: skip
    left = {t for t in texts if t.strip() not in data and not any(n in t for n in names)}
    left = {t for t in left if " / " not in t and not re.fullmatch(r"[A-Z\[\] -]+", t)}
    assert left == set()
    assert "4 из 5 вариантов" in page
