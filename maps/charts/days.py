"""The spread of days: for each variant the 10th to the 90th percentile, and the median."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from maps.charts.canvas import SMALL, Chart
from maps.charts.palette import FILLS, INK, PAPER
from maps.charts.rows import height_in, name_rows
from routes.model import Comparison, Entry

if TYPE_CHECKING:
    from matplotlib.figure import SubFigure

    from routes.estimate import Estimate, Spread


def days_chart(
    comparison: Comparison, estimates: Mapping[str, Estimate], title: str, subtitle: str
) -> Chart:
    """Estimated days of variants.

    Parameters
    ----------
    comparison : Comparison
        Variants with their routes, all on one date.
    estimates : mapping
        Estimates by the variant's id.
    title, subtitle : str
        What it is called, and what it holds for.

    Returns
    -------
    Chart
        To be drawn by `render`; days, as 10th, 50th and 90th percentile.
    """
    entries = comparison.entries
    names = tuple(entry.variant.name for entry in entries)
    return Chart(
        title,
        subtitle,
        height_in(len(names), 1.9),
        lambda figure: _draw(figure, comparison, estimates, names),
        names,
        "; ".join(f"{entry.variant.name}: {_said(entry, estimates)}" for entry in entries),
    )


def _said(entry: Entry, estimates: Mapping[str, Estimate]) -> str:
    if entry.variant.id not in estimates:
        return f"no way, {entry.status.state}"
    return f"{_told(estimates[entry.variant.id].time_d)} days"


def _told(spread: Spread) -> str:
    return f"{spread.p50:.1f} ({spread.p10:.1f} to {spread.p90:.1f})"


def _draw(
    figure: SubFigure,
    comparison: Comparison,
    estimates: Mapping[str, Estimate],
    names: tuple[str, ...],
) -> None:
    axes = figure.subplots()
    longest = max((one.time_d.p90 for one in estimates.values()), default=1.0)
    for row, entry in enumerate(comparison.entries):
        if entry.variant.id not in estimates:
            axes.text(0, row, f" no way: {entry.status.state}", va="center", fontsize=SMALL)
            continue
        spread = estimates[entry.variant.id].time_d
        axes.barh(
            row, spread.p90 - spread.p10, 0.5, spread.p10, color=FILLS[0], edgecolor=INK,
            linewidth=0.6,
        )  # fmt: skip
        axes.plot([spread.p50] * 2, [row - 0.25, row + 0.25], color=INK, linewidth=2.4)
        axes.plot([spread.p50], [row], "o", color=PAPER, markeredgecolor=INK, markersize=5)
        axes.text(spread.p90 + 0.012 * longest, row, _told(spread), va="center", fontsize=SMALL)
    name_rows(axes, names)
    axes.set_xlim(0, 1.22 * longest)
    axes.set_xlabel(
        "days from departure to arrival: 10th to 90th percentile, the mark is the median"
    )
    axes.grid(visible=True, axis="x")
