"""The audit: every published distance beside what the network gives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.published import FigureKind, Published
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Route, Run

# Two figures this near are one, rounded twice.
ROUNDING_KM = 0.5

NO_WAY = "the atlas has no such way"
SAME = "the network is made of this figure"


class Row(NamedTuple):
    """A published distance and the computed one.

    ``is_independent`` is false where the computed distance is the published figure itself, taken
    over for its sections: such a row proves nothing and counts in no summary. ``reason`` says
    why the two differ, where that is known.
    """

    published: Published
    computed_km: float | None
    deviation_pct: float | None
    is_independent: bool
    reason: str | None


class Summary(NamedTuple):
    """Absolute deviations in per cent of the published distance over independent rows."""

    n: int
    median_abs_pct: float
    p90_abs_pct: float
    max_abs_pct: float


def audit(figures: Iterable[Published], atlas: Atlas) -> list[Row]:
    """Compute every published distance over the whole network, whatever its dates.

    Returns
    -------
    list of Row
        Worst first; rows without a computed distance last.
    """
    engine = Engine(atlas)
    rows = [_row(figure, atlas, engine) for figure in figures]
    return sorted(rows, key=_order)


def _order(row: Row) -> tuple[bool, float, str, str]:
    deviation = row.deviation_pct
    worst = -abs(deviation) if deviation is not None else 0.0
    return (deviation is None, worst, row.published.start, row.published.end)


def _row(figure: Published, atlas: Atlas, engine: Engine) -> Row:
    conditions = Conditions(modes=frozenset(figure.modes), avoid_places=frozenset(figure.avoid))
    runs: list[Run] = []
    try:
        for start, end in pairwise((figure.start, *figure.via, figure.end)):
            runs += engine.path(atlas.node(start), atlas.node(end), conditions)
    except NoRouteError:
        return Row(figure, None, None, is_independent=False, reason=NO_WAY)
    computed_km = sum(run.section.distance_km for run in runs)
    equal = math.isclose(computed_km, figure.km)
    copied = equal and (figure.is_input or len(runs) == 1)
    return Row(
        figure,
        computed_km,
        100 * (computed_km / figure.km - 1),
        is_independent=not copied,
        reason=SAME if copied else figure.note,
    )


def others(route: Route, figures: Iterable[Published]) -> list[Row]:
    """Published distances between places of a route that differ from what the route counts.

    Conflicting figures stand side by side: the route's own first, as ``computed_km``.
    """
    at_km = {route.legs[0].runs[0].start: 0.0}
    modes = []
    total_km = 0.0
    for leg in route.legs:
        for run in leg.runs:
            total_km += run.section.distance_km
            at_km[run.end] = total_km
            modes.append((total_km, run.section.mode))
    rows = []
    for figure in figures:
        if figure.start not in at_km or figure.end not in at_km:
            continue
        low, high = sorted((at_km[figure.start], at_km[figure.end]))
        used = {mode for end_km, mode in modes if low < end_km <= high}
        own_km = high - low
        if used == set(figure.modes) and abs(own_km - figure.km) >= ROUNDING_KM:
            deviation = 100 * (own_km / figure.km - 1)
            rows.append(Row(figure, own_km, deviation, is_independent=True, reason=figure.note))
    return sorted(rows, key=_order)


def summarise(rows: Sequence[Row]) -> Mapping[FigureKind, Summary]:
    """The spread of the independent rows of each kind that has any."""
    by_kind: dict[FigureKind, list[float]] = {}
    for row in rows:
        if row.is_independent and row.deviation_pct is not None:
            by_kind.setdefault(row.published.kind, []).append(abs(row.deviation_pct))
    return {kind: _summary(by_kind[kind]) for kind in FigureKind if kind in by_kind}


def _summary(deviations: list[float]) -> Summary:
    ordered = sorted(deviations)
    return Summary(len(ordered), median(ordered), quantile(ordered, 0.9), ordered[-1])


def quantile(ordered: Sequence[float], share: float) -> float:
    """A quantile of sorted values by linear interpolation (Hyndman and Fan, type 7)."""
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
