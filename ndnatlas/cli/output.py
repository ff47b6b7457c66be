"""Writing answers: tables, JSON, CSV and Markdown, to the standard output or to a file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from geodata.errors import OutputError
from ndnatlas.cli.options import Settings

Cell = str | int | float | None


class Table(NamedTuple):
    """Rows under headings; numbers are right-aligned, ``None`` is printed "unknown" or empty.

    ``title`` stands above the table for people and in no machine format.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    notes: Sequence[str] = ()


def write(settings: Settings, data: Any, tables: Sequence[Table]) -> None:
    """Write an answer in the format asked for; CSV holds the first table only."""
    if settings.format == "json":
        import json

        text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    elif settings.format == "csv":
        text = as_csv(tables[0])
    else:
        draw = as_markdown if settings.format == "md" else as_text
        text = "\n".join(draw(table) for table in tables)
    emit(settings, text)


def emit(settings: Settings, text: str) -> None:
    """Write text to the file asked for, or to the standard output."""
    if settings.output is None:
        click.echo(text, nl=False)
    else:
        write_file(settings.output, text)
        if not settings.quiet:
            click.echo(f"wrote {settings.output}", err=True)


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all: to a temporary name beside it, then renamed.

    What is no regular file (a pipe, ``/dev/null``) is written to as it stands.

    Raises
    ------
    OutputError
        When the folder is missing or not writable; an old file stays as it was.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror}") from error
    except RuntimeError as error:  # Python 3.11 and 3.12 for a ring of symbolic links
        raise OutputError(f"cannot write {path}: it leads round in a ring of links") from error


def _replace(target: Path, text: str) -> None:
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        # A temporary file is private; the finished one has the rights any new file has.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def as_csv(table: Table) -> str:
    """Comma-separated values with one header row; cells that a sheet would run are quoted."""
    import csv
    import io

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_inert(cell) for cell in row] for row in table.rows)
    return stream.getvalue()


def _inert(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula, with the customary apostrophe."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + cell
    return cell


def as_text(table: Table) -> str:
    """A table for a terminal."""
    drawn = _pretty(table)
    drawn.border = False
    drawn.left_padding_width = 0
    drawn.right_padding_width = 2
    body = "\n".join(line.rstrip() for line in drawn.get_string().splitlines())
    title = "".join(f"{printable(line)}\n" for line in table.title.splitlines())
    notes = "".join(f"{printable(note)}\n" for note in table.notes)
    return f"{title}{body}\n{notes}"


def as_markdown(table: Table) -> str:
    """A table in GitHub's Markdown."""
    from prettytable import TableStyle

    drawn = _pretty(table, escape=True)
    drawn.set_style(TableStyle.MARKDOWN)
    title = "".join(f"**{_cell(line, escape=True)}**\n\n" for line in table.title.splitlines())
    notes = "".join(f"\n{_cell(note, escape=True)}\n" for note in table.notes)
    return f"{title}{drawn.get_string()}\n{notes}"


def _pretty(table: Table, *, escape: bool = False) -> Any:
    from prettytable import PrettyTable

    drawn = PrettyTable(list(table.columns))
    drawn.align = "l"
    for index, column in enumerate(table.columns):
        if any(isinstance(row[index], int | float) for row in table.rows):
            drawn.align[column] = "r"
    for row in table.rows:
        drawn.add_row([_cell(cell, escape=escape) for cell in row])
    return drawn


def printable(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _cell(cell: Cell, *, escape: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    if isinstance(cell, int):
        return f"{cell:,}"
    text = printable(" ".join(cell.split()))
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") if escape else text
