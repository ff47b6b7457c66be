"""The state of a way on a date: derived from the acts in force, never declared.

For ordinary freight a way is open unless an act in force says otherwise. For special cargo every
country on the way must also have given its permission: by an act, or as a member of NATO, whose
goods they are. The rules, first match first:

1. an act forbids a frontier, a country or a mode that the way uses: ``closed``;
2. special cargo lacks a permission, or passes a checkpoint that an exclusive permission does not
   name: ``closed``;
3. an act finds that a part of the way was legal and never used: ``unused``;
4. an act restricts a part of the way: ``restricted``;
5. otherwise ``open``.

Where a line cuts a corner of a country, in and out by frontiers without a registered crossing
point, there are no formalities, and the country is not asked for permission.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from geodata.law import Act, Cargo, Effect
from geodata.model import Mode
from routes.errors import NoRouteError
from routes.law.law import ALLIANCE, Law
from routes.law.permission import Way, admits, applies, permits_country, permits_side
from routes.law.protocol import where
from routes.model import Route, Status
from routes.reason import Reason, retold


def status(route: Route, law: Law, on: date) -> Status:
    """The state of a way on a date for the cargo and direction of a law.

    Parameters
    ----------
    route : Route
        Assembled over the network of the date.
    law : Law
        The rules that apply.
    on : date
        The date asked for.

    Returns
    -------
    Status
        The state, the reason, and the records that decide. The rules stand in ``docs/law.md``.
    """
    return status_of(Way.of(route), law, on)


def status_of(way: Way, law: Law, on: date) -> Status:
    """The state of what a route asks of the rules, for those who ask for many dates."""
    found = _forbidden(way, law, on)
    if found is None and law.cargo is Cargo.SPECIAL:
        found = _unpermitted(way, law, on) or _refused(way, law, on)
    if found is None:
        found = _qualified(way, law, on) or _open(way, law, on)
    return found._replace(known_to=law.atlas.known_to.get(law.cargo))


def _forbidden(way: Way, law: Law, on: date) -> Status | None:
    for act in law.acts(Effect.FORBIDS, on):
        if applies(act, way):
            return _decided("closed", act, Reason.of("act", law.atlas, act=act.id))
    return None


def _qualified(way: Way, law: Law, on: date) -> Status | None:
    for state, effect in (("unused", Effect.UNUSED), ("restricted", Effect.RESTRICTS)):
        for act in law.acts(effect, on):
            if applies(act, way):
                return _decided(state, act, Reason.of("act", law.atlas, act=act.id))
    return None


def not_built(error: NoRouteError, law: Law) -> Status:
    """The state of a way that could not be made: what is missing, by which lines."""
    lines = [law.atlas.lines[line] for line in error.lines]
    sources = tuple(dict.fromkeys(source for line in lines for source in line.sources))
    return Status(
        "not-built",
        retold(error.reason, law.atlas),
        error.lines,
        sources,
        law.atlas.known_to.get(law.cargo),
    )


def _decided(state: str, act: Act, reason: Reason) -> Status:
    return Status(state, reason, (act.id,), act.sources)


def _unpermitted(way: Way, law: Law, on: date) -> Status | None:
    """The first country and mode without a permission, with the act that decides."""
    for country, mode in way.uses:
        if not permits_country(country, mode, law, on, way.passed):
            own = [a for a in law.permissions(country) if admits(a, mode, way.passed)]
            return _lacking(country, mode, own, law, on)
    return None


def _lacking(country: str, mode: Mode, own: list[Act], law: Law, on: date) -> Status:
    """What a country lacks: its act that ended last, or else the one that begins next."""
    atlas = law.atlas
    course: dict[str, Any] = {"course": law.direction, "mode": mode, "country": country}
    ended = [act for act in own if act.until and act.until <= on]
    if ended:
        last = max(ended, key=lambda act: (act.until or date.min, act.id))
        reason = Reason.of("expired", atlas, **course, act=last.id)
        return _decided("closed", last, reason)
    coming = [act for act in own if act.since and act.since > on]
    if coming:
        first = min(coming, key=lambda act: (act.since or date.max, act.id))
        reason = Reason.of("coming", atlas, **course, act=first.id)
        return _decided("closed", first, reason)
    joins = law.joins(country, on)
    if joins is not None:
        reason = Reason.of("before_alliance", atlas, **course, day=joins.since)
        return Status("closed", reason, (ALLIANCE,), joins.sources)
    return Status("closed", Reason.of("never_admitted", atlas, **course))


def _refused(way: Way, law: Law, on: date) -> Status | None:
    """The first checkpoint at which a country does not admit special cargo."""
    for crossing, side in way.sides:
        if permits_side(side, law, on):
            continue
        met = where(crossing, side)
        only = law.exclusive(side.country, on)
        if only is not None:
            reason = Reason.of("not_listed", law.atlas, where=met, act=only.id)
            return _decided("closed", only, reason)
        parts: dict[str, Any] = {"course": law.direction, "country": side.country, "where": met}
        return Status("closed", Reason.of("refused", law.atlas, **parts))
    return None


def _open(way: Way, law: Law, on: date) -> Status:
    if law.cargo is Cargo.COMMERCIAL:
        points = (side.checkpoint for _, side in way.sides if side.checkpoint)
        sources = dict.fromkeys(s for p in points for s in law.atlas.checkpoints[p].sources)
        return Status("open", Reason.of("free", law.atlas), (), tuple(sources))
    acts: dict[str, Act] = {}
    grants: dict[tuple[str, str | None], None] = {}
    for country, mode in way.uses:
        if law.is_ally(country, on):
            grants[country, None] = None
        for act in law.permissions(country):
            if act.holds(on) and admits(act, mode, way.passed):
                acts[act.id] = act
                grants[country, act.id] = None
    sources = dict.fromkeys(source for act in acts.values() for source in act.sources)
    reason = Reason.of("admitted", law.atlas, grants=tuple(grants))
    return Status("open", reason, tuple(acts), tuple(sources))
