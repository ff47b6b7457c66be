"""A route as tables for people: legs, frontiers, kilometres, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geodata.atlas import Atlas
from geodata.model import Basis
from geodata.published import Published
from ndnatlas.cli.states import blocs_table
from ndnatlas.cli.tables import Shown, Table
from ndnatlas.cli.words import count, km, say, share, words
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
        crossings_table(route.crossings, say("Frontiers, in the United Nations view")),
        _countries(route),
        blocs_table(route, bloc_km or {}),
        _published(route, figures, atlas),
        _sources(sources, atlas),
    ]
    return [table for table in found if table.rows]


def _published(route: Route, figures: Iterable[Published], atlas: Atlas) -> Table:
    rows = [
        (
            row.published.start,
            row.published.end,
            row.computed_km,
            row.published.km,
            row.published.source,
            remark(row.published.note, atlas),
        )
        for row in others(route, figures)
    ]
    columns = ("from", "to", "quoted here km", "also published km", "source", "note")
    return Table(columns, rows, say("Other published figures along the way"))


def remark(text: str | None, atlas: Atlas) -> str:
    """A remark of the tables in the language of the atlas."""
    return atlas.remarks.get(text, text) if text else ""


def _legs(route: Route, atlas: Atlas, title: str) -> Table:
    rows = []
    done_km = 0.0
    for leg in route.legs:
        done_km += leg.distance_km
        names = [atlas.places[place].name for place in (leg.start, leg.end)]
        rows.append(
            (
                *names,
                say(leg.mode.value),
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
    parts = ", ".join(
        say("{km} km {basis}", km=km(own), basis=say(basis))
        for basis, own in route.basis_km.items()
        if own
    )
    schematic = [leg for leg in route.legs if any(run.section.schematic for run in leg.runs)]
    notes = [
        say(
            "quoted {km} km ({parts}); drawn line {drawn} km; {transshipments}, {breaks}",
            km=km(route.distance_km),
            parts=parts,
            drawn=km(route.measured_km),
            transshipments=count(route.transshipments, "transshipment"),
            breaks=count(route.breaks_of_gauge, "break of gauge"),
        )
    ]
    if route.basis_km[Basis.MEASURED]:
        notes.append(say("~ measured on the drawn line for want of a tariff or published distance"))
    guessed = [
        place for leg in route.legs for place in leg.places if atlas.places[place].is_estimated
    ]
    if guessed:
        places = ", ".join(dict.fromkeys(guessed))
        notes.append(say("estimated positions: {places}", places=places))
    if schematic:
        drawn = "; ".join(
            say("{start} to {end}", start=leg.start, end=leg.end) for leg in schematic
        )
        notes.append(say("drawn schematically, wholly or in part: {legs}", legs=drawn))
    return Table(columns, rows, title, notes, LEG_KEYS)


def quoted(leg: Leg) -> Shown:
    """The quoted kilometres of a leg, with ``~`` where any of them are only measured."""
    mark = "~" if leg.basis_km.get(Basis.MEASURED) else ""
    return Shown(leg.distance_km, f"{mark}{km(leg.distance_km)}")


def basis(leg: Leg) -> str:
    """The basis of a leg's kilometres; a mixed leg lists each with its share."""
    if len(leg.basis_km) == 1:
        return say(leg.distance_basis)
    return " + ".join(f"{km(own)} {say(name)}" for name, own in leg.basis_km.items())


def crossings_table(crossings: Iterable[Crossing], title: str) -> Table:
    """Crossings as a table, in order."""
    rows = [
        (
            f"{c.from_country}-{c.to_country}",
            c.name or say("without a registered crossing point"),
            say(c.mode.value),
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
        "frontier", "crossing point", "mode", "at km", "lat, lon", "customs|crossing", "railways",
        "gauge mm", "handover at",
    )  # fmt: skip
    return Table(columns, rows, title)


def _both(sides: Iterable[str | int | None]) -> str:
    """What is on either side, in travelling direction; nothing when neither side has any."""
    texts = [str(side) if side else "-" for side in sides]
    return " / ".join(texts) if set(texts) != {"-"} else ""


def _customs(crossing: Crossing) -> str:
    return say("yes" if crossing.customs else "no" if crossing.named else "unknown")


def _countries(route: Route) -> Table:
    rows = [
        (_area(code), code if len(code) == 2 else "", own, share(own / route.distance_km))
        for code, own in route.country_km.items()
    ]
    return Table(("country", "code", "quoted km", "share"), rows, say("Kilometres by country"))


def _area(code: str) -> str:
    """A country by its name, or the sea and the air."""
    return words().country(code) if len(code) == 2 else say(f"{code}|area")


def _sources(sources: Iterable[str], atlas: Atlas) -> Table:
    rows = [
        (ident, source.title, source.author, source.date, source.licence)
        for ident in dict.fromkeys(sources)
        if (source := atlas.sources.get(ident))
    ]
    return Table(("source", "title", "author", "date", "licence"), rows, say("Sources"))


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
