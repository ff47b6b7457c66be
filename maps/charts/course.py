"""The course of a route: days and dollars spent up to each kilometre of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from routes.model import Route

if TYPE_CHECKING:
    from routes.estimate import Estimate, Item

LEG, FRONTIER = "leg", "frontier"


class Step(NamedTuple):
    """Where a stretch or a stop ends: kilometres from the origin, days and US dollars so far.

    ``part`` is what was done: ``leg`` moves on, all else stands still.
    """

    km: float
    days: float
    dollars: float
    part: str


def course(route: Route, estimate: Estimate) -> tuple[Step, ...]:
    """The steps of a route from its origin, by the medians of the parts of an estimate.

    Every stop stands where it happens: a frontier at its own kilometre within a leg, waits and
    transfers where a leg begins, the season's delay where it ends. Medians of parts do not add up
    to the median of the whole.

    Parameters
    ----------
    route : Route
        The one that was estimated.
    estimate : Estimate
        Made with ``detailed=True``.
    """
    frontiers = [item for item in estimate.items if item.component.part == FRONTIER]
    named = (crossing.at_km for crossing in route.crossings if crossing.named)
    waiting = list(zip(named, frontiers, strict=True))
    steps = [Step(0.0, 0.0, 0.0, LEG)]
    km = 0.0
    legs = iter(route.legs)
    for item in estimate.items:
        if item.component.part == FRONTIER:
            continue
        if item.component.part != LEG:
            steps.append(_stop(steps[-1], item))
            continue
        leg = next(legs)
        end = km + leg.distance_km
        here = [pair for pair in waiting if pair[0] <= end]
        waiting = waiting[len(here) :]
        steps += _along(steps[-1], item, km, end, here)
        km = end
    for _, item in waiting:
        steps.append(_stop(steps[-1], item))
    return tuple(steps)


def _along(
    last: Step, leg: Item, start: float, end: float, frontiers: list[tuple[float, Item]]
) -> Iterator[Step]:
    """One leg, with the frontiers on it."""
    whole = end - start
    for km, item in [*frontiers, (end, None)]:
        share = (km - last.km) / whole if whole > 0 else 0.0
        last = Step(
            km, last.days + share * leg.days.p50, last.dollars + share * leg.dollars.p50, LEG
        )
        yield last
        if item is not None:
            last = _stop(last, item)
            yield last


def _stop(last: Step, item: Item) -> Step:
    return Step(
        last.km,
        last.days + item.days.p50,
        last.dollars + item.dollars.p50,
        str(item.component.part),
    )
