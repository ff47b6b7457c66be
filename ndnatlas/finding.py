"""Ways through stops, over the atlas or over a network: what is asked, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import OptionError
from geodata.model import Mode
from geodata.search import resolve
from routes.alternatives import MAX_SHARED, Alternative
from routes.between import routes_between
from routes.comparison import entry
from routes.engine import Conditions
from routes.law.law import Law
from routes.model import Edition, Entry, Variant
from routes.reason import Reason
from routes.whatif.search import find_closures

if TYPE_CHECKING:
    from geodata.network.model import Network
    from routes.overland.model import Answer

# How many ways can be asked for.
MOST = 20
# How many transshipments a way can be allowed, and how far a place can be joined to a network.
MOST_TRANSSHIPMENTS = 20
FARTHEST_KM = 500


class Question(NamedTuple):
    """What ways are to be like, and how many.

    The last two are for a network alone: no limit on transshipments, and the usual limit on how far
    a stop is joined to a line, where they are ``None``.
    """

    stops: tuple[str, ...]
    avoid: tuple[str, ...]
    modes: frozenset[Mode]
    gauges_mm: frozenset[int]
    on: date
    wanted: int = 1
    max_shared: float = MAX_SHARED
    comply: bool = False
    max_transshipments: int | None = None
    join_limit_km: float | None = None


class Found(NamedTuple):
    """Ways, best first, and with each what follows from the law, as an entry of a comparison.

    ``law`` is over the atlas with whatever places of a network were met, ``stops`` are ids of it;
    ``answer`` tells what only a network does.
    """

    ways: tuple[Alternative, ...]
    entries: tuple[Entry, ...]
    law: Law
    stops: tuple[str, ...]
    answer: Answer | None = None


def over_atlas(question: Question, law: Law, spelled: Callable[[str], str] = str) -> Found:
    """Find ways over the lines of the atlas.

    Parameters
    ----------
    question : Question
        What is asked.
    law : Law
        Over the atlas; its rules are told, and kept to when that is asked.
    spelled : callable
        How the caller writes the name of a parameter, for errors about it.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        With the nearest place, or all that are meant.
    NoRouteError
        No way, or none that is allowed, and why.
    OptionError
        For what only a network can be asked, and for closures that leave no way to go by.
    """
    network = spelled("network")
    if question.join_limit_km is not None:
        limit = spelled("join_limit_km")
        raise OptionError(f"{limit} is about joining places to a network; give {network} too")
    if question.max_transshipments is not None:
        limit = spelled("max_transshipments")
        raise OptionError(
            f"{limit} is for a search over a network; give {network} too, or choose modes"
        )
    stops = tuple(resolve(law.atlas, text).id for text in question.stops)
    avoid = spelled("avoid")
    ways = routes_between(
        stops,
        law,
        Conditions(question.modes, on=question.on, gauges_mm=question.gauges_mm),
        find_closures(question.avoid, law.atlas, question.on, avoid),
        comply=question.comply,
        count=question.wanted,
        max_shared=question.max_shared,
        option=avoid,
    )
    return Found(ways, _entries(ways, stops, question, law), law, stops)


def over_network(
    question: Question,
    law: Law,
    network: Network,
    file: str,
    spelled: Callable[[str], str] = str,
) -> Found:
    """Find ways over a network.

    Parameters
    ----------
    question, law, spelled
        As `over_atlas` takes them.
    network : Network
        Cut at frontiers.
    file : str
        Its name among the sources.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError
        A stop is unknown, ambiguous, or too far from every line.
    NoRouteError
        No way, or none that is allowed, and why.
    OptionError
        The network was not cut at frontiers, a stop is to be avoided, or no mode is left.
    """
    from routes.overland.answer import find_routes
    from routes.overland.avoiding import named
    from routes.overland.compared import alternatives
    from routes.overland.distinct import Ways
    from routes.overland.model import JOIN_LIMIT_KM, Asked

    limit_km = question.join_limit_km
    avoid = spelled("avoid")
    avoided = named(question.avoid, network, law.atlas, question.on, avoid)
    answer = find_routes(
        question.stops,
        network,
        law.atlas,
        Asked(
            question.modes,
            question.gauges_mm,
            question.on,
            cuts=avoided.cuts,
            max_transshipments=question.max_transshipments,
        ),
        avoided.closures,
        law=law if question.comply else None,
        wanted=Ways(question.wanted, question.max_shared),
        limit_km=JOIN_LIMIT_KM if limit_km is None else limit_km,
        file=file,
        option=avoid,
    )
    stops = tuple(stop.place.id for stop in answer.ways[0].stops)
    law = Law(answer.atlas, law.cargo, law.direction)
    ways = alternatives(answer)
    return Found(ways, _entries(ways, stops, question, law), law, stops, answer)


def _entries(
    ways: Sequence[Alternative], stops: tuple[str, ...], question: Question, law: Law
) -> tuple[Entry, ...]:
    """Ways as entries of a comparison, each under a variant of its own."""
    modes = tuple(mode for mode in Mode if mode in question.modes)
    edition = Edition(None, None, stops, modes, ())
    several = question.wanted > 1
    entries = []
    for order, way in enumerate(ways, start=1):
        ident = f"{stops[0]}-{stops[-1]}" + (f"-{order}" if several else "")
        variant = Variant(
            ident,
            Reason.of("one_of_ways", law.atlas, stops=stops, order=order)
            if several
            else Reason.of("way_by_stops", law.atlas, stops=stops),
            _apart(way, order, law),
            (edition,),
            (),
            "",
        )
        entries.append(entry(variant, way.route, law, question.on))
    return tuple(entries)


def _apart(way: Alternative, order: int, law: Law) -> Reason:
    """What sets a way apart from the best one."""
    if way.apart:
        return Reason.of("joined", law.atlas, reasons=way.apart)
    return Reason.of("best_way" if order == 1 else "same_places", law.atlas)
