"""The states of a variant through time: intervals, each with what decides it.

Between two dates that a record names (a line or crossing point that opens or closes, an edition,
an act, a membership) nothing changes, so a route and a state are found once for each such span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.model import EARLIEST, exists
from routes.assembly import assemble, edition_on
from routes.crossings import crossings
from routes.engine import Engine
from routes.errors import NoRouteError
from routes.law.law import Law
from routes.law.permission import Way
from routes.law.status import not_built, status_of
from routes.model import Route, Status, Variant
from routes.reason import retold


class Stretch(NamedTuple):
    """A span [since, until) with the one route that the network gives a variant, or why none."""

    since: date
    until: date | None
    route: Route | NoRouteError


class Period(NamedTuple):
    """A span in which a variant had one state, for one reason, by a route of one length.

    The first has no ``since`` and the last no ``until``. ``route`` is that of its last day.
    """

    since: date | None
    until: date | None
    status: Status
    route: Route | None

    def touches(self, first: date, last: date) -> bool:
        """Whether it holds any of the days from the first to the last, both included."""
        return (self.until is None or first < self.until) and (
            self.since is None or self.since <= last
        )

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.records import period_html

        return period_html(self)


def network_dates(variant: Variant, atlas: Atlas) -> set[date]:
    """Every day on which the network that a variant may use, or its edition, changes."""
    days = {day for line in atlas.lines.values() for day in (line.opened, line.closed)}
    days |= {day for point in atlas.checkpoints.values() for day in (point.opened, point.closed)}
    days |= {day for edition in variant.editions for day in (edition.since, edition.until)}
    return {day for day in days if day is not None}


def routes_over_time(variant: Variant, atlas: Atlas, engine: Engine) -> tuple[Stretch, ...]:
    """The route of a variant in every span between two changes of the network, earliest first."""
    days = sorted(day for day in network_dates(variant, atlas) if day > EARLIEST)
    found: list[Stretch] = []
    # Backwards, because a network that has lost nothing since keeps the shortest way it has.
    for since, until in reversed(_pairs([EARLIEST, *days], None)):
        later = found[-1] if found else None
        found.append(_stretch(variant, atlas, engine, since, until, later))
    return tuple(reversed(found))


def _stretch(
    variant: Variant,
    atlas: Atlas,
    engine: Engine,
    since: date,
    until: date | None,
    later: Stretch | None,
) -> Stretch:
    if later is not None and _only_grew(variant, atlas, since, later.since):
        if isinstance(later.route, NoRouteError):
            return later._replace(since=since, until=until)
        runs = [run for leg in later.route.legs for run in leg.runs]
        if all(exists(run.section.opened, run.section.closed, since) for run in runs):
            met = crossings(runs, atlas, since)
            return Stretch(since, until, later.route._replace(crossings=met))
    try:
        return Stretch(since, until, assemble(variant, atlas, engine, since))
    except NoRouteError as error:
        return Stretch(since, until, error)


def _only_grew(variant: Variant, atlas: Atlas, before: date, after: date) -> bool:
    """Whether every line of the earlier date exists on the later, under the same edition."""
    try:
        if edition_on(variant, before) is not edition_on(variant, after):
            return False
    except NoRouteError:
        return False
    return all(
        exists(line.opened, line.closed, after)
        for line in atlas.lines.values()
        if line.closed is not None and exists(line.opened, line.closed, before)
    )


def timeline(
    variant: Variant, engine: Engine, law: Law, stretches: Sequence[Stretch] | None = None
) -> tuple[Period, ...]:
    """Every period of a variant under a law, earliest first, without gaps.

    Periods that follow each other differ in state, in the reason for it, or in the quoted
    kilometres of the route.

    Parameters
    ----------
    variant : Variant
        The way, in all its editions.
    engine : Engine
        Built over the atlas.
    law : Law
        The rules for one kind of cargo and direction.
    stretches : sequence of Stretch, optional
        The variant's routes over time, for those who have them already.

    Returns
    -------
    tuple of Period
        Half-open intervals [since, until), each with its state and reason.
    """
    periods: list[Period] = []
    if stretches is None:
        stretches = routes_over_time(variant, law.atlas, engine)
    for span in _spans(stretches, law):
        last = periods[-1] if periods else None
        if last is not None and _key(last) == _key(span):
            periods[-1] = span._replace(since=last.since)
        else:
            periods.append(span)
    first, *_ = periods
    periods[0] = first._replace(since=None)
    return tuple(
        period._replace(status=period.status._replace(since=period.since, until=period.until))
        for period in periods
    )


def _spans(stretches: Sequence[Stretch], law: Law) -> Iterator[Period]:
    """The state between any two dates that a record names."""
    dates = sorted(law.dates)
    for stretch in stretches:
        inner = [
            day
            for day in dates
            if stretch.since < day and (stretch.until is None or day < stretch.until)
        ]
        spans = _pairs([stretch.since, *inner], stretch.until)
        if isinstance(stretch.route, NoRouteError):
            cause = retold(stretch.route.cause, law.atlas)
            found = not_built(stretch.route, law)._replace(reason=cause)
            yield from (Period(since, until, found, None) for since, until in spans)
            continue
        way = Way.of(stretch.route)
        for since, until in spans:
            yield Period(since, until, status_of(way, law, since), stretch.route)


def _pairs(starts: list[date], end: date | None) -> list[tuple[date, date | None]]:
    """Spans that follow each other, the last of them up to ``end``."""
    return list(zip(starts, [*starts[1:], end], strict=True))


def _key(period: Period) -> tuple[str, str, float | None]:
    """What makes two spans one period: the state, the reason, and the length of the route.

    What is missing changes with the date; a way that is not built is one period until it is.
    """
    if period.route is None:
        return period.status.state, "", None
    return period.status.state, period.status.reason, round(period.route.distance_km, 3)


def lasting(variant: Variant, found: Status, engine: Engine, law: Law, on: date) -> Status:
    """A state with the span in which it lasted: the same state, whatever decided it."""
    since: date | None = None
    until: date | None = None
    state: str | None = None
    for period in timeline(variant, engine, law):
        if period.status.state != state:
            if period.since is not None and on < period.since:
                break
            since, state = period.since, period.status.state
        until = period.until
    return found._replace(since=since, until=until)
