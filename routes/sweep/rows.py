"""One scenario, one row: the best way under its closures, its state, kilometres and estimates."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from geodata.atlas import Atlas
from geodata.errors import NdnError
from geodata.law import Cargo, Direction
from geodata.model import Mode
from routes.asdict import km
from routes.assembly import assemble, assemble_stops
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError, UnlawfulError
from routes.law.comply import lawful
from routes.law.law import Law
from routes.law.status import not_built, status
from routes.model import Route, Status, Variant
from routes.sweep.plan import Estimates, Scenario
from routes.whatif.closures import Closure, breaks, without
from routes.whatif.search import find_closure
from routes.whatif.whatif import WhatIf


class Found(NamedTuple):
    """What a scenario came to.

    For a variant, ``is_broken`` tells whether its own way passes what is shut, and ``around``
    what the way around it takes.
    """

    route: Route | None
    state: str
    reason: str
    is_broken: bool | None = None
    around: str | None = None


class Rows:
    """Computes rows over one atlas.

    What it remembers is bounded, so a million scenarios take no more memory than a thousand.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._engine = Engine(atlas)
        self._closure = lru_cache(2048)(self._find_closure)
        self._law = lru_cache(64)(self._make_law)
        self._whatif = lru_cache(2)(self._make_whatif)
        # The parameters of estimates turn fastest, over one and the same way.
        self._latest: tuple[Scenario, Found] | None = None

    def _find_closure(self, text: str, on: date) -> Closure:
        return find_closure(text, self.atlas, on)

    def _make_law(self, cargo: Cargo, direction: Direction, on: date) -> Law:  # noqa: ARG002  # a law remembers the acts of every date that it was asked for
        return Law(self.atlas, cargo, direction)

    def _make_whatif(
        self, variant: Variant, on: date, cargo: Cargo, direction: Direction, *, comply: bool
    ) -> WhatIf:
        law = self._law(cargo, direction, on)
        return WhatIf((variant,), self._engine, law, on, comply=comply)

    def closures(self, scenario: Scenario) -> tuple[Closure, ...]:
        """What is shut in a scenario, as it is on its date."""
        return tuple(self._closure(text, scenario.on) for text in scenario.closures)

    def find(self, scenario: Scenario) -> Found:
        """The best way of a scenario; never one through what is shut."""
        same = scenario._replace(number=0, figures=None)
        if self._latest is None or self._latest[0] != same:
            shut = self.closures(scenario)
            variant = scenario.way.variant
            found = self._free(scenario, shut) if variant is None else self._own(scenario, shut)
            if found.route is not None and breaks(found.route, shut, self.atlas):
                # A variant closed to its cargo anyway is not led around; it does not stand either.
                names = ", ".join(closure.name for closure in shut)
                found = found._replace(
                    route=None, state="closed", reason=f"shut: {names}; {found.reason}"
                )
            self._latest = same, found
        return self._latest[1]

    def _free(self, scenario: Scenario, shut: tuple[Closure, ...]) -> Found:
        """The shortest way between two places."""
        atlas, ends = self.atlas, (scenario.way.origin, scenario.way.destination)
        closed = [end for end in ends if any(one.shuts_place(end, atlas) for one in shut)]
        if closed:
            names = " and ".join(atlas.places[end].name for end in closed)
            return Found(None, "closed", f"{names} itself is shut")
        conditions = without(Conditions(frozenset(scenario.modes), on=scenario.on), shut)
        if not conditions.modes:
            return Found(None, "closed", "every mode is shut")
        law = self._law(scenario.cargo, scenario.direction, scenario.on)
        try:
            if scenario.comply:
                route, found = lawful(ends, self._engine, conditions, law)
            else:
                route = assemble_stops(ends, atlas, self._engine, conditions)
                found = status(route, law, scenario.on)
        except UnlawfulError as error:
            return Found(None, "closed", f"the shortest is closed: {error.cause}")
        except NoRouteError as error:
            state = "closed" if shut and not error.lines else "not-built"
            return Found(None, state, error.cause)
        return Found(route, found.state, found.reason)

    def _own(self, scenario: Scenario, shut: tuple[Closure, ...]) -> Found:
        """A variant as it is, or the best way around what breaks it."""
        _, way, on, cargo, direction, comply, *_ = scenario
        if way.variant is None:
            raise ValueError("a variant is needed")
        if not shut:
            return self._unbroken(way.variant, self._law(cargo, direction, on), on)
        (change,) = self._whatif(way.variant, on, cargo, direction, comply=comply).close(shut)
        state: Status = change.after.status
        return Found(
            change.after.route,
            state.state,
            state.reason,
            change.is_broken,
            change.around and change.around.value,
        )

    def _unbroken(self, variant: Variant, law: Law, on: date) -> Found:
        try:
            route = assemble(variant, self.atlas, self._engine, on)
        except NoRouteError as error:
            state = not_built(error, law)
            return Found(None, state.state, state.reason, is_broken=False)
        state = status(route, law, on)
        return Found(route, state.state, state.reason, is_broken=False)

    def row(self, scenario: Scenario, estimates: Estimates | None) -> dict[str, Any]:
        """A scenario as the columns of `routes.sweep.columns`."""
        found = self.find(scenario)
        route, variant = found.route, scenario.way.variant
        row: dict[str, Any] = {
            "scenario": scenario.number,
            "variant": variant and variant.id,
            "origin": route.origin if route else scenario.way.origin or None,
            "destination": route.destination if route else scenario.way.destination or None,
            "closures": " ".join(closure.id for closure in self.closures(scenario)),
            "date": scenario.on,
            "cargo": scenario.cargo.value,
            "direction": scenario.direction.value,
            "comply": scenario.comply,
            "modes": " ".join(scenario.modes) if variant is None else None,
            "state": found.state,
            "reason": found.reason,
            "broken": found.is_broken,
            "around": found.around,
        }
        if route is not None:
            row |= {
                "distance_km": km(route.distance_km),
                "measured_km": km(route.measured_km),
                "crossings": len(route.crossings),
                "customs_borders": route.customs_borders,
                "transshipments": route.transshipments,
                "breaks_of_gauge": route.breaks_of_gauge,
                "countries": " ".join(route.countries),
                **{f"{mode}_km": km(route.mode_km[mode]) for mode in Mode},
            }
        if estimates is not None:
            row |= self._estimated(scenario, route, estimates)
        return row

    def _estimated(
        self, scenario: Scenario, route: Route | None, estimates: Estimates
    ) -> dict[str, Any]:
        figures = scenario.figures
        if figures is None:
            raise ValueError("estimates need parameters")
        row: dict[str, Any] = {"parameters": figures.name}
        if route is None:
            return row
        from routes.estimate import estimate

        try:
            (found,) = estimate(
                [route], self.atlas, figures.parameters, scenario.on,
                estimates.samples, estimates.seed,
            )  # fmt: skip
        except NdnError as error:
            return row | {"estimate_reason": str(error)}
        for what, name in (("time", "time_d"), ("cost", "cost_usd_per_teu")):
            if what in estimates.what:
                spread = getattr(found, name)._asdict()
                head, _, unit = name.partition("_")
                row |= {f"{head}_{p}_{unit}": round(value, 3) for p, value in spread.items()}
        return row
