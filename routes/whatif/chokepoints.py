"""The chokepoints of a network: closures ranked by the damage they do to its variants."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from geodata.progress import Progress, say_nothing
from routes.measures import MEASURES
from routes.whatif.closures import Closure, Subject
from routes.whatif.search import closures_on
from routes.whatif.whatif import Around, Change, WhatIf


class Damage(NamedTuple):
    """What one closure, by itself, does to the variants: those that it breaks, in their order."""

    closure: Closure
    broken: tuple[Change, ...]

    @property
    def lost(self) -> tuple[Change, ...]:
        """The variants without a way around."""
        return tuple(change for change in self.broken if change.is_lost)

    @property
    def by_other_modes(self) -> tuple[Change, ...]:
        """The variants whose way around takes another mode."""
        return tuple(change for change in self.broken if change.around is Around.MODE)

    @property
    def added(self) -> dict[str, float]:
        """What the ways around add, over all variants that have one, by the key of each measure.

        A way around that is shorter than its variant adds nothing: no closure does good.
        """
        return {
            measure.key: round(
                sum(
                    max(0, measure.of(change.after.route) - measure.of(change.before.route))
                    for change in self.broken
                    if change.before.route and change.after.route
                ),
                3,
            )
            for measure in MEASURES
        }


def chokepoints(
    subjects: Iterable[Subject], ground: WhatIf, progress: Progress = say_nothing
) -> tuple[Damage, ...]:
    """Every closure of some kinds that breaks a variant, the most damaging first.

    Damage is how many variants are lost for want of a way around; of equals, how many kilometres
    the ways around add; then how many variants break, how many of them need another mode.

    Parameters
    ----------
    subjects : iterable of Subject
        Which kinds of thing to close, one thing at a time.
    ground : WhatIf
        The variants and the date.
    progress
        Told how far it is.
    """
    atlas, engine, on = ground.law.atlas, ground.engine, ground.on
    routes = [entry.route for entry in ground.standing if entry.route]
    every = [c for subject in subjects for c in closures_on(subject, routes, atlas, engine, on)]
    found = []
    for number, closure in enumerate(every):
        progress(f"closing {closure.name}", number / len(every))
        broken = tuple(change for change in ground.close((closure,)) if change.is_broken)
        if broken:
            found.append(Damage(closure, broken))
    return tuple(sorted(found, key=_rank))


def _rank(damage: Damage) -> tuple[float | str, ...]:
    closure = damage.closure
    counts = (len(damage.lost), damage.added["km"], len(damage.broken), len(damage.by_other_modes))
    return (*(-round(count, 3) for count in counts), closure.subject, closure.id)
