"""``ndn variants``: the route variants."""

from __future__ import annotations

from typing import Any

import click

from ndnatlas.cli.options import Rules, ruled, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import last_known, rules_in_words
from ndnatlas.cli.summary import state_cell
from ndnatlas.cli.tables import Table
from ndnatlas.cli.words import day, say, translated
from routes.asdict import km
from routes.comparison import compare
from routes.model import Entry
from routes.variants import find_variants


@click.command("variants", epilog="Example: ndn variants --as-of 2012-01-01 --cargo special")
@ruled
@shared
@translated
def command(settings: Settings, rules: Rules) -> None:
    """List the route variants with their state on the date."""
    atlas = settings.atlas()
    comparison = compare(
        find_variants((), atlas), atlas, settings.as_of, rules.cargo, rules.direction, lasts=False
    )
    data = {
        "as_of": comparison.as_of.isoformat(),
        "cargo": rules.cargo.value,
        "direction": rules.direction.value,
        "variants": [_as_dict(entry) for entry in comparison.entries],
    }
    rows = [
        (
            entry.variant.id,
            state_cell(entry.status.state),
            km(entry.route.distance_km) if entry.route else None,
            entry.variant.name,
        )
        for entry in comparison.entries
    ]
    columns = ("variant", "state", "quoted km", "name")
    known = last_known(atlas.known_to.get(rules.cargo), comparison.as_of)
    whose = rules_in_words(rules.cargo, rules.direction)
    title = say(
        "Route variants as of {day}; states for {rules}", day=day(comparison.as_of), rules=whose
    )
    table = Table(
        columns,
        rows,
        f"{title}, {known}" if known else title,
        keys=("variant", "state", "distance_km", "name"),
    )
    write(settings, data, [table])


def _as_dict(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.variant.id,
        "name": entry.variant.name,
        "summary": entry.variant.summary,
        "state": entry.status.state,
        "reason": entry.status.reason,
        "records": list(entry.status.records),
        "distance_km": km(entry.route.distance_km) if entry.route else None,
        "sources": list(entry.variant.sources),
    }
