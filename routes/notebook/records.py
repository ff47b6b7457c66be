"""Records of a journey as tables for a notebook: with the basis of kilometres, and sources.

Places, checkpoints and sources stand by their ids, which every function takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from geodata.model import Basis
from routes.law.states import state_text
from routes.notebook.fragment import Cell, Grid, fragment

if TYPE_CHECKING:
    from routes.law.timeline import Period
    from routes.model import Comparison, Crossing, Edition, Entry, Leg, Route, Status, Variant

DRAWN = "drawn line km: the geodesic length (WGS 84) of the drawn line."
BASES = "quoted km = tariff + published + measured; measured only for want of the others."
PERIODS = ("from", "until", "state", "quoted km", "reason", "sources")


def variant_html(variant: Variant) -> str:
    """A variant: its editions, each with its stops."""
    columns = ("from", "until", "stops", "modes", "countries", "not by way of")
    notes = [variant.summary] if variant.summary else []
    notes += _sources(variant.sources)
    rows = [_edition(edition) for edition in variant.editions]
    return fragment(Grid(f"{variant.name} ({variant.id})", columns, rows, notes))


def _edition(edition: Edition) -> tuple[Cell, ...]:
    return (
        _day(edition.since),
        _day(edition.until),
        ", ".join(edition.stops),
        " ".join(edition.modes),
        " ".join(edition.countries) or "any",
        ", ".join(edition.avoid),
    )


def route_html(route: Route, *more: str) -> str:
    """A route: its legs, and the frontiers that it crosses; ``more`` notes stand first."""
    bases = ", ".join(f"{km:,.1f} km {basis}" for basis, km in route.basis_km.items() if km)
    title = f"{route.origin} - {route.destination}: {route.distance_km:,.1f} km ({bases})"
    columns = (
        "leg", "from", "to", "mode", "gauge mm", "quoted km", "basis", "drawn line km", "in",
    )  # fmt: skip
    rows = [_leg(number, leg) for number, leg in enumerate(route.legs, start=1)]
    notes = [
        *more,
        f"drawn line {route.measured_km:,.1f} km; transshipments: {route.transshipments}; "
        f"breaks of gauge: {route.breaks_of_gauge}",
        *_sources(source for leg in route.legs for source in leg.sources),
    ]
    crossings = [_crossing(crossing) for crossing in route.crossings]
    heads = ("frontier", "crossing point", "mode", "at km", "customs", "handover at")
    grids = [Grid(title, columns, rows, notes)]
    if crossings:
        grids.append(Grid("Frontiers", heads, crossings))
    return fragment(*grids)


def _leg(number: int, leg: Leg) -> tuple[Cell, ...]:
    if len(leg.basis_km) == 1:
        basis = leg.distance_basis
    else:
        basis = " + ".join(f"{km:,.1f} {name}" for name, km in leg.basis_km.items())
    gauge = "" if leg.gauge_mm is None else str(leg.gauge_mm)
    countries = " ".join(leg.countries)
    return (
        *(number, leg.start, leg.end, leg.mode.value, gauge, leg.distance_km),
        *(str(basis), leg.measured_km, countries),
    )


def _crossing(crossing: Crossing) -> tuple[Cell, ...]:
    return (
        f"{crossing.from_country}-{crossing.to_country}",
        crossing.name or "without a registered crossing point",
        crossing.mode.value,
        crossing.at_km,
        "yes" if crossing.customs else "no" if crossing.named else "unknown",
        crossing.handover or "",
    )


def comparison_html(comparison: Comparison, *more: str) -> str:
    """A comparison: a row for each variant; ``more`` notes stand first."""
    columns = (
        "variant", "state", "quoted km", "tariff", "published", "measured", "drawn line km",
        "frontiers", "customs", "transfers",
    )  # fmt: skip
    rows = [_entry(entry) for entry in comparison.entries]
    entries = comparison.entries
    notes = [*more, *(f"{e.variant.id}: {e.status.reason}" for e in entries if e.route is None)]
    used = [
        source
        for entry in entries
        for sources in (entry.variant.sources, *(leg.sources for leg in _legs(entry)))
        for source in sources
    ]
    title = f"As of {comparison.as_of}, {rules_words(comparison.cargo, comparison.direction)}"
    return fragment(Grid(title, columns, rows, [*notes, f"{BASES} {DRAWN}", *_sources(used)]))


def _legs(entry: Entry) -> tuple[Leg, ...]:
    return entry.route.legs if entry.route else ()


def _entry(entry: Entry) -> tuple[Cell, ...]:
    route = entry.route
    head = (entry.variant.id, state_text(entry.status.state))
    if route is None:
        return (*head, *(None,) * 8)
    frontiers = (
        pair if crossing.named else f"[{pair}]"
        for crossing in route.crossings
        for pair in [f"{crossing.from_country}-{crossing.to_country}"]
    )
    return (
        *head,
        route.distance_km,
        *(route.basis_km.get(basis, 0.0) for basis in Basis),
        route.measured_km,
        " ".join(frontiers),
        route.customs_borders,
        route.transshipments,
    )


def period_html(period: Period) -> str:
    """One period of a variant."""
    return fragment(Grid("Period", PERIODS, [period_row(period)]))


def periods_html(periods: Mapping[str, Iterable[Period]], title: str) -> str:
    """The periods of variants, by their ids, below one another."""
    rows = [(ident, *period_row(one)) for ident, own in periods.items() for one in own]
    return fragment(Grid(title, ("variant", *PERIODS), rows, [BASES]))


def period_row(period: Period) -> tuple[Cell, ...]:
    """A period under the headings of `PERIODS`."""
    return (
        _day(period.since),
        _day(period.until),
        state_text(period.status.state),
        period.route.distance_km if period.route else None,
        period.status.reason,
        " ".join(period.status.sources),
    )


def status_words(status: Status) -> str:
    """A state with its reason and its sources."""
    sources = f" ({', '.join(status.sources)})" if status.sources else ""
    return f"{state_text(status.state)}: {status.reason}{sources}"


def rules_words(cargo: str, direction: str) -> str:
    """Whose rules the states follow."""
    return f"{cargo} cargo {direction} Afghanistan"


def _sources(ids: Iterable[str]) -> list[str]:
    used = dict.fromkeys(ids)
    return [f"Sources: {', '.join(used)}"] if used else []


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
