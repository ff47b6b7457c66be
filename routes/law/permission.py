"""What the rules ask of a way, and whether a country admits special cargo on it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from geodata.law import Act
from geodata.model import Mode
from routes.crossings import OFF_LAND
from routes.law.law import Law
from routes.law.protocol import sides_of
from routes.model import Crossing, Route, Side


class Way(NamedTuple):
    """What the rules ask of a route.

    ``uses`` is each country with each mode used in it, in order: a ferry uses no country, only
    its ports, a flight those of its airfields. ``sides`` are the sides of its frontiers with
    formalities, ``passed`` the checkpoints among them. ``calls`` are the countries whose ports
    its ferries call at: no permission of theirs is for ferries, but an act may close them.
    """

    uses: tuple[tuple[str, Mode], ...]
    sides: tuple[tuple[Crossing, Side], ...]
    passed: frozenset[str]
    calls: tuple[tuple[str, Mode], ...]

    @classmethod
    def of(cls, route: Route) -> Way:
        """A route as the rules see it."""
        sides = tuple(sides_of(route))
        asked = {side.country for _, side in sides}
        # The countries of a leg stand in the order in which it first meets them: it need not end
        # in the last.
        origin = route.legs[0].countries[0]
        asked |= {origin, route.crossings[-1].to_country if route.crossings else origin}
        uses: dict[tuple[str, Mode], None] = {}
        calls: dict[tuple[str, Mode], None] = {}
        for leg in route.legs:
            if leg.mode is Mode.FERRY:
                calls |= dict.fromkeys((country, leg.mode) for country in leg.countries)
            else:
                met = leg.countries if leg.mode in OFF_LAND else leg.country_km
                uses |= dict.fromkeys((country, leg.mode) for country in met if country in asked)
        passed = frozenset(side.checkpoint for _, side in sides if side.checkpoint)
        return cls(tuple(uses), sides, passed, tuple(calls))


def applies(act: Act, way: Way) -> bool:
    """Whether an act bears on a way: on a checkpoint, a country and mode, or a port of it."""
    if act.checkpoints:
        return any(
            side.checkpoint in act.checkpoints and (not act.modes or crossing.mode in act.modes)
            for crossing, side in way.sides
        )
    return any(
        (not act.countries or country in act.countries) and (not act.modes or mode in act.modes)
        for country, mode in (*way.uses, *way.calls)
    )


def admits(act: Act, mode: Mode, passed: frozenset[str] | None) -> bool:
    """Whether a permission, once in force, is one for this mode and these checkpoints."""
    return (not act.modes or mode in act.modes) and (
        not act.checkpoints or passed is None or bool(passed & set(act.checkpoints))
    )


def permits_country(
    country: str, mode: Mode, law: Law, on: date, passed: frozenset[str] | None = None
) -> bool:
    """Whether a country admits special cargo by a mode; ``passed`` ``None`` for any checkpoint."""
    return law.is_ally(country, on) or any(
        act.holds(on) and admits(act, mode, passed) for act in law.permissions(country)
    )


def permits_side(side: Side, law: Law, on: date) -> bool:
    """Whether a country admits special cargo at a checkpoint."""
    if law.is_ally(side.country, on):
        return True
    if law.exclusive(side.country, on) and side.checkpoint not in law.named(side.country, on):
        return False
    return any(
        act.holds(on) and (not act.checkpoints or side.checkpoint in act.checkpoints)
        for act in law.permissions(side.country)
    )
