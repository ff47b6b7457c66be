"""The states of variants through time: one row for each, a bar for each period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from maps.charts.canvas import ENGLISH, NORMAL, Chart
from maps.charts.dates import date_scale
from maps.charts.legend import legend
from maps.charts.palette import INK, STATE_LOOKS, ink_on
from maps.charts.rows import height_in, name_rows
from routes.law.states import STATES, state_text, state_word
from routes.law.timeline import Period
from routes.model import Variant
from routes.wording.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import SubFigure

# Of the width; a shorter period has no room for its sign.
LEAST_SHARE = 0.018


def timeline_chart(
    periods: Sequence[tuple[Variant, Sequence[Period]]],
    since: date,
    until: date,
    title: str,
    subtitle: str,
    words: Language = ENGLISH,
) -> Chart:
    """The states of variants from a day up to another.

    Parameters
    ----------
    periods : sequence of (Variant, periods)
        From `routes.law.timeline.timeline`.
    since, until : date
        The first day of the picture, and the day at its right edge.
    title, subtitle : str
        What it is called, and whose rules the states follow.
    words : Language
        Its language, from `maps.wording.language`; names are as they come.

    Returns
    -------
    Chart
        To be drawn by `render`.
    """
    names = tuple(variant.name for variant, _ in periods)
    bars = [tuple(spans(own, since, until)) for _, own in periods]
    return Chart(
        title,
        subtitle,
        height_in(len(names), 1.9),
        lambda figure: _draw(figure, bars, names, (since, until), words),
        names,
        "; ".join(_said(name, own, words) for name, own in zip(names, bars, strict=True)),
        words,
    )


def _said(name: str, bars: Sequence[tuple[date, date, str]], words: Language) -> str:
    told = (
        words.say("state_from", state=words.say(state), since=words.in_text(start))
        for start, _, state in bars
    )
    return f"{name}: {', '.join(told)}"


def spans(periods: Sequence[Period], since: date, until: date) -> Iterator[tuple[date, date, str]]:
    """Each stretch of one state within [since, until): its first day, its end, the state."""
    first, state = since, None
    for period in periods:
        start = max(period.since or since, since)
        end = min(period.until or until, until)
        if start >= end:
            continue
        word = state_word(period.status.state)
        if state is None:
            state = word
        elif word != state:
            yield first, start, state
            first, state = start, word
        last = end
    if state is not None:
        yield first, last, state


def _draw(
    figure: SubFigure,
    rows: Sequence[tuple[tuple[date, date, str], ...]],
    names: tuple[str, ...],
    window: tuple[date, date],
    words: Language,
) -> None:
    from matplotlib.patches import Patch

    axes = figure.subplots()
    since, until = window
    width = (until - since).days
    date_scale(axes.xaxis, words)
    for row, bars in enumerate(rows):
        for start, end, state in bars:
            colour, hatch = STATE_LOOKS[state]
            days = (end - start).days
            axes.barh(
                row, days, 0.62, (start - date(1970, 1, 1)).days, color=colour, edgecolor=INK,
                linewidth=0.5, hatch=hatch,
            )  # fmt: skip
            if days >= LEAST_SHARE * width:
                axes.text(
                    (start - date(1970, 1, 1)).days + days / 2, row, STATES[state].symbol,
                    ha="center", va="center", fontsize=NORMAL, color=ink_on(colour),
                    bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.0},
                )  # fmt: skip
    name_rows(axes, names)
    axes.set_xlim((since - date(1970, 1, 1)).days, (until - date(1970, 1, 1)).days)
    axes.grid(visible=True, axis="x")
    met = {state for bars in rows for *_, state in bars}
    keys = [
        Patch(
            facecolor=STATE_LOOKS[state][0], edgecolor=INK, linewidth=0.5,
            hatch=STATE_LOOKS[state][1], label=state_text(state, words),
        )
        for state in STATES if state in met
    ]  # fmt: skip
    legend(figure, keys, 6, 2.2)
