"""``ndn timeline``: the states of variants through time, with their reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from geodata.errors import OptionError
from ndnatlas.cli.options import Day, Rules, ruled, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import last_known, rules_in_words
from ndnatlas.cli.summary import state_cell
from ndnatlas.cli.tables import Table
from ndnatlas.cli.words import day, say, translated
from routes.asdict import km, status_dict
from routes.engine import Engine
from routes.law.timeline import Period, timeline
from routes.model import Variant
from routes.variants import find_variants

# The year in which the first agreements of the network were made.
SINCE = date(2008, 1, 1)


@click.command(
    "timeline", epilog="Example: ndn timeline north south-kuryk --cargo special --lang ru"
)
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option(
    "--since",
    type=Day(),
    help=f"Leave out what ended by this day (default: {SINCE}).",
)
@ruled
@shared
@translated
def command(
    settings: Settings,
    variants: tuple[str, ...],
    since: date | None,
    rules: Rules,
) -> None:
    """Print the intervals of every state, up to the date, with the records that decide.

    An interval begins on its first day and ends before its last date. Nothing changes but on a
    date that a record names: an act, a line or crossing point that opened or closed, an edition.
    """
    if since is not None and since > settings.as_of:
        raise OptionError(f"--since {since} is after --as-of {settings.as_of}")
    first = min(since or SINCE, settings.as_of)
    atlas = settings.atlas()
    engine, law = Engine(atlas), rules.law(atlas)
    found = [
        (variant, [p for p in timeline(variant, engine, law) if p.touches(first, settings.as_of)])
        for variant in find_variants(variants, atlas)
    ]
    data = {
        "as_of": settings.as_of.isoformat(),
        "cargo": rules.cargo.value,
        "direction": rules.direction.value,
        "timelines": [_as_dict(variant, periods) for variant, periods in found],
    }
    rows = [
        (
            variant.id,
            _day(period.since),
            _day(period.until),
            state_cell(period.status.state),
            period.route.distance_km if period.route else None,
            period.status.reason,
            " ".join(period.status.records),
        )
        for variant, periods in found
        for period in periods
    ]
    columns = ("variant", "from|day", "until", "state", "quoted km", "reason", "records")
    known = last_known(atlas.known_to.get(rules.cargo), settings.as_of)
    title = say(
        "States for {rules} to {day}",
        rules=rules_in_words(rules.cargo, rules.direction),
        day=day(settings.as_of),
    )
    keys = ("variant", "from", "to", "state", "distance_km", "reason", "records")
    title = f"{title}, {known}" if known else title
    write(settings, data, [Table(columns, rows, title, keys=keys)])


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _as_dict(variant: Variant, periods: list[Period]) -> dict[str, Any]:
    return {
        "id": variant.id,
        "name": variant.name,
        "intervals": [
            {
                **status_dict(period.status),
                "distance_km": km(period.route.distance_km) if period.route else None,
            }
            for period in periods
        ],
    }
