"""The data that the page's script works with, and its plane geometry.

Everything a reader sees in a popup is worded here; the script only lays it out, by
``textContent``. Positions are (latitude, longitude), as Leaflet wants them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from geodata.model import Checkpoint, Kind, LonLat, Place, Source
from maps.countries import COUNTRIES, SEAS, country_name
from maps.lines import Drawing, drawing
from maps.projection import draw, lat_lon, parameters, to_plane, to_units
from maps.style import KIND_WORDS, MODE_WORDS, NAME_USES, letter, line_classes
from maps.text import clean, coordinates, kilometres, letters, shares
from routes.model import Comparison, Crossing, Leg

Row = tuple[str, str]


class Ground(Protocol):
    """The part of an atlas that a map needs."""

    @property
    def places(self) -> Mapping[str, Place]: ...

    @property
    def checkpoints(self) -> Mapping[str, Checkpoint]: ...

    @property
    def sources(self) -> Mapping[str, Source]: ...


@dataclass(slots=True)
class Stop:
    """A place that the map marks: its rank (0 ends a route, 1 a leg, 2 lies between) and users."""

    place: Place
    rank: int
    variants: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Frontier:
    """A border crossing that the map marks, and where each variant meets it."""

    crossing: Crossing
    at_km: dict[int, list[float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: lines in user units, stops, frontiers, and the box around the lines.

    ``box`` is (left, top, right, bottom) in user units.
    """

    comparison: Comparison
    ground: Ground
    drawing: Drawing
    chains: tuple[tuple[tuple[int, int], ...], ...]
    stops: tuple[Stop, ...]
    frontiers: tuple[Frontier, ...]
    box: tuple[int, int, int, int]


# Where there is nothing to show: the corridors from the Baltic to the Arabian Sea.
_DEFAULT_BOX = (-20_000, -18_000, 20_000, 24_000)

# Sidings and frontier points matter least, whatever leg they end.
_MINOR_KINDS = {Kind.SIDING, Kind.HALT, Kind.FRONTIER}


def sheet(comparison: Comparison, ground: Ground) -> Sheet:
    """Gather what the map of a comparison shows."""
    lines = drawing([entry.route for entry in comparison.entries])
    chains = tuple(tuple(draw(chain.points)) for chain in lines.chains)
    stops = _stops(comparison, ground)
    frontiers = _frontiers(comparison)
    points = [point for chain in chains for point in chain]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys)) if points else _DEFAULT_BOX
    return Sheet(comparison, ground, lines, chains, stops, frontiers, box)


def _stops(comparison: Comparison, ground: Ground) -> tuple[Stop, ...]:
    stops: dict[str, Stop] = {}
    for index, entry in enumerate(comparison.entries):
        if entry.route is None:
            continue
        ranks = {place: 2 for leg in entry.route.legs for place in leg.via}
        ranks |= {place: 1 for leg in entry.route.legs for place in (leg.start, leg.end)}
        ranks |= {entry.route.origin: 0, entry.route.destination: 0}
        for id_, rank in ranks.items():
            place = ground.places[id_]
            if rank and place.kind in _MINOR_KINDS:
                rank = 3
            stop = stops.setdefault(id_, Stop(place, rank))
            stop.rank = min(stop.rank, rank)
            stop.variants.add(index)
    return tuple(sorted(stops.values(), key=lambda stop: (stop.rank, stop.place.id)))


def _frontiers(comparison: Comparison) -> tuple[Frontier, ...]:
    found: dict[tuple[Any, ...], Frontier] = {}
    for index, entry in enumerate(comparison.entries):
        for crossing in entry.route.crossings if entry.route else ():
            # Two variants cross at the same point, whichever way they go.
            countries = tuple(sorted((crossing.from_country, crossing.to_country)))
            where = (round(crossing.lon, 3), round(crossing.lat, 3))
            key = (*countries, crossing.mode, crossing.id or "", *where)
            frontier = found.setdefault(key, Frontier(crossing))
            frontier.at_km.setdefault(index, []).append(crossing.at_km)
    return tuple(found.values())


def payload(page: Sheet) -> dict[str, Any]:
    """The data channel: everything the script needs besides the geometry in the SVG."""
    left, top, right, bottom = page.box
    return {
        "projection": parameters(),
        "box": [left, top, right, bottom],
        "variants": [_variant(page, index) for index in range(len(page.comparison.entries))],
        "chains": len(page.chains),
        "places": [_place(page, stop) for stop in page.stops],
        "crossings": [_crossing(page, frontier) for frontier in page.frontiers],
        "countries": [[name, *_position(point)] for name, point in COUNTRIES.values()],
        "seas": [[name, *_position(point)] for name, point in SEAS],
    }


def _position(point: LonLat) -> list[float]:
    return [round(degrees, 5) for degrees in lat_lon(point)]


def unit_position(point: LonLat) -> tuple[int, int]:
    """Where a longitude and latitude lies in the drawing, in user units."""
    return to_units(to_plane([point])[0])


def _variant(page: Sheet, index: int) -> dict[str, Any]:
    entry = page.comparison.entries[index]
    legs = entry.route.legs if entry.route else ()
    return {
        "letter": letter(index),
        "name": clean(entry.variant.name),
        "style": line_classes(index),
        "state": entry.status.state or "unknown",
        "legs": [_leg(page, index, leg) for leg in legs],
        "strokes": [
            {
                "leg": stroke.leg,
                "mode": stroke.mode.value,
                "schematic": stroke.schematic,
                "uses": [[use.chain, 1 if use.forward else -1] for use in stroke.uses],
            }
            for stroke in page.drawing.strokes[index]
        ],
    }


def _rows(rows: Iterable[tuple[str, str | None]]) -> list[Row]:
    return [(label, clean(text)) for label, text in rows if text]


def _named(ground: Ground, id_: str | None) -> str | None:
    """The name of a place; an id that the atlas does not hold stands for itself."""
    if id_ is None:
        return None
    return ground.places[id_].name if id_ in ground.places else id_


def source_titles(ground: Ground, ids: Sequence[str]) -> str:
    """Titles of sources, in the order given; an id without a record stands for itself."""
    return "; ".join(ground.sources[id_].title if id_ in ground.sources else id_ for id_ in ids)


def leg_title(ground: Ground, leg: Leg) -> str:
    return f"{_named(ground, leg.start)} – {_named(ground, leg.end)}"


def leg_rows(ground: Ground, leg: Leg) -> list[Row]:
    """What is known of a leg, in words."""
    parts = shares(sorted(leg.basis_km.items(), reverse=True), leg.distance_km)
    via = [_named(ground, id_) or "" for id_ in leg.via]
    return _rows(
        (
            ("Mode", MODE_WORDS[leg.mode]),
            ("Distance", f"{kilometres(leg.distance_km)} km ({parts or leg.distance_basis})"),
            ("Measured", f"{kilometres(leg.measured_km)} km along the drawn line"),
            ("Gauge", f"{leg.gauge_mm} mm" if leg.gauge_mm else None),
            ("Countries", ", ".join(country_name(code) for code in leg.countries)),
            ("Via", ", ".join(via)),
            ("Drawn", "schematic in part" if any(r.section.schematic for r in leg.runs) else None),
            ("Sources", source_titles(ground, leg.sources)),
        )
    )


def _leg(page: Sheet, index: int, leg: Leg) -> dict[str, Any]:
    title = f"{letter(index)}: {leg_title(page.ground, leg)}"
    return {"title": clean(title), "rows": leg_rows(page.ground, leg)}


def _place(page: Sheet, stop: Stop) -> dict[str, Any]:
    place = stop.place
    names = [
        f"{name.text} ({', '.join((name.language, NAME_USES.get(name.use, name.use)))})"
        for name in place.names
        if name.text != place.name or name.use != "official"
    ]
    rows = _rows(
        (
            ("Names", "\n".join(names)),
            ("Kind", KIND_WORDS[place.kind]),
            ("Country", country_name(place.country)),
            ("Position", coordinates(place.position, place.uncertainty_m)),
            ("ESR code", place.esr),
            ("UN/LOCODE", place.unlocode),
            ("Variants", letters(stop.variants)),
            ("Note", place.warning),
            ("Sources", source_titles(page.ground, place.sources)),
        )
    )
    return {
        "name": clean(place.name),
        "at": _position(place.position),
        "kind": place.kind.value,
        "rank": stop.rank,
        "variants": sorted(stop.variants),
        "rows": rows,
    }


def crossing_rows(ground: Ground, crossing: Crossing) -> list[Row]:
    """What is known of a border crossing, in words, without the kilometres."""
    checkpoint = ground.checkpoints.get(crossing.id) if crossing.id else None
    stations = ""
    if checkpoint is not None:
        sides = ((checkpoint.place_a, checkpoint.country_a),)
        if checkpoint.place_b is not None and checkpoint.country_b is not None:
            sides += ((checkpoint.place_b, checkpoint.country_b),)
        stations = ", ".join(f"{_named(ground, id_)} ({country_name(c)})" for id_, c in sides)
    return _rows(
        (
            ("Between", f"{country_name(crossing.from_country)} and "
                        f"{country_name(crossing.to_country)}"),
            ("Mode", MODE_WORDS[crossing.mode]),
            ("Stations", stations),
            ("Customs", "yes" if crossing.customs else "no"),
            ("Gauge", "break of gauge" if crossing.break_of_gauge else None),
            ("Handover", _named(ground, crossing.handover)),
            ("Note", checkpoint.note if checkpoint else None),
            ("Sources", source_titles(ground, checkpoint.sources) if checkpoint else None),
        )
    )  # fmt: skip


def crossing_name(crossing: Crossing) -> str:
    """The name of the border crossing point, or of the two countries where there is none."""
    if crossing.name:
        return clean(crossing.name)
    return f"{country_name(crossing.from_country)} – {country_name(crossing.to_country)} frontier"


def _crossing(page: Sheet, frontier: Frontier) -> dict[str, Any]:
    crossing = frontier.crossing
    rows = crossing_rows(page.ground, crossing)
    rows.insert(2, ("Position", coordinates((crossing.lon, crossing.lat))))
    for index, passes in sorted(frontier.at_km.items()):
        at = " and ".join(kilometres(km) for km in passes)
        rows.append((f"Variant {letter(index)}", f"{at} km from the origin"))
    return {
        "name": crossing_name(crossing),
        "at": _position((crossing.lon, crossing.lat)),
        "mode": crossing.mode.value,
        "named": crossing.named,
        "variants": sorted(frontier.at_km),
        "rows": rows,
    }
