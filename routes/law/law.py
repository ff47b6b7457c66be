"""The rules for one kind of cargo in one direction: which acts of the atlas govern it."""

from __future__ import annotations

from datetime import date

from geodata.atlas import Atlas
from geodata.law import Act, Cargo, Direction, Effect, Membership

# Whose goods the agreements of 2008-2021 admit; an act for others opens nothing to the network.
BENEFICIARIES = frozenset(("NATO", "US"))
ALLIANCE = "nato"


class Law:
    """The acts of an atlas that govern one kind of cargo in one direction.

    Parameters
    ----------
    atlas : Atlas
        Its acts and blocs.
    cargo, direction
        Whose rules apply.
    """

    def __init__(
        self, atlas: Atlas, cargo: Cargo = Cargo.COMMERCIAL, direction: Direction = Direction.TO
    ) -> None:
        self.atlas = atlas
        self.cargo = cargo
        self.direction = direction
        self._cargo_acts = tuple(
            act for act in atlas.acts.values() if not act.cargo or cargo in act.cargo
        )
        self._acts = tuple(act for act in self._cargo_acts if act.governs(cargo, direction))
        self._by_effect: dict[tuple[Effect, date], tuple[Act, ...]] = {}

    @property
    def dates(self) -> set[date]:
        """Every day on which one of its rules begins or ends to hold."""
        days = {day for act in self._cargo_acts for day in (act.since, act.until)}
        if self.cargo is Cargo.SPECIAL and ALLIANCE in self.atlas.blocs:
            members = self.atlas.blocs[ALLIANCE].memberships
            days |= {day for member in members for day in (member.since, member.until)}
        return {day for day in days if day is not None}

    def acts(self, effect: Effect, on: date) -> tuple[Act, ...]:
        """The acts of one effect in force on a date."""
        key = (effect, on)
        if key not in self._by_effect:
            self._by_effect[key] = tuple(
                act for act in self._acts if act.effect is effect and act.holds(on)
            )
        return self._by_effect[key]

    def permissions(self, country: str) -> tuple[Act, ...]:
        """The acts of any date by which a country admits special cargo that is set down there."""
        return tuple(
            act
            for act in self._acts
            if _admits_network(act) and country in act.countries and not act.overflight
        )

    def exclusive(self, country: str, on: date) -> Act | None:
        """The act in force, for whichever direction, that names a country's only crossings."""
        for act in self._cargo_acts:
            if act.exclusive and act.holds(on) and country in act.countries:
                return act
        return None

    def named(self, country: str, on: date) -> frozenset[str]:
        """The checkpoints that any permission of a country in force names, either direction's."""
        return frozenset(
            point
            for act in self._cargo_acts
            if _admits_network(act) and act.holds(on) and country in act.countries
            for point in act.checkpoints
        )

    def joins(self, country: str, on: date) -> Membership | None:
        """The membership by which a country joins the alliance after a date."""
        bloc = self.atlas.blocs.get(ALLIANCE)
        coming = (
            [m for m in bloc.memberships if m.country == country and m.since > on] if bloc else []
        )
        return min(coming, key=lambda m: m.since, default=None)

    def is_ally(self, country: str, on: date) -> bool:
        """Whether a country belongs to the alliance whose goods special cargo is."""
        bloc = self.atlas.blocs.get(ALLIANCE)
        return bloc is not None and country in (bloc.members(on) or ())


def _admits_network(act: Act) -> bool:
    """Whether it is a permission, and not one for the goods of others alone."""
    return act.effect is Effect.PERMITS and (
        not act.beneficiaries or bool(BENEFICIARIES & set(act.beneficiaries))
    )
