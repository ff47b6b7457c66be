"""The sheets of a comparison: legs, crossings, places, variants, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geodata.atlas import Atlas
from geodata.errors import OptionError, did_you_mean
from geodata.model import Basis
from routes.asdict import km
from routes.export import columns
from routes.export.model import (
    ATTRIBUTION,
    ATTRIBUTION_URL,
    CRS,
    LICENCE,
    LICENCE_URL,
    Document,
    Shape,
    Sheet,
    Value,
    joined,
)
from routes.export.variants_sheet import variants_sheet
from routes.model import Comparison, Crossing, Entry, Leg, Route

SHEETS = ("legs", "crossings", "places", "variants", "sources")
# Frontier points are computed on outlines of this source.
BORDERS = "natural-earth"

Row = tuple[Value, ...]


def document(
    comparison: Comparison,
    atlas: Atlas,
    *,
    colours: Sequence[str] = ("#0b5394",),
    made_by: str = "NDN Atlas",
    wanted: Iterable[str] = SHEETS,
) -> Document:
    """Everything that is exported of a comparison.

    Parameters
    ----------
    comparison : Comparison
        Variants with their routes; one without a route has a row in ``variants`` only.
    atlas : Atlas
        The ground it was made on.
    colours : sequence of str
        Colours ``#rrggbb`` that the variants take in turn.
    made_by : str
        The program's name and version.
    wanted : iterable of str
        Which of `SHEETS`; always in that order.

    Returns
    -------
    Document
        Positions are WGS 84 (EPSG:4326), kilometres end in ``_km``; units and sources are in it.

    Raises
    ------
    OptionError
        When a sheet is none of them.
    """
    chosen = set(wanted)
    for name in sorted(chosen):
        if name not in SHEETS:
            raise OptionError(f"no table {name!r}; {did_you_mean(name, SHEETS)}")
    makers = {
        "legs": _legs,
        "crossings": _crossings,
        "places": _places,
        "variants": lambda comparison, _: variants_sheet(comparison),
        "sources": _sources,
    }
    sheets = tuple(makers[name](comparison, atlas) for name in SHEETS if name in chosen)
    ids = [entry.variant.id for entry in comparison.entries]
    return Document(
        f"NDN Atlas: {', '.join(ids)} as of {comparison.as_of}",
        comparison.as_of,
        _about(comparison, atlas, made_by),
        sheets,
        {ident: colours[number % len(colours)] for number, ident in enumerate(ids)},
    )


def _about(comparison: Comparison, atlas: Atlas, made_by: str) -> dict[str, str]:
    known_to = atlas.known_to.get(comparison.cargo)
    licence = (
        f"{LICENCE}: {ATTRIBUTION}. This data is made available under the Open Database License "
        f"1.0, {LICENCE_URL}; rights in single contents under the Database Contents License 1.0."
    )
    about = {
        "made by": made_by,
        "as of": comparison.as_of.isoformat(),
        "cargo": comparison.cargo.value,
        "direction": comparison.direction.value,
        "records checked to": known_to.isoformat() if known_to else "",
        "coordinate reference system": f"{CRS}: WGS 84, longitude before latitude, in degrees",
        "units": "columns that end in _km are kilometres, _mm millimetres, _m metres, _pct per "
        "cent; dates are ISO 8601",
        "distances": "distance_km is what a practitioner would quote: tariff, published and, for "
        "want of either, measured kilometres; measured_km is the length of the drawn line",
        "licence": licence,
        "attribution": f"{ATTRIBUTION}, {ATTRIBUTION_URL}; other sources by name in each row",
    }
    if atlas.overlay is not None:
        about["own data"] = "with a user's own tables laid over the built-in ones"
    return about


def _routes(comparison: Comparison) -> Iterator[tuple[Entry, Route]]:
    for entry in comparison.entries:
        if entry.route is not None:
            yield entry, entry.route


def _legs(comparison: Comparison, atlas: Atlas) -> Sheet:
    rows: list[Row] = []
    shapes: list[Shape] = []
    for entry, route in _routes(comparison):
        done_km = 0.0
        for number, leg in enumerate(route.legs, start=1):
            done_km += leg.distance_km
            rows.append(
                (
                    entry.variant.id,
                    number,
                    leg.start,
                    atlas.places[leg.start].name,
                    leg.end,
                    atlas.places[leg.end].name,
                    leg.mode.value,
                    leg.gauge_mm,
                    km(leg.distance_km),
                    str(leg.distance_basis),
                    *(km(leg.basis_km.get(basis, 0.0)) for basis in Basis),
                    km(leg.measured_km),
                    km(done_km),
                    joined(leg.countries),
                    ", ".join(atlas.places[place].name for place in leg.via),
                    any(run.section.schematic for run in leg.runs),
                    comparison.as_of,
                    joined(leg.sources),
                )
            )
            shapes.append(leg.points)
    return Sheet("legs", "Legs", columns.LEGS, tuple(rows), "LineString", tuple(shapes))


def _crossings(comparison: Comparison, atlas: Atlas) -> Sheet:
    rows: list[Row] = []
    shapes: list[Shape] = []
    for entry, route in _routes(comparison):
        for number, crossing in enumerate(route.crossings, start=1):
            left, entered = crossing.sides
            rows.append(
                (
                    entry.variant.id,
                    number,
                    crossing.from_country,
                    crossing.to_country,
                    crossing.mode.value,
                    crossing.id,
                    crossing.name,
                    left.checkpoint,
                    entered.checkpoint,
                    left.station,
                    entered.station,
                    left.operator,
                    entered.operator,
                    left.gauge_mm,
                    entered.gauge_mm,
                    crossing.break_of_gauge,
                    crossing.customs if crossing.named else None,
                    crossing.handover,
                    km(crossing.at_km),
                    crossing.lon,
                    crossing.lat,
                    comparison.as_of,
                    joined(_crossing_sources(crossing, atlas)),
                )
            )
            shapes.append(((crossing.lon, crossing.lat),))
    return Sheet("crossings", "Frontiers", columns.CROSSINGS, tuple(rows), "Point", tuple(shapes))


def _crossing_sources(crossing: Crossing, atlas: Atlas) -> list[str]:
    ids = (crossing.id, *(side.checkpoint for side in crossing.sides))
    points = [atlas.checkpoints[ident] for ident in ids if ident is not None]
    found = [source for point in points for source in point.sources]
    return [*found, BORDERS]


def _passed(legs: Iterable[Leg]) -> Iterator[tuple[str, float]]:
    """Every place of an itinerary, once where two legs meet, with its quoted kilometre."""
    done_km = 0.0
    last = None
    for leg in legs:
        if leg.start != last:
            yield leg.start, done_km
        passed = set(leg.via)
        at_km = done_km
        for run in leg.runs[:-1]:
            at_km += run.section.distance_km
            if run.end in passed:
                yield run.end, at_km
        done_km += leg.distance_km
        yield leg.end, done_km
        last = leg.end


def _places(comparison: Comparison, atlas: Atlas) -> Sheet:
    rows: list[Row] = []
    shapes: list[Shape] = []
    for entry, route in _routes(comparison):
        for number, (ident, at_km) in enumerate(_passed(route.legs), start=1):
            place = atlas.places[ident]
            rows.append(
                (
                    entry.variant.id,
                    number,
                    place.id,
                    place.name,
                    place.kind.value,
                    place.country,
                    km(at_km),
                    place.lon,
                    place.lat,
                    place.uncertainty_m,
                    place.is_estimated,
                    place.esr,
                    place.unlocode,
                    comparison.as_of,
                    joined(place.sources),
                )
            )
            shapes.append((place.position,))
    return Sheet("places", "Places passed", columns.PLACES, tuple(rows), "Point", tuple(shapes))


def _sources(comparison: Comparison, atlas: Atlas) -> Sheet:
    """Every source that a row of the other sheets names."""
    used: dict[str, None] = {}
    others = [make(comparison, atlas) for make in (_legs, _crossings, _places)]
    for sheet in (variants_sheet(comparison), *others):
        at = sheet.column("sources")
        used |= dict.fromkeys(ident for row in sheet.rows for ident in str(row[at]).split())
    found = [atlas.sources[ident] for ident in used if ident in atlas.sources]
    return Sheet("sources", "Sources", columns.SOURCES_SHEET, tuple(tuple(one) for one in found))
