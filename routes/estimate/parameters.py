"""Parameters: figures with the things they hold for, and the one that answers a need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from geodata.errors import NdnError
from geodata.model import Mode
from routes.estimate.distributions import Distribution
from routes.estimate.quantities import Quantity
from routes.reason import NOWHERE, Reason


class Basis(StrEnum):
    """Whether a figure rests on a publication or on nobody's word but this project's."""

    SOURCED = "sourced"
    ASSUMED = "assumed"


class Side(StrEnum):
    """The side of a frontier: of the country that is left, or of the one that is entered."""

    OUT = "out"
    IN = "in"


class By(StrEnum):
    """What shares one factor: all of one mode, or those of it in one country."""

    COUNTRY = "country"
    MODE = "mode"


class MissingParameterError(NdnError, LookupError):
    """No parameter answers a need."""


class Scope(NamedTuple):
    """What a parameter holds for: all that it names; ``None`` is anything.

    ``between`` and ``modes`` are pairs in any order. Validity is [``since``, ``until``), within
    ``months`` of the year. Where no other figure is at hand, one that ``extends`` stands in for
    dates before and after.
    """

    mode: Mode | None = None
    gauge_mm: int | None = None
    country: str | None = None
    side: Side | None = None
    customs: bool | None = None
    checkpoint: str | None = None
    place: str | None = None
    between: frozenset[str] | None = None
    modes: frozenset[Mode] | None = None
    months: frozenset[int] | None = None
    since: date | None = None
    until: date | None = None
    extends: bool = True


class Parameter(NamedTuple):
    """A figure: its distribution in base units, what it holds for, and where it comes from.

    ``chance`` is that of its being felt at all; else it is zero.
    """

    id: str
    quantity: Quantity
    unit: str
    distribution: Distribution
    scope: Scope
    basis: Basis
    sources: tuple[str, ...]
    note: str
    chance: float = 1.0
    file: str = ""


class Correlation(NamedTuple):
    """How alike the draws of one quantity are: the correlation of any two normal scores."""

    quantity: Quantity
    mode: Mode | None
    by: By
    correlation: float
    basis: Basis
    note: str


class Need(NamedTuple):
    """What a figure is wanted for. ``places`` are those it may be given for."""

    quantity: Quantity
    mode: Mode | None = None
    gauge_mm: int | None = None
    country: str | None = None
    side: Side | None = None
    customs: bool | None = None
    checkpoint: str | None = None
    places: tuple[str, ...] = ()
    between: frozenset[str] | None = None
    modes: frozenset[Mode] | None = None

    def __str__(self) -> str:
        words: list[str] = []
        for field, value in zip(self._fields[1:], self[1:], strict=True):
            if isinstance(value, bool):
                words.append("with customs" if value else "without customs")
            elif isinstance(value, frozenset | tuple):
                words += [f"{field} {' '.join(sorted(map(str, value)))}"] if value else []
            elif value is not None:
                words.append(f"{field} {value}")
        return f"{self.quantity} ({', '.join(words)})"


class Choice(NamedTuple):
    """The parameter that answers a need; ``stands_in`` says why it is not quite the right one."""

    parameter: Parameter
    stands_in: str = ""


# The more a parameter says of what it holds for, the better it answers: a place says more than a
# country, and a country more than all the rest.
_WEIGHTS = {
    "checkpoint": 32, "place": 32, "between": 32, "country": 16, "side": 4, "modes": 4,
    "gauge_mm": 2, "customs": 2, "months": 1, "mode": 1,
}  # fmt: skip


class Parameters(NamedTuple):
    """All parameters by id, those of a user's own file last, and the correlations."""

    by_id: Mapping[str, Parameter]
    correlations: tuple[Correlation, ...]
    files: tuple[str, ...]

    def of(self, quantity: Quantity) -> tuple[Parameter, ...]:
        """The parameters of one quantity."""
        return tuple(one for one in self.by_id.values() if one.quantity is quantity)

    def correlation(self, quantity: Quantity, mode: Mode | None) -> Correlation | None:
        """The correlation declared for a quantity, that of the mode before that of any."""
        rules = [c for c in self.correlations if c.quantity is quantity and c.mode in (None, mode)]
        return max(rules, key=lambda c: c.mode is not None, default=None)


class Finder:
    """Finds the parameter that answers a need on one date."""

    def __init__(self, parameters: Parameters, on: date) -> None:
        self.parameters = parameters
        self.on = on
        self._of = {quantity: _best_first(parameters.of(quantity), on) for quantity in Quantity}
        self._found: dict[Need, Choice | None] = {}

    def find(self, need: Need) -> Choice | None:
        """The parameter that says most of the need, of these the one nearest in time.

        A parameter that does not hold on the date stands in only where none that says as much
        does, and the choice says so.
        """
        if need not in self._found:
            self._found[need] = self._best(need)
        return self._found[need]

    def require(self, need: Need) -> Choice:
        """`find`, where the estimate cannot do without.

        Raises
        ------
        MissingParameterError
            That names what is missing.
        """
        found = self.find(need)
        if found is None:
            files = ", ".join(self.parameters.files) or "no file"
            message = f"no parameter for {need} in {files}"
            raise MissingParameterError(f"{message}; add one of quantity {str(need.quantity)!r}")
        return found

    def _best(self, need: Need) -> Choice | None:
        for one in self._of[need.quantity]:
            if holds_for(one.scope, need, self.on):
                return Choice(one, _stands_in(one.scope, need, self.on))
        return None


def _best_first(parameters: tuple[Parameter, ...], on: date) -> list[Parameter]:
    """Those that hold on a date or stand in for it: who says most first, then who is nearest."""
    ranked = [
        (_said(one.scope), -days_off(one.scope, on), order, one)
        for order, one in enumerate(parameters)
        if one.scope.extends or not days_off(one.scope, on)
    ]
    return [one for *_, one in sorted(ranked, key=itemgetter(0, 1, 2), reverse=True)]


def holds_for(scope: Scope, need: Need, on: date) -> bool:
    """Whether all that a scope names is what is needed; its dates are left to others."""
    for field in (
        "mode",
        "gauge_mm",
        "country",
        "side",
        "customs",
        "checkpoint",
        "between",
        "modes",
    ):
        own = getattr(scope, field)
        if own is not None and own != getattr(need, field):
            return False
    if scope.place is not None and scope.place not in need.places:
        return False
    return scope.months is None or on.month in scope.months


def days_off(scope: Scope, on: date) -> int:
    """How many days a date lies outside the validity of a scope; 0 inside."""
    if scope.since is not None and on < scope.since:
        return (scope.since - on).days
    if scope.until is not None and on >= scope.until:
        return (on - scope.until).days + 1
    return 0


def _said(scope: Scope) -> int:
    return sum(weight for field, weight in _WEIGHTS.items() if getattr(scope, field) is not None)


def _stands_in(scope: Scope, need: Need, on: date) -> str:
    """Why a figure is not quite the one that is needed: of another time, or of no one country."""
    of_another_time = bool(days_off(scope, on))
    nowhere = (scope.country, scope.checkpoint, scope.place, scope.between)
    of_any_country = need.country is not None and not any(nowhere)
    if of_another_time:
        key = "figure_of_any_country" if of_any_country else "figure_of"
        return Reason.of(key, NOWHERE, validity=(scope.since, scope.until))
    return Reason.of("any_country", NOWHERE) if of_any_country else ""
