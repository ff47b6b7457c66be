"""The types of the law: acts that open and close ways, and blocs of countries.

Intervals are half-open, [since, until): an act holds on a date when ``since <= date < until``;
``None`` means without a beginning or end on record.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from geodata.model import Mode, exists


class Cargo(StrEnum):
    """Which rules apply: those of ordinary freight, or of the transit agreements of 2008-2021.

    ``special`` is the agreements' own word for the goods they admit.
    """

    COMMERCIAL = "commercial"
    SPECIAL = "special"


class Direction(StrEnum):
    """Towards Afghanistan, or back from it."""

    TO = "to"
    FROM = "from"


class Effect(StrEnum):
    """What an act does to a way that it applies to."""

    PERMITS = "permits"
    FORBIDS = "forbids"
    RESTRICTS = "restricts"
    UNUSED = "unused"


class Act(NamedTuple):
    """An agreement, decree, closure or finding that bears on whether a way was open.

    An empty ``cargo``, ``directions``, ``modes`` or ``countries`` means every one.
    ``checkpoints`` are the border crossing points that the act names: a permission that names
    some holds at these only, a closure closes these only. An ``exclusive`` permission admits no
    other crossing of the frontiers of its countries than those that acts name. ``beneficiaries``
    are those whose goods it admits (ISO 3166-1 alpha-2, or ``NATO``). ``treaty`` joins the acts of
    one agreement and its protocols. An ``overflight`` permission does not include landing.
    ``lethal`` tells whether arms and ammunition are admitted; ``None`` where the sources do not
    say.
    """

    id: str
    title: str
    effect: Effect
    since: date | None
    until: date | None
    cargo: tuple[Cargo, ...]
    directions: tuple[Direction, ...]
    modes: tuple[Mode, ...]
    countries: tuple[str, ...]
    checkpoints: tuple[str, ...]
    exclusive: bool
    beneficiaries: tuple[str, ...]
    lethal: bool | None
    overflight: bool
    treaty: str | None
    sources: tuple[str, ...]
    note: str | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on the date."""
        return exists(self.since, self.until, on)

    def governs(self, cargo: Cargo, direction: Direction) -> bool:
        """Whether it speaks of such goods in such a direction."""
        return (not self.cargo or cargo in self.cargo) and (
            not self.directions or direction in self.directions
        )


class Membership(NamedTuple):
    """A country's time in a bloc."""

    country: str
    since: date
    until: date | None
    sources: tuple[str, ...]
    note: str | None = None


class Bloc(NamedTuple):
    """Countries joined by a treaty, each from a date on.

    From ``customs_free_since`` on there is no customs between members. Before ``known_from`` the
    sources do not tell who was a member.
    """

    id: str
    name: str
    customs_free_since: date | None
    known_from: date | None
    memberships: tuple[Membership, ...]
    sources: tuple[str, ...]
    note: str | None = None

    def members(self, on: date) -> frozenset[str] | None:
        """Its members on a date, or ``None`` where the sources do not tell."""
        if self.known_from is not None and on < self.known_from:
            return None
        return frozenset(m.country for m in self.memberships if exists(m.since, m.until, on))

    def is_customs_free(self, a: str, b: str, on: date) -> bool:
        """Whether both countries are members on the date and keep no customs between them."""
        if self.customs_free_since is None or on < self.customs_free_since:
            return False
        return {a, b} <= (self.members(on) or frozenset())
