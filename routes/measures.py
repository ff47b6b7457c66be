"""What routes are weighed by: the one list of figures that alternatives and closures compare."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from routes.model import Route


class Measure(NamedTuple):
    """A figure of a route: ``of`` finds it, the less the better.

    ``key`` names it in JSON, ``heading`` in tables. ``is_whole`` tells a count from a quantity;
    ``step`` is the smallest difference that is told.
    """

    key: str
    heading: str
    of: Callable[[Route], float]
    is_whole: bool


# Another figure of a route joins every table and every JSON object by a row here.
MEASURES = (
    Measure("km", "km", lambda route: route.distance_km, is_whole=False),
    Measure("frontiers", "frontiers", lambda route: len(route.crossings), is_whole=True),
    Measure("transshipments", "transfers", lambda route: route.transshipments, is_whole=True),
)


def added(after: Route | None, before: Route | None) -> dict[str, float | None]:
    """What one route has more than another, by ``added_`` and the key of each measure.

    Less is negative; ``None`` where either route is missing. Kilometres are rounded to the metre.
    """
    found: dict[str, float | None] = {}
    for measure in MEASURES:
        if after is None or before is None:
            more = None
        else:
            more = measure.of(after) - measure.of(before)
            more = int(more) if measure.is_whole else round(more, 3)
        found[f"added_{measure.key}"] = more
    return found
