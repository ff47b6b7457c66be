"""Routes over a network between what a user names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from geodata.atlas import country_name
from geodata.errors import OptionError
from geodata.model import Mode, Source
from routes.overland.assemble import Assembler
from routes.overland.avoiding import AROUND_KM, avoiding
from routes.overland.distinct import ONE, Ways
from routes.overland.ground import Ground, usable
from routes.overland.joining import join
from routes.overland.model import JOIN_LIMIT_KM, SOURCE, Answer, Asked, Cut, Joined
from routes.overland.stops import find_stop
from routes.overland.trips import Trips

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.network.model import Network
    from routes.engines.choice import Kind
    from routes.law.law import Law
    from routes.whatif.closures import Closure


def find_routes(  # noqa: PLR0913  # what is asked of a network, and how
    texts: Sequence[str],
    network: Network,
    atlas: Atlas,
    asked: Asked,
    closures: Sequence[Closure] = (),
    *,
    law: Law | None = None,
    wanted: Ways = ONE,
    limit_km: float = JOIN_LIMIT_KM,
    kind: Kind | None = None,
    file: str = SOURCE,
    option: str = "avoid",
) -> Answer:
    """The shortest route over a network through stops, and its alternatives.

    Parameters
    ----------
    texts : sequence of str
        Two or more: ids, names, codes or ``lat,lon``.
    network : Network
        Cut at frontiers.
    atlas : Atlas
        Whose places and checkpoints name what lies on the way.
    asked : Asked
        Modes, gauges, date and so on; what to avoid comes from ``closures``.
    closures : sequence of Closure
        What to keep off.
    law : Law, optional
        Whose rules the routes must keep to on the date.
    wanted : Ways
        How many.
    limit_km : float
        The longest that a stop may lie from the line it is joined to.
    kind : Kind, optional
        The engine.
    file : str
        The name of the network among the sources.
    option : str
        What the caller calls the closures; errors about them begin with it.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError
        A stop is unknown, ambiguous, or too far from every line.
    OptionError
        The network was not cut at frontiers, a stop is to be avoided, or no mode is left.
    NoRouteError
        No way, and why.
    UnlawfulError
        There are ways, and the law closes all of them.
    """
    on_land = ~network.mode_mask(Mode.FERRY)
    if not any(network.countries) and bool(on_land.any()):
        raise OptionError(f"{file} was built without countries; build it with them")
    stops = [find_stop(text, network, atlas) for text in texts]
    of_mode = usable(network, Asked(asked.modes), in_use=False)
    cut, joined = join(stops, network, of_mode, usable(network, asked), limit_km)
    ground = Ground(cut, atlas)
    conditions = avoiding(asked, closures, ground, option)
    _require_free(joined, conditions, ground, option)
    assembler = Assembler(ground, asked.on or date.today())
    ways = Trips(joined, ground, conditions, assembler, kind).ways(wanted, law)
    return Answer(ways, _with_network(atlas, assembler, network, file))


def _require_free(joined: Sequence[Joined], asked: Asked, ground: Ground, option: str) -> None:
    """Raise unless every stop lies off what is to be avoided."""
    import numpy as np

    network = ground.network
    for stop in joined:
        name = f"{stop.place.name} ({stop.place.id})"
        at = (network.edges.tails == stop.node) | (network.edges.heads == stop.node)
        for cut in asked.cuts:
            if _holds(cut, stop, ground):
                raise OptionError(
                    f"{option}: {name} is a stop of the route itself, or lies within "
                    f"{max(cut.reach_km, AROUND_KM):g} km of {cut.name}"
                )
        numbers = np.unique(network.edges.country[at & ~network.mode_mask(Mode.FERRY)]).tolist()
        codes = {network.countries[number] for number in numbers} - {""}
        codes = codes or {ground.country_at(stop.node)}
        if codes and codes <= asked.avoid_countries:
            where = " and ".join(map(country_name, sorted(codes)))
            raise OptionError(f"{option}: {name} is a stop of the route itself, in {where}")


def _holds(cut: Cut, stop: Joined, ground: Ground) -> bool:
    from geodata.geodesy import geodesic_km
    from routes.overland.joining import node_position

    at = node_position(ground.network, stop.node)
    return cut.modes == frozenset(Mode) and geodesic_km([cut.at, at]) <= cut.reach_km


def _with_network(atlas: Atlas, assembler: Assembler, network: Network, file: str) -> Atlas:
    """The atlas with the places of the network that were met, and the network as a source."""
    licence = "; ".join(network.licences) or "unknown"
    names = "; ".join(map(str, network.meta.get("sources", ())))
    source = Source(SOURCE, file, names, "", f"sha256 {network.digest}", licence)
    return atlas._replace(
        places={**atlas.places, **assembler.places}, sources={**atlas.sources, SOURCE: source}
    )
