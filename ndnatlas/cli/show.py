"""``ndn show``: the itinerary of one variant."""

from __future__ import annotations

import click

from geodata.published import load_published
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.itinerary import route_sources, tables
from ndnatlas.cli.options import Settings, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.tables import Table
from routes.asdict import entry_dict
from routes.audit import others
from routes.compare import compare
from routes.variants import find_variants


@click.command("show", epilog="Example: ndn show south-kuryk --as-of 2018-06-01")
@click.argument("variant")
@shared
def command(settings: Settings, variant: str) -> int:
    """Show the itinerary of a variant: legs, kilometres, frontiers, handovers, sources.

    VARIANT is an id or the path of a variant file in TOML.
    """
    atlas = settings.atlas()
    comparison = compare(find_variants((variant,), atlas), atlas, settings.as_of)
    entry = comparison.entries[0]
    used = list(entry.variant.sources)
    figures = load_published(atlas)
    if entry.route:
        used += route_sources(entry.route, atlas)
    data = {
        "as_of": comparison.as_of.isoformat(),
        **entry_dict(entry),
        "summary": entry.variant.summary,
        "published": [
            {
                "from": row.published.start,
                "to": row.published.end,
                "published_km": row.published.km,
                "quoted_km": row.computed_km,
                "source": row.published.source,
                "note": row.published.note,
            }
            for row in (others(entry.route, figures) if entry.route else ())
        ],
        "sources": [atlas.sources[s]._asdict() for s in dict.fromkeys(used) if s in atlas.sources],
    }
    title = f"{entry.variant.name} ({entry.variant.id}), as of {comparison.as_of}"
    if entry.route is None:
        status = ((entry.status.state, entry.status.reason),)
        write(settings, data, [Table(("state", "reason"), status, title)])
        return NO
    title += f"\n{entry.variant.summary}" if entry.variant.summary else ""
    title += f"\nstate: {entry.status.state or 'unknown'} ({entry.status.reason})"
    write(settings, data, tables(entry.route, atlas, title, used, figures))
    return DONE
