"""The shortest way that the law allows: a search that goes round the sections it closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from geodata.law import Cargo, Effect
from geodata.model import Mode, Section
from routes.assemble import assemble_stops
from routes.crossings import crossings
from routes.engine import Conditions, Engine, NoRouteError
from routes.law import Law
from routes.model import Route, Run
from routes.permission import Way, applies, permits_country, permits_side
from routes.status import status


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
    NoRouteError
        When nothing joins the stops, or with what closes the shortest way.
    """
    on = conditions.on
    if on is None:
        raise ValueError("a route is assembled for a date")
    shortest = assemble_stops(stops, law.atlas, engine, conditions)
    found = status(shortest, law, on)
    if found.state != "closed":
        return shortest
    shut = conditions.avoid_sections | closed_sections(law, on)
    open_only = conditions._replace(avoid_sections=shut)
    try:
        other = assemble_stops(stops, law.atlas, engine, open_only)
    except NoRouteError:
        pass
    else:
        # A whole way may lack what no section of it lacks: a checkpoint that a permission names,
        # or a registered one at a frontier.
        if status(other, law, on).state != "closed":
            return other
    raise NoRouteError(
        f"no way from {stops[0]} to {stops[-1]} is allowed to {law.cargo} cargo "
        f"{law.direction} Afghanistan on {on}; the shortest is closed: {found.reason}",
        found.reason,
    )


def closed_sections(law: Law, on: date) -> frozenset[str]:
    """The sections closed to the cargo and direction of a law on a date, by id.

    A section is closed when an act forbids its country, mode or checkpoint; for special cargo
    also when a country it runs in has given no permission for the mode, or does not admit goods
    at its checkpoint. A country of which a line only cuts a corner is judged as any other, so
    the answer keeps on the safe side.
    """
    return frozenset(
        section.id for section in law.atlas.sections.values() if _is_closed(section, law, on)
    )


def _is_closed(section: Section, law: Law, on: date) -> bool:
    way = _way(section, law, on)
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
