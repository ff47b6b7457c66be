"""What the law closes over a network: ports, crossing points, countries, frontiers without any."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from geodata.model import Frontier, Mode
from routes.crossings import Passage, named_crossing
from routes.law.comply import is_closed
from routes.law.permission import Way
from routes.overland.joining import node_position

if TYPE_CHECKING:
    from geodata.network.model import Bools
    from routes.law.law import Law
    from routes.model import Crossing
    from routes.overland.ground import Ground


def shut_by_law(law: Law, ground: Ground, mask: Bools, on: date) -> Iterator[Bools]:
    """The edges that a law closes, from the least of them to the most.

    The first mask holds the lines at registered crossing points and ports that are closed, by
    themselves or with a country and mode that they lead into; the second also all lines of these
    countries and modes; the third also the lines at frontiers and ports where no point is
    registered and the rules admit no goods without one. A line that cuts a corner of a country
    is so given up last of all: nobody asks for papers there, and only the whole way tells.

    Parameters
    ----------
    law : Law
        Whose rules apply.
    ground : Ground
        The network.
    mask : numpy.ndarray of bool
        The edges that may be used otherwise.
    on : date
        The day of the rules.

    Yields
    ------
    numpy.ndarray of bool
        Edges to close; a mask that closes no more than the one before is left out.
    """
    import numpy as np

    named: dict[Mode, set[int]] = {}
    unnamed: dict[Mode, set[int]] = {}
    ports: dict[Mode, set[int]] = {}
    for node, mode, crossing in _points(ground, mask, on):
        way = _way(crossing)
        if crossing.named and is_closed(way, law, on):
            named.setdefault(mode, set()).add(node)
        elif is_closed(way._replace(sides=(), uses=()), law, on):
            ports.setdefault(mode, set()).add(node)
        elif not crossing.named and is_closed(way._replace(uses=()), law, on):
            unnamed.setdefault(mode, set()).add(node)
    shut: Bools = np.zeros(len(mask), dtype=bool)
    for more in (
        ground.edges_at(named),
        ground.edges_at(ports) | _closed_countries(law, ground, on),
        ground.edges_at(unnamed),
    ):
        if (mask & more & ~shut).any():
            shut = shut | more
            yield shut


def _points(ground: Ground, mask: Bools, on: date) -> Iterator[tuple[int, Mode, Crossing]]:
    """Where goods enter a country: every frontier node, and every port as a call from abroad."""
    yield from ground.crossings(mask, on)
    for node in ground.ferry_ends(mask):
        country = ground.country_at(node)
        place = ground.place_of.get(node, "")
        if country:
            at = Frontier(0.0, country, country, *node_position(ground.network, node))
            passage = Passage(at, Mode.FERRY, 0.0, place, place)
            yield node, Mode.FERRY, named_crossing(passage, ground.atlas, on)


def _way(crossing: Crossing) -> Way:
    """A crossing as the rules see it: the countries on either side, by its mode."""
    sides = tuple((crossing, side) for side in crossing.sides)
    passed = frozenset(side.checkpoint for side in crossing.sides if side.checkpoint)
    uses = tuple(dict.fromkeys((side.country, crossing.mode) for side in crossing.sides))
    if crossing.mode is Mode.FERRY:
        return Way((), sides, passed, calls=uses)
    return Way(uses, sides, passed, calls=())


def _closed_countries(law: Law, ground: Ground, on: date) -> Bools:
    """The lines on land of every mode in every country that are closed."""
    import numpy as np

    network = ground.network
    found: Bools = np.zeros(len(network.edges), dtype=bool)
    for country in filter(None, network.countries):
        for mode in (Mode.RAIL, Mode.ROAD):
            if is_closed(Way(((country, mode),), (), frozenset(), ()), law, on):
                found |= network.country_mask(country) & network.mode_mask(mode)
    return found
