"""Days and dollars that ways around add, where ``ndn whatif`` is asked for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from geodata.atlas import Atlas
from ndnatlas.cli.estimates import Asked, ask, estimate_fields
from ndnatlas.cli.tables import Cell, Shown
from ndnatlas.cli.words import say, signed
from routes.model import Route
from routes.whatif.whatif import Change

if TYPE_CHECKING:
    from routes.estimate import Estimate, Excess, Spread


class _Kind(NamedTuple):
    """How the excess of one estimate is called and written."""

    field: str
    heading: str
    digits: int


_KINDS: Mapping[str, _Kind] = {
    "time": _Kind("time_d", "added days", 1),
    "cost": _Kind("cost_usd_per_teu", "added USD/TEU", 0),
}

ESTIMATED = tuple(kind.heading for kind in _KINDS.values())
"""The headings of all columns that estimates may add."""

PAIRED = (
    "added days and USD/TEU: 50th percentile (10th to 90th) of the way around less the variant's "
    "own; what both have is drawn alike"
)
SUMMED = "added days and USD/TEU: 50th percentiles of the ways around, summed like the kilometres"


class Estimates:
    """What closures of one date add in days and dollars: nothing where nobody asked.

    Parameters
    ----------
    asked : Asked
        Which estimates, and how they are to be made.
    changes : iterable of Change
        Those whose ways around are weighed.
    """

    def __init__(self, asked: Asked, changes: Iterable[Change], atlas: Atlas, on: date) -> None:
        self.asked = asked
        self._atlas, self._on = atlas, on
        self._kinds = [_KINDS[what] for what in asked.what]
        self._found: dict[int, Excess] = {}
        if not asked.what:
            return
        from routes.estimate import excess

        pairs: dict[int, tuple[Route, Route]] = {}
        for change in changes:
            after, before = change.after.route, change.before.route
            if change.is_broken and after and before:
                pairs[id(change)] = (after, before)
        found = excess(list(pairs.values()), atlas, *ask(asked, atlas, on))
        self._found = dict(zip(pairs, found, strict=True))

    def headings(self) -> tuple[str, ...]:
        """The headings of the columns that estimates add to a table."""
        return tuple(kind.heading for kind in self._kinds)

    def keys(self) -> tuple[str, ...]:
        """The names of these columns for machines."""
        return tuple(f"added_{kind.field}" for kind in self._kinds)

    def cells(self, change: Change) -> tuple[Cell, ...]:
        """What the way around of a change adds, empty where there is none."""
        found = self._found.get(id(change))
        if found is None:
            return tuple(Shown(None, "") for _ in self._kinds)
        return tuple(_range(getattr(found, kind.field), kind.digits) for kind in self._kinds)

    def sums(self, changes: Iterable[Change]) -> dict[str, float]:
        """What the ways around of several changes add in all, by the names of the columns.

        A quicker or cheaper one adds nothing: no closure does good.
        """
        found = [one for change in changes if (one := self._found.get(id(change)))]
        return {
            f"added_{kind.field}": round(
                sum(max(0.0, getattr(one, kind.field).p50) for one in found), 3
            )
            for kind in self._kinds
        }

    def sum_cells(self, changes: Iterable[Change]) -> tuple[Cell, ...]:
        """`sums` as the cells of a table."""
        sums = self.sums(changes).values()
        return tuple(
            Shown(more, _signed(more, kind.digits))
            for kind, more in zip(self._kinds, sums, strict=True)
        )

    def tell(self, data: dict[str, Any], changes: Sequence[Change]) -> None:
        """Add estimates to the JSON of changes: of both ways, and of what the detour adds."""
        if not self.asked.what:
            return
        from routes.estimate.asdict import spread_dict

        for when in ("before", "after"):
            entries = [getattr(change, when) for change in changes]
            found = self._estimates([entry.route for entry in entries if entry.route])
            for entry, own in zip(entries, data[when], strict=True):
                one = {own["id"]: next(found)} if entry.route else {}
                own.update(estimate_fields(self.asked, one, own["id"]))
        broken = [change for change in changes if change.is_broken]
        for change, detour in zip(broken, data["detours"], strict=True):
            more = self._found.get(id(change))
            for kind, key in zip(self._kinds, self.keys(), strict=True):
                detour[key] = spread_dict(getattr(more, kind.field)) if more else None

    def _estimates(self, routes: list[Route]) -> Iterator[Estimate]:
        from routes.estimate import estimate

        return iter(estimate(routes, self._atlas, *ask(self.asked, self._atlas, self._on)))


def _range(spread: Spread, digits: int) -> Shown:
    low, middle, high = (_signed(value, digits) for value in spread)
    return Shown(
        round(spread.p50, 3),
        say("{middle} ({low} to {high})", middle=middle, low=low, high=high),
    )


def _signed(value: float, digits: int) -> str:
    """A number more or less; nothing has no sign."""
    text = signed(value, digits)
    return text if text.strip("+-0.,") else text[1:]
