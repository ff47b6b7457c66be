"""The answer of ``ndn route``: one way as an itinerary, or several side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import click

from geodata.law import Direction
from geodata.published import load_published
from ndnatlas.cli.difference import signed, signed_km
from ndnatlas.cli.itinerary import route_sources, tables
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import protocol_in_words, rules_in_words, state_in_words
from ndnatlas.cli.summary import frontiers, state_cell
from ndnatlas.cli.tables import Cell, Shown, Table
from ndnatlas.cli.words import count, day, say, share
from ndnatlas.finding import Found
from routes.alternatives import Alternative
from routes.asdict import km, law_dict, route_dict
from routes.law.law import Law
from routes.measures import MEASURES, Measure, added
from routes.model import Entry, Route
from routes.reason import Reason

# The country that the directions of the rules are told from.
AFGHANISTAN = "AF"


class Way(NamedTuple):
    """A route found, and as an entry of a comparison, with what follows from the law."""

    name: str
    found: Alternative
    entry: Entry

    @classmethod
    def of(cls, found: Found) -> list[Way]:
        """All that were found, under the name of their stops."""
        name = Reason.of("way_by_stops", found.law.atlas, stops=found.stops)
        return [cls(name, *one) for one in zip(found.ways, found.entries, strict=True)]

    def as_dict(self, best: Route) -> dict[str, Any]:
        """The way for JSON; what it adds is against the best one."""
        found, entry = self.found, self.entry
        return {
            "id": None,
            "name": self.name,
            **law_dict(entry.status, entry.protocol, entry.bloc_km),
            **route_dict(found.route),
            **added(found.route, best),
            "apart": list(found.apart),
            "shared_km": None if found.shared_km is None else km(found.shared_km),
            "shared_pct": None if found.shared is None else km(100 * found.shared),
        }


def against_direction(route: Route, law: Law) -> list[str]:
    """A note when a route leads the other way than the rules by which it is judged."""
    ends = (
        law.atlas.places[end].country == AFGHANISTAN for end in (route.origin, route.destination)
    )
    leaves, reaches = ends
    if leaves is reaches or leaves is (law.direction is Direction.FROM):
        return []
    other = Direction.FROM if leaves else Direction.TO
    word = "from" if leaves else "to"
    return [
        f"the way leads {word} Afghanistan, but the rules are those of goods {law.direction} it; "
        f"--direction {other} has those of this way"
    ]


def tell(notes: Sequence[str], settings: Settings) -> None:
    """Write notes to the standard error, unless nothing but the answer is wanted."""
    for note in () if settings.quiet else notes:
        click.echo(f"note: {note}", err=True)


def itinerary(way: Way, law: Law, on: date) -> list[Table]:
    """The tables of one way."""
    route, entry, atlas = way.found.route, way.entry, law.atlas
    title = f"{way.name}, {say('as of {day}', day=day(on))}\n"
    title += say(
        "state for {rules}: {state}",
        rules=rules_in_words(law.cargo, law.direction),
        state=state_in_words(entry.status, on),
    )
    if entry.protocol is not None:
        title += f"\n{protocol_in_words(entry.protocol)}"
    used = [*route_sources(route, atlas), *entry.status.sources]
    return tables(route, atlas, title, used, load_published(atlas), entry.bloc_km)


def side_by_side(
    ways: Sequence[Way], law: Law, on: date, wanted: int, max_shared: float
) -> list[Table]:
    """Several ways in one table, and the legs of each."""
    best = ways[0].found.route
    rows = [
        (
            str(number),
            *figures(way.found.route, best),
            None
            if way.found.shared is None
            else Shown(round(100 * way.found.shared, 3), share(way.found.shared, 0)),
            frontiers(way.found.route),
            state_cell(way.entry.status.state),
            way.entry.variant.summary,
        )
        for number, way in enumerate(ways, start=1)
    ]
    title = f"{ways[0].name}, {say('as of {day}', day=day(on))}\n"
    title += say("states for {rules}", rules=rules_in_words(law.cargo, law.direction))
    notes = [
        say(
            "shared: quoted km on the same lines as the best route, of those of the shorter of "
            "the two; no two routes share more than {share}",
            share=share(max_shared, 0),
        )
    ]
    if len(ways) < wanted:
        notes.append(
            say(
                "{routes} instead of {wanted}: no further one is that different",
                routes=count(len(ways), "route"),
                wanted=wanted,
            )
        )
    columns = ("route", *figure_headings(), "shared", "frontiers", "state", "sets it apart")
    keys = ("route", *figure_keys(), "shared_pct", "frontiers", "state", "apart")
    overview = Table(columns, rows, title, notes, keys)
    legs = [
        itinerary(
            way._replace(name=say("Route {number}: {name}", number=number, name=way.name)), law, on
        )[0]
        for number, way in enumerate(ways, start=1)
    ]
    return [overview, *legs]


def figures(route: Route | None, before: Route | None) -> tuple[Cell, ...]:
    """The quoted kilometres of a route, and what it adds to another by every measure."""
    more = added(route, before)
    km_quoted = Shown(None, "") if route is None else route.distance_km
    return (km_quoted, *(more_of(m, more[f"added_{m.key}"]) for m in MEASURES))


def figure_headings() -> tuple[str, ...]:
    """The headings of `figures`."""
    return ("quoted km", *(f"added {measure.heading}" for measure in MEASURES))


def figure_keys() -> tuple[str, ...]:
    """The names of the columns of `figures` for machines."""
    return ("distance_km", *(f"added_{measure.key}" for measure in MEASURES))


def more_of(measure: Measure, more: float | None) -> Shown:
    """What is added, with its sign; an empty cell of a column of numbers where it is unknown."""
    if more is None:
        return Shown(None, "")
    return signed(int(more)) if measure.is_whole else signed_km(more)
