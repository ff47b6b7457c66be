"""Time, cost and distance: days and dollars spent over the kilometres of each variant.

The form is that of the time-cost-distance method, described in UNESCAP, "Guidelines for the
time/cost-distance methodology", and used for the CAREC corridors: a slope is a stretch of line, a
vertical step a stop at a frontier or a port.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from maps.charts.canvas import ENGLISH, SMALL, Chart, wrapped
from maps.charts.course import FRONTIER, LEG, Step, course
from maps.charts.legend import legend
from maps.charts.palette import INK, PAPER, stroke
from maps.style import letter
from routes.model import Comparison
from routes.wording.language import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import SubFigure

    from routes.estimate import Estimate


class Course(NamedTuple):
    """The steps of a variant; its ``number`` in the comparison gives it its letter and colour."""

    number: int
    name: str
    steps: tuple[Step, ...]


# Of the width and the height: letters at the ends of lines keep so far apart.
GAP_X, GAP_Y = 0.025, 0.075


def curve_chart(
    comparison: Comparison,
    estimates: Mapping[str, Estimate],
    title: str,
    subtitle: str,
    words: Language = ENGLISH,
) -> Chart:
    """Days and US dollars per TEU over kilometres.

    Parameters
    ----------
    comparison : Comparison
        Variants with their routes, all on one date.
    estimates : mapping
        Detailed estimates by the variant's id.
    title, subtitle : str
        What it is called, and what it holds for.
    words : Language
        Its language, from `maps.wording.language`; names are as they come.

    Returns
    -------
    Chart
        To be drawn by `render`; kilometres are quoted ones.
    """
    courses = [
        Course(index, entry.variant.name, course(entry.route, estimates[entry.variant.id]))
        for index, entry in enumerate(comparison.entries)
        if entry.route and entry.variant.id in estimates
    ]
    names = tuple(one.name for one in courses)
    height = 7.2 + 0.18 * (len(names) // 2)
    said = "; ".join(_said(one, words) for one in courses)
    return Chart(
        title, subtitle, height, lambda figure: _draw(figure, courses, words), names, said, words
    )


def _said(one: Course, words: Language) -> str:
    last = one.steps[-1]
    return words.say(
        "chart_said_curve",
        name=one.name,
        days=words.number(last.days, 1),
        dollars=words.number(last.dollars),
        km=words.number(last.km),
    )


def _scale(value: float, words: Language) -> str:
    """A figure beside an axis, to as many digits as it needs."""
    return words.number(value, len(f"{value:g}".partition(".")[2]))


def _draw(figure: SubFigure, courses: Sequence[Course], words: Language) -> None:
    from matplotlib.lines import Line2D

    above, below = figure.subplots(2, 1, sharex=True)
    for axes, field in ((above, "days"), (below, "dollars")):
        for one in courses:
            _line(axes, one.steps, field, one.number)
        axes.set_ylabel(words.say(f"chart_in_{field}"))
        axes.yaxis.set_major_formatter(lambda value, _: _scale(value, words))
        axes.set_xlim(left=0)
        axes.set_ylim(bottom=0)
        axes.grid(visible=True)
        _letters(
            axes,
            [(one.number, one.steps[-1].km, getattr(one.steps[-1], field)) for one in courses],
        )
    below.set_xlabel(words.say("chart_along"))
    below.xaxis.set_major_formatter(lambda value, _: words.number(value))
    keys = []
    for index, name, _ in courses:
        colour, dashes = stroke(index)
        label = f"{letter(index)}  {wrapped(name, 48, 1)}"
        keys.append(Line2D([], [], color=colour, linestyle=dashes, linewidth=1.8, label=label))
    for mark, key in (("o", "chart_frontier"), ("s", "chart_stop")):
        label = words.say(key)
        keys.append(Line2D([], [], linestyle="", marker=mark, color=INK, markersize=4, label=label))
    legend(figure, keys, 2, 3.2)


def _line(axes: Axes, steps: tuple[Step, ...], field: str, index: int) -> None:
    colour, dashes = stroke(index)
    values = [getattr(step, field) for step in steps]
    axes.plot([step.km for step in steps], values, color=colour, linestyle=dashes, linewidth=1.6)
    for step, value in zip(steps, values, strict=True):
        if step.part != LEG:
            mark = "o" if step.part == FRONTIER else "s"
            axes.plot([step.km], [value], mark, color=colour, markersize=3.4)


def _letters(axes: Axes, ends: Sequence[tuple[int, float, float]]) -> None:
    """The letter of each line beside its end, moved up where another one is in the way."""
    right, high = axes.get_xlim()[1] * 1.04, axes.get_ylim()[1]
    placed: list[tuple[float, float]] = []
    for index, km, value in sorted(ends, key=itemgetter(2)):
        at = (km + 0.55 * GAP_X * right, value)
        for other in sorted(placed, key=lambda point: point[1]):
            if abs(other[0] - at[0]) < GAP_X * right and abs(other[1] - at[1]) < GAP_Y * high:
                at = (at[0], other[1] + GAP_Y * high)
        placed.append(at)
        colour, _ = stroke(index)
        axes.annotate(
            letter(index), (km, value), at, ha="center", va="center", fontsize=SMALL - 1,
            fontweight="bold", color=PAPER, annotation_clip=False,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.5, "shrinkA": 0,
                        "shrinkB": 0},
            bbox={"boxstyle": "circle,pad=0.2", "facecolor": colour, "edgecolor": PAPER,
                  "linewidth": 0.6},
        )  # fmt: skip
    axes.set_xlim(right=right)
    axes.set_ylim(top=max([high, *(y + 0.5 * GAP_Y * high for _, y in placed)]))
