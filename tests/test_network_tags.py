"""What tags mean, and that none of them does harm."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Mode
from geodata.network.model import ALWAYS, NEVER, State, as_date, as_day
from geodata.network.stop_tags import stop_codes, stop_kind, stop_names
from geodata.network.tags import (
    LONGEST_TEXT,
    clean_text,
    interpret,
    parse_day,
    parse_gauges,
    parse_speed,
    way_name,
)


@pytest.mark.parametrize(
    ("text", "gauges"),
    [
        ("1520", (1520,)),
        ("1520;1435", (1435, 1520)),
        ("1435 ; 1520", (1435, 1520)),
        ("1520 mm", (1520,)),
        ("1520.0", (1520,)),
        ("600/1520", (600, 1520)),
        ("standard", ()),
        ("99999999", ()),
        ("9999", ()),
        ("-1520", ()),
        ("", ()),
        (";;;", ()),
        ("1520;" * 1000, (1520,)),
        ("১৫২০", ()),
    ],
)
def test_gauges(text: str, gauges: tuple[int, ...]) -> None:
    assert parse_gauges(text) == gauges


@pytest.mark.parametrize(
    ("text", "kmh"),
    [("80", 80), ("80 km/h", 80), ("50 mph", 80.5), ("RU:urban", 0), ("1e999", 0), ("999", 0)],
)
def test_speeds(text: str, kmh: float) -> None:
    assert parse_speed(text) == kmh


@pytest.mark.parametrize(
    ("text", "end", "expected"),
    [
        ("2016", False, date(2016, 1, 1)),
        ("2016-12", False, date(2016, 12, 1)),
        ("2016-12-31", False, date(2016, 12, 31)),
        ("2016", True, date(2017, 1, 1)),
        ("2016-12", True, date(2017, 1, 1)),
        ("2016-02", True, date(2016, 3, 1)),
        ("2016-12-31", True, date(2017, 1, 1)),
    ],
)
def test_days(text: str, end: bool, expected: date) -> None:
    assert parse_day(text, end=end) == as_day(expected)


@pytest.mark.parametrize("text", ["", "~1890", "C19", "1890s", "2016-13", "9999", "0000", "ab"])
def test_what_is_no_day(text: str) -> None:
    assert parse_day(text, end=True) is None


def test_a_day_is_a_date_again() -> None:
    assert as_date(as_day(date(1869, 5, 10))) == date(1869, 5, 10)
    assert as_date(ALWAYS) is None
    assert as_date(NEVER) is None


@pytest.mark.parametrize(
    ("tags", "state"),
    [
        ({"railway": "rail"}, State.IN_USE),
        ({"railway": "narrow_gauge"}, State.IN_USE),
        ({"railway": "construction", "construction": "rail"}, State.CONSTRUCTION),
        ({"railway": "construction"}, State.CONSTRUCTION),
        ({"railway": "proposed", "proposed:railway": "rail"}, State.PROPOSED),
        ({"railway": "disused"}, State.DISUSED),
        ({"disused:railway": "rail"}, State.DISUSED),
        ({"railway": "rail", "disused": "yes"}, State.DISUSED),
        ({"railway": "abandoned", "abandoned": "rail"}, State.ABANDONED),
    ],
)
def test_the_state_of_a_railway(tags: dict[str, str], state: State) -> None:
    facts = interpret(tags)
    assert facts is not None
    assert (facts.mode, facts.state) == (Mode.RAIL, state)


@pytest.mark.parametrize(
    "tags",
    [
        {},
        {"railway": "tram"},
        {"railway": "platform"},
        {"railway": "razed"},
        {"railway": "construction", "construction": "tram"},
        {"highway": "footway"},
        {"highway": "residential"},
        {"route": "hiking"},
        {"waterway": "river"},
    ],
)
def test_what_carries_no_freight(tags: dict[str, str]) -> None:
    assert interpret(tags) is None


def test_a_road_and_a_ferry() -> None:
    road = interpret({"highway": "trunk_link", "oneway": "-1", "gauge": "1520"})
    assert road is not None
    assert (road.mode, road.kind, road.oneway, road.gauges_mm) == (
        Mode.ROAD, "trunk_link", -1, (),
    )  # fmt: skip
    ferry = interpret({"route": "ferry"})
    assert ferry is not None
    assert ferry.mode is Mode.FERRY


def test_a_railway_runs_both_ways() -> None:
    facts = interpret({"railway": "rail", "oneway": "yes"})
    assert facts is not None
    assert facts.oneway == 0


def test_a_line_that_closed_before_it_opened_has_no_dates() -> None:
    facts = interpret({"railway": "rail", "start_date": "2016", "end_date": "1990"})
    assert facts is not None
    assert (facts.opened, facts.closed) == (ALWAYS, NEVER)


def test_electrification() -> None:
    tags = {"railway": "rail", "voltage": "25000;3000", "frequency": "50;0"}
    for value, expected in (
        ("contact_line", "contact_line"),
        ("no", "no"),
        ("4th_rail", "rail"),
        ("?", ""),
    ):
        facts = interpret({**tags, "electrified": value})
        assert facts is not None
        assert (facts.electrification, facts.voltage_v, facts.frequency_hz) == (expected, 25000, 50)


TAGS = st.dictionaries(
    st.sampled_from(
        [
            "railway", "highway", "route", "gauge", "maxspeed", "voltage", "frequency", "name",
            "start_date", "end_date", "oneway", "service", "usage", "electrified", "construction",
            "disused:railway", "esr:user", "name:ru", "ref",
        ]
    ),
    st.one_of(st.text(), st.sampled_from(["rail", "yes", "construction", "1520", "ferry", "-1"])),
)  # fmt: skip


@given(TAGS)
def test_no_tags_do_harm(tags: dict[str, str]) -> None:
    facts = interpret(tags)
    if facts is not None:
        assert all(300 <= gauge <= 3000 for gauge in facts.gauges_mm)
        assert 0 <= facts.maxspeed_kmh <= 600
        assert 0 <= facts.voltage_v <= 100_000
        assert facts.opened < facts.closed
    for text in (way_name(tags), *stop_names(tags), *stop_codes(tags)):
        assert text.isprintable() or not text
        assert len(text) <= LONGEST_TEXT + 20


def test_a_name_loses_what_a_terminal_would_obey_and_keeps_the_rest() -> None:
    assert clean_text(" Aktau\x1b[31m\n<b>\u202e ") == "Aktau [31m <b>"
    assert len(clean_text("ы" * 10_000)) == LONGEST_TEXT


def test_a_stop_has_names_in_every_language_and_its_codes() -> None:
    tags = {
        "railway": "station",
        "name": "Сарыағаш",
        "name:ru": "Сары-Агач",
        "alt_name": "Saryagash;Sary-Agash",
        "esr:user": "698305",
        "uic_ref": "2769830; 2769831",
    }
    assert stop_kind(tags) == (Mode.RAIL, "station")
    assert stop_names(tags) == ("Сарыағаш", "Saryagash", "Sary-Agash", "Сары-Агач")
    assert stop_codes(tags) == ("esr:user=698305", "uic_ref=2769830", "uic_ref=2769831")
    assert stop_kind({"railway": "switch"}) is None
    assert stop_kind({"amenity": "ferry_terminal"}) == (Mode.FERRY, "ferry_terminal")
