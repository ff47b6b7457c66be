"""Estimates of time and cost as a table for a notebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from routes.notebook.fragment import Cell, Grid, fragment

if TYPE_CHECKING:
    from routes.estimate.estimate import Estimate

COLUMNS = (
    "variant", "days p10", "days p50", "days p90", "USD/TEU p10", "USD/TEU p50", "USD/TEU p90",
    "bottleneck",
)  # fmt: skip
NOTE = (
    "From the departure of the origin to the arrival at the destination: 10th, 50th and 90th "
    "percentile of a Monte Carlo simulation."
)


def estimates_html(found: Mapping[str, Estimate], title: str) -> str:
    """A row for each variant."""
    rows = [_row(ident, one) for ident, one in found.items()]
    sources = {
        source
        for one in found.values()
        for item in one.items
        for choice in item.component.choices
        for source in choice.parameter.sources
    }
    told = [f"Sources: {', '.join(sorted(sources))}"] if sources else []
    return fragment(Grid(title, COLUMNS, rows, [NOTE, *told]))


def _row(ident: str, one: Estimate) -> tuple[Cell, ...]:
    days, dollars, narrow = one.time_d, one.cost_usd_per_teu, one.bottleneck
    return (
        *(ident, days.p10, days.p50, days.p90),
        *(round(dollars.p10), round(dollars.p50), round(dollars.p90)),
        f"{narrow.name}: {narrow.teu_per_week:,.0f} TEU a week" if narrow else "",
    )
