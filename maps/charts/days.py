"""The spread of days: for each variant the 10th to the 90th percentile, and the median."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from maps.charts.canvas import ENGLISH, SMALL, Chart
from maps.charts.palette import FILLS, INK, PAPER
from maps.charts.rows import height_in, name_rows
from routes.law.states import state_word
from routes.model import Comparison, Entry
from routes.wording.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import SubFigure

    from routes.estimate import Estimate, Spread


def days_chart(
    comparison: Comparison,
    estimates: Mapping[str, Estimate],
    title: str,
    subtitle: str,
    words: Language = ENGLISH,
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
    words : Language
        Its language, from `maps.wording.language`; names are as they come.

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
        lambda figure: _draw(figure, comparison, estimates, names, words),
        names,
        "; ".join(f"{entry.variant.name}: {_said(entry, estimates, words)}" for entry in entries),
        words,
    )


def _said(entry: Entry, estimates: Mapping[str, Estimate], words: Language) -> str:
    if entry.variant.id not in estimates:
        state = words.say(state_word(entry.status.state))
        return words.say("chart_said_no_way", state=state)
    return words.say("chart_said_days", spread=_told(estimates[entry.variant.id].time_d, words))


def _told(spread: Spread, words: Language) -> str:
    low, middle, high = (words.number(days, 1) for days in spread)
    return words.say("chart_spread", low=low, middle=middle, high=high)


def _draw(
    figure: SubFigure,
    comparison: Comparison,
    estimates: Mapping[str, Estimate],
    names: tuple[str, ...],
    words: Language,
) -> None:
    axes = figure.subplots()
    longest = max((one.time_d.p90 for one in estimates.values()), default=1.0)
    for row, entry in enumerate(comparison.entries):
        if entry.variant.id not in estimates:
            lacking = words.say("chart_no_way", state=words.say(state_word(entry.status.state)))
            axes.text(0, row, f" {lacking}", va="center", fontsize=SMALL)
            continue
        spread = estimates[entry.variant.id].time_d
        axes.barh(
            row, spread.p90 - spread.p10, 0.5, spread.p10, color=FILLS[0], edgecolor=INK,
            linewidth=0.6,
        )  # fmt: skip
        axes.plot([spread.p50] * 2, [row - 0.25, row + 0.25], color=INK, linewidth=2.4)
        axes.plot([spread.p50], [row], "o", color=PAPER, markeredgecolor=INK, markersize=5)
        told = _told(spread, words)
        axes.text(spread.p90 + 0.012 * longest, row, told, va="center", fontsize=SMALL)
    name_rows(axes, names)
    axes.set_xlim(0, 1.22 * longest)
    axes.set_xlabel(words.say("chart_percentiles"))
    axes.grid(visible=True, axis="x")
