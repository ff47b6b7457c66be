"""What a route's time and cost are made of: legs, waits, transfers, frontiers."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.model import Mode
from routes.estimate.parameters import By, Choice, Finder, Need, Parameter, Side
from routes.estimate.quantities import PRICES, Quantity
from routes.model import Crossing, Leg, Route
from routes.wording.language import language


class Part(StrEnum):
    """What a component is."""

    LEG = "leg"
    WAIT = "wait"
    SEASON = "season"
    TRANSFER = "transfer"
    GAUGE = "gauge"
    FRONTIER = "frontier"


class Draw(NamedTuple):
    """A random number that components share: one parameter, drawn once under its key.

    ``is_inverse`` draws are of hours a kilometre from a speed. Those of one ``factor`` are
    correlated.
    """

    key: str
    parameter: Parameter
    is_inverse: bool
    factor: str | None
    correlation: float


class Term(NamedTuple):
    """A draw times a weight: kilometres for speeds and tariffs, else 1."""

    draw: Draw
    weight: float


class Component(NamedTuple):
    """A part of a route that takes time or money: terms in hours and in USD per TEU."""

    part: Part
    name: str
    hours: tuple[Term, ...]
    dollars: tuple[Term, ...]
    choices: tuple[Choice, ...]

    @property
    def basis(self) -> str:
        """``sourced``, ``assumed``, or ``mixed`` where both kinds of figures are in it."""
        found = {choice.parameter.basis for choice in self.choices}
        return found.pop().value if len(found) == 1 else "mixed"


def components(route: Route, atlas: Atlas, finder: Finder) -> list[Component]:
    """The components of a route: legs and what is between them in order, then the frontiers.

    Raises
    ------
    MissingParameterError
        For the first figure that is missing.
    """
    maker = _Maker(atlas, finder)
    found: list[Component] = []
    for before, leg in zip((None, *route.legs), route.legs, strict=False):
        if before is not None:
            found += maker.between(before, leg)
        found += maker.leg(leg)
    found += [part for crossing in route.crossings for part in maker.frontier(crossing)]
    return found


class _Maker:
    """Makes components; a figure is looked up where it is wanted."""

    def __init__(self, atlas: Atlas, finder: Finder) -> None:
        self._atlas = atlas
        self._words = language(atlas.language)
        self._finder = finder

    def _name(self, place: str) -> str:
        return self._atlas.places[place].name

    def _draw(self, choice: Choice, key: str, need: Need) -> Draw:
        parameter = choice.parameter
        if parameter.quantity in PRICES:
            # A price list is the same wherever it holds: it is drawn once for the whole route.
            key = ""
        rule = self._finder.parameters.correlation(parameter.quantity, need.mode)
        factor, correlation = None, 0.0
        if rule is not None and rule.correlation:
            group = need.country if rule.by is By.COUNTRY else ""
            factor = f"{parameter.quantity}|{need.mode or ''}|{group or ''}"
            correlation = rule.correlation
        is_inverse = parameter.quantity is Quantity.SPEED
        return Draw(f"{parameter.id}|{key}", parameter, is_inverse, factor, correlation)

    def leg(self, leg: Leg) -> Iterator[Component]:
        """The way itself, with the wait before it and what the season adds."""
        ends = frozenset((leg.start, leg.end))
        key = f"{leg.mode}|{'|'.join(sorted(ends))}"
        name = f"{self._name(leg.start)} - {self._name(leg.end)}"
        if leg.mode is Mode.FERRY:
            yield from self._wait(leg)
        hours: list[Term] = []
        dollars: list[Term] = []
        choices: list[Choice] = []
        sailing = Need(Quantity.SAILING, leg.mode, places=(leg.start, leg.end), between=ends)
        fixed = self._finder.find(sailing)
        if fixed is not None:
            hours.append(Term(self._draw(fixed, key, sailing), 1.0))
            choices.append(fixed)
        for area, km in leg.country_km.items():
            country = area if len(area) == 2 else None
            need = Need(
                Quantity.SPEED, leg.mode, leg.gauge_mm, country,
                places=(leg.start, leg.end), between=ends,
            )  # fmt: skip
            if fixed is None:
                speed = self._finder.require(need)
                hours.append(Term(self._draw(speed, f"{key}|{area}", need), km))
                choices.append(speed)
            need = need._replace(quantity=Quantity.TARIFF)
            tariff = self._finder.require(need)
            dollars.append(Term(self._draw(tariff, area, need), km))
            choices.append(tariff)
        yield Component(Part.LEG, name, tuple(hours), tuple(dollars), tuple(choices))
        yield from self._season(leg, key, name)

    def _wait(self, leg: Leg) -> Iterator[Component]:
        need = Need(Quantity.WAITING, leg.mode, places=(leg.start,))
        choice = self._finder.require(need)
        draw = self._draw(choice, leg.start, need)
        name = self._words.say("component_wait", place=self._name(leg.start))
        yield Component(Part.WAIT, name, (Term(draw, 1.0),), (), (choice,))

    def _season(self, leg: Leg, key: str, name: str) -> Iterator[Component]:
        ends = frozenset((leg.start, leg.end))
        for country in leg.countries:
            need = Need(
                Quantity.DELAY, leg.mode, leg.gauge_mm, country, places=leg.places, between=ends
            )
            choice = self._finder.find(need)
            if choice is not None:
                draw = self._draw(choice, key, need)
                name = self._words.say("component_season", leg=name)
                yield Component(Part.SEASON, name, (Term(draw, 1.0),), (), (choice,))
                # One delay a leg, however many countries it touches.
                return

    def between(self, before: Leg, after: Leg) -> Iterator[Component]:
        """The transfer from one mode to another, or from one gauge to another."""
        place = after.start
        if before.mode is not after.mode:
            yield self._handling(
                Part.TRANSFER,
                self._words.say(
                    "component_transfer",
                    place=self._name(place),
                    before=self._words.say(f"mode_{before.mode}"),
                    after=self._words.say(f"mode_{after.mode}"),
                ),
                Need(
                    Quantity.TRANSFER,
                    places=(before.end, place),
                    modes=frozenset((before.mode, after.mode)),
                ),
                Quantity.TRANSFER_CHARGE,
            )
        elif before.mode is Mode.RAIL and before.gauge_mm != after.gauge_mm:
            yield self._handling(
                Part.GAUGE,
                self._words.say(
                    "component_gauge",
                    place=self._name(place),
                    before=before.gauge_mm,
                    after=after.gauge_mm,
                ),
                Need(Quantity.GAUGE_CHANGE, Mode.RAIL, places=(before.end, place)),
                Quantity.GAUGE_CHARGE,
            )

    def _handling(self, part: Part, name: str, need: Need, charge: Quantity) -> Component:
        place = need.places[-1]
        time = self._finder.require(need)
        priced = need._replace(quantity=charge)
        money = self._finder.require(priced)
        return Component(
            part,
            name,
            (Term(self._draw(time, place, need), 1.0),),
            (Term(self._draw(money, place, priced), 1.0),),
            (time, money),
        )

    def frontier(self, crossing: Crossing) -> Iterator[Component]:
        """The dwell and the fees on both sides; none where no crossing point is registered."""
        if not crossing.named:
            return
        hours: list[Term] = []
        dollars: list[Term] = []
        choices: list[Choice] = []
        for side, at in zip((Side.OUT, Side.IN), crossing.sides, strict=True):
            point = self._atlas.checkpoints.get(at.checkpoint or "")
            place = point and (point.place_b if point.country_b == at.country else point.place_a)
            need = Need(
                Quantity.DWELL, crossing.mode, at.gauge_mm, at.country, side, crossing.customs,
                at.checkpoint, (place,) if place else (),
            )  # fmt: skip
            key = f"{at.checkpoint}|{at.country}|{side}"
            for quantity, terms in ((Quantity.DWELL, hours), (Quantity.FEE, dollars)):
                wanted = need._replace(quantity=quantity)
                choice = self._finder.require(wanted)
                terms.append(Term(self._draw(choice, key, wanted), 1.0))
                choices.append(choice)
        name = f"{crossing.from_country}-{crossing.to_country} {crossing.name}"
        # Where the tracks differ at the frontier itself nothing is added: CPMM counts the change of
        # gauge in the time and the cost of the crossing.
        yield Component(Part.FRONTIER, name, tuple(hours), tuple(dollars), tuple(choices))
