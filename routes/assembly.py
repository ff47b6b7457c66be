"""Assembling a route: from declared stops to legs over the network of a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Any

from geodata.atlas import Atlas
from geodata.model import Basis, Mode, exists
from routes.crossings import OFF_LAND, country_km, crossings
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Edition, Leg, Route, Run, Variant
from routes.reason import NOWHERE, Reason
from routes.why_not import why_not


def edition_on(variant: Variant, on: date) -> Edition:
    """The edition of a variant that held on a date.

    Raises
    ------
    NoRouteError
        When no edition covers the date.
    """
    for edition in variant.editions:
        if exists(edition.since, edition.until, on):
            return edition
    spans = tuple((edition.since, edition.until) for edition in variant.editions)
    cause = Reason.of("declared", NOWHERE, spans=spans)
    parts: dict[str, Any] = {"variant": variant.id, "day": on, "cause": cause}
    raise NoRouteError(Reason.of("no_edition", NOWHERE, **parts), cause)


def assemble(variant: Variant, atlas: Atlas, engine: Engine, on: date) -> Route:
    """The route of a variant over the network of a date.

    Parameters
    ----------
    variant : Variant
        The declared way; its edition of the date is taken.
    atlas, engine
        The network and the engine built over it.
    on : date
        The day whose lines exist.

    Returns
    -------
    Route
        Legs, kilometres (``_km``) and crossings: the shortest way by quoted kilometres.

    Raises
    ------
    NoRouteError
        Between which two stops no way exists, and what is missing.
    """
    edition = edition_on(variant, on)
    conditions = Conditions(
        modes=frozenset(edition.modes),
        countries=frozenset(edition.countries),
        on=on,
        avoid_places=frozenset(edition.avoid),
    )
    return assemble_stops(edition.stops, atlas, engine, conditions)


def assemble_stops(
    stops: Sequence[str], atlas: Atlas, engine: Engine, conditions: Conditions
) -> Route:
    """The shortest route through the stops, in their order.

    Parameters
    ----------
    stops : sequence of str
        Ids of two or more places.
    atlas, engine
        The network and the engine built over it.
    conditions : Conditions
        Modes, countries, date and what to avoid; ``on`` must be a date.

    Returns
    -------
    Route
        Legs, kilometres (``_km``) and crossings: the shortest way by quoted kilometres.

    Raises
    ------
    NoRouteError
        Between which two stops no way exists, and what is missing.
    ValueError
        For conditions without a date.
    """
    on = conditions.on
    if on is None:
        raise ValueError("a route is assembled for a date")
    legs: list[Leg] = []
    gaps: list[NoRouteError] = []
    for start, end in pairwise(stops):
        try:
            runs = engine.path(atlas.node(start), atlas.node(end), conditions)
        except NoRouteError:
            gaps.append(why_not(start, end, atlas, engine, conditions))
            continue
        stretch = [
            _leg(tuple(group), mode, gauge_mm, atlas, engine)
            for (mode, gauge_mm), group in groupby(runs, key=_mode_and_gauge)
        ]
        if stretch:
            # A stop that a station elsewhere stands for keeps its own name in the itinerary.
            stretch[0] = stretch[0]._replace(start=start)
            stretch[-1] = stretch[-1]._replace(end=end)
        legs += stretch
    if gaps:
        # One missing line may part several stops: each reason is given once.
        raise joined(tuple(reversed({gap.cause: gap for gap in reversed(gaps)}.values())), atlas)
    if not legs:
        raise NoRouteError(Reason.of("one_place", atlas, ids=tuple(stops)))
    return _route(legs, atlas, on)


def joined(errors: Sequence[NoRouteError], atlas: Atlas) -> NoRouteError:
    """One error for the several gaps of a way."""
    if len(errors) == 1:
        return errors[0]
    lines = (line for error in errors for line in error.lines)
    return NoRouteError(
        Reason.of("joined", atlas, reasons=tuple(error.reason for error in errors)),
        Reason.of("joined", atlas, reasons=tuple(error.cause for error in errors)),
        tuple(dict.fromkeys(lines)),
    )


def _mode_and_gauge(run: Run) -> tuple[Mode, int | None]:
    return run.section.mode, run.section.gauge_mm


def _leg(
    runs: tuple[Run, ...], mode: Mode, gauge_mm: int | None, atlas: Atlas, engine: Engine
) -> Leg:
    basis_km: dict[str, float] = {}
    sources: dict[str, None] = {}
    cited: tuple[str, ...] = ()
    for run in runs:
        section = run.section
        basis_km[section.basis] = basis_km.get(section.basis, 0.0) + section.distance_km
        if section.sources is not cited:
            cited = section.sources
            sources |= dict.fromkeys(cited)
    by_country = country_km(runs, atlas)
    countries = tuple(by_country)
    if mode in OFF_LAND:
        names = (atlas.places[runs[0].start].country, atlas.places[runs[-1].end].country)
        countries = tuple(dict.fromkeys(names))
    via = tuple(run.end for run in runs[:-1] if run.end in engine.principal)
    return Leg(
        start=runs[0].start,
        end=runs[-1].end,
        mode=mode,
        gauge_mm=gauge_mm,
        runs=runs,
        distance_km=sum(basis_km.values()),
        distance_basis=max(basis_km, key=lambda basis: (basis_km[basis], basis)),
        basis_km=basis_km,
        country_km=by_country,
        measured_km=sum(run.section.measured_km for run in runs),
        countries=countries,
        via=via,
        sources=tuple(sources),
    )


def _route(legs: list[Leg], atlas: Atlas, on: date) -> Route:
    basis_km = dict.fromkeys((basis.value for basis in Basis), 0.0)
    mode_km = dict.fromkeys((mode.value for mode in Mode), 0.0)
    by_country: dict[str, float] = {}
    for leg in legs:
        mode_km[leg.mode.value] += leg.distance_km
        for totals, parts in ((basis_km, leg.basis_km), (by_country, leg.country_km)):
            for key, km in parts.items():
                totals[key] = totals.get(key, 0.0) + km
    return Route(
        legs=tuple(legs),
        crossings=crossings([run for leg in legs for run in leg.runs], atlas, on),
        distance_km=sum(leg.distance_km for leg in legs),
        measured_km=sum(leg.measured_km for leg in legs),
        basis_km=basis_km,
        mode_km=mode_km,
        country_km=by_country,
        transshipments=sum(a.mode is not b.mode for a, b in pairwise(legs)),
        breaks_of_gauge=sum(
            a.mode is b.mode is Mode.RAIL and a.gauge_mm != b.gauge_mm for a, b in pairwise(legs)
        ),
    )
