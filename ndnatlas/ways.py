"""Routes between any two places, and their alternatives."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from geodata.model import Mode
from ndnatlas.asked import (
    Ground,
    atlas_of,
    day_of,
    gauges_of,
    law_of,
    number_of,
    one_of,
    path_of,
    text_of,
    whole_of,
    words_of,
)
from ndnatlas.finding import (
    FARTHEST_KM,
    MOST,
    MOST_TRANSSHIPMENTS,
    Question,
    over_atlas,
    over_network,
)
from ndnatlas.found import Way, Ways
from routes.alternatives import MAX_SHARED
from routes.law.law import Law

if TYPE_CHECKING:
    from geodata.network.model import Network


def route(  # noqa: PLR0913  # one parameter for each thing that a way can be asked to be
    start: str,
    end: str,
    *,
    via: str | Iterable[str] = (),
    avoid: str | Iterable[str] = (),
    modes: str | Iterable[str] = (),
    gauges_mm: int | Iterable[int] = (),
    as_of: str | date | None = None,
    cargo: str | None = None,
    direction: str = "to",
    comply: bool = False,
    network: Network | str | os.PathLike[str] | None = None,
    max_transshipments: int | None = None,
    join_limit_km: float | None = None,
    atlas: Ground = None,
) -> Way:
    """Find the shortest route between two places by quoted kilometres.

    Parameters
    ----------
    start, end : str
        An id, a name in any listed spelling or script, an ESR code, a UN/LOCODE, or
        ``latitude,longitude`` in degrees (WGS 84).
    via : str or iterable of str
        Places to pass, in order.
    avoid : str or iterable of str
        Places, checkpoints, sections, countries, blocs or modes to keep off.
    modes : str or iterable of str
        Use only these of ``rail``, ``ferry``, ``road``, ``air``; any when left out.
    gauges_mm : int or iterable of int
        On rails use only track of these gauges, in millimetres; any when left out.
    as_of : str or date, optional
        The date whose network and rules hold, such as ``2018-06-01``; today when left out.
    cargo : {'commercial', 'special'}, optional
        Whose rules tell the state: commercial when left out, or special with ``comply``.
    direction : {'to', 'from'}
        Towards Afghanistan, or back.
    comply : bool
        Keep to what the law allows on the date.
    network : Network or path, optional
        Go over this network, from `read_network` or a ``.ndn`` file, and not by the atlas's lines.
    max_transshipments : int, optional
        Over a network, change the mode no more often than this, from 0 to 20.
    join_limit_km : float, optional
        How far a place may lie from the line of a network that it is joined to, in kilometres on
        WGS 84, from 0 to 500; 5 when left out.
    atlas : Atlas or path, optional
        The atlas, or a folder of your own tables to lay over the built-in one.

    Returns
    -------
    Way
        Legs, crossings and kilometres (``_km``), as `routes.assembly.assemble_stops` makes them,
        with positions in degrees (lon, lat) of EPSG:4326; over a network they are measured on its
        track, geodesic on WGS 84.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        With the nearest place, or all that are meant.
    NoRouteError
        When there is no way, with what is missing.
    OptionError
        For what is no date, mode, cargo or direction.

    Examples
    --------
    >>> from ndnatlas import route
    >>> way = route("Riga", "Hairatan", as_of="2018-06-01")
    >>> print(f"{way.distance_km:,.1f} km,", way.status.state)
    5,034.2 km, open
    """
    ground = atlas_of(atlas)
    question = Question(
        _stops(start, via, end),
        words_of(avoid, "avoid"),
        _modes(modes),
        gauges_of(gauges_mm),
        day_of(as_of),
        comply=comply,
        max_transshipments=_transshipments(max_transshipments),
        join_limit_km=_join_limit(join_limit_km),
    )
    law = law_of(cargo, direction, ground, comply=comply)
    found = _found(question, law, network)
    way = Way(*next(one.route for one in found.entries if one.route))
    way.comparison = found
    return way


def alternatives(  # noqa: PLR0913  # one parameter for each thing that ways can be asked to be
    start: str,
    end: str,
    count: int = 3,
    *,
    via: str | Iterable[str] = (),
    avoid: str | Iterable[str] = (),
    modes: str | Iterable[str] = (),
    gauges_mm: int | Iterable[int] = (),
    max_shared: float = MAX_SHARED,
    as_of: str | date | None = None,
    cargo: str | None = None,
    direction: str = "to",
    comply: bool = False,
    network: Network | str | os.PathLike[str] | None = None,
    max_transshipments: int | None = None,
    join_limit_km: float | None = None,
    atlas: Ground = None,
) -> Ways:
    """Find routes between two places that are truly different, the best one first.

    Parameters
    ----------
    start, end, via, avoid, modes, gauges_mm, as_of, cargo, direction, comply
        As `route` takes them.
    network, max_transshipments, join_limit_km, atlas
        As `route` takes them.
    count : int
        How many are wanted, the best one among them, from 1 to 20; there may be fewer.
    max_shared : float
        What any two may have in common: quoted kilometres, as a part (0 to 1) of the shorter one.

    Returns
    -------
    Ways
        A comparison with one entry a route, by the penalty method of `routes.alternatives`.
        Kilometres end in ``_km``; positions are degrees (lon, lat) of EPSG:4326.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError
        With the nearest place, or all that are meant.
    NoRouteError
        When there is no way at all.
    OptionError
        For what is no date, mode, cargo, direction, count or part.

    Examples
    --------
    >>> from ndnatlas import alternatives
    >>> for entry in alternatives("Poti", "Hairatan", 2, as_of="2018-06-01").entries:
    ...     print(f"{entry.route.distance_km:,.1f} km:", entry.variant.summary)
    2,938.8 km: the best
    3,247.2 km: by Aktau-Port instead of Türkmenbaşy port; avoids Turkmenistan; through Kazakhstan
    """
    wanted = whole_of(count, "count", least=1, most=MOST)
    ground = atlas_of(atlas)
    question = Question(
        _stops(start, via, end),
        words_of(avoid, "avoid"),
        _modes(modes),
        gauges_of(gauges_mm),
        day_of(as_of),
        wanted,
        number_of(max_shared, "max_shared", 0, 1),
        comply,
        _transshipments(max_transshipments),
        _join_limit(join_limit_km),
    )
    law = law_of(cargo, direction, ground, comply=comply)
    return _found(question, law, network)


def _stops(start: str, via: str | Iterable[str], end: str) -> tuple[str, ...]:
    return (text_of(start, "start"), *words_of(via, "via"), text_of(end, "end"))


def _modes(given: str | Iterable[str]) -> frozenset[Mode]:
    words = words_of(given, "modes")
    return frozenset(one_of(mode, Mode, "modes") for mode in words) or frozenset(Mode)


def _transshipments(given: int | None) -> int | None:
    most = MOST_TRANSSHIPMENTS
    return None if given is None else whole_of(given, "max_transshipments", least=0, most=most)


def _join_limit(given: float | None) -> float | None:
    return None if given is None else number_of(given, "join_limit_km", 0, FARTHEST_KM)


def _found(question: Question, law: Law, network: Network | str | os.PathLike[str] | None) -> Ways:
    """The ways as a comparison."""
    if network is None:
        found = over_atlas(question, law)
    else:
        from pathlib import Path

        from geodata.network.model import Network
        from geodata.network.storage import open_network
        from routes.overland.model import SOURCE

        file = SOURCE
        if not isinstance(network, Network):
            path = Path(path_of(network, "network"))
            file, network = path.name, open_network(path)
        found = over_network(question, law, network, file)
    ways = Ways(question.on, found.entries, law.cargo, law.direction)
    ways.atlas = found.law.atlas
    return ways
