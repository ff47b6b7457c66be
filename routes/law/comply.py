"""The shortest way that the law allows: a search that goes round the sections it closes."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache

from geodata.law import Cargo, Effect
from geodata.model import Mode, Section
from routes.assembly import assemble_stops
from routes.crossings import crossings
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError, UnlawfulError
from routes.law.law import Law
from routes.law.permission import Way, applies, permits_country, permits_side
from routes.law.status import status
from routes.model import Route, Run, Status


def allowed_route(stops: Sequence[str], engine: Engine, conditions: Conditions, law: Law) -> Route:
    """The shortest route through the stops that is not closed to the cargo of a law.

    Parameters
    ----------
    stops : sequence of str
        Ids of two or more places.
    engine : Engine
        Built over the atlas of the law.
    conditions : Conditions
        What else to keep to; ``on`` must be a date.
    law : Law
        Whose rules apply.

    Raises
    ------
    UnlawfulError
        When all ways are closed, with what closes the shortest.
    NoRouteError
        When nothing joins the stops.
    """
    return lawful(stops, engine, conditions, law)[0]


def lawful(
    stops: Sequence[str], engine: Engine, conditions: Conditions, law: Law
) -> tuple[Route, Status]:
    """The route of `allowed_route`, with its state; the same arguments, the same errors."""
    on = conditions.on
    if on is None:
        raise ValueError("a route is assembled for a date")
    shortest = assemble_stops(stops, law.atlas, engine, conditions)
    found = status(shortest, law, on)
    if found.state != "closed":
        return shortest, found
    shut = conditions.avoid_sections | closed_sections(law, on)
    with suppress(NoRouteError):
        other = assemble_stops(stops, law.atlas, engine, conditions._replace(avoid_sections=shut))
        # A whole way may lack what no section of it lacks: a checkpoint that a permission names,
        # or a registered one at a frontier.
        state = status(other, law, on)
        if state.state != "closed":
            return other, state
    raise unlawful((stops[0], stops[-1]), law, on, found.reason)


def unlawful(ends: tuple[str, str], law: Law, on: date, reason: str) -> UnlawfulError:
    """The error for two places between which all ways are closed, the shortest for a reason."""
    return UnlawfulError(
        f"no way from {ends[0]} to {ends[1]} is allowed to {law.cargo} cargo "
        f"{law.direction} Afghanistan on {on}; the shortest is closed: {reason}",
        reason,
    )


@lru_cache(maxsize=8)  # a sweep asks the same laws and dates over and over
def closed_sections(law: Law, on: date) -> frozenset[str]:
    """The sections closed to the cargo and direction of a law on a date, by id.

    A section is closed when an act forbids its country, mode or checkpoint; for special cargo
    also when a country it runs in has given no permission for the mode, or does not admit goods
    at its checkpoint. A country of which a line only cuts a corner is judged as any other, so
    the answer keeps on the safe side.
    """
    return frozenset(
        section.id
        for section in law.atlas.sections.values()
        if is_closed(_way(section, law, on), law, on)
    )


def is_closed(way: Way, law: Law, on: date) -> bool:
    """Whether a piece of a way is closed on a date by what it uses and passes, taken by itself."""
    if any(applies(act, way) for act in law.acts(Effect.FORBIDS, on)):
        return True
    if law.cargo is not Cargo.SPECIAL:
        return False
    return any(not permits_country(country, mode, law, on) for country, mode in way.uses) or any(
        not permits_side(side, law, on) for _, side in way.sides
    )


def _way(section: Section, law: Law, on: date) -> Way:
    """A section as the rules see it: what it uses, and its frontiers with formalities."""
    places = law.atlas.places
    crossed = crossings([Run(section, reverse=False)], law.atlas, on)
    sides = tuple((c, side) for c in crossed if c.named for side in c.sides)
    ends = (places[section.start].country, places[section.end].country)
    uses = tuple(dict.fromkeys((country, section.mode) for country in ends))
    passed = frozenset(s.checkpoint for _, s in sides if s.checkpoint)
    if section.mode is Mode.FERRY:
        return Way((), sides, passed, calls=uses)
    return Way(uses, sides, passed, calls=())
