"""``ndn audit --kind time`` and ``--kind cost``: published figures beside the estimates."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from ndnatlas.cli.itinerary import remark
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Cell, Shown, Table
from ndnatlas.cli.words import km, say, signed

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from routes.estimate.published import Compared

UNITS = {"time": "days", "cost": "USD/TEU"}
KEYS = (
    "id", "way", "on", "published_low", "published_high", "p10", "p50", "p90", "deviation_pct",
    "overlaps", "sources", "reason",
)  # fmt: skip


def write_estimates(settings: Settings, kind: str) -> None:
    """Write every published time or cost beside its estimate, worst first."""
    from routes.estimate import load_parameters
    from routes.estimate.published import compare_published, load_published
    from routes.variants import load_variants

    atlas = settings.atlas()
    variants = load_variants(atlas)
    figures = [one for one in load_published(atlas, variants) if one.quantity == kind]
    rows = compare_published(figures, atlas, variants, load_parameters(atlas))
    known = [row for row in rows if row.deviation_pct is not None]
    summary = {
        "n": len(known),
        "overlapping": sum(bool(row.overlaps) for row in known),
        "median_abs_pct": _median([abs(row.deviation_pct or 0.0) for row in known]),
    }
    data = {
        "kind": kind,
        "unit": UNITS[kind],
        "rows": [_as_dict(row) for row in rows],
        "summary": summary,
    }
    write(settings, data, [_table(kind, rows, summary, atlas)])


def _median(values: list[float]) -> float | None:
    return round(median(values), 3) if values else None


def _as_dict(row: Compared) -> dict[str, Any]:
    figure, spread = row.published, row.estimate
    return {
        "id": figure.id,
        "way": row.way,
        "on": figure.on.isoformat(),
        "published_low": round(figure.low, 3),
        "published_high": round(figure.high, 3),
        "p10": None if spread is None else round(spread.p10, 3),
        "p50": None if spread is None else round(spread.p50, 3),
        "p90": None if spread is None else round(spread.p90, 3),
        "deviation_pct": None if row.deviation_pct is None else round(row.deviation_pct, 3),
        "overlaps": row.overlaps,
        "sources": list(figure.sources),
        "reason": row.reason or None,
    }


def _table(kind: str, rows: list[Compared], summary: dict[str, Any], atlas: Atlas) -> Table:
    digits = 1 if kind == "time" else 0

    def number(value: float | None) -> Cell:
        return None if value is None else Shown(value, km(value, digits))

    cells: list[list[Cell]] = []
    for row in rows:
        figure, spread = row.published, row.estimate
        percentiles = tuple(spread) if spread is not None else (None, None, None)
        deviation = row.deviation_pct
        cells.append(
            [
                figure.id,
                _way(row),
                figure.on.isoformat(),
                number(figure.low),
                number(figure.high),
                *map(number, percentiles),
                Shown(deviation, "" if deviation is None else f"{signed(deviation, 0)} %"),
                "" if row.overlaps is None else say("yes" if row.overlaps else "no"),
                " ".join(figure.sources),
                _why(row, atlas),
            ]
        )
    unit = UNITS[kind]
    columns = (
        "figure", "way", "on", f"published {unit}", "to|figure", "p10", "p50", "p90", "deviation",
        "overlaps", "source", "why",
    )  # fmt: skip
    notes = [
        say(
            "{met} of {all} published figures meet the range from the 10th to the 90th percentile. "
            "Nothing was fitted to any of them.",
            met=summary["overlapping"],
            all=summary["n"],
        ),
        say("Estimates run from the departure of the origin to the arrival at the destination."),
    ]
    title = say(f"Published {kind}s beside estimates, worst first")
    return Table(columns, cells, title, notes, KEYS)


def _way(row: Compared) -> str:
    """The way, and the one over which its excess was published, where it was."""
    figure = row.published
    if figure.than is None:
        return row.way
    return say("{variant} over {other}", variant=figure.variant, other=figure.than)


def _why(row: Compared, atlas: Atlas) -> str:
    """Why the two differ, where that is known and they do."""
    from routes.estimate.published import NO_WAY

    if row.reason:
        return say(NO_WAY) if row.reason == NO_WAY else remark(row.reason, atlas)
    return "" if row.overlaps else say("not known")
