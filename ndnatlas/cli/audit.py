"""``ndn audit``: every published distance beside the computed one."""

from __future__ import annotations

from typing import Any

import click

from geodata.atlas import Atlas
from geodata.published import FigureKind, load_published
from ndnatlas.cli.itinerary import remark
from ndnatlas.cli.options import shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Shown, Table
from ndnatlas.cli.words import km, say, signed, translated
from routes.audit import NO_WAY, SAME, Row, Summary, audit, summarise

KEYS = (
    "from", "to", "mode", "kind", "published_km", "computed_km", "deviation_pct", "source",
    "reason",
)  # fmt: skip

# Kinds of published figures that are no distances.
ESTIMATED = ("time", "cost")


@click.command("audit", epilog="Example: ndn audit --kind transit-matrix")
@click.option(
    "--kind",
    type=click.Choice([*(kind.value for kind in FigureKind), *ESTIMATED]),
    help="Only the published figures of this kind; time and cost are set beside estimates.",
)
@shared
@translated
def command(settings: Settings, kind: str | None) -> None:
    """Set every published distance of the atlas beside what its network gives, worst first.

    The whole network is used, whatever its dates.

    A figure that a section was made of proves nothing: it is listed and counts in no summary.
    """
    if kind in ESTIMATED:
        from ndnatlas.cli.audit_estimates import write_estimates

        write_estimates(settings, kind)
        return
    atlas = settings.atlas()
    figures = load_published(atlas)
    if kind is not None:
        figures = [figure for figure in figures if figure.kind == kind]
    rows = audit(figures, atlas)
    summaries = summarise(rows)
    main = summaries.get(FigureKind(kind) if kind else FigureKind.TARIFF)
    data = {
        "rows": [_as_dict(row) for row in rows],
        "summary": _summary_dict(main),
        "summary_by_kind": {name.value: _summary_dict(s) for name, s in summaries.items()},
    }
    write(settings, data, [_rows_table(rows, atlas), _summary_table(summaries)])


def _as_dict(row: Row) -> dict[str, Any]:
    figure = row.published
    return {
        "from": figure.start,
        "to": figure.end,
        "mode": " ".join(figure.modes),
        "kind": figure.kind.value,
        "published_km": figure.km,
        "computed_km": None if row.computed_km is None else round(row.computed_km, 3),
        "deviation_pct": None if row.deviation_pct is None else round(row.deviation_pct, 3),
        "independent": row.is_independent,
        "reason": row.reason,
        "source": figure.source,
    }


def _summary_dict(summary: Summary | None) -> dict[str, Any] | None:
    if summary is None:
        return None
    return {name: round(value, 3) for name, value in summary._asdict().items()}


def _rows_table(rows: list[Row], atlas: Atlas) -> Table:
    cells = [
        (
            row.published.start,
            row.published.end,
            " ".join(map(say, row.published.modes)),
            say(row.published.kind.value),
            row.published.km,
            row.computed_km,
            Shown(row.deviation_pct, _percent(row.deviation_pct)),
            row.published.source,
            _why(row, atlas),
        )
        for row in rows
    ]
    columns = (
        "from", "to", "mode", "kind", "published km", "computed km", "deviation", "source", "why",
    )  # fmt: skip
    title = say("Published distances beside computed ones, worst first")
    return Table(columns, cells, title, keys=KEYS)


def _why(row: Row, atlas: Atlas) -> str:
    """Why the two differ, where that is known and they do."""
    if row.reason:
        return say(row.reason) if row.reason in (NO_WAY, SAME) else remark(row.reason, atlas)
    return "" if row.is_independent and not row.deviation_pct else say("not known")


def _percent(value: float | None) -> str:
    return "" if value is None else f"{signed(value, 2)} %"


def _summary_table(summaries: Any) -> Table:
    cells = [
        (
            say(kind.value),
            summary.n,
            *(f"{km(value, 2)} %" for value in summary[1:]),
        )
        for kind, summary in summaries.items()
    ]
    columns = ("kind", "n", "median", "90th percentile", "largest")
    return Table(columns, cells, say("Absolute deviation of independent rows"))
