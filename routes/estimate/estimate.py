"""Estimates of routes: days and US dollars per TEU, what makes them, and the bottleneck."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from geodata.atlas import Atlas
from routes.estimate.capacity import Capacity, capacities
from routes.estimate.components import Component, components
from routes.estimate.montecarlo import SAMPLES, SEED, Portion, Spread, sample
from routes.estimate.parameters import Finder, Parameters
from routes.model import Route


class Item(NamedTuple):
    """A component of a route with what it adds to the time, in days, and to the cost, in USD."""

    component: Component
    days: Portion
    dollars: Portion


class Estimate(NamedTuple):
    """The time and cost of a route.

    From the departure of the origin to the arrival at the destination: loading at the origin,
    unloading at the end and the way by sea before it are no part of it.
    """

    time_d: Spread
    cost_usd_per_teu: Spread
    items: tuple[Item, ...]
    capacities: tuple[Capacity, ...]

    @property
    def bottleneck(self) -> Capacity | None:
        """The least published capacity on the way; ``None`` where none is known."""
        return self.capacities[0] if self.capacities else None


def estimate(
    routes: Sequence[Route],
    atlas: Atlas,
    parameters: Parameters,
    on: date,
    samples: int = SAMPLES,
    seed: int = SEED,
    *,
    detailed: bool = False,
) -> list[Estimate]:
    """Estimate routes on one date; what they share is drawn alike for all of them.

    Parameters
    ----------
    routes : sequence of Route
        Assembled for the date.
    atlas, parameters
        The ground, and the figures from `routes.estimate.reading.load_parameters`.
    on : date
        Chooses the figures, and the season.
    samples, seed, detailed
        See `routes.estimate.montecarlo.sample`.

    Returns
    -------
    list of Estimate
        One for each route: days and US dollars per TEU, as 10th, 50th and 90th percentile
        of a Monte Carlo simulation.

    Raises
    ------
    MissingParameterError
        For the first figure that is missing.
    OptionError
        For samples or a seed out of range.
    """
    finder = Finder(parameters, on)
    parts = [components(route, atlas, finder) for route in routes]
    found = []
    for route, own, drawn in zip(
        routes, parts, sample(parts, samples, seed, detailed=detailed), strict=True
    ):
        portions = zip(own, drawn.days.portions, drawn.dollars.portions, strict=True)
        found.append(
            Estimate(
                drawn.days.spread,
                drawn.dollars.spread,
                tuple(Item(*each) for each in portions),
                tuple(capacities(route, atlas, finder)),
            )
        )
    return found
