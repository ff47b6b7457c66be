"""Tables as text: aligned for a terminal, Markdown, CSV.

Written here and not by a table library: the fastest one at hand costs more than twice the start
of Python, which a cold comparison cannot afford.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Shown(NamedTuple):
    """A number that people see in words of its own, such as ``~6.6`` or ``+2.21 %``."""

    value: float | None
    text: str


Cell = str | int | float | Shown | None


class Table(NamedTuple):
    """Rows under headings; numbers are right-aligned, ``None`` is an empty cell.

    ``title`` stands above the table for people and in no machine format, ``notes`` below it.
    ``keys`` are the names of the columns for machines, where these differ from the headings.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    notes: Sequence[str] = ()
    keys: Sequence[str] = ()


# To fit a terminal a column is not narrowed below its longest word, up to this many characters.
LONGEST_WORD = 26


def as_text(table: Table, columns: int | None = None) -> str:
    """A table for people, its columns two spaces apart.

    Parameters
    ----------
    table : Table
        What to write.
    columns : int, optional
        The width of the terminal: long texts are wrapped to fit it as far as that can be done.
    """
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    right = _right_aligned(table)
    widths = [max(map(width, column)) for column in zip(table.columns, *rows, strict=True)]
    if columns is not None:
        floors = _floors(table.columns, rows, right)
        widths = _narrowed(widths, floors, columns)
    lines = [printable(line) for line in table.title.splitlines()]
    for row in (table.columns, *rows) if rows else ():
        lines += _row_lines(row, widths, right)
    lines += [line for note in table.notes for line in _wrapped(printable(note), columns)]
    return "".join(f"{line}\n" for line in lines)


def _floors(headings: Sequence[str], rows: list[list[str]], right: list[bool]) -> list[int]:
    """How narrow each column may become: numbers whole, texts and headings word by word."""
    floors = []
    for index, heading in enumerate(headings):
        cells = [row[index] for row in rows]
        words = heading.split() + ([] if right[index] else [w for c in cells for w in c.split()])
        longest = min(max(map(width, words), default=0), LONGEST_WORD)
        floors.append(max([longest, *(map(width, cells) if right[index] else ())]))
    return floors


def _narrowed(widths: list[int], floors: list[int], columns: int) -> list[int]:
    """Widths that fit the terminal as far as that can be done, taken from the widest first."""
    widths = list(widths)
    while sum(widths) + 2 * (len(widths) - 1) > columns:
        wide = [index for index, floor in enumerate(floors) if widths[index] > floor]
        if not wide:
            break
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _row_lines(row: Sequence[str], widths: list[int], right: list[bool]) -> list[str]:
    """A row, over as many lines as its longest cell needs."""
    cells = [_wrapped(cell, space) for cell, space in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(map(len, cells))):
        parts = (
            _padded(cell[number] if number < len(cell) else "", space, to_right=side)
            for cell, space, side in zip(cells, widths, right, strict=True)
        )
        lines.append("  ".join(parts).rstrip())
    return lines


def _wrapped(text: str, columns: int | None) -> list[str]:
    if columns is None or width(text) <= columns:
        return [text]
    from textwrap import wrap

    return wrap(text, max(columns, 1), break_on_hyphens=False) or [""]


def as_markdown(table: Table) -> str:
    """A table in GitHub's Markdown."""
    marks = ["-:" if right else ":-" for right in _right_aligned(table)]
    rows = [list(table.columns), marks] + [
        [escaped(_cell(cell)) for cell in row] for row in table.rows
    ]
    parts = [
        escaped(line) if number else f"**{escaped(line)}**"
        for number, line in enumerate(table.title.splitlines())
    ]
    if table.rows:
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    parts += [escaped(note) for note in table.notes]
    return "\n\n".join(parts) + "\n"


def as_csv(table: Table) -> str:
    """Comma-separated values with one header row, safe to open in a spreadsheet."""
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.keys or table.columns)
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return stream.getvalue()


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 fault``, ``2 faults``, ``2 breaks of gauge``."""
    if number != 1:
        head, _, rest = noun.partition(" ")
        noun = f"{head}s {rest}".strip()
    return f"{number} {noun}"


def printable(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def escaped(text: str) -> str:
    """Text in which Markdown finds neither a cell's end nor an HTML tag."""
    return printable(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1
        for c in text
    )


def _padded(text: str, columns: int, *, to_right: bool) -> str:
    space = " " * (columns - width(text))
    return space + text if to_right else text + space


def _right_aligned(table: Table) -> list[bool]:
    """Whether each column holds numbers."""
    return [
        any(isinstance(row[index], int | float | Shown) for row in table.rows)
        for index in range(len(table.columns))
    ]


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Shown):
        return cell.text
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    if isinstance(cell, int):
        return f"{cell:,}"
    return printable(" ".join(cell.split()))


def _plain(cell: Cell) -> str | int | float | None:
    """A cell for machines: numbers to three decimals, texts that no spreadsheet would run."""
    if isinstance(cell, Shown):
        cell = cell.value
    if isinstance(cell, float):
        return round(cell, 3)
    if not isinstance(cell, str):
        return cell
    mark = "'" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else ""
    # The csv module leaves a lone carriage return unquoted, and readers end the row at it.
    return mark + cell.replace("\r", " ")
