"""A state in words: for whom, since when, until when, and how far the records go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import click

from geodata.atlas import country_name
from geodata.law import Cargo, Direction
from ndnatlas.cli.tables import Table, printable
from routes.model import Comparison, Protocol, Route, Status

GOODS = {Cargo.COMMERCIAL: "ordinary freight", Cargo.SPECIAL: "special cargo"}
COURSES = {Direction.TO: "towards Afghanistan", Direction.FROM: "back from Afghanistan"}


def rules_in_words(cargo: Cargo, direction: Direction) -> str:
    """Whose rules a state follows."""
    return f"{GOODS[cargo]} {COURSES[direction]}"


def last_known(known_to: date | None, on: date) -> str:
    """The day to which the records were checked, when a later one is asked for."""
    return f"as last known on {known_to}" if known_to and on > known_to else ""


def state_in_words(status: Status, on: date) -> str:
    """A state with its span, its reason and its records."""
    parts = (("from", status.since), ("until", status.until))
    span = " ".join(f"{word} {day}" for word, day in parts if day)
    said = ", ".join(part for part in (status.state, span, last_known(status.known_to, on)) if part)
    return f"{said}: {status.reason}"


def tell_missing(comparison: Comparison) -> None:
    """Say on the standard error which variants have no route on the date, and why."""
    for entry in comparison.entries:
        if entry.route is None:
            click.echo(printable(f"{entry.variant.id}: {entry.status.reason}"), err=True)


def protocol_in_words(protocol: Protocol) -> str:
    """Compliance with the agreement on special cargo."""
    passed = ", ".join(protocol.checkpoints) or "none"
    if protocol.complies:
        return f"passes the checkpoints of {protocol.agreement}: {passed}"
    failed = "; ".join(protocol.violations)
    return f"does not keep to the checkpoints of {protocol.agreement} (passes {passed}): {failed}"


def blocs_table(route: Route, bloc_km: Mapping[str, float | None]) -> Table:
    """Kilometres in the members of each bloc on the date."""
    rows = [
        (
            bloc,
            "unknown" if km is None else f"{km:,.1f}",
            "" if km is None else f"{km / route.distance_km:.1%}",
        )
        for bloc, km in bloc_km.items()
    ]
    code, share = route.dependence
    notes = []
    if code:
        notes.append(f"depends most on {country_name(code)}: {share:.1%} of the quoted kilometres")
    return Table(("bloc", "quoted km", "share"), rows, "Kilometres by bloc", notes)
