"""``ndn route --network``: the shortest way over a network of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ndnatlas.cli.options import spelled
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.ways import Way, against_direction, itinerary, side_by_side, tell
from ndnatlas.cli.words import km as number
from ndnatlas.cli.words import say
from ndnatlas.finding import Question, over_network
from routes.asdict import VIEW, km
from routes.crossings import with_formalities
from routes.law.law import Law

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.network.model import Network
    from routes.overland.model import Overland


def answer(question: Question, file: Path, settings: Settings, law: Law) -> None:
    """Write the routes over a network.

    Parameters
    ----------
    question : Question
        What was asked.
    file : Path
        The network.
    settings : Settings
        The shared options.
    law : Law
        Over the atlas of the settings: whose states are told, and kept to when asked.

    Raises
    ------
    DataError, OptionError
        No such file, or none of a network.
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError
        A stop is unknown, ambiguous, or too far from every line.
    NoRouteError
        No way, or none that is allowed, and why.
    """
    from geodata.network.storage import open_network
    from routes.overland.model import JOIN_LIMIT_KM

    network = open_network(file)
    on, limit_km = question.on, question.join_limit_km
    found = over_network(question, law, network, file.name, spelled)
    overland = found.answer.ways if found.answer else ()
    ways = Way.of(found)
    against = against_direction(ways[0].found.route, found.law)
    notes = _notes(overland[0], found.law.atlas, network, file)
    if question.comply:
        notes = [*_unregistered(ways), *notes]
    data = {
        "as_of": on.isoformat(),
        "cargo": law.cargo.value,
        "direction": law.direction.value,
        "view": VIEW,
        "notes": [*against, *notes],
        "network": _network_dict(file, network),
        "join_limit_km": JOIN_LIMIT_KM if limit_km is None else limit_km,
        "routes": [
            way.as_dict(ways[0].found.route) | _details(one, found.law.atlas, law.atlas)
            for way, one in zip(ways, overland, strict=True)
        ],
    }
    if question.wanted == 1:
        first, *rest = itinerary(ways[0], found.law, on)
    else:
        first, *rest = side_by_side(ways, found.law, on, question.wanted, question.max_shared)
    tell(against, settings)
    write(settings, data, [first._replace(notes=[*first.notes, *notes]), *rest])


def _network_dict(file: Path, network: Network) -> dict[str, Any]:
    return {
        "file": str(file),
        "sha256": network.digest,
        "licences": list(network.licences),
        "sources": list(network.meta.get("sources", ())),
    }


def _details(overland: Overland, extended: Atlas, atlas: Atlas) -> dict[str, Any]:
    """What only a network tells, for JSON."""
    route = overland.route
    met = [ident for leg in route.legs for ident in leg.places]
    met += [passed.place for passed in overland.stations]
    own = [extended.places[i] for i in dict.fromkeys(met) if i not in atlas.places]
    return {
        "joined_km": {stop.place.id: km(stop.joined_km) for stop in overland.stops},
        "unknown_gauge_km": km(overland.unknown_gauge_km),
        "stations": [{"id": s.place, "at_km": km(s.at_km)} for s in overland.stations],
        "changes": [
            {
                "id": change.place,
                "at_km": km(change.at_km),
                "from": {"mode": change.from_mode.value, "gauge_mm": change.from_gauge_mm},
                "to": {"mode": change.to_mode.value, "gauge_mm": change.to_gauge_mm},
                "apart_km": km(change.apart_km),
            }
            for change in overland.changes
        ],
        "places": {
            place.id: {
                "name": place.name,
                "country": place.country or None,
                "lon": round(place.lon, 5),
                "lat": round(place.lat, 5),
            }
            for place in own
        },
    }


def _notes(first: Overland, atlas: Atlas, network: Network, file: Path) -> list[str]:
    """What a reader of the figures must know of the network."""
    joined = "; ".join(
        say("{name} {km} km", name=stop.place.name, km=number(stop.joined_km, 2))
        for stop in dict.fromkeys(first.stops)
    )
    notes = [
        say("joined to the network, over what is no part of the route: {joined}", joined=joined)
    ]
    for change in first.changes:
        if change.apart_km:
            place = atlas.places[change.place]
            notes.append(
                say(
                    "at {place} the lines lie {km} km apart, not counted",
                    place=place.name,
                    km=number(change.apart_km, 2),
                )
            )
    if first.unknown_gauge_km:
        notes.append(
            say(
                "gauge unknown and taken to fit on {km} km of the best route",
                km=number(first.unknown_gauge_km),
            )
        )
    notes.append(say("a line for which the network has no dates is taken to have always existed"))
    licences = "; ".join(network.licences) or say("licence unknown")
    notes.append(say("network {file}: {licences}", file=file.name, licences=licences))
    return notes


def _unregistered(ways: Sequence[Way]) -> Iterator[str]:
    """Where the law had to be kept to without knowing by which checkpoint a frontier is crossed."""
    for order, way in enumerate(ways, start=1):
        found = [
            say(
                "{pair} at km {km}",
                pair=f"{crossing.from_country}-{crossing.to_country}",
                km=number(crossing.at_km),
            )
            for crossing in with_formalities(way.found.route.crossings)
            if not crossing.named
        ]
        if found:
            which = say(" of route {number}", number=order) if len(ways) > 1 else ""
            yield say(
                "no checkpoint of the atlas is known for {crossings}: taken to be allowed where a "
                "permission names no checkpoint, and where no act forbids it",
                crossings=", ".join(found) + which,
            )
