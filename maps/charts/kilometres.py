"""Stacked kilometres: one bar for each variant, its pieces by country and mode."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geodata.model import Mode
from maps.charts.canvas import ENGLISH, SMALL, Chart
from maps.charts.legend import legend
from maps.charts.palette import INK, MODE_HATCHES, OFF_LAND, PAPER, fill, ink_on
from maps.charts.rows import height_in, name_rows
from routes.law.states import state_word
from routes.model import Comparison, Entry, Route
from routes.wording.language import Language

if TYPE_CHECKING:
    from matplotlib.figure import SubFigure

# Narrower than this part of the widest bar, a piece has no room for its code, of three letters at
# most; the sea and the air have longer names in some languages, which need this for each letter.
LEAST_SHARE, LEAST_OF_LETTER = 0.022, 0.012


def pieces(route: Route) -> dict[tuple[str, Mode], float]:
    """Quoted kilometres by country (or ``sea``, ``air``) and mode, in the order first met."""
    found: dict[tuple[str, Mode], float] = {}
    for leg in route.legs:
        for area, km in leg.country_km.items():
            if km > 0:
                found[area, leg.mode] = found.get((area, leg.mode), 0.0) + km
    return found


def kilometres_chart(
    comparison: Comparison, title: str, subtitle: str, words: Language = ENGLISH
) -> Chart:
    """Quoted kilometres of variants by country and mode.

    Parameters
    ----------
    comparison : Comparison
        Variants with their routes, all on one date.
    title, subtitle : str
        What it is called, and what it holds for.
    words : Language
        Its language, from `maps.wording.language`; names are as they come.

    Returns
    -------
    Chart
        To be drawn by `render`.
    """
    names = tuple(entry.variant.name for entry in comparison.entries)
    height = height_in(len(names), 2.3)
    said = "; ".join(
        f"{entry.variant.name}: {_total(entry, pieces(entry.route) if entry.route else {}, words)}"
        for entry in comparison.entries
    )
    return Chart(
        title,
        subtitle,
        height,
        lambda figure: _draw(figure, comparison, names, words),
        names,
        said,
        words,
    )


def _total(entry: Entry, stack: Mapping[tuple[str, Mode], float], words: Language) -> str:
    if stack:
        return words.say("km", km=words.number(sum(stack.values())))
    return words.say("chart_no_way", state=words.say(state_word(entry.status.state)))


def _draw(
    figure: SubFigure, comparison: Comparison, names: tuple[str, ...], words: Language
) -> None:
    from matplotlib.patches import Patch

    axes = figure.subplots()
    stacks = [pieces(entry.route) if entry.route else {} for entry in comparison.entries]
    areas = dict.fromkeys(area for stack in stacks for area, _ in stack if area not in OFF_LAND)
    colours = {**OFF_LAND, **{area: fill(index) for index, area in enumerate(areas)}}
    widest = max((sum(stack.values()) for stack in stacks), default=0.0) or 1.0
    for row, (entry, stack) in enumerate(zip(comparison.entries, stacks, strict=True)):
        left = 0.0
        for (area, mode), km in stack.items():
            colour = colours[area]
            axes.barh(
                row, km, 0.68, left, color=colour, edgecolor=INK, linewidth=0.5,
                hatch=MODE_HATCHES[mode],
            )  # fmt: skip
            code = words.say(f"code_{area}") if area in OFF_LAND else area
            least = LEAST_SHARE if len(code) <= 3 else LEAST_OF_LETTER * len(code)
            if km >= least * widest:
                axes.text(
                    left + km / 2, row, code, ha="center", va="center", fontsize=SMALL - 0.5,
                    color=ink_on(colour),
                    bbox={"facecolor": colour, "edgecolor": "none", "pad": 0.8},
                )  # fmt: skip
            left += km
        total = _total(entry, stack, words)
        axes.text(left + 0.01 * widest, row, total, va="center", fontsize=SMALL)
    name_rows(axes, names)
    axes.set_xlim(0, 1.12 * widest)
    axes.set_xlabel(words.say("chart_countries"))
    axes.xaxis.set_major_formatter(lambda value, _: words.number(value))
    axes.grid(visible=True, axis="x")
    met = dict.fromkeys(area for stack in stacks for area, _ in stack)
    used = {mode for stack in stacks for _, mode in stack}
    keys = [
        Patch(facecolor=colours[area], edgecolor=INK, linewidth=0.5, label=_area_name(area, words))
        for area in (*areas, *(area for area in OFF_LAND if area in met))
    ]
    keys += [
        Patch(
            facecolor=PAPER, edgecolor=INK, linewidth=0.5, hatch=MODE_HATCHES[mode],
            label=words.say("chart_by", mode=words.say(mode).lower()),
        )
        for mode in Mode if mode in used
    ]  # fmt: skip
    legend(figure, keys, 6, 1.8)


def _area_name(area: str, words: Language) -> str:
    if area in OFF_LAND:
        return words.say(f"off_{area}").lower()
    return f"{area} {words.country(area)}"
