"""Routes between places of the atlas: the shortest one, and others that are truly different."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geodata.errors import OptionError
from routes.alternatives import MAX_SHARED, Alternative, alternatives
from routes.assembly import assemble_stops
from routes.engine import Conditions, Engine
from routes.law.comply import allowed_route
from routes.law.law import Law
from routes.model import Route
from routes.whatif.closures import Closure, without


def routes_between(
    stops: Sequence[str],
    law: Law,
    conditions: Conditions,
    closures: Iterable[Closure] = (),
    *,
    comply: bool = False,
    count: int = 1,
    max_shared: float = MAX_SHARED,
    option: str = "avoid",
) -> tuple[Alternative, ...]:
    """The shortest route through stops by quoted kilometres, and its alternatives.

    Parameters
    ----------
    stops : sequence of str
        Ids of two places or more.
    law : Law
        Over the atlas; its rules are kept to with ``comply``.
    conditions : Conditions
        Modes, gauges and date; what to avoid comes from ``closures``.
    closures : iterable of Closure
        What to keep off.
    comply : bool
        Keep to what the law allows on the date of the conditions.
    count : int
        How many routes are wanted, the best one among them; there may be fewer.
    max_shared : float
        What any two may have in common: quoted kilometres, as a part (0 to 1) of the shorter one.
    option : str
        What the caller calls the closures; errors about them begin with it.

    Returns
    -------
    tuple of Alternative
        As `routes.alternatives.alternatives` orders them.

    Raises
    ------
    OptionError
        When the closures leave no mode to go by, or shut a stop.
    NoRouteError
        No way, and why.
    UnlawfulError
        With ``comply``, when there are ways, and the law closes all of them.
    """
    atlas = law.atlas
    conditions = without(conditions, closures)
    if not conditions.modes:
        raise OptionError(f"{option} leaves no mode to go by")
    for stop in stops:
        if {stop, atlas.node(stop)} & conditions.avoid_places:
            name = atlas.places[stop].name
            raise OptionError(f"{option}: {name} ({stop}) is a stop of the route itself")

    def find(engine: Engine) -> Route:
        if comply:
            return allowed_route(stops, engine, conditions, law)
        return assemble_stops(stops, atlas, engine, conditions)

    return alternatives(find, atlas, count, max_shared)
