"""Routes over a network between what a user names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from geodata.atlas import country_name
from geodata.errors import OptionError
from geodata.model import Mode, Source
from routes.errors import NoRouteError
from routes.overland.assemble import Assembler
from routes.overland.avoiding import AROUND_KM, avoiding, modes_left
from routes.overland.distinct import ONE, Ways
from routes.overland.ground import Ground, usable
from routes.overland.joining import join
from routes.overland.missing import no_way
from routes.overland.model import JOIN_LIMIT_KM, SOURCE, Answer, Asked, Cut, Joined
from routes.overland.search import Search
from routes.overland.stops import find_stop

if TYPE_CHECKING:
    from geodata.atlas import Atlas
    from geodata.network.model import Network
    from routes.engines.choice import Kind
    from routes.engines.layers import Journey
    from routes.whatif.closures import Closure


def find_routes(  # noqa: PLR0913  # what is asked of a network, and how
    texts: Sequence[str],
    network: Network,
    atlas: Atlas,
    asked: Asked,
    closures: Sequence[Closure] = (),
    *,
    wanted: Ways = ONE,
    limit_km: float = JOIN_LIMIT_KM,
    kind: Kind | None = None,
    file: str = SOURCE,
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
    wanted : Ways
        How many; more than one only between two stops.
    limit_km : float
        The longest that a stop may lie from the line it is joined to.
    kind : Kind, optional
        The engine.
    file : str
        The name of the network among the sources.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError
        A stop is unknown, ambiguous, or too far from every line.
    OptionError
        Several ways through further stops are asked for, the network was not cut at frontiers, a
        stop is to be avoided, or no mode is left.
    NoRouteError
        No way, and why.
    """
    if wanted.number > 1 and len(texts) > 2:
        raise OptionError("over a network alternatives are found between two places; leave out -k")
    on_land = ~network.mode_mask(Mode.FERRY)
    if not any(network.countries) and bool(on_land.any()):
        raise OptionError(f"{file} was built without countries; build it without --no-countries")
    stops = [find_stop(text, network, atlas) for text in texts]
    of_mode = usable(network, Asked(asked.modes), in_use=False)
    cut, joined = join(stops, network, of_mode, usable(network, asked), limit_km)
    ground = Ground(cut, atlas)
    conditions = modes_left(avoiding(asked, closures, ground))
    _require_free(joined, conditions, ground)
    search = Search(ground, conditions, kind)
    found: list[list[Journey]] = []
    for start, end in pairwise(joined):
        try:
            found.append(list(search.ways(start.node, end.node, wanted)))
        except NoRouteError:
            raise no_way(start, end, ground, conditions) from None
    assembler = Assembler(ground, asked.on or date.today())
    if len(joined) == 2:
        ways = tuple(assembler.overland(joined, [journey]) for journey in found[0])
    else:
        ways = (assembler.overland(joined, [journeys[0] for journeys in found]),)
    for leg in (leg for way in ways for leg in way.route.legs):
        if not leg.countries:
            raise OptionError(
                f"neither {file} nor the borders tell in what country the way from {leg.start} to "
                f"{leg.end} runs"
            )
    limit = asked.max_transshipments
    if limit is not None and ways[0].route.transshipments > limit:
        # Each stretch keeps within the limit, but not all of them together.
        raise OptionError(
            f"the way through these places has {ways[0].route.transshipments} transshipments; "
            "--max-transshipments holds for the way between two places, so leave out --via"
        )
    return Answer(ways, _with_network(atlas, assembler, network, file))


def _require_free(joined: Sequence[Joined], asked: Asked, ground: Ground) -> None:
    """Raise unless every stop lies off what is to be avoided."""
    import numpy as np

    network = ground.network
    for stop in joined:
        name = f"{stop.place.name} ({stop.place.id})"
        at = (network.edges.tails == stop.node) | (network.edges.heads == stop.node)
        for cut in asked.cuts:
            if _holds(cut, stop, ground):
                raise OptionError(
                    f"--avoid: {name} is a stop of the route itself, or lies within "
                    f"{max(cut.reach_km, AROUND_KM):g} km of {cut.name}"
                )
        numbers = np.unique(network.edges.country[at & ~network.mode_mask(Mode.FERRY)]).tolist()
        codes = {network.countries[number] for number in numbers} - {""}
        codes = codes or {ground.country_at(stop.node)}
        if codes and codes <= asked.avoid_countries:
            where = " and ".join(map(country_name, sorted(codes)))
            raise OptionError(f"--avoid: {name} is a stop of the route itself, in {where}")


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
