"""What closures do to variants, as a table for a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from routes.law.states import state_text
from routes.notebook.fragment import Cell, Grid, fragment
from routes.notebook.records import BASES

if TYPE_CHECKING:
    from routes.whatif.whatif import Change

COLUMNS = (
    "variant", "breaks at", "way around by", "quoted km before", "quoted km after", "state after",
    "why",
)  # fmt: skip


def changes_html(changes: Iterable[Change], title: str) -> str:
    """Variants that break, each with its way around; the others are named below."""
    listed = list(changes)
    whole = ", ".join(change.before.variant.id for change in listed if not change.is_broken)
    notes = [BASES, *([f"Not broken: {whole}"] if whole else [])]
    rows = [_row(change) for change in listed if change.is_broken]
    return fragment(Grid(title, COLUMNS, rows, notes))


def _row(change: Change) -> tuple[Cell, ...]:
    before, after = change.before.route, change.after.route
    places = (dict.fromkeys((piece.start, piece.end)) for piece in change.breaks)
    return (
        change.before.variant.id,
        "; ".join(" - ".join(ends) for ends in places),
        change.around.value if change.around else "none",
        before.distance_km if before else None,
        after.distance_km if after else None,
        state_text(change.after.status.state),
        change.cause or change.after.status.reason,
    )
