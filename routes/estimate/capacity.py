"""The bottleneck of a route: the least of the capacities that are published along it."""

from __future__ import annotations

from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.model import Mode
from routes.estimate.parameters import Finder, Need, Parameter, Scope, days_off
from routes.estimate.quantities import UNITS, Quantity
from routes.model import Route


class Capacity(NamedTuple):
    """A capacity that a route meets, in TEU a week, with the figure it was reckoned from.

    ``assumed_load`` names the load of a wagon or a TEU by which it was turned into TEU, if any.
    """

    name: str
    teu_per_week: float
    parameter: Parameter
    assumed_load: str = ""


def capacities(route: Route, atlas: Atlas, finder: Finder) -> list[Capacity]:
    """The published capacities along a route that held on the date, the least first.

    A capacity never stands in for other dates: what was built later was not there.

    Raises
    ------
    MissingParameterError
        When one is in wagons or tonnes, and there is no load to turn it into TEU.
    """
    found = []
    met = {mode: _met(route, mode) for mode in (None, *Mode)}
    crossed = {side.checkpoint for crossing in route.crossings for side in crossing.sides}
    for one in finder.parameters.of(Quantity.CAPACITY):
        name = _where(one.scope, met[one.scope.mode], crossed, atlas)
        if name is not None and not days_off(one.scope, finder.on):
            found.append(_in_teu(name, one, finder))
    return sorted(found, key=lambda capacity: (capacity.teu_per_week, capacity.parameter.id))


def _in_teu(name: str, one: Parameter, finder: Finder) -> Capacity:
    counted = UNITS[Quantity.CAPACITY][one.unit].of
    per_week = one.distribution.quantile(0.5)
    if counted == "wagon":
        load = finder.require(Need(Quantity.WAGON_LOAD)).parameter
        return Capacity(name, per_week * load.distribution.quantile(0.5), one, load.id)
    if counted == "t":
        load = finder.require(Need(Quantity.TEU_LOAD)).parameter
        return Capacity(name, per_week / load.distribution.quantile(0.5), one, load.id)
    return Capacity(name, per_week, one)


def _met(route: Route, mode: Mode | None) -> set[str]:
    """The places that a route meets by a mode, or by any: stops, and the ends of sections."""
    legs = [leg for leg in route.legs if mode in (None, leg.mode)]
    met = {end for leg in legs for end in (leg.start, leg.end)}
    for leg in legs:
        met.update(run.section.start for run in leg.runs)
        met.update(run.section.end for run in leg.runs)
    return met


def _where(scope: Scope, met: set[str], crossed: set[str | None], atlas: Atlas) -> str | None:
    """The name of the place, frontier or way that a capacity is of, if the route meets it."""
    if scope.checkpoint is not None:
        return atlas.checkpoints[scope.checkpoint].name if scope.checkpoint in crossed else None
    if scope.place is not None:
        return atlas.places[scope.place].name if scope.place in met else None
    if scope.between is not None and scope.between <= met:
        return " - ".join(atlas.places[end].name for end in sorted(scope.between))
    return None
