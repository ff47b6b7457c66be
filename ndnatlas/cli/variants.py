"""``ndn variants``: the route variants."""

from __future__ import annotations

from typing import Any

import click

from ndnatlas.cli.options import Settings, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.tables import Table
from routes.asdict import km
from routes.compare import compare
from routes.model import Entry
from routes.variants import find_variants


@click.command("variants", epilog="Example: ndn variants --as-of 2012-01-01")
@shared
def command(settings: Settings) -> None:
    """List the route variants with their state on the date."""
    atlas = settings.atlas()
    comparison = compare(find_variants((), atlas), atlas, settings.as_of)
    data = {
        "as_of": comparison.as_of.isoformat(),
        "variants": [_as_dict(entry) for entry in comparison.entries],
    }
    rows = [
        (
            entry.variant.id,
            entry.status.state or "unknown",
            km(entry.route.distance_km) if entry.route else None,
            entry.variant.name,
        )
        for entry in comparison.entries
    ]
    columns = ("variant", "state", "quoted km", "name")
    title = f"Route variants as of {comparison.as_of}"
    write(
        settings,
        data,
        [Table(columns, rows, title, keys=("variant", "state", "distance_km", "name"))],
    )


def _as_dict(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.variant.id,
        "name": entry.variant.name,
        "summary": entry.variant.summary,
        "state": entry.status.state,
        "reason": entry.status.reason,
        "distance_km": km(entry.route.distance_km) if entry.route else None,
        "sources": list(entry.variant.sources),
    }
