"""Published times and costs beside the estimates; nothing is fitted to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from geodata.atlas import Atlas
from geodata.errors import Problem, did_you_mean
from geodata.model import Mode
from geodata.tables import Problems, read_toml
from routes.assembly import assemble, assemble_stops
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.estimate.components import components
from routes.estimate.excess import excess_parts
from routes.estimate.fields import nearest
from routes.estimate.montecarlo import SAMPLES, SEED, Spread, sample
from routes.estimate.parameters import Finder, Parameters
from routes.model import Route, Variant

FILE = Path(__file__).parents[1] / "data" / "estimate" / "published.toml"
KEYS = (
    "id", "quantity", "variant", "than", "stops", "modes", "on", "unit", "low", "high", "sources",
    "note",
)  # fmt: skip
# Hours are published for short ways.
UNITS = {"time": {"d": 1.0, "h": 1 / 24}, "cost": {"USD/TEU": 1.0}}

NO_WAY = "the atlas has no such way on the date"


class Published(NamedTuple):
    """A published time in days, or cost in USD per TEU, from ``low`` to ``high``.

    It is of a variant, or of the way through ``stops`` by ``modes``; an excess over the variant
    ``than``, if that is named.
    """

    id: str
    quantity: str
    variant: str | None
    than: str | None
    stops: tuple[str, ...]
    modes: tuple[Mode, ...]
    on: date
    low: float
    high: float
    sources: tuple[str, ...]
    note: str


class Compared(NamedTuple):
    """A published figure and the estimate; ``deviation_pct`` is of the medians from its middle."""

    published: Published
    way: str
    estimate: Spread | None
    deviation_pct: float | None
    overlaps: bool | None
    reason: str


def load_published(atlas: Atlas, variants: Mapping[str, Variant]) -> list[Published]:
    """The built-in published times and costs.

    Raises
    ------
    DataError
        With every fault of the file.
    """
    problems = Problems()
    found = read_published(FILE, atlas, variants, problems)
    problems.raise_if_any()
    return found


def read_published(
    path: Path, atlas: Atlas, variants: Mapping[str, Variant], problems: Problems
) -> list[Published]:
    """A file of published times and costs; faults are collected."""
    found = []
    for number, own in enumerate(read_toml(path, problems).get("published", []), start=1):
        where = f"published {own.get('id', number)}"
        faults = list(_faults(own, atlas, variants))
        problems += [Problem(path.name, where, field, message) for field, message in faults]
        if faults:
            continue
        factor = UNITS[own["quantity"]][own["unit"]]
        found.append(
            Published(
                own["id"],
                own["quantity"],
                own.get("variant"),
                own.get("than"),
                tuple(own.get("stops", ())),
                tuple(map(Mode, own.get("modes", ()))),
                own["on"],
                own["low"] * factor,
                own["high"] * factor,
                tuple(own["sources"]),
                own.get("note", ""),
            )
        )
    return found


def _faults(
    own: Mapping[str, Any], atlas: Atlas, variants: Mapping[str, Variant]
) -> Iterable[tuple[str, str]]:
    for key in own.keys() - set(KEYS):
        yield key, f"is unknown; {did_you_mean(key, KEYS)}"
    for key in {"id", "quantity", "on", "unit", "low", "high", "sources"} - own.keys():
        yield key, "is needed"
    units = UNITS.get(own.get("quantity", ""))
    if units is None:
        yield "quantity", f"is {own.get('quantity')!r}; {' or '.join(UNITS)} is expected"
    elif own.get("unit") not in units:
        yield "unit", f"is {own.get('unit')!r}; {' or '.join(units)} is expected"
    if not 0 < own.get("low", 1) <= own.get("high", 1):
        yield "low, high", f"{own['low']} to {own['high']} is no range above 0"
    if ("variant" in own) == ("stops" in own):
        yield "variant, stops", "just one of the two is needed"
    named: dict[str, tuple[Iterable[str], Collection[str]]] = {
        "variant": ([own["variant"]] if "variant" in own else [], variants),
        "than": ([own["than"]] if "than" in own else [], variants),
        "stops": (own.get("stops", ()), atlas.places),
        "sources": (own.get("sources", ()), atlas.sources),
        "modes": (own.get("modes", ()), [mode.value for mode in Mode]),
    }
    for field, (idents, known) in named.items():
        for ident in idents:
            if ident not in known:
                yield field, f"{ident!r} is unknown{nearest(ident, known)}"


def compare_published(
    figures: Iterable[Published],
    atlas: Atlas,
    variants: Mapping[str, Variant],
    parameters: Parameters,
    samples: int = SAMPLES,
    seed: int = SEED,
) -> list[Compared]:
    """Estimate every published time and cost for its own date, worst first."""
    engine = Engine(atlas)
    rows = []
    for figure in figures:
        finder = Finder(parameters, figure.on)
        way = _way(figure, atlas)
        try:
            route = _route(figure, atlas, engine, variants)
            if figure.than is None:
                parts = components(route, atlas, finder)
            else:
                other = assemble(variants[figure.than], atlas, engine, figure.on)
                parts = excess_parts(route, other, atlas, finder)
        except NoRouteError:
            rows.append(Compared(figure, way, None, None, None, NO_WAY))
            continue
        drawn = sample([parts], samples, seed)[0]
        spread = (drawn.days if figure.quantity == "time" else drawn.dollars).spread
        middle = (figure.low + figure.high) / 2
        overlaps = figure.low <= spread.p90 and spread.p10 <= figure.high
        deviation = 100 * (spread.p50 / middle - 1)
        rows.append(Compared(figure, way, spread, deviation, overlaps, figure.note))
    return sorted(rows, key=lambda row: (-abs(row.deviation_pct or 0.0), row.published.id))


def _way(figure: Published, atlas: Atlas) -> str:
    if figure.variant is None:
        return " - ".join(atlas.places[stop].name for stop in figure.stops)
    return f"{figure.variant} over {figure.than}" if figure.than else figure.variant


def _route(
    figure: Published, atlas: Atlas, engine: Engine, variants: Mapping[str, Variant]
) -> Route:
    if figure.variant is not None:
        return assemble(variants[figure.variant], atlas, engine, figure.on)
    conditions = Conditions(frozenset(figure.modes or tuple(Mode)), on=figure.on)
    return assemble_stops(figure.stops, atlas, engine, conditions)
