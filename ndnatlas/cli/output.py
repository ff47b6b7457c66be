"""Writing answers: tables, JSON, CSV, Markdown and HTML, to the standard output or a file."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from geodata.errors import OutputError
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Table, as_csv, as_markdown, as_text


def write(settings: Settings, data: Any, tables: Sequence[Table]) -> None:
    """Write an answer in the format asked for; CSV holds the first table only."""
    if settings.format == "json":
        import json

        text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    elif settings.format == "csv":
        text = as_csv(tables[0])
    elif settings.format == "md":
        text = "\n".join(map(as_markdown, tables))
    elif settings.format == "html":
        from ndnatlas.cli.html_tables import as_html

        text = as_html(tables)
    else:
        columns = terminal_columns() if settings.output is None else None
        text = "\n".join(as_text(table, columns) for table in tables)
    emit(settings, text)


# A terminal that does not tell its width, and the least that holds a table.
DEFAULT_COLUMNS = 80
LEAST_COLUMNS = 20


def terminal_columns() -> int | None:
    """The width of the terminal that the answer goes to; ``None`` for a file or a pipe.

    ``COLUMNS`` goes before what the terminal says; one that says 0 is taken for 80 wide.
    """
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (AttributeError, OSError, ValueError):
        return None
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isdecimal():
        columns = int(wanted)
    return max(columns or DEFAULT_COLUMNS, LEAST_COLUMNS)


def emit(settings: Settings, text: str) -> None:
    """Write text to the file asked for, in UTF-8, or to the standard output, in its encoding."""
    if settings.output is None:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        if not _can_write(text, encoding):
            text = _in_encoding(settings, text, encoding)
        try:
            click.echo(text, nl=False)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputError(f"cannot write the answer: {error.strerror}") from error
    else:
        write_file(settings.output, text)
        if not settings.quiet:
            click.echo(f"wrote {settings.output}", err=True)


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _in_encoding(settings: Settings, text: str, encoding: str) -> str:
    """Text that an encoding can write: JSON and HTML lose nothing, other formats their accents."""
    if settings.format == "json":
        import json
        import re

        # In JSON whatever is not ASCII stands inside a string.
        return re.sub(r"[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], text)
    if settings.format == "html":
        return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    if not settings.quiet:
        click.echo(
            f"the output's encoding, {encoding}, lacks some letters; the nearest are written "
            "instead (PYTHONUTF8=1 gives all of them)",
            err=True,
        )
    nearest = {c: _nearest(c, encoding) for c in set(text) if not _can_write(c, encoding)}
    return "".join(nearest.get(c, c) for c in text)


def _nearest(character: str, encoding: str) -> str:
    """One character for another, so that columns stay straight."""
    from unicodedata import normalize

    from routes.law.states import STATES

    signs = {state.symbol: state.ascii for state in STATES.values()}
    found = signs.get(character) or normalize("NFKD", character)[0]
    return found if _can_write(found, encoding) else "?"


def write_file(path: Path, text: str) -> None:
    """Write a text whole or not at all; see `geodata.writing.write_whole`."""
    from geodata.writing import write_whole

    write_whole(path, text.encode("utf-8"))
