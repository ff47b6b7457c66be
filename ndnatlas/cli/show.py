"""``ndn show``: the itinerary of one variant."""

from __future__ import annotations

import click

from geodata.published import load_published
from ndnatlas.cli.estimate_tables import estimate_tables
from ndnatlas.cli.estimates import Asked, estimate_fields, estimated, estimates
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.itinerary import route_sources, tables
from ndnatlas.cli.options import Rules, ruled, shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import protocol_in_words, rules_in_words, state_in_words
from ndnatlas.cli.summary import state_cell
from ndnatlas.cli.tables import Table
from ndnatlas.cli.words import day, say, translated
from routes.asdict import VIEW, entry_dict
from routes.audit import others
from routes.comparison import compare
from routes.variants import find_variants


@click.command("show", epilog="Example: ndn show south-kuryk --as-of 2018-06-01 --cargo special")
@click.argument("variant")
@estimated
@ruled
@shared
@translated
def command(settings: Settings, variant: str, rules: Rules, asked: Asked) -> int:
    """Show the itinerary of a variant: legs, kilometres, frontiers, handovers, sources.

    VARIANT is an id or the path of a variant file in TOML.
    """
    atlas = settings.atlas()
    comparison = compare(
        find_variants((variant,), atlas), atlas, settings.as_of, rules.cargo, rules.direction
    )
    entry = comparison.entries[0]
    found_estimates = estimates(comparison, atlas, asked, detailed=True)
    used = [*entry.variant.sources, *entry.status.sources]
    figures = load_published(atlas)
    if entry.route:
        used += route_sources(entry.route, atlas)
    data = {
        "as_of": comparison.as_of.isoformat(),
        "cargo": rules.cargo.value,
        "direction": rules.direction.value,
        "view": VIEW,
        **entry_dict(entry),
        **estimate_fields(asked, found_estimates, entry.variant.id, detailed=True),
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
    title = f"{entry.variant.name} ({entry.variant.id}), "
    title += say("as of {day}", day=day(comparison.as_of))
    state = state_in_words(entry.status, comparison.as_of)
    if entry.route is None:
        row = (state_cell(entry.status.state), state)
        write(settings, data, [Table(("state", "reason"), (row,), title)])
        return NO
    title += f"\n{entry.variant.summary}" if entry.variant.summary else ""
    whose = rules_in_words(rules.cargo, rules.direction)
    title += "\n" + say("state for {rules}: {state}", rules=whose, state=state)
    if entry.protocol is not None:
        title += f"\n{protocol_in_words(entry.protocol)}"
    found = tables(entry.route, atlas, title, used, figures, entry.bloc_km)
    for estimate in found_estimates.values():
        found += estimate_tables(asked, estimate, atlas)
    write(settings, data, found)
    return DONE
