"""``ndn whatif``: what a closure breaks, and the best way around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from geodata.errors import OptionError
from ndnatlas.cli.drawing import require_html
from ndnatlas.cli.estimates import Asked, estimated
from ndnatlas.cli.excesses import ESTIMATED, Estimates
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import Day, Rules, comply_option, ruled, shared
from ndnatlas.cli.output import write, write_file
from ndnatlas.cli.progress import Progress
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.states import last_known
from ndnatlas.cli.tables import Table, counted, shown
from ndnatlas.cli.whatif_tables import change_table, damage_table
from ndnatlas.cli.words import count, day, say, span, translated
from routes.engine import Engine
from routes.law.law import Law
from routes.model import Comparison, Variant
from routes.variants import find_variants
from routes.whatif.asdict import changes_dict, damage_dict, stage_dict
from routes.whatif.chokepoints import Damage, chokepoints
from routes.whatif.closures import Subject
from routes.whatif.search import find_closures
from routes.whatif.stages import stages
from routes.whatif.whatif import WhatIf


class Ranking(NamedTuple):
    """How the ranking of ``--each`` is asked for."""

    each: tuple[str, ...]
    top: int | None
    page: Path | None
    asked: Asked


@click.command("whatif", epilog="Example: ndn whatif --close aktau --close RU --as-of 2018-06-01")
@click.argument("variants", nargs=-1, metavar="[VARIANT]...")
@click.option(
    "--close",
    "shut",
    multiple=True,
    metavar="X",
    help="Close a place, checkpoint, section, line, country, bloc or mode; may be repeated.",
)
@click.option(
    "--from",
    "since",
    type=Day(),
    help="The first day of the closure; without --as-of, the whole period is told, in stages.",
)
@click.option("--until", type=Day(), help="The day on which the closure ends.")
@click.option(
    "--each",
    multiple=True,
    type=click.Choice([subject.value for subject in Subject], case_sensitive=False),
    help="Close each thing of this kind alone, and rank them by the damage; may be repeated.",
)
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the N worst of --each.")
@click.option(
    "--map",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the ranking of --each as a self-contained HTML map as well.",
)
@comply_option
@estimated
@ruled
@shared
@translated
def command(  # noqa: PLR0913  # one parameter for each option
    settings: Settings,
    variants: tuple[str, ...],
    shut: tuple[str, ...],
    *,
    since: date | None,
    until: date | None,
    each: tuple[str, ...],
    top: int | None,
    page: Path | None,
    rules: Rules,
    asked: Asked,
    comply: bool,
) -> int:
    """Tell which variants a closure breaks and where, and the best way around for each.

    VARIANT is an id (see `ndn variants`) or the path of a variant file in TOML; all built-in
    variants when none is named. Everything closed is closed at once, except with --each.

    A way around leads from the variant's origin to its destination, by the variant's own modes
    and countries, or else by its modes through any country, or else by any mode. What it adds in
    days and dollars (--with) is drawn beside the variant's own: the spread is of the difference.
    """
    if bool(shut) == bool(each):
        raise OptionError("give either --close X, what to close, or --each KIND, what to rank")
    if each and (since or until):
        raise OptionError("--each ranks the closures of one day; --from and --until do not apply")
    if top and not each:
        raise OptionError("--top shortens the ranking of --each; --close has none")
    if page is not None:
        if not each:
            raise OptionError("--map shows the ranking of --each; --close has none")
        require_html(page, "--map")
    if since and until and until <= since:
        raise OptionError(f"--until: {until} is not after --from {since}")
    atlas = settings.atlas()
    law = rules.law(atlas, comply=comply)
    found = find_variants(variants, atlas)
    if each:
        return _ranking(settings, found, law, Ranking(each, top, page, asked), comply=comply)
    source = click.get_current_context().get_parameter_source("as_of")
    if (since or until) and source is ParameterSource.DEFAULT:
        if since is None:
            raise OptionError(f"--until {until}: from which day on? Give --from, or --as-of")
        return _period(settings, found, law, shut, (since, until), asked, comply=comply)
    on = settings.as_of
    holds = (since is None or since <= on) and (until is None or on < until)
    closures = find_closures(shut, atlas, on, "--close")
    changes = WhatIf(found, Engine(atlas), law, on, comply=comply).close(closures if holds else ())
    estimates = Estimates(asked, changes, atlas, on)
    data = _head(settings, law) | {
        "from": since.isoformat() if since else None,
        "to": until.isoformat() if until else None,
        **changes_dict(closures if holds else (), changes, atlas),
    }
    estimates.tell(data, changes)
    known = last_known(atlas.known_to.get(law.cargo), on)
    when = ", ".join(filter(None, (say("as of {day}", day=day(on)), known)))
    if not holds:
        when += say(", outside of the closure ({span})", span=span(since, until))
    write(settings, data, [change_table(closures, changes, law, when, estimates)])
    return DONE if any(change.is_broken for change in changes) else NO


def _period(
    settings: Settings,
    variants: list[Variant],
    law: Law,
    shut: tuple[str, ...],
    period: tuple[date, date | None],
    asked: Asked,
    *,
    comply: bool,
) -> int:
    """Write what a closure does in every stage of its period."""
    atlas = law.atlas
    found = stages(
        lambda day: find_closures(shut, atlas, day, "--close"),
        variants,
        Engine(atlas),
        law,
        period,
        comply=comply,
    )
    since, until = period
    told: list[dict[str, Any]] = []
    tables: list[Table] = []
    for stage in found:
        estimates = Estimates(asked, stage.changes, atlas, stage.since)
        told.append(stage_dict(stage, atlas))
        estimates.tell(told[-1], stage.changes)
        when = span(stage.since, stage.until)
        tables.append(change_table(stage.closures, stage.changes, law, when, estimates))
    data = _head(settings, law) | {
        "as_of": None,
        "from": since.isoformat(),
        "to": until.isoformat() if until else None,
        "stages": told,
    }
    write(settings, data, tables)
    broken = (change.is_broken for stage in found for change in stage.changes)
    return DONE if any(broken) else NO


def _ranking(
    settings: Settings,
    variants: list[Variant],
    law: Law,
    wanted: Ranking,
    *,
    comply: bool,
) -> int:
    """Write the closures of some kinds by the damage they do."""
    subjects = [Subject(kind) for kind in dict.fromkeys(wanted.each)]
    ground = WhatIf(variants, Engine(law.atlas), law, settings.as_of, comply=comply)
    with Progress(settings) as progress:
        found = chokepoints(subjects, ground, progress)[: wanted.top]
    broken = (change for damage in found for change in damage.broken)
    estimates = Estimates(wanted.asked, broken, law.atlas, settings.as_of)
    closures = [damage_dict(damage) | estimates.sums(damage.broken) for damage in found]
    data = _head(settings, law) | {"closures": closures}
    kinds = say("part_or").join(say(f"{subject}|each") for subject in subjects)
    table = damage_table(found, kinds, settings.as_of, len(ground.standing), estimates)
    write(settings, data, [table])
    if wanted.page is not None:
        _map(settings, wanted.page, found, ground, kinds, table)
    return DONE if found else NO


def _map(
    settings: Settings,
    path: Path,
    found: Sequence[Damage],
    ground: WhatIf,
    kinds: str,
    table: Table,
) -> None:
    """Write the ranking as a map; its popups tell what the table tells more than the map does."""
    from maps.chokepoints import chokepoints_html

    law = ground.law
    comparison = Comparison(ground.on, ground.before, law.cargo, law.direction)
    # Days and dollars, where they were asked for, of what has a way around.
    more = [
        [
            (say(heading)[:1].upper() + say(heading)[1:], shown(cell))
            for heading, cell in zip(table.columns, row, strict=True)
            if heading in ESTIMATED and len(damage.broken) > len(damage.lost)
        ]
        for damage, row in zip(found, table.rows, strict=True)
    ]
    scope = say(
        "Each {kinds} closed alone; {variants} to break.",
        kinds=kinds,
        variants=count(len(ground.standing), "variant"),
    )
    page = chokepoints_html(found, comparison, law.atlas, scope, more=more)
    write_file(path, page)
    if not settings.quiet:
        size = f"{path.stat().st_size / 1000:.0f} kB, {counted(len(found), 'closure')}"
        click.echo(f"wrote {path} ({size})", err=True)


def _head(settings: Settings, law: Law) -> dict[str, Any]:
    return {
        "as_of": settings.as_of.isoformat(),
        "cargo": law.cargo.value,
        "direction": law.direction.value,
    }
