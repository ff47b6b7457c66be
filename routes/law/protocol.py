"""Whether a way passes the checkpoints that the agreement on special cargo lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from geodata.atlas import Atlas
from geodata.law import Act
from routes.crossings import with_formalities
from routes.model import Crossing, Protocol, Route, Side
from routes.reason import Reason

# The agreement of Kazakhstan and the United States on commercial rail transit of special cargo,
# and its Protocol of 2017.
TREATY = "kazakhstan-us-rail"


def protocol(route: Route, atlas: Atlas, on: date) -> Protocol | None:
    """Compare the crossings of a way with the list of the agreement in force on a date.

    Returns
    -------
    Protocol or None
        ``None`` when no agreement is in force, or the way does not pass its country. Every
        crossing of that country's frontier counts, the ports of entry included, but no corner
        that a line cuts.
    """
    for act in atlas.acts.values():
        if act.treaty == TREATY and act.exclusive and act.holds(on):
            # A ferry may call at a port of the country without a kilometre in it.
            met = {*route.countries, *(side.country for _, side in sides_of(route))}
            return _compared(route, act, atlas) if met & set(act.countries) else None
    return None


def _compared(route: Route, act: Act, atlas: Atlas) -> Protocol:
    passed: dict[str, None] = {}
    violations = []
    for crossing, side in sides_of(route):
        if side.country not in act.countries:
            continue
        if side.checkpoint in act.checkpoints:
            passed[side.checkpoint] = None
        else:
            violations.append(Reason.of("not_among_them", atlas, where=where(crossing, side)))
    return Protocol(act.id, not violations, tuple(passed), tuple(violations))


def sides_of(route: Route) -> Iterator[tuple[Crossing, Side]]:
    """Every side of every frontier of a way that has formalities, in order."""
    for crossing in with_formalities(route.crossings):
        for side in crossing.sides:
            yield crossing, side


def where(crossing: Crossing, side: Side) -> str | tuple[str, str, float]:
    """Where a frontier is crossed on one side: by which checkpoint, or else at which kilometre."""
    return side.checkpoint or (crossing.from_country, crossing.to_country, crossing.at_km)
