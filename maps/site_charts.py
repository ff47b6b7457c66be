"""The charts of a site, where matplotlib is at hand: SVG within the pages, each told in words.

They are pictures of their own, as files within ``img``: what a chart's style sets reaches nothing
else on the page, and nothing on the page runs or is asked for.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from maps.charts import (
    Chart,
    curve_chart,
    days_chart,
    kilometres_chart,
    render,
    subtitle,
    timeline_chart,
    title,
)
from maps.charts.canvas import WIDTH_IN
from maps.history import SINCE
from maps.picture import words
from maps.text import clean
from maps.wording import language
from routes.law.timeline import Period
from routes.model import Comparison

if TYPE_CHECKING:
    from routes.estimate import Estimate

PX_PER_IN = 96
"""Of CSS."""


class Picture(NamedTuple):
    """A chart as the page holds it: its address, what it shows in words, its size in pixels."""

    source: str
    alt: str
    width: int
    height: int


class Charts:
    """Draws the charts of a comparison.

    Parameters
    ----------
    comparison : Comparison
        All variants of the site.
    estimates : mapping
        Detailed estimates by the variant's id; without any, the charts of time and cost are left
        out.
    timelines : mapping
        The periods of each variant by its id, from `routes.law.timeline.timeline`.
    lang : str
        The language of what the charts say; names are as they come.
    """

    def __init__(
        self,
        comparison: Comparison,
        estimates: Mapping[str, Estimate],
        timelines: Mapping[str, Sequence[Period]],
        lang: str = "en",
    ) -> None:
        self._words = language(lang)
        self._comparison = comparison
        self._estimates = estimates
        self._timelines = timelines

    def all_variants(self, drawn: frozenset[int]) -> list[Picture]:
        """The charts of the index; of many curves only those of the ``drawn`` variants."""
        entries = enumerate(self._comparison.entries)
        main = {entry.variant.id for index, entry in entries if index in drawn}
        curves = {ident: one for ident, one in self._estimates.items() if ident in main}
        return [*map(_picture, self._of(self._comparison, curves)), _picture(self._timeline())]

    def variant(self, index: int) -> list[Picture]:
        """The charts of one variant; its states through time are a bar of the page's own."""
        entry = self._comparison.entries[index]
        if entry.route is None:
            return []
        ident = entry.variant.id
        own = {ident: self._estimates[ident]} if ident in self._estimates else {}
        alone = self._comparison._replace(entries=(entry,))
        return list(map(_picture, self._of(alone, own)))

    def _of(self, comparison: Comparison, curves: Mapping[str, Estimate]) -> Iterator[Chart]:
        own = self._words
        yield kilometres_chart(comparison, *self._headings("kilometres"), own)
        if curves:
            # Of the whole comparison, in which a variant has the letter that it has on the map.
            yield curve_chart(self._comparison, curves, *self._headings("curve"), own)
            yield days_chart(comparison, self._estimates, *self._headings("days"), own)

    def _headings(self, kind: str, known: str = "") -> tuple[str, str]:
        """The title of a chart of a kind, and what it holds for."""
        on, rules = self._comparison.as_of, words.rules(self._comparison, self._words)
        return title(kind, self._words), subtitle(kind, on, rules, known, self._words)

    def _timeline(self) -> Chart:
        comparison = self._comparison
        on = comparison.as_of
        known = words.last_known(comparison)
        told = self._words.say("known", date=self._words.day(known)) if known else ""
        periods = [
            (entry.variant, self._timelines.get(entry.variant.id, ()))
            for entry in comparison.entries
        ]
        return timeline_chart(
            periods,
            min(SINCE, on.replace(month=1, day=1)),
            on,
            *self._headings("timeline", told),
            self._words,
        )


def _picture(chart: Chart) -> Picture:
    drawn = render(chart, ".svg")
    data = base64.b64encode(drawn).decode("ascii")
    said = clean(f"{chart.title}. {chart.said}. {chart.subtitle}.")
    size = round(WIDTH_IN * PX_PER_IN), round(chart.height_in * PX_PER_IN)
    return Picture(f"data:image/svg+xml;base64,{data}", said, *size)
