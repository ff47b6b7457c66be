"""A state in words: for whom, since when, until when, and how far the records go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import click

from geodata.law import Cargo, Direction
from ndnatlas.cli.characters import printable
from ndnatlas.cli.tables import Shown, Table
from ndnatlas.cli.words import day, km, known, say, share, span, words
from routes.model import Comparison, Protocol, Route, Status

GOODS = {Cargo.COMMERCIAL: "ordinary freight", Cargo.SPECIAL: "special cargo"}
COURSES = {Direction.TO: "towards Afghanistan", Direction.FROM: "back from Afghanistan"}


def rules_in_words(cargo: Cargo, direction: Direction) -> str:
    """Whose rules a state follows."""
    return f"{say(GOODS[cargo])} {say(COURSES[direction])}"


def last_known(known_to: date | None, on: date) -> str:
    """The day to which the records were checked, when a later one is asked for."""
    return say("as last known on {day}", day=day(known_to)) if known_to and on > known_to else ""


def state_in_words(status: Status, on: date) -> str:
    """A state with its span, its reason and its records."""
    parts = (
        say(status.state),
        span(status.since, status.until),
        last_known(status.known_to, on),
    )
    return f"{', '.join(part for part in parts if part)}: {status.reason}"


def tell_missing(comparison: Comparison) -> None:
    """Say on the standard error which variants have no route on the date, and why."""
    for entry in comparison.entries:
        if entry.route is None:
            click.echo(printable(f"{entry.variant.id}: {entry.status.reason}"), err=True)


def protocol_in_words(protocol: Protocol) -> str:
    """Compliance with the agreement on special cargo."""
    passed = ", ".join(protocol.checkpoints) or say("none")
    if protocol.complies:
        phrase = "passes the checkpoints of {agreement}: {passed}"
        return say(phrase, agreement=protocol.agreement, passed=passed)
    return say(
        "does not keep to the checkpoints of {agreement} (passes {passed}): {failed}",
        agreement=protocol.agreement,
        passed=passed,
        failed="; ".join(protocol.violations),
    )


def blocs_table(route: Route, bloc_km: Mapping[str, float | None]) -> Table:
    """Kilometres in the members of each bloc on the date."""
    rows = [
        (
            Shown(bloc, known(bloc)),
            Shown("unknown", say("unknown")) if own is None else km(own),
            "" if own is None else share(own / route.distance_km),
        )
        for bloc, own in bloc_km.items()
    ]
    code, part = route.dependence
    notes = []
    if code:
        phrase = "depends most on {country}: {share} of the quoted kilometres"
        notes.append(say(phrase, country=words().country(code), share=share(part)))
    return Table(("bloc", "quoted km", "share"), rows, say("Kilometres by bloc"), notes)
