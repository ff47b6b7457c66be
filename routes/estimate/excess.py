"""How much more time and money one way takes than another, draw by draw.

The two are not estimated apart and then subtracted: that would count twice how uncertain the
stretches are that both run over. Every sample is of the difference itself. What both have, such as
a frontier, a ship or a price list, is drawn once and cancels out; so do the stretches of line that
both run over, wherever either is parted into legs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from geodata.atlas import Atlas
from routes.crossings import country_km
from routes.estimate.components import Component, Term, components
from routes.estimate.montecarlo import SAMPLES, SEED, Spread, sample
from routes.estimate.parameters import Finder, Parameters
from routes.model import Leg, Route, Run


class Excess(NamedTuple):
    """What one way takes more than another: days and US dollars per TEU; less is negative."""

    time_d: Spread
    cost_usd_per_teu: Spread


def excess(
    pairs: Iterable[tuple[Route, Route]],
    atlas: Atlas,
    parameters: Parameters,
    on: date,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> list[Excess]:
    """What the first route of each pair takes more than the second.

    Parameters
    ----------
    pairs : iterable of (Route, Route)
        Assembled for the date.
    atlas, parameters, on, samples, seed
        See `routes.estimate.estimate.estimate`.

    Returns
    -------
    list of Excess
        One for each pair: days and US dollars per TEU, as 10th, 50th and 90th percentile of the
        difference. Medians of differences are not quite the differences of medians.

    Raises
    ------
    MissingParameterError
        For the first figure that is missing.
    OptionError
        For samples or a seed out of range.
    """
    finder = Finder(parameters, on)
    parts = [excess_parts(route, other, atlas, finder) for route, other in pairs]
    return [
        Excess(drawn.days.spread, drawn.dollars.spread) for drawn in sample(parts, samples, seed)
    ]


def excess_parts(route: Route, other: Route, atlas: Atlas, finder: Finder) -> list[Component]:
    """The components of a route, and those of another one taken off.

    Raises
    ------
    MissingParameterError
        For the first figure that is missing.
    """
    both = _sections(route) & _sections(other)
    own, taken_off = (components(_without(way, both, atlas), atlas, finder)
                      for way in (route, other))  # fmt: skip
    return [*own, *map(_negative, taken_off)]


def _sections(route: Route) -> Counter[str]:
    return Counter(run.section.id for leg in route.legs for run in leg.runs)


def _without(route: Route, both: Counter[str], atlas: Atlas) -> Route:
    """A route whose legs have only the kilometres that are not on the sections of both."""
    left = Counter(both)
    legs = []
    for leg in route.legs:
        alone: list[Run] = []
        for run in leg.runs:
            if left[run.section.id]:
                left[run.section.id] -= 1
            else:
                alone.append(run)
        legs.append(_shortened(leg, alone, atlas))
    return route._replace(legs=tuple(legs))


def _shortened(leg: Leg, runs: Iterable[Run], atlas: Atlas) -> Leg:
    # A country keeps its place in the leg even without kilometres: it is drawn with weight 0.
    none = dict.fromkeys(leg.country_km, 0.0)
    return leg._replace(country_km=none | country_km(runs, atlas))


def _negative(part: Component) -> Component:
    """The component taken off."""

    def negative(terms: tuple[Term, ...]) -> tuple[Term, ...]:
        return tuple(term._replace(weight=-term.weight) for term in terms)

    return part._replace(hours=negative(part.hours), dollars=negative(part.dollars))
