"""Tables as text: what a terminal, a sheet and a Markdown page get."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndnatlas.cli.characters import width
from ndnatlas.cli.tables import (
    Shown,
    Table,
    as_csv,
    as_markdown,
    as_text,
    plain,
    right_aligned,
)

TABLE = Table(
    ("place", "km", "note"),
    (("Alashankou", 1234.56, "reloading on either side of the frontier"), ("Arys", None, "")),
    "A title",
    ("a note under the table",),
)


def test_numbers_stand_right_and_texts_left() -> None:
    assert as_text(TABLE) == (
        "A title\n"
        "place            km  note\n"
        "Alashankou  1,234.6  reloading on either side of the frontier\n"
        "Arys\n"
        "a note under the table\n"
    )


def test_a_narrow_terminal_wraps_texts_and_keeps_numbers() -> None:
    assert as_text(TABLE, 34) == (
        "A title\n"
        "place            km  note\n"
        "Alashankou  1,234.6  reloading on\n"
        "                     either side\n"
        "                     of the\n"
        "                     frontier\n"
        "Arys\n"
        "a note under the table\n"
    )


@pytest.mark.parametrize(
    ("text", "columns"), [("Beineu", 6), ("阿拉山口", 8), ("Бейнеу", 6), ("e\u0301", 1), ("", 0)]
)
def test_width_is_that_of_the_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def test_wide_letters_keep_the_columns_straight() -> None:
    table = Table(("name", "country"), (("阿拉山口", "CN"), ("Dostyk", "KZ")))
    assert as_text(table) == "name      country\n阿拉山口  CN\nDostyk    KZ\n"


def test_control_characters_never_reach_the_terminal() -> None:
    table = Table(("a",), (("\x1b[2Jx",),), "\x1b]0;title\x07", ("\x9bnote",))
    assert not set(as_text(table)) & {"\x1b", "\x07", "\x9b"}


def test_markdown_cells_cannot_break_out() -> None:
    table = Table(("a", "b"), (("x|y", "<img src=x>"),))
    assert "| x\\|y | &lt;img src=x> |" in as_markdown(table)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_sheet_runs_no_cell(start: str) -> None:
    text = as_csv(Table(("a",), ((f"{start}1+1",),)))
    (_, (cell,)) = csv.reader(io.StringIO(text, newline=""))
    assert cell.startswith("'")


TEXTS = st.none() | st.text(max_size=40)
NUMBERS = st.none() | st.floats(-1e6, 1e6) | st.integers(-9999, 9999)
TABLES = st.lists(st.tuples(TEXTS, NUMBERS, TEXTS, NUMBERS), max_size=5).map(
    lambda rows: Table(("one", "two", "three", "four"), rows, "The title above", ("a note below",))
)


@given(TABLES, st.integers(85, 120))
def test_no_word_is_lost_by_wrapping(table: Table, columns: int) -> None:
    # So wide that no part has to be continued below.
    whole, wrapped = as_text(table), as_text(table, columns)
    assert sorted("".join(whole.split())) == sorted("".join(wrapped.split()))


@given(TABLES, st.integers(32, 120))
def test_every_line_fits_the_terminal(table: Table, columns: int) -> None:
    assert max(map(width, as_text(table, columns).split("\n"))) <= columns


WIDE = Table(
    ("variant", "state", "quoted km", "frontiers"),
    (("south-aktau", Shown("open", "● open"), 3247.2, "GE-AZ AZ-KZ"), ("far", None, 9310.4, "")),
    "What is too wide for the terminal",
    ("a note",),
)


def test_what_does_not_fit_is_continued_below() -> None:
    assert as_text(WIDE, 26) == (
        "What is too wide for the\n"
        "terminal\n"
        "variant      state\n"
        "south-aktau  ● open\n"
        "far\n"
        "\n"
        "variant      quoted km\n"
        "south-aktau    3,247.2\n"
        "far            9,310.4\n"
        "\n"
        "variant      frontiers\n"
        "south-aktau  GE-AZ AZ-KZ\n"
        "far\n"
        "a note\n"
    )


def test_a_text_may_have_words_of_its_own() -> None:
    assert right_aligned(WIDE) == [False, False, True, False]
    assert "south-aktau  ● open    3,247.2  GE-AZ AZ-KZ\n" in as_text(WIDE)
    assert as_csv(WIDE).splitlines()[1] == "south-aktau,open,3247.2,GE-AZ AZ-KZ"
    assert "| south-aktau | ● open | 3,247.2 |" in as_markdown(WIDE)
    assert plain(Shown("open", "● open")) == "open"
    # A number that is not known leaves its column one of numbers.
    assert right_aligned(Table(("a",), ((Shown(None, ""),),))) == [True]
    hostile = Table(("a",), ((Shown("x", "\x1b[2J\nx"),),))
    assert "\x1b" not in as_text(hostile)
    assert as_text(hostile).count("\n") == 2
