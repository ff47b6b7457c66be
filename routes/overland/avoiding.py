"""What is to be avoided over a network: countries, checkpoints, modes, places to cut lines at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from geodata.countries import country_code
from geodata.errors import NdnError, OptionError, UnknownPlaceError
from routes.errors import NoRouteError
from routes.overland.joining import node_position
from routes.overland.model import Asked, Cut, Stop
from routes.overland.search import Search
from routes.overland.stops import find_stop, is_position
from routes.whatif.closures import Closure
from routes.whatif.search import find_closure, of_country

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.model import LonLat
    from geodata.network.model import Network
    from routes.engines.layers import Journey
    from routes.overland.ground import Ground

# A station is tied to one of its tracks: whoever keeps off it keeps off all within this distance.
AROUND_KM = 1.0


def avoiding(asked: Asked, closures: Iterable[Closure], ground: Ground, option: str) -> Asked:
    """Conditions that also keep off everything closed.

    A place is avoided with all lines within `AROUND_KM` of it. A section of the atlas is the
    shortest way between its two ends over the network: all lines are cut in the middle of it.

    Raises
    ------
    OptionError
        The network does not have the ends of a section, or nothing between them; or no mode is
        left to go by. The message begins with the option.
    """
    for closure in closures:
        cuts = [cut_of(stop_at(ident, ground)) for ident in sorted(closure.places)]
        points = {closure.id} & ground.atlas.checkpoints.keys()
        if closure.sections and not points:
            try:
                cuts += [_middle(ident, ground) for ident in sorted(closure.sections)]
            except OptionError as error:
                raise OptionError(f"{option}: {error}") from None
        asked = asked._replace(
            modes=asked.modes - closure.modes,
            avoid_countries=asked.avoid_countries | closure.countries,
            avoid_checkpoints=asked.avoid_checkpoints | points,
            cuts=(*asked.cuts, *dict.fromkeys(cuts)),
        )
    if not asked.modes:
        raise OptionError(f"{option} leaves no mode to go by")
    return asked


class Avoided(NamedTuple):
    """What was named to be avoided: closures, and places that only the network has."""

    closures: tuple[Closure, ...]
    cuts: tuple[Cut, ...]


def named(texts: Iterable[str], network: Network, atlas: Atlas, on: date, option: str) -> Avoided:
    """What the values of an option that names what to avoid mean over a network.

    A position is taken as it stands. Countries and stations that only the network has will do.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError, OptionError
        As `routes.whatif.search.find_closure`; the message begins with the option.
    """
    closures: dict[Closure, None] = {}
    cuts: dict[Cut, None] = {}
    for text in texts:
        try:
            found = _named(text, network, atlas, on)
        except NdnError as error:
            raise type(error)(f"{option}: {error}") from error
        if isinstance(found, Closure):
            closures[found] = None
        else:
            cuts[found] = None
    return Avoided(tuple(closures), tuple(cuts))


def _named(text: str, network: Network, atlas: Atlas, on: date) -> Closure | Cut:
    if is_position(text):
        return cut_of((find_stop(text, network, atlas), network))
    try:
        return find_closure(text, atlas, on)
    except OptionError:
        code = country_code(text) or text.upper()
        if code and code in network.countries:
            return of_country(code)
        raise
    except UnknownPlaceError as error:
        try:
            return cut_of((find_stop(text, network, atlas), network))
        except UnknownPlaceError:
            raise error from None


def stop_at(ident: str, ground: Ground) -> tuple[Stop, Network]:
    """A place of the atlas with the nodes of the network that stand for it."""
    place = ground.atlas.places[ident]
    return Stop(place, ground.network.nodes_of_place.get(ident, ())), ground.network


def cut_of(found: tuple[Stop, Network]) -> Cut:
    """Where lines are cut to avoid a stop: at its node, or else where it lies itself."""
    stop, network = found
    at = node_position(network, stop.nodes[0]) if stop.nodes else stop.place.position
    reach_km = AROUND_KM if stop.nodes else max(AROUND_KM, stop.place.uncertainty_m / 1000)
    return Cut(f"{stop.place.name} ({stop.place.id})", at, reach_km)


def _middle(ident: str, ground: Ground) -> Cut:
    """The cut in the middle of a section of the atlas."""
    atlas, network = ground.atlas, ground.network
    section = atlas.sections[ident]
    start = _node(ident, section.start, atlas, network)
    end = _node(ident, section.end, atlas, network)
    try:
        way = Search(ground, Asked(modes=frozenset((section.mode,)))).way(start, end)
    except NoRouteError:
        raise OptionError(f"the network has no line for the section {ident}") from None
    return Cut(ident, _halfway(way, network), AROUND_KM / 2, frozenset((section.mode,)))


def _node(section: str, place: str, atlas: Atlas, network: Network) -> int:
    nodes = network.nodes_of_place.get(place)
    if not nodes:
        raise OptionError(
            f"the network lacks {atlas.places[place].name} ({place}), an end of the "
            f"section {section}; name a place on the network instead"
        )
    return nodes[0]


def _halfway(way: Journey, network: Network) -> LonLat:
    """A point half way along a journey."""
    import numpy as np

    from routes.overland.assemble import line_of

    points = np.array(line_of(way.steps, network))
    run = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    lon, lat = (np.interp(run[-1] / 2, run, points[:, axis]) for axis in (0, 1))
    return float(lon), float(lat)
