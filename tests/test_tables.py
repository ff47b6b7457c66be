"""Tables as text: what a terminal, a sheet and a Markdown page get."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ndnatlas.cli.tables import Table, as_csv, as_markdown, as_text, width

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


CELLS = st.one_of(st.none(), st.text(max_size=40), st.floats(-1e6, 1e6), st.integers(-9999, 9999))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5), st.integers(20, 120))
def test_no_word_is_lost_by_wrapping(rows: list[tuple[str, str, str]], columns: int) -> None:
    table = Table(("one", "two", "three"), rows)
    whole, wrapped = as_text(table), as_text(table, columns)
    assert sorted("".join(whole.split())) == sorted("".join(wrapped.split()))
