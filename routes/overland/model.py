"""The types of a search over a network."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.model import LonLat, Mode, Place
from routes.model import Route

# A place further than this from the nearest line of the network is not joined to it.
JOIN_LIMIT_KM = 5.0
# The id under which the network stands among the sources.
SOURCE = "network"


class Cut(NamedTuple):
    """Where lines are cut: all those of some modes within reach of a point."""

    name: str
    at: LonLat
    reach_km: float
    modes: frozenset[Mode] = frozenset(Mode)


class Asked(NamedTuple):
    """What a search over a network may use.

    Empty ``gauges_mm`` means any gauge; rails of unknown gauge are taken to fit. Only changes of
    mode count as transshipments, as everywhere.
    """

    modes: frozenset[Mode] = frozenset(Mode)
    gauges_mm: frozenset[int] = frozenset()
    on: date | None = None
    avoid_countries: frozenset[str] = frozenset()
    avoid_checkpoints: frozenset[str] = frozenset()
    cuts: tuple[Cut, ...] = ()
    max_transshipments: int | None = None


class Stop(NamedTuple):
    """What a user named: a place of the atlas, a station of the network, or a position.

    ``nodes`` of the network stand for it already; one that has none is joined to the nearest line.
    """

    place: Place
    nodes: tuple[int, ...] = ()


class Joined(NamedTuple):
    """A stop on the network: the node, and how far from the stop it lies."""

    place: Place
    node: int
    joined_km: float


class Change(NamedTuple):
    """A change from one mode or gauge to another; ``apart_km`` is how far the two lines lie apart.

    The kilometres between the lines of one place, such as a port's station and its berth, are no
    part of the distance.
    """

    place: str
    at_km: float
    from_mode: Mode
    to_mode: Mode
    from_gauge_mm: int | None
    to_gauge_mm: int | None
    apart_km: float


class Passed(NamedTuple):
    """A station on the way, and the measured kilometres to it from the origin."""

    place: str
    at_km: float


class Overland(NamedTuple):
    """A route over a network, with what only a network tells.

    ``edge_km`` are the kilometres of every edge used; ``unknown_gauge_km`` those on rails whose
    gauge the network does not tell.
    """

    route: Route
    stops: tuple[Joined, ...]
    changes: tuple[Change, ...]
    stations: tuple[Passed, ...]
    edge_km: Mapping[int, float]
    unknown_gauge_km: float


class Answer(NamedTuple):
    """Routes over a network, best first, and the atlas with the network's places in it."""

    ways: tuple[Overland, ...]
    atlas: Atlas
