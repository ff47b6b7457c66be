"""A route as tables for people: legs, frontiers, kilometres, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geodata.atlas import Atlas, country_name
from geodata.model import Basis
from geodata.published import Published
from ndnatlas.cli.states import blocs_table
from ndnatlas.cli.tables import Shown, Table, counted
from routes.audit import others
from routes.model import Crossing, Leg, Route

LEG_KEYS = (
    "from", "to", "mode", "gauge_mm", "distance_km", "basis", "measured_km", "at_km", "countries",
    "via",
)  # fmt: skip


def tables(
    route: Route,
    atlas: Atlas,
    title: str,
    sources: Iterable[str],
    figures: Iterable[Published],
    bloc_km: Mapping[str, float | None] | None,
) -> list[Table]:
    """The tables of an itinerary, legs first."""
    found = [
        _legs(route, atlas, title),
        crossings_table(route.crossings, "Frontiers, in the United Nations view"),
        _countries(route),
        blocs_table(route, bloc_km or {}),
        _published(route, figures),
        _sources(sources, atlas),
    ]
    return [table for table in found if table.rows]


def _published(route: Route, figures: Iterable[Published]) -> Table:
    rows = [
        (
            row.published.start,
            row.published.end,
            row.computed_km,
            row.published.km,
            row.published.source,
            row.published.note or "",
        )
        for row in others(route, figures)
    ]
    columns = ("from", "to", "quoted here km", "also published km", "source", "note")
    return Table(columns, rows, "Other published figures along the way")


def _legs(route: Route, atlas: Atlas, title: str) -> Table:
    rows = []
    done_km = 0.0
    for leg in route.legs:
        done_km += leg.distance_km
        names = [atlas.places[place].name for place in (leg.start, leg.end)]
        rows.append(
            (
                *names,
                leg.mode.value,
                leg.gauge_mm and str(leg.gauge_mm),
                quoted(leg),
                basis(leg),
                leg.measured_km,
                done_km,
                " ".join(leg.countries),
                ", ".join(atlas.places[place].name for place in leg.via),
            )
        )
    columns = (
        "from", "to", "mode", "gauge mm", "quoted km", "basis", "drawn line km", "from origin km",
        "in", "via",
    )  # fmt: skip
    parts = ", ".join(f"{km:,.1f} km {basis}" for basis, km in route.basis_km.items() if km)
    schematic = [leg for leg in route.legs if any(run.section.schematic for run in leg.runs)]
    notes = [
        f"quoted {route.distance_km:,.1f} km ({parts}); drawn line {route.measured_km:,.1f} km; "
        f"{counted(route.transshipments, 'transshipment')}, "
        f"{counted(route.breaks_of_gauge, 'break of gauge')}"
    ]
    if route.basis_km[Basis.MEASURED]:
        notes.append("~ measured on the drawn line for want of a tariff or published distance")
    guessed = [
        place for leg in route.legs for place in leg.places if atlas.places[place].is_estimated
    ]
    if guessed:
        notes.append(f"estimated positions: {', '.join(dict.fromkeys(guessed))}")
    if schematic:
        drawn = "; ".join(f"{leg.start} to {leg.end}" for leg in schematic)
        notes.append(f"drawn schematically, wholly or in part: {drawn}")
    return Table(columns, rows, title, notes, LEG_KEYS)


def quoted(leg: Leg) -> Shown:
    """The quoted kilometres of a leg, with ``~`` where any of them are only measured."""
    mark = "~" if leg.basis_km.get(Basis.MEASURED) else ""
    return Shown(leg.distance_km, f"{mark}{leg.distance_km:,.1f}")


def basis(leg: Leg) -> str:
    """The basis of a leg's kilometres; a mixed leg lists each with its share."""
    if len(leg.basis_km) == 1:
        return leg.distance_basis
    return " + ".join(f"{km:,.1f} {name}" for name, km in leg.basis_km.items())


def crossings_table(crossings: Iterable[Crossing], title: str) -> Table:
    """Crossings as a table, in order."""
    rows = [
        (
            f"{c.from_country}-{c.to_country}",
            c.name or "without a registered crossing point",
            c.mode.value,
            c.at_km,
            f"{c.lat:.3f}, {c.lon:.3f}",
            _customs(c),
            _both(side.operator for side in c.sides),
            _both(side.gauge_mm and str(side.gauge_mm) for side in c.sides),
            c.handover or "",
        )
        for c in crossings
    ]
    columns = (
        "frontier", "crossing point", "mode", "at km", "lat, lon", "customs", "railways",
        "gauge mm", "handover at",
    )  # fmt: skip
    return Table(columns, rows, title)


def _both(sides: Iterable[str | int | None]) -> str:
    """What is on either side, in travelling direction; nothing when neither side has any."""
    texts = [str(side) if side else "-" for side in sides]
    return " / ".join(texts) if set(texts) != {"-"} else ""


def _customs(crossing: Crossing) -> str:
    return "yes" if crossing.customs else "no" if crossing.named else "unknown"


def _countries(route: Route) -> Table:
    rows = [
        (country_name(code), code if len(code) == 2 else "", km, f"{km / route.distance_km:.1%}")
        for code, km in route.country_km.items()
    ]
    return Table(("country", "code", "quoted km", "share"), rows, "Kilometres by country")


def _sources(sources: Iterable[str], atlas: Atlas) -> Table:
    rows = [
        (ident, source.title, source.author, source.date, source.licence)
        for ident in dict.fromkeys(sources)
        if (source := atlas.sources.get(ident))
    ]
    return Table(("source", "title", "author", "date", "licence"), rows, "Sources")


def route_sources(route: Route, atlas: Atlas) -> list[str]:
    """Ids of every source that a route's sections, ends and checkpoints rest on."""
    used: dict[str, None] = {}
    for leg in route.legs:
        used |= dict.fromkeys(leg.sources)
        for place in leg.places:
            used |= dict.fromkeys(atlas.places[place].sources)
    for crossing in route.crossings:
        if crossing.id:
            used |= dict.fromkeys(atlas.checkpoints[crossing.id].sources)
    return [*used, "natural-earth"]
