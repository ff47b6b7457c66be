"""Tables as text: aligned for a terminal, Markdown, CSV.

Written here and not by a table library: the fastest one at hand costs more than twice the start
of Python, which a cold comparison cannot afford.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ndnatlas.cli.characters import escaped, printable, width
from ndnatlas.cli.words import say, words
from routes.wording.language import NO_BREAK_SPACE, language


class Shown(NamedTuple):
    """What people see in words of its own: ``~6.6``, ``+2.21 %``, ``● open``.

    Machines get the ``value``. A column of numbers is right-aligned, one of texts is not.
    """

    value: str | float | None
    text: str


Cell = str | int | float | Shown | None


class Table(NamedTuple):
    """Rows under headings; numbers are right-aligned, ``None`` is an empty cell.

    ``title`` stands above the table for people and in no machine format, ``notes`` below it.
    ``columns`` are the headings in English, ``keys`` the names of the columns for machines, where
    these differ from them.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    notes: Sequence[str] = ()
    keys: Sequence[str] = ()

    @property
    def headings(self) -> list[str]:
        """The headings in the language of the answer."""
        return [say(column) for column in self.columns]


# To fit a terminal a column is not narrowed below its longest word, up to this many characters.
LONGEST_WORD = 26
_SPACES = re.compile(rf"[^\S{NO_BREAK_SPACE}]+")
# Spaces between two columns.
GAP = 2


def as_text(table: Table, columns: int | None = None) -> str:
    """A table for people, its columns two spaces apart.

    Parameters
    ----------
    table : Table
        What to write.
    columns : int, optional
        The width of the terminal: long texts are wrapped to fit it, and what still does not fit
        is continued in a further part below, which repeats the first column.
    """
    rows = [[shown(cell) for cell in row] for row in table.rows]
    right = right_aligned(table)
    headings = table.headings
    widths = [max(map(width, column)) for column in zip(headings, *rows, strict=True)]
    lines = [
        line for text in table.title.splitlines() for line in _wrapped(printable(text), columns)
    ]
    floors = _floors(table, right, columns) if columns is not None else widths
    for number, part in enumerate(_parts(floors, columns) if rows else ()):
        fitting = _narrowed(widths, floors, part, columns)
        lines += [""] * bool(number)
        for row in (headings, *rows):
            lines += _row_lines(row, fitting, right, part)
    lines += [line for note in table.notes for line in _wrapped(printable(note), columns)]
    return "".join(f"{line}\n" for line in lines)


def _floors(table: Table, right: list[bool], columns: int) -> list[int]:
    """How narrow each column may become: numbers and words of their own whole, texts by word."""
    # A further part holds the first column and one more at least.
    most = max(1, min(LONGEST_WORD, (columns - GAP) // 2))
    floors = []
    for index, heading in enumerate(table.headings):
        cells = [row[index] for row in table.rows]
        whole = [width(shown(cell)) for cell in cells if right[index] or isinstance(cell, Shown)]
        texts = [heading, *(cell for cell in cells if isinstance(cell, str) and not right[index])]
        longest = max((width(word) for text in texts for word in _words(text)), default=0)
        floors.append(max([min(longest, most), *whole]))
    return floors


def _parts(floors: list[int], columns: int | None) -> list[list[int]]:
    """The columns, by index, in as few parts as fit the terminal; the first one leads each."""
    if columns is None:
        return [list(range(len(floors)))]
    parts = [[0]]
    for index in range(1, len(floors)):
        if len(parts[-1]) > 1 and _total([*parts[-1], index], floors) > columns:
            parts.append([0])
        parts[-1].append(index)
    return parts


def _total(part: list[int], widths: list[int]) -> int:
    return sum(widths[index] + GAP for index in part) - GAP


def _narrowed(
    widths: list[int], floors: list[int], part: list[int], columns: int | None
) -> list[int]:
    """Widths of a part that fit the terminal, taken from the widest first."""
    widths = list(widths)
    while columns is not None and _total(part, widths) > columns:
        wide = [index for index in part if widths[index] > floors[index]]
        if not wide:
            break
        widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _row_lines(
    row: Sequence[str], widths: list[int], right: list[bool], part: list[int]
) -> list[str]:
    """The part of a row, over as many lines as its longest cell needs."""
    cells = [_wrapped(row[index], widths[index]) for index in part]
    lines = []
    for number in range(max(map(len, cells))):
        texts = (
            _padded(cell[number] if number < len(cell) else "", widths[i], to_right=right[i])
            for cell, i in zip(cells, part, strict=True)
        )
        lines.append((" " * GAP).join(texts).rstrip())
    return lines


def _wrapped(text: str, columns: int | None) -> list[str]:
    """Lines of whole words, by the columns they take; only what is wider than a line is cut."""
    if columns is None or width(text) <= columns:
        return [text]
    lines = [""]
    for word in _words(text):
        joined = f"{lines[-1]} {word}".lstrip()
        if width(joined) <= columns:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for character in word if width(word) > columns else (word,):
            if lines[-1] and width(lines[-1] + character) > columns:
                lines.append("")
            lines[-1] += character
    return lines


def _words(text: str) -> list[str]:
    """What a line may be broken between: a no-break space joins a number."""
    return [word for word in _SPACES.split(text) if word]


def as_markdown(table: Table) -> str:
    """A table in GitHub's Markdown."""
    marks = ["-:" if right else ":-" for right in right_aligned(table)]
    rows = [list(table.headings), marks] + [
        [escaped(shown(cell)) for cell in row] for row in table.rows
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
    writer.writerows([_for_sheets(cell) for cell in row] for row in table.rows)
    return stream.getvalue()


def counted(number: int, noun: str) -> str:
    """A number with its noun in English: ``1 fault``, ``2 faults``, ``2 breaks of gauge``."""
    return language("en").counted(number, noun)


def _padded(text: str, columns: int, *, to_right: bool) -> str:
    space = " " * (columns - width(text))
    return space + text if to_right else text + space


def right_aligned(table: Table) -> list[bool]:
    """Whether each column holds numbers."""
    return [
        any(_is_number(row[index]) for row in table.rows) for index in range(len(table.columns))
    ]


def _is_number(cell: Cell) -> bool:
    value = plain(cell)
    return isinstance(value, int | float) or (value is None and cell is not None)


def shown(cell: Cell) -> str:
    """A cell as people see it, on one line."""
    if cell is None:
        return ""
    if isinstance(cell, Shown):
        return printable(_on_one_line(cell.text))
    if isinstance(cell, float):
        return words().number(cell, 1)
    if isinstance(cell, int):
        return words().number(cell)
    return printable(_on_one_line(cell))


def _on_one_line(text: str) -> str:
    """Text whose runs of white space are one space each; a no-break space keeps its own."""
    return _SPACES.sub(" ", text.strip())


def plain(cell: Cell) -> str | float | None:
    """What a cell holds, without the words that people see."""
    return cell.value if isinstance(cell, Shown) else cell


def _is_negative(text: str) -> bool:
    """Whether a text is a negative number in plain digits, which a spreadsheet only reads."""
    return text.isascii() and text[:1] == "-" and text[1:].replace(".", "", 1).isdecimal()


def _for_sheets(cell: Cell) -> str | float | None:
    """A cell for machines: numbers to three decimals, texts that no spreadsheet would run."""
    value = plain(cell)
    if isinstance(value, float):
        return round(value, 3)
    if not isinstance(value, str):
        return value
    mark = "'" if value[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_negative(value) else ""
    # The csv module leaves a lone carriage return unquoted, and readers end the row at it.
    return mark + printable(" ".join(value.split()))
