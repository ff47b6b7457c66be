"""A table as a piece of HTML for a notebook: no script, no style sheet, every text escaped."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = str | int | float | None

# Notebooks put all text to the right; inline, because a style sheet would reach other tables.
_SIDES = {False: "text-align:left", True: "text-align:right"}


class Grid(NamedTuple):
    """A table with a title above and notes below it; floats are shown to one decimal."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def fragment(*grids: Grid) -> str:
    """Tables as one ``<div>``; a text can neither end a tag nor reorder what follows it."""
    return f"<div>\n{''.join(map(_grid, grids))}</div>"


def _grid(grid: Grid) -> str:
    sides = [
        _SIDES[any(isinstance(row[n], int | float) for row in grid.rows)]
        for n in range(len(grid.columns))
    ]
    lines = [f"<p><strong>{_text(grid.title)}</strong></p>"]
    if grid.rows:
        heads = (
            f'<th scope="col" style="{side}">{_text(name)}</th>'
            for name, side in zip(grid.columns, sides, strict=True)
        )
        lines += ["<table>", f"<thead><tr>{''.join(heads)}</tr></thead>", "<tbody>"]
        lines += [f"<tr>{_cells(row, sides)}</tr>" for row in grid.rows]
        lines += ["</tbody>", "</table>"]
    lines += [f"<p><small>{_text(note)}</small></p>" for note in grid.notes]
    return "".join(f"{line}\n" for line in lines)


def _cells(row: Sequence[Cell], sides: Sequence[str]) -> str:
    pairs = zip(row, sides, strict=True)
    return "".join(f'<td style="{side}">{_text(_shown(cell))}</td>' for cell, side in pairs)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else " ".join(cell.split())


def _text(text: str) -> str:
    """Text for HTML; what is not to be seen, marks that reorder text among it, is replaced."""
    seen = (c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return html.escape("".join(seen))
