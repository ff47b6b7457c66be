"""The columns of a sweep's table: their types, units and meanings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geodata.model import Mode
from routes.sweep.plan import Estimates


class Column(NamedTuple):
    """A column: its name, its Arrow type, what it holds. ``is_kept`` columns are never null."""

    name: str
    type: str
    meaning: str
    is_kept: bool = False


_SCENARIO = (
    Column("scenario", "int64", "number of the scenario, from 0", is_kept=True),
    Column("variant", "string", "id of the variant; null for a free way between two places"),
    Column("origin", "string", "id of the place where the way begins"),
    Column("destination", "string", "id of the place where it ends"),
    Column("closures", "string", "ids of what is shut, separated by spaces", is_kept=True),
    Column("date", "date32", "the network and the rights are those of this day", is_kept=True),
    Column("cargo", "string", "whose rules hold: commercial or special", is_kept=True),
    Column("direction", "string", "to Afghanistan, or from it", is_kept=True),
    Column("comply", "bool", "whether only ways open to the cargo were looked for", is_kept=True),
    Column("modes", "string", "modes allowed, separated by spaces; null for a variant"),
)
_ANSWER = (
    Column(
        "state", "string", "open, restricted, unused, closed or not-built; without kilometres "
        "there is no way", is_kept=True,
    ),
    Column("distance_km", "float64", "quoted kilometres"),
    Column("measured_km", "float64", "geodesic kilometres of the drawn line, on WGS 84"),
    *(Column(f"{mode}_km", "float64", f"quoted kilometres by {mode}") for mode in Mode),
    Column("crossings", "int32", "frontiers crossed"),
    Column("customs_borders", "int32", "frontiers crossed with customs"),
    Column("transshipments", "int32", "changes from one mode to another"),
    Column("breaks_of_gauge", "int32", "changes from one gauge to another by rail"),
    Column("countries", "string", "ISO 3166-1 codes in order, separated by spaces"),
    Column("broken", "bool", "whether a closure shuts the variant's own way; null for a free way"),
    Column("around", "string", "what the way around takes: own, country or mode; null for none"),
    Column("reason", "string", "what decides the state", is_kept=True),
)  # fmt: skip
_UNITS = {"time": ("d", "days"), "cost": ("usd_per_teu", "US dollars per TEU")}
_PERCENTILES = {"p10": "10th", "p50": "50th", "p90": "90th"}


def columns(estimates: Estimates | None) -> tuple[Column, ...]:
    """The columns of a table, in order; those of estimates where these are asked for."""
    return (*_SCENARIO, *_ANSWER, *(_estimated(estimates) if estimates else ()))


def _estimated(estimates: Estimates) -> Iterator[Column]:
    yield Column("parameters", "string", "file of parameters; empty for the built-in ones")
    for what in estimates.what:
        suffix, unit = _UNITS[what]
        for short, long in _PERCENTILES.items():
            yield Column(f"{what}_{short}_{suffix}", "float64", f"{long} percentile, {unit}")
    yield Column("estimate_reason", "string", "why there is no estimate of a way")
