"""What sets one route apart from another, in a few words: by where, through which countries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from geodata.atlas import Atlas
from geodata.model import Kind, Mode
from routes.crossings import OFF_LAND
from routes.difference.difference import Part, difference
from routes.model import Crossing, Route
from routes.wording.language import Language, language

# How many of the stretches on which two routes are apart are told of: the longest ones.
TOLD = 2


def apart(route: Route, other: Route, atlas: Atlas) -> tuple[str, ...]:
    """What sets a route apart from another one between the same places.

    Parameters
    ----------
    route, other : Route
        Over the network of one date.
    atlas : Atlas
        The ground they were assembled over.

    Returns
    -------
    tuple of str
        Such as ``by Kuryk-Port instead of Aktau-Port``, ``avoids Russia``, ``without ferry``;
        nothing for routes over the same lines.
    """
    split = [piece for piece in difference(other, route, atlas).stretches if not piece.shared]
    split.sort(key=lambda piece: -max(piece.a.distance_km, piece.b.distance_km))
    told = sorted(split[:TOLD], key=lambda piece: _begins(piece.b, route))
    passed, missed = _places(route), _places(other)
    words = language(atlas.language)
    places = [
        _by(_mark(piece.b, missed, atlas), _mark(piece.a, passed, atlas), words) for piece in told
    ]
    left, entered = _only_each(_countries(other), _countries(route))
    lost, gained = _only_each(_modes(other.mode_km), _modes(route.mode_km))
    phrases = (
        *places,
        _phrase("avoids", map(words.country, left), words),
        _phrase("through", map(words.country, entered), words),
        _phrase("without", (words.say(f"without_{mode}") for mode in lost), words),
        _phrase("also_by", (words.say(f"part_{mode}") for mode in gained), words),
    )
    said = tuple(dict.fromkeys(phrase for phrase in phrases if phrase))
    if said or not told:
        return said
    # Both ways have the same names on them, as where they call at one place in another order.
    names = [atlas.places[place].name for place in (told[0].b.start, told[0].b.end)]
    return (words.say("another_way", start=names[0], end=names[1]),)


def _begins(part: Part, route: Route) -> int:
    """Which run of its route a part begins with: for telling stretches in travelling order."""
    order = {run.start: n for n, run in enumerate(run for leg in route.legs for run in leg.runs)}
    return order.get(part.start, len(order))


def _by(mark: str | None, instead_of: str | None, words: Language) -> str:
    if mark == instead_of:
        return ""
    if mark and instead_of:
        return words.say("by_instead", mark=mark, other=instead_of)
    if mark:
        return words.say("by", mark=mark)
    return words.say("not_by", mark=instead_of) if instead_of else ""


def _mark(part: Part, elsewhere: Collection[str], atlas: Atlas) -> str | None:
    """The name of what tells a part of a route from ways that do not pass it.

    The ports of its ferries, or else its first and last border station, or else the middle one of
    its principal places, or of all its places; for want of any its first line.
    """
    words = language(atlas.language)
    ports = [place for place in _ferry_ports(part) if place not in elsewhere]
    if ports:
        return words.say("part_and").join(atlas.places[port].name for port in ports)
    names = {atlas.places[place].name for place in elsewhere}
    met = [_station(crossing, atlas) for crossing in part.crossings]
    stations = [station for station in met if station and station not in names]
    if stations:
        return words.say("part_and").join(dict.fromkeys((stations[0], stations[-1])))
    inside = [run.end for run in part.runs[:-1]]
    for places in (part.via, inside):
        own = [atlas.places[place] for place in places if place not in elsewhere]
        towns = [place.name for place in own if place.kind is not Kind.FRONTIER]
        if towns:
            return towns[len(towns) // 2]
    if not part.runs:
        return None
    return words.say("the_line", name=atlas.lines[part.runs[0].section.line].name)


def _ferry_ports(part: Part) -> list[str]:
    """Where the ferries of a part call, in order."""
    ferries = [run for run in part.runs if run.section.mode is Mode.FERRY]
    return list(dict.fromkeys(place for run in ferries for place in (run.start, run.end)))


def _station(crossing: Crossing, atlas: Atlas) -> str | None:
    """The border station by which a crossing is known: that of the side left, or the other.

    The crossing's own name where it has no station; ``Torkham / Torkham`` is told once.
    """
    if crossing.id is None or crossing.mode in OFF_LAND:
        return None
    point = atlas.checkpoints[crossing.id]
    sides = [point.place_a, point.place_b]
    if crossing.from_country != point.country_a:
        sides.reverse()
    stations = (atlas.places[place] for place in sides if place)
    own = " / ".join(dict.fromkeys(point.name.split(" / ")))
    return next((s.name for s in stations if s.kind is not Kind.FRONTIER), own)


def _countries(route: Route) -> list[str]:
    """Countries on the way, those included whose ports or airfields it touches only."""
    return list(dict.fromkeys(country for leg in route.legs for country in leg.countries))


def _places(route: Route) -> frozenset[str]:
    return frozenset(
        place for leg in route.legs for run in leg.runs for place in (run.start, run.end)
    )


def _modes(mode_km: Mapping[str, float]) -> list[str]:
    return [mode for mode, km in mode_km.items() if km]


def _only_each(a: Sequence[str], b: Sequence[str]) -> tuple[list[str], list[str]]:
    """What either has alone."""
    return [item for item in a if item not in b], [item for item in b if item not in a]


def _phrase(key: str, names: Iterable[str], words: Language) -> str:
    listed = words.listed(names)
    return words.say(key, names=listed) if listed else ""
