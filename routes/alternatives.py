"""Alternatives: routes between the same places that are truly different, best first.

The penalty method (after Akgün, Erkut and Batta, "On finding dissimilar paths", European Journal
of Operational Research 121, 2000): the shortest way is found again and again, each time over a
network on which every section of the way found before has become longer. A way is kept when it
shares little enough with every one that is kept already. K-shortest paths, in contrast, would
differ by a siding each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from geodata.atlas import Atlas
from routes.difference.apart import apart
from routes.difference.difference import difference
from routes.engine import TIE, Chain, Engine
from routes.errors import NoRouteError
from routes.model import Route
from routes.reason import Reason

# By what a section grows each time a way uses it: small enough not to jump over a good way, large
# enough to leave the ground of the first one within a few rounds.
PENALTY = 1.5
# How many ways are looked at: what is still missing then does not come, a section that no way can
# do without having grown a hundred thousand times over.
ROUNDS = 30
# How many times as long as the best route an alternative may be where they are apart: beyond that
# it is no other way, but a way out and back.
MAX_DETOUR = 3.0
# Share of the quoted kilometres of the shorter of two routes that they may have in common.
MAX_SHARED = 0.6


class Alternative(NamedTuple):
    """One of several routes between the same places.

    ``shared_km`` are the quoted kilometres that it has in common with the best one, whichever
    the direction, ``shared`` their share of the shorter of the two (0 to 1); ``apart`` tells what
    sets it apart from the best one. The best one itself has none of these.
    """

    route: Route
    shared_km: float | None = None
    shared: float | None = None
    apart: tuple[Reason, ...] = ()


class PenaltyEngine(Engine):
    """Shortest ways over a network whose sections can be made to count more than they measure.

    Parameters
    ----------
    atlas : Atlas
        The network.
    """

    def __init__(self, atlas: Atlas) -> None:
        super().__init__(atlas)
        self._factors: dict[str, float] = {}
        self._holder = {
            run.section.id: chain
            for chains in self._chains.values()
            for chain in chains
            for run in chain.runs
        }

    def penalise(self, sections: Iterable[str]) -> None:
        """Make sections, by id, count `PENALTY` times as much as they do."""
        chains: dict[str, Chain] = {}
        for ident in sections:
            self._factors[ident] = self._factors.get(ident, 1.0) * PENALTY
            chain = self._holder[ident]
            chains[chain.runs[0].section.id] = chain
        for chain in chains.values():
            self._exchange(chain, chain._replace(costs=self._costs(chain)))

    def _costs(self, chain: Chain) -> tuple[float, ...]:
        """What a search spends from the first node of a chain to each."""
        steps = (
            self._factors.get(run.section.id, 1.0)
            * (run.section.distance_km + TIE * run.section.measured_km)
            for run in chain.runs
        )
        return tuple(accumulate(steps, initial=0.0))

    def _exchange(self, old: Chain, new: Chain) -> None:
        for end in {old.nodes[0], old.nodes[-1]}:
            self._chains[end] = [new if chain is old else chain for chain in self._chains[end]]
        for index, inner in enumerate(new.nodes[1:-1], start=1):
            self._inside[inner] = (new, index)
        for run in new.runs:
            self._holder[run.section.id] = new


def alternatives(
    find: Callable[[Engine], Route],
    atlas: Atlas,
    count: int,
    max_shared: float = MAX_SHARED,
) -> tuple[Alternative, ...]:
    """The best route and others that are truly different from it and from each other.

    Parameters
    ----------
    find : callable
        Finds the best route by an engine, under whatever conditions it keeps to.
    atlas : Atlas
        The network.
    count : int
        How many routes are wanted, the best one among them; there may be fewer.
    max_shared : float
        The limit on what any two of them share: quoted kilometres, as a part (0 to 1) of those of
        the shorter one.

    Returns
    -------
    tuple of Alternative
        The best route first, the others by quoted kilometres.

    Raises
    ------
    NoRouteError
        When there is no route at all.
    """
    engine = PenaltyEngine(atlas)
    best = find(engine)
    kept, latest = [best], best
    for _ in range(ROUNDS if count > 1 else 0):
        engine.penalise(_sections(latest))
        try:
            latest = find(engine)
        except NoRouteError:
            # What the law allows can depend on the whole of a way.
            break
        if all(shared(latest, other) <= max_shared for other in kept) and _is_sound(
            latest, best, atlas
        ):
            kept.append(latest)
            if len(kept) == count:
                break
    others = sorted(kept[1:], key=_order)
    return (
        Alternative(best),
        *(
            Alternative(r, shared_km(r, best), shared(r, best), apart(r, best, atlas))
            for r in others
        ),
    )


def _is_sound(route: Route, best: Route, atlas: Atlas) -> bool:
    """Whether a route makes no absurd detour on any stretch on which it leaves the best one."""
    split = (piece for piece in difference(best, route, atlas).stretches if not piece.shared)
    return all(piece.b.distance_km <= MAX_DETOUR * piece.a.distance_km for piece in split)


def shared_km(a: Route, b: Route) -> float:
    """Quoted kilometres of the sections that two routes both use, in whichever direction."""
    used = _sections(b)
    return sum(km for ident, km in _sections(a).items() if ident in used)


def shared(a: Route, b: Route) -> float:
    """What two routes share as a part (0 to 1) of the sections of the shorter one.

    A section that a route takes there and back counts once, as it does in what is shared.
    """
    shorter_km = min(sum(_sections(route).values()) for route in (a, b))
    return shared_km(a, b) / shorter_km


def _sections(route: Route) -> dict[str, float]:
    """The quoted kilometres of every section of a route, by id, each once."""
    return {run.section.id: run.section.distance_km for leg in route.legs for run in leg.runs}


def _order(route: Route) -> tuple[float, Sequence[str]]:
    return round(route.distance_km, 6), tuple(_sections(route))
