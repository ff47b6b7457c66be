"""What the page says of legs, places and border crossings, in rows of a label and its text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from geodata.model import Basis, LonLat
from maps.countries import country_name
from maps.sheet import Frontier, Ground, Stop
from maps.style import KIND_WORDS, MODE_WORDS, NAME_USES, letter
from maps.text import clean, coordinates, kilometres, letters
from routes.model import Crossing, Leg, Route

Row: TypeAlias = tuple[str, str]


def _rows(rows: Iterable[tuple[str, str | None]]) -> list[Row]:
    return [(label, clean(text)) for label, text in rows if text]


def _named(ground: Ground, id_: str | None) -> str | None:
    """The name of a place; an id that the atlas does not hold stands for itself."""
    if id_ is None:
        return None
    return ground.places[id_].name if id_ in ground.places else id_


def leg_title(ground: Ground, leg: Leg) -> str:
    """The places that a leg joins."""
    return clean(f"{_named(ground, leg.start)} – {_named(ground, leg.end)}")


def quoted(leg: Leg) -> str:
    """The quoted kilometres of a leg, with ``~`` where any of them are only measured."""
    about = "~" if leg.basis_km.get(Basis.MEASURED) else ""
    return f"{about}{kilometres(leg.distance_km)} km"


def basis(leg: Leg) -> str:
    """The basis of a leg's kilometres; a mixed leg lists each with its share."""
    if len(leg.basis_km) < 2:
        return leg.distance_basis
    parts = sorted(leg.basis_km.items(), reverse=True)
    return " + ".join(f"{km:,.1f} {name}" for name, km in parts)


def leg_rows(ground: Ground, leg: Leg) -> list[Row]:
    """What is known of a leg."""
    via = [_named(ground, id_) or "" for id_ in leg.via]
    schematic = [run.section.schematic for run in leg.runs]
    drawn = None
    if any(schematic):
        drawn = "schematic" if all(schematic) else "schematic in part"
    return _rows(
        (
            ("Mode", MODE_WORDS[leg.mode]),
            ("Distance", f"{quoted(leg)} ({basis(leg)})"),
            ("Measured", f"{kilometres(leg.measured_km)} km along the drawn line"),
            ("Gauge", f"{leg.gauge_mm} mm" if leg.gauge_mm else None),
            ("Countries", ", ".join(country_name(code) for code in leg.countries)),
            ("Via", ", ".join(via)),
            ("Drawn", drawn),
        )
    )


def place_rows(stop: Stop) -> list[Row]:
    """What is known of a place."""
    place = stop.place
    names = [
        f"{name.text} ({', '.join((name.language, NAME_USES.get(name.use, name.use)))})"
        for name in place.names
        if name.text != place.name or name.use != "official"
    ]
    where = coordinates(place.position, place.uncertainty_m)
    return _rows(
        (
            ("Names", "\n".join(names)),
            ("Kind", KIND_WORDS[place.kind]),
            ("Country", country_name(place.country)),
            ("Position", f"{where}\nestimated position" if place.is_estimated else where),
            ("ESR code", place.esr),
            ("UN/LOCODE", place.unlocode),
            ("Variants", letters(stop.variants)),
            ("Note", place.warning),
        )
    )


def crossing_name(crossing: Crossing) -> str:
    """The name of the border crossing point, or of the two countries where there is none."""
    if crossing.name:
        return clean(crossing.name)
    between = f"{country_name(crossing.from_country)} – {country_name(crossing.to_country)}"
    return clean(f"{between} frontier")


def frontier_pairs(route: Route) -> str:
    """The frontiers crossed, as ``LV-RU RU-KZ``, those without a crossing point in brackets."""
    pairs = ((f"{c.from_country}-{c.to_country}", c.named) for c in route.crossings)
    return clean(" ".join(pair if named else f"[{pair}]" for pair, named in pairs))


def customs(crossing: Crossing) -> str:
    """Whether there is customs; of a frontier without a crossing point that is unknown."""
    return "yes" if crossing.customs else "no" if crossing.named else "unknown"


def crossing_rows(ground: Ground, crossing: Crossing) -> list[Row]:
    """What is known of a border crossing, without its kilometres."""
    checkpoint = ground.checkpoints.get(crossing.id) if crossing.id else None
    sides: list[tuple[str, str]] = []
    if checkpoint is not None:
        both = (
            (checkpoint.place_a, checkpoint.country_a),
            (checkpoint.place_b, checkpoint.country_b),
        )
        sides = [(place, country) for place, country in both if place and country]
    countries = (country_name(crossing.from_country), country_name(crossing.to_country))
    where: LonLat = (crossing.lon, crossing.lat)
    return _rows(
        (
            ("Between", " and ".join(countries)),
            ("Mode", MODE_WORDS[crossing.mode]),
            ("Position", coordinates(where)),
            ("Stations", ", ".join(f"{_named(ground, i)} ({country_name(c)})" for i, c in sides)),
            ("Customs", customs(crossing)),
            ("Gauge", "break of gauge" if crossing.break_of_gauge else None),
            ("Handover", _named(ground, crossing.handover)),
            ("Note", checkpoint.note if checkpoint else None),
        )
    )


def frontier_rows(ground: Ground, frontier: Frontier) -> list[Row]:
    """What is known of a border crossing, and at which kilometre each variant meets it."""
    passes = [
        (f"Variant {letter(index)}", f"{' and '.join(map(kilometres, at))} km from the origin")
        for index, at in sorted(frontier.at_km.items())
    ]
    return crossing_rows(ground, frontier.crossing) + passes
