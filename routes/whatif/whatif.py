"""What if: which variants a closure breaks, where, and the best way around it for each.

A variant breaks when its route passes what is shut. The best way around is the shortest one from
its origin to its destination that keeps off everything shut; the stops between them, and what it
avoids, are the variant's choice of a way, and do not bind the way around. It is looked for within
the variant's own modes and countries first; then in any country; then by any mode: the first of
these that has a way gives it, and `Around` tells which. So a way around stays as near to what the
variant is as it can; it may be shorter than the variant, which need not be the shortest way
itself. Ways around are those that the network of the atlas has: a line that it lacks leads nobody
around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.model import Mode
from routes.assembly import assemble_stops, edition_on
from routes.comparison import compare
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError, UnlawfulError
from routes.law.blocs import bloc_km
from routes.law.comply import lawful
from routes.law.law import Law
from routes.law.protocol import protocol
from routes.law.status import status
from routes.model import Entry, Route, Status, Variant
from routes.reason import Reason
from routes.whatif.closures import Break, Closure, breaks, without


class Around(StrEnum):
    """What a way around takes."""

    OWN = "own"
    """The variant's own modes and countries."""
    COUNTRY = "country"
    """Its own modes; another country."""
    MODE = "mode"
    """Another mode, and any country."""


class Change(NamedTuple):
    """What closures do to one variant.

    ``breaks`` are the stretches that they shut, none where the variant stays as it is. ``after``
    is the variant with its best way around, or without a route where there is none: it is then
    lost, and ``cause`` tells why there is none. ``is_idle`` tells a variant that no closure can
    break, because it has no route, or none that is open to the cargo where that counts.
    """

    before: Entry
    breaks: tuple[Break, ...]
    after: Entry
    around: Around | None = None
    cause: str = ""
    is_idle: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether the variant passes anything shut."""
        return bool(self.breaks)

    @property
    def is_lost(self) -> bool:
        """Whether nothing leads around what is shut."""
        return self.is_broken and self.after.route is None


class WhatIf:
    """The variants of one date, ready for closing things.

    Parameters
    ----------
    variants : iterable of Variant
        Which ways to break.
    engine : Engine
        Built over the atlas of the law.
    law : Law
        Whose rules the states follow.
    on : date
        The network and the rights are those of this day.
    comply : bool
        Whether ways must be open to the law's cargo: a variant that is closed to it anyway does
        not break, and no way around leads where goods may not go.
    """

    def __init__(
        self,
        variants: Iterable[Variant],
        engine: Engine,
        law: Law,
        on: date,
        *,
        comply: bool = False,
    ) -> None:
        self.engine = engine
        self.law = law
        self.on = on
        self.comply = comply
        self.before = compare(
            variants, law.atlas, on, law.cargo, law.direction, lasts=False
        ).entries

    @property
    def standing(self) -> tuple[Entry, ...]:
        """The variants that a closure could break: those with a route, open where that counts."""
        return tuple(
            entry
            for entry in self.before
            if entry.route and not (self.comply and entry.status.state == "closed")
        )

    def close(self, closures: Iterable[Closure]) -> tuple[Change, ...]:
        """What closures do, all at once, to every variant, in the order of the variants."""
        shut = tuple(closures)
        standing = {entry.variant.id for entry in self.standing}
        return tuple(
            self._change(entry, shut)
            if entry.variant.id in standing
            else Change(entry, (), entry, is_idle=True)
            for entry in self.before
        )

    def _change(self, entry: Entry, closures: tuple[Closure, ...]) -> Change:
        atlas = self.law.atlas
        found = breaks(entry.route, closures, atlas) if entry.route else ()
        if entry.route is None or not found:
            return Change(entry, (), entry)
        ends = (entry.route.origin, entry.route.destination)
        shut = [end for end in ends if any(one.shuts_place(end, atlas) for one in closures)]
        if shut:
            itself = Reason.of("shut_itself", atlas, places=tuple(dict.fromkeys(shut)))
            return _lost(entry, found, itself, atlas)
        cause = Reason.of("all_shut", atlas)
        for around, conditions in self._attempts(entry.variant, closures):
            try:
                route, state = self._route(ends, conditions)
            except UnlawfulError as error:
                cause = Reason.of("shortest_closed", atlas, cause=error.cause)
            except NoRouteError:
                continue
            else:
                return Change(entry, found, self._gained(entry, route, state), around)
        return _lost(entry, found, cause, atlas)

    def _attempts(
        self, variant: Variant, closures: tuple[Closure, ...]
    ) -> Iterator[tuple[Around, Conditions]]:
        """What may be used, from the variant's own ways to any."""
        edition = edition_on(variant, self.on)
        modes, countries = frozenset(edition.modes), frozenset(edition.countries)
        tried: set[Conditions] = set()
        for around, asked in (
            (Around.OWN, Conditions(modes, countries, self.on)),
            (Around.COUNTRY, Conditions(modes, on=self.on)),
            (Around.MODE, Conditions(frozenset(Mode), on=self.on)),
        ):
            conditions = without(asked, closures)
            if conditions.modes and conditions not in tried:
                tried.add(conditions)
                yield around, conditions

    def _route(self, ends: tuple[str, str], conditions: Conditions) -> tuple[Route, Status]:
        """The shortest way, or the shortest that the law allows, with its state."""
        atlas = self.law.atlas
        # Where there is no way, the engine says so; assembling would look for the reason why.
        self.engine.path(atlas.node(ends[0]), atlas.node(ends[1]), conditions)
        if self.comply:
            return lawful(ends, self.engine, conditions, self.law)
        shortest = assemble_stops(ends, atlas, self.engine, conditions)
        return shortest, status(shortest, self.law, self.on)

    def _gained(self, entry: Entry, route: Route, state: Status) -> Entry:
        """The variant on its way around."""
        atlas, on = self.law.atlas, self.on
        return Entry(
            entry.variant,
            route,
            state,
            protocol(route, atlas, on),
            bloc_km(route, atlas, on),
        )


def _lost(entry: Entry, met: tuple[Break, ...], cause: Reason, atlas: Atlas) -> Change:
    """A variant without a way around."""
    shut = tuple(dict.fromkeys(piece.closure.name for piece in met))
    reason = Reason.of("no_way_around", atlas, ids=shut, cause=cause)
    gone = Entry(entry.variant, None, Status("closed", reason, known_to=entry.status.known_to))
    return Change(entry, met, gone, cause=cause)
