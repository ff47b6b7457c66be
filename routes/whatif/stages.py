"""A closure for a period: what it does from each day to the next on which that changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from routes.engine import Engine
from routes.law.law import Law
from routes.law.timeline import network_dates
from routes.model import Route, Variant
from routes.whatif.closures import Closure, Subject
from routes.whatif.whatif import Change, WhatIf


class Stage(NamedTuple):
    """A span [since, until) in which a closure breaks the same variants, with the same ways around.

    States, and variants that do not break, are those of its first day.
    """

    since: date
    until: date | None
    closures: tuple[Closure, ...]
    changes: tuple[Change, ...]


def stages(
    close: Callable[[date], Sequence[Closure]],
    variants: Iterable[Variant],
    engine: Engine,
    law: Law,
    period: tuple[date, date | None],
    *,
    comply: bool = False,
) -> tuple[Stage, ...]:
    """What closures do to variants throughout a period, earliest first.

    Nothing changes but on a day that a record names: a line or crossing point that opens or
    closes, an edition of a variant, an act, a membership of a bloc.

    Parameters
    ----------
    close : callable
        What is closed, on a day of the period: a bloc has other members on another day.
    variants : iterable of Variant
        Which ways to break.
    engine, law
        The network, and whose rules the states follow.
    period : tuple of date
        The first day of the closure, and the day on which it ends; ``None`` for open end.
    comply : bool
        See `routes.whatif.whatif.WhatIf`.
    """
    listed = tuple(variants)
    found: list[Stage] = []
    blocs = [one.id for one in close(period[0]) if one.subject is Subject.BLOC]
    for since, until in _spans(listed, blocs, law, *period):
        closures = tuple(close(since))
        changes = WhatIf(listed, engine, law, since, comply=comply).close(closures)
        last = found[-1] if found else None
        if last is not None and list(map(_key, last.changes)) == list(map(_key, changes)):
            found[-1] = last._replace(until=until)
        else:
            found.append(Stage(since, until, closures, changes))
    return tuple(found)


def _spans(
    variants: Iterable[Variant],
    blocs: Iterable[str],
    law: Law,
    since: date,
    until: date | None,
) -> list[tuple[date, date | None]]:
    days = set(law.dates)
    for variant in variants:
        days |= network_dates(variant, law.atlas)
    for bloc in blocs:
        for member in law.atlas.blocs[bloc].memberships:
            days |= {day for day in (member.since, member.until) if day}
    inner = sorted(day for day in days if since < day and (until is None or day < until))
    return list(zip([since, *inner], [*inner, until], strict=True))


def _key(change: Change) -> Hashable:
    """What is told of a change: where the variant breaks, its way around and the state of that."""
    if not change.is_broken:
        return None
    return (
        tuple((piece.closure.id, piece.start, piece.end) for piece in change.breaks),
        change.around,
        change.after.status.state,
        *(_ids(entry.route) for entry in (change.before, change.after)),
    )


def _ids(route: Route | None) -> tuple[str, ...]:
    return tuple(run.section.id for leg in route.legs for run in leg.runs) if route else ()
