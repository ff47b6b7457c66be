"""What sets one route apart from another, in a few words: by where, through which countries."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from geodata.atlas import Atlas
from geodata.model import Kind, Mode
from routes.crossings import OFF_LAND
from routes.difference.difference import Part, difference
from routes.model import Crossing, Route
from routes.reason import Mark, Reason, mark_names

# How many of the stretches on which two routes are apart are told of: the longest ones.
TOLD = 2

T = TypeVar("T")


def apart(route: Route, other: Route, atlas: Atlas) -> tuple[Reason, ...]:
    """What sets a route apart from another one between the same places.

    Parameters
    ----------
    route, other : Route
        Over the network of one date.
    atlas : Atlas
        The ground they were assembled over.

    Returns
    -------
    tuple of Reason
        Such as ``by Kuryk-Port instead of Aktau-Port``, ``avoids Russia``, ``without ferry``;
        nothing for routes over the same lines.
    """
    split = [piece for piece in difference(other, route, atlas).stretches if not piece.shared]
    split.sort(key=lambda piece: -max(piece.a.distance_km, piece.b.distance_km))
    told = sorted(split[:TOLD], key=lambda piece: _begins(piece.b, route))
    passed, missed = _places(route), _places(other)
    places = (
        by_instead(_mark(piece.b, missed, atlas), _mark(piece.a, passed, atlas), atlas)
        for piece in told
    )
    phrases = (*(phrase for phrase in places if phrase), *kinds_apart(route, other, atlas))
    said = tuple(dict.fromkeys(phrases))
    if said or not told:
        return said
    # Both ways have the same names on them, as where they call at one place in another order.
    part = told[0].b
    return (Reason.of("another_way", atlas, leaves=part.start, meets=part.end),)


def _begins(part: Part, route: Route) -> int:
    """Which run of its route a part begins with: for telling stretches in travelling order."""
    order = {run.start: n for n, run in enumerate(run for leg in route.legs for run in leg.runs)}
    return order.get(part.start, len(order))


def by_instead(mark: Mark, instead_of: Mark, atlas: Atlas) -> Reason | None:
    """By what a way goes that another does not, if either has a mark of its own."""
    if mark_names(mark, atlas) == mark_names(instead_of, atlas):
        return None
    if not mark:
        return Reason.of("not_by", atlas, mark=instead_of)
    if not instead_of:
        return Reason.of("by", atlas, mark=mark)
    return Reason.of("by_instead", atlas, mark=mark, other=instead_of)


def kinds_apart(route: Route, other: Route, atlas: Atlas) -> Iterator[Reason]:
    """The countries and modes that only one of two routes has."""
    left, entered = _only_each(_countries(other), _countries(route))
    lost, gained = _only_each(_modes(other), _modes(route))
    if left:
        yield Reason.of("avoids", atlas, lands=left)
    if entered:
        yield Reason.of("through", atlas, lands=entered)
    if lost:
        yield Reason.of("without", atlas, missed=lost)
    if gained:
        yield Reason.of("also_by", atlas, used=gained)


def _mark(part: Part, elsewhere: Collection[str], atlas: Atlas) -> Mark:
    """What tells a part of a route from ways that do not pass it.

    The ports of its ferries, or else its first and last border station, or else the middle one of
    its principal places, or of all its places; for want of any its first line.
    """
    ports = [port for port in _ferry_ports(part) if port not in elsewhere]
    if ports:
        return tuple(("places", port) for port in ports)
    names = {atlas.places[place].name for place in elsewhere}
    met = [_station(crossing, atlas) for crossing in part.crossings]
    stations = [one for one in met if one and mark_names((one,), atlas)[0] not in names]
    if stations:
        return tuple(dict.fromkeys((stations[0], stations[-1])))
    inside = [run.end for run in part.runs[:-1]]
    for places in (part.via, inside):
        own = [atlas.places[place] for place in places if place not in elsewhere]
        towns = [place.id for place in own if place.kind is not Kind.FRONTIER]
        if towns:
            return (("places", towns[len(towns) // 2]),)
    return (("lines", part.runs[0].section.line),) if part.runs else ()


def _ferry_ports(part: Part) -> list[str]:
    """Where the ferries of a part call, in order."""
    ferries = [run for run in part.runs if run.section.mode is Mode.FERRY]
    return list(dict.fromkeys(place for run in ferries for place in (run.start, run.end)))


def _station(crossing: Crossing, atlas: Atlas) -> tuple[str, str] | None:
    """The border station by which a crossing is known: that of the side left, or the other.

    The crossing itself where it has no station.
    """
    if crossing.id is None or crossing.mode in OFF_LAND:
        return None
    point = atlas.checkpoints[crossing.id]
    sides = [point.place_a, point.place_b]
    if crossing.from_country != point.country_a:
        sides.reverse()
    stations = (atlas.places[place] for place in sides if place)
    own = ("checkpoints", crossing.id)
    return next((("places", s.id) for s in stations if s.kind is not Kind.FRONTIER), own)


def _countries(route: Route) -> list[str]:
    """Countries on the way, those included whose ports or airfields it touches only."""
    return list(dict.fromkeys(country for leg in route.legs for country in leg.countries))


def _places(route: Route) -> frozenset[str]:
    return frozenset(
        place for leg in route.legs for run in leg.runs for place in (run.start, run.end)
    )


def _modes(route: Route) -> list[Mode]:
    return [Mode(mode) for mode, km in route.mode_km.items() if km]


def _only_each(a: Sequence[T], b: Sequence[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """What either has alone."""
    return tuple(item for item in a if item not in b), tuple(item for item in b if item not in a)
