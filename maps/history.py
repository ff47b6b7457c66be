"""How variants stood through time: their routes and their states, for every kind of rule.

The page holds all of it, so that its date and its rules can be changed without a network.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from geodata.atlas import Atlas
from geodata.law import Cargo, Direction
from geodata.model import EARLIEST, exists
from routes.engine import Engine
from routes.law.law import Law
from routes.law.timeline import Period, Stretch, routes_over_time, timeline
from routes.model import Comparison, Route, Status
from routes.retelling import periods_in, route_in

Rules: TypeAlias = tuple[Cargo, Direction]

RULES: tuple[Rules, ...] = tuple((cargo, way) for cargo in Cargo for way in Direction)
"""Every kind of rule, in the order in which the page counts them."""

SINCE = date(2008, 1, 1)
"""The page's dates begin here: the year in which the first agreements of the network were made."""


class Span(NamedTuple):
    """What a variant's route was from a day on, until the next span; ``None`` for no route."""

    since: date | None
    route: Route | None


class Course(NamedTuple):
    """A variant through time: its routes, and its periods under each kind of rule."""

    spans: tuple[Span, ...]
    periods: Mapping[Rules, tuple[Period, ...]]


class History(NamedTuple):
    """The courses of a comparison's variants, in its order.

    ``known_to`` is the day to which the records for each cargo were checked.
    """

    courses: tuple[Course, ...]
    known_to: Mapping[Cargo, date | None]

    def status(self, index: int, comparison: Comparison) -> Status:
        """The status of a variant on the date and under the rules of the comparison."""
        for period in self.courses[index].periods[comparison.cargo, comparison.direction]:
            if exists(period.since, period.until, comparison.as_of):
                return period.status
        return comparison.entries[index].status


def history(comparison: Comparison, atlas: Atlas) -> History:
    """Follow every variant of a comparison through time.

    Parameters
    ----------
    comparison
        Its variants are followed; its date and rules do not matter.
    atlas
        The ground and the law.
    """
    engine = Engine(atlas)
    laws = {rules: Law(atlas, *rules) for rules in RULES}
    courses = []
    for entry in comparison.entries:
        stretches = routes_over_time(entry.variant, atlas, engine)
        periods = {
            rules: timeline(entry.variant, engine, law, stretches) for rules, law in laws.items()
        }
        courses.append(Course(_spans(stretches), periods))
    return History(tuple(courses), {cargo: atlas.known_to.get(cargo) for cargo in Cargo})


def _spans(stretches: tuple[Stretch, ...]) -> tuple[Span, ...]:
    """Stretches with equal routes joined; the first without a beginning."""
    found: list[Span] = []
    for stretch in stretches:
        route = stretch.route if isinstance(stretch.route, Route) else None
        if not found or found[-1].route != route:
            found.append(Span(stretch.since if found else None, route))
    return tuple(found)


def retold_history(past: History, atlas: Atlas) -> History:
    """The same history in the language of an atlas; in English it is told from the start."""
    if atlas.language == "en":
        return past
    courses = tuple(
        Course(
            tuple(
                span._replace(
                    route=span.route and route_in(span.route, atlas, span.since or EARLIEST)
                )
                for span in course.spans
            ),
            {rules: periods_in(periods, atlas) for rules, periods in course.periods.items()},
        )
        for course in past.courses
    )
    return past._replace(courses=courses)


def still(comparison: Comparison) -> History:
    """The one date of a comparison alone, for a page without a choice of dates."""
    rules = (comparison.cargo, comparison.direction)
    courses = [
        Course(
            (Span(None, entry.route),),
            {rules: (Period(None, None, entry.status, entry.route),)},
        )
        for entry in comparison.entries
    ]
    return History(tuple(courses), {comparison.cargo: None})


def is_still(past: History) -> bool:
    """Whether there is one date and one kind of rule only."""
    return all(len(course.periods) == 1 for course in past.courses)


def window(comparison: Comparison, past: History) -> tuple[date, date]:
    """The days that the page offers, both included: whole years around the date and the records."""
    known = [day for day in past.known_to.values() if day]
    first = min(SINCE, comparison.as_of)
    last = max([comparison.as_of, *known])
    return date(first.year, 1, 1), date(last.year, 12, 31)
