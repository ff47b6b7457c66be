"""Routes between any two places, and their alternatives."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from geodata.errors import OptionError
from geodata.model import Mode
from geodata.search import resolve
from ndnatlas.asked import (
    Ground,
    atlas_of,
    day_of,
    gauges_of,
    law_of,
    one_of,
    path_of,
    shown,
    text_of,
    whole_of,
    words_of,
)
from ndnatlas.found import Way, Ways
from routes.alternatives import MAX_SHARED, Alternative
from routes.between import routes_between
from routes.comparison import entry
from routes.engine import Conditions
from routes.law.law import Law
from routes.model import Edition, Variant
from routes.whatif.search import find_closures

if TYPE_CHECKING:
    from geodata.network.model import Network

# How many ways can be asked for.
MOST = 20


class _Asked(NamedTuple):
    """What ways are to be like, and how many."""

    stops: tuple[str, ...]
    avoid: tuple[str, ...]
    modes: frozenset[Mode]
    gauges_mm: frozenset[int]
    on: date
    wanted: int = 1
    max_shared: float = MAX_SHARED
    comply: bool = False


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
    asked = _Asked(
        _stops(start, via, end),
        words_of(avoid, "avoid"),
        _modes(modes),
        gauges_of(gauges_mm),
        day_of(as_of),
        comply=comply,
    )
    law = law_of(cargo, direction, ground, comply=comply)
    found = _over_atlas(asked, law) if network is None else _over_network(asked, law, network)
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
    atlas: Ground = None,
) -> Ways:
    """Find routes between two places that are truly different, the best one first.

    Parameters
    ----------
    start, end, via, avoid, modes, gauges_mm, as_of, cargo, direction, comply, network, atlas
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
    asked = _Asked(
        _stops(start, via, end),
        words_of(avoid, "avoid"),
        _modes(modes),
        gauges_of(gauges_mm),
        day_of(as_of),
        wanted,
        _part(max_shared),
        comply,
    )
    law = law_of(cargo, direction, ground, comply=comply)
    return _over_atlas(asked, law) if network is None else _over_network(asked, law, network)


def _stops(start: str, via: str | Iterable[str], end: str) -> tuple[str, ...]:
    return (text_of(start, "start"), *words_of(via, "via"), text_of(end, "end"))


def _modes(given: str | Iterable[str]) -> frozenset[Mode]:
    words = words_of(given, "modes")
    return frozenset(one_of(mode, Mode, "modes") for mode in words) or frozenset(Mode)


def _part(given: object) -> float:
    """A number from 0 to 1, of whatever library; a text is none, though Python reads numbers."""
    try:
        part = float(given) if hasattr(given, "__float__") else -1.0
    except (TypeError, ValueError):
        part = -1.0
    if not 0 <= part <= 1:
        raise OptionError(f"max_shared: {shown(given)} is no number from 0 to 1")
    return part


def _over_atlas(asked: _Asked, law: Law) -> Ways:
    stops = [resolve(law.atlas, text).id for text in asked.stops]
    found = routes_between(
        stops,
        law,
        Conditions(asked.modes, on=asked.on, gauges_mm=asked.gauges_mm),
        find_closures(asked.avoid, law.atlas, asked.on, "avoid"),
        comply=asked.comply,
        count=asked.wanted,
        max_shared=asked.max_shared,
    )
    return _compared(found, stops, asked, law)


def _over_network(asked: _Asked, law: Law, network: Network | str | os.PathLike[str]) -> Ways:
    from pathlib import Path

    from geodata.network.model import Network
    from geodata.network.storage import open_network
    from routes.overland import compared, distinct
    from routes.overland.answer import find_routes
    from routes.overland.avoiding import named
    from routes.overland.model import SOURCE, Asked

    file = SOURCE
    if not isinstance(network, Network):
        path = Path(path_of(network, "network"))
        file, network = path.name, open_network(path)
    avoided = named(asked.avoid, network, law.atlas, asked.on, "avoid")
    answer = find_routes(
        asked.stops,
        network,
        law.atlas,
        Asked(asked.modes, asked.gauges_mm, asked.on, cuts=avoided.cuts),
        avoided.closures,
        law=law if asked.comply else None,
        wanted=distinct.Ways(asked.wanted, asked.max_shared),
        file=file,
    )
    stops = [stop.place.id for stop in answer.ways[0].stops]
    law = Law(answer.atlas, law.cargo, law.direction)
    return _compared(compared.alternatives(answer), stops, asked, law)


def _compared(found: Iterable[Alternative], stops: Sequence[str], asked: _Asked, law: Law) -> Ways:
    """Ways found as entries of a comparison, each under a variant of its own."""
    atlas = law.atlas
    names = " - ".join(atlas.places[stop].name for stop in stops)
    edition = Edition(None, None, tuple(stops), tuple(m for m in Mode if m in asked.modes), ())
    entries = []
    for number, one in enumerate(found, start=1):
        variant = Variant(
            f"{stops[0]}-{stops[-1]}" + (f"-{number}" if asked.wanted > 1 else ""),
            names + (f" ({number})" if asked.wanted > 1 else ""),
            "; ".join(one.apart) or ("the best" if number == 1 else "by the same places"),
            (edition,),
            (),
            "",
        )
        entries.append(entry(variant, one.route, law, asked.on))
    ways = Ways(asked.on, tuple(entries), law.cargo, law.direction)
    ways.atlas = atlas
    return ways
