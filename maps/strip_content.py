"""What a straight-line diagram tells: modes, countries, stations and frontiers by kilometre."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geodata.model import Kind, Mode
from maps.sheet import Ground, words_of
from maps.text import clean
from maps.words import crossing_name
from routes.model import Crossing, Leg, Route
from routes.wording.language import Language

_SAME_KM = 1.0
"""A frontier point nearer than this to a border crossing is the same thing."""


class Event(NamedTuple):
    """What stands at a kilometre: its name, and notes under it."""

    km: float
    name: str
    notes: tuple[str, ...]
    glyph: str
    bold: bool = False
    estimated: bool = False


class Band(NamedTuple):
    """A stretch [since, until) in kilometres of one country, at sea, or in the air."""

    country: str
    since_km: float
    until_km: float


class Stretch(NamedTuple):
    """A stretch of line in one mode and style."""

    mode: Mode
    schematic: bool
    since_km: float
    until_km: float


def stretches(route: Route) -> tuple[Stretch, ...]:
    """The modes along a route."""
    out: list[Stretch] = []
    km = 0.0
    for leg in route.legs:
        for run in leg.runs:
            section = run.section
            end = km + section.distance_km
            last = out[-1] if out else None
            if last and (last.mode, last.schematic) == (section.mode, section.schematic):
                out[-1] = last._replace(until_km=end)
            else:
                out.append(Stretch(section.mode, section.schematic, km, end))
            km = end
    return tuple(out)


def bands(route: Route, ground: Ground) -> tuple[Band, ...]:
    """The countries along a route, in order, with the sea and the air between them."""
    out: list[Band] = []
    country = ground.places[route.origin].country
    # A crossing by sea or air is placed where it ends, and its way belongs to no country.
    met = sorted(
        (c for c in route.crossings if c.mode not in (Mode.FERRY, Mode.AIR)),
        key=lambda crossing: crossing.at_km,
    )
    for stretch in stretches(route):
        if stretch.mode in (Mode.FERRY, Mode.AIR):
            name = "sea" if stretch.mode is Mode.FERRY else "air"
            out.append(Band(name, stretch.since_km, stretch.until_km))
            country = _landing(route, stretch.until_km, country)
            continue
        since = stretch.since_km
        for crossing in met:
            if stretch.since_km <= crossing.at_km < stretch.until_km:
                out.append(Band(crossing.from_country, since, crossing.at_km))
                since, country = crossing.at_km, crossing.to_country
        out.append(Band(country, since, stretch.until_km))
    return _joined(band for band in out if band.until_km > band.since_km)


def _landing(route: Route, km: float, country: str) -> str:
    """The country that a ferry or flight reaches at a kilometre."""
    for crossing in route.crossings:
        if crossing.mode in (Mode.FERRY, Mode.AIR) and abs(crossing.at_km - km) < 1:
            return crossing.to_country
    return country


def _joined(found: Iterator[Band]) -> tuple[Band, ...]:
    out: list[Band] = []
    for band in found:
        if out and out[-1].country == band.country:
            out[-1] = out[-1]._replace(until_km=band.until_km)
        else:
            out.append(band)
    return tuple(out)


def events(route: Route, ground: Ground) -> tuple[Event, ...]:
    """Stations and frontiers in order of their kilometres."""
    found = [*_stations(route, ground), *(_frontier(c, ground) for c in route.crossings)]
    # A ferry's frontier lies in its port: the port comes first.
    return tuple(sorted(found, key=lambda event: (round(event.km, 3), event.glyph == "frontier")))


def _stations(route: Route, ground: Ground) -> Iterator[Event]:
    places: dict[tuple[str, float], tuple[bool, list[str]]] = {}
    words = words_of(ground)
    km = 0.0
    before: Leg | None = None
    for leg in route.legs:
        notes = _change(before, leg, words)
        start = places.setdefault((leg.start, round(km, 3)), (False, []))
        start[1].extend(notes)
        places[leg.start, round(km, 3)] = (start[0] or bool(notes), start[1])
        for run in leg.runs:
            km += run.section.distance_km
            if run.end in leg.via:
                places.setdefault((run.end, round(km, 3)), (False, []))
        places.setdefault((leg.end, round(km, 3)), (False, []))
        before = leg
    ends = (0.0, round(km, 3))
    for (id_, at), (changes, notes) in places.items():
        place = ground.places[id_]
        met = any(abs(crossing.at_km - at) < _SAME_KM for crossing in route.crossings)
        if place.kind is Kind.FRONTIER and met and not changes and at not in ends:
            # The border crossing stands there already.
            continue
        glyph = "port" if place.kind is Kind.PORT else "station"
        bold = changes or at in ends
        yield Event(at, clean(place.name), tuple(notes), glyph, bold, place.is_estimated)


def _change(before: Leg | None, leg: Leg, words: Language) -> list[str]:
    """What happens to the goods between two legs."""
    if before is None:
        return []
    if before.mode is not leg.mode:
        modes = words.say(before.mode).lower(), words.say(leg.mode).lower()
        return [words.say("strip_transshipment", before=modes[0], after=modes[1])]
    if before.gauge_mm and leg.gauge_mm and before.gauge_mm != leg.gauge_mm:
        return [words.say("strip_gauge", before=before.gauge_mm, after=leg.gauge_mm)]
    return []


def _frontier(crossing: Crossing, ground: Ground) -> Event:
    words = words_of(ground)
    both = f"{words.country(crossing.from_country)} – {words.country(crossing.to_country)}"
    named = crossing.named and crossing.name
    notes = [both] if named else [words.say("strip_nameless")]
    if crossing.break_of_gauge:
        notes.append(words.say("strip_break"))
    if crossing.handover:
        known = ground.places.get(crossing.handover)
        place = known.name if known else crossing.handover
        notes.append(words.say("strip_handover", place=place))
    name = crossing_name(crossing, words) if named else clean(both)
    glyph = "frontier" if named else "nameless"
    return Event(crossing.at_km, name, tuple(map(clean, notes)), glyph)
