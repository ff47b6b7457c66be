"""A network of track, road and ferry lanes as flat arrays: nodes, edges, stations.

Coordinates are WGS 84 longitude and latitude in degrees. An edge is undirected: it joins the node
``tails[e]`` to the node ``heads[e]``, and its geometry runs that way. Arrays are read-only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from geodata.model import Mode
from geodata.network.station_table import Stations
from geodata.network.strings import Strings

if TYPE_CHECKING:
    from geodata.network.parts import Part

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Ids: TypeAlias = NDArray[np.int64]
Ints: TypeAlias = NDArray[np.int32]
Codes: TypeAlias = NDArray[np.uint8]

MODES = tuple(Mode)
# An unknown day of opening or closing: before, or after, every day.
ALWAYS = -(2**31)
NEVER = 2**31 - 1
_EPOCH = date(1970, 1, 1).toordinal()


class State(StrEnum):
    """What has become of a line."""

    IN_USE = "in-use"
    CONSTRUCTION = "construction"
    PROPOSED = "proposed"
    DISUSED = "disused"
    ABANDONED = "abandoned"


STATES = tuple(State)
# The order is that of the codes in files: words are only ever added at the end.
SERVICES = ("", "siding", "yard", "spur", "crossover", "other")
USAGES = ("", "main", "branch", "industrial", "military", "tourism", "scientific", "other")
ELECTRIFICATIONS = ("", "no", "contact_line", "rail", "yes")


def as_day(when: date) -> int:
    """A date as days since 1970-01-01."""
    return when.toordinal() - _EPOCH


def as_date(day: int) -> date | None:
    """The date of a number of days since 1970-01-01; ``None`` for `ALWAYS` and `NEVER`."""
    return None if day in (ALWAYS, NEVER) else date.fromordinal(day + _EPOCH)


@dataclass(frozen=True, slots=True, eq=False)
class Nodes:
    """Where edges meet or end: n of them.

    Attributes
    ----------
    lon, lat
        Degrees.
    osm_id
        The OpenStreetMap node, or 0 for one that this project set (a frontier, a station's foot).
    """

    lon: Floats
    lat: Floats
    osm_id: Ids


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pieces of line between two nodes: m of them.

    Attributes
    ----------
    tails, heads
        int32 numbers of the nodes it joins.
    length_m
        Geodesic length on WGS 84.
    mode, state, service, usage, electrification
        uint8 indices of `MODES`, `STATES`, `SERVICES`, `USAGES`, `ELECTRIFICATIONS`.
    kind, gauges, country
        int32 indices of the network's ``kinds``, ``gauge_sets`` and ``countries``.
    voltage_v, frequency_hz, maxspeed_kmh
        float32; 0 is unknown (a frequency of 0 with a voltage is direct current).
    oneway
        int8: 1 from tail to head only, -1 from head to tail only, 0 both ways.
    opened, closed
        int32 days since 1970-01-01: it exists when ``opened <= day < closed``.
    way
        int64: the OpenStreetMap way, or the number of the line in its file.
    name
        int32 index of the network's ``names``; 0 is no name.
    """

    tails: Ints
    heads: Ints
    length_m: Floats
    mode: Codes
    state: Codes
    service: Codes
    usage: Codes
    electrification: Codes
    kind: Ints
    gauges: Ints
    country: Ints
    voltage_v: NDArray[np.float32]
    frequency_hz: NDArray[np.float32]
    maxspeed_kmh: NDArray[np.float32]
    oneway: NDArray[np.int8]
    opened: Ints
    closed: Ints
    way: Ids
    name: Ints

    def columns(self) -> dict[str, NDArray[Any]]:
        """Every array by its name, in the order of the class."""
        return {column.name: getattr(self, column.name) for column in fields(self)}

    def take(self, index: NDArray[np.int64] | Bools) -> Edges:
        """The edges of an index or a mask, in its order."""
        return Edges(**{name: column[index] for name, column in self.columns().items()})

    def __len__(self) -> int:
        return len(self.tails)


@dataclass(frozen=True, eq=False)
class Network:
    """An immutable network.

    Attributes
    ----------
    nodes, edges, stations
        See there.
    point_offsets, points
        Edge e runs through ``points[point_offsets[e]:point_offsets[e + 1]]``, an (n, 2) array of
        longitude and latitude from its tail to its head. At the antimeridian an end may lie at
        180 where its node lies at -180.
    kinds, gauge_sets, countries
        What the codes of edges stand for: words of OpenStreetMap such as ``narrow_gauge``, gauges
        in mm (several for mixed gauge, none for unknown), ISO 3166-1 alpha-2 codes. Country 0 is
        the sea, or unknown.
    names
        Names of lines; the first is empty.
    meta
        Where the data comes from: ``sources`` (files), ``licences`` (notices to hand on),
        ``report`` (figures of the build).
    digest
        SHA-256 of the arrays, of a network that was read from a file.
    parts
        What its file keeps besides, by name. A network made of another one has none of its parts.
    origin
        Of a network that was cut by `geodata.network.splitting`: what it was cut from.
    """

    nodes: Nodes
    edges: Edges
    stations: Stations
    point_offsets: Ids
    points: Floats
    kinds: tuple[str, ...]
    gauge_sets: tuple[tuple[int, ...], ...]
    countries: tuple[str, ...]
    names: Strings
    meta: Mapping[str, Any]
    digest: str | None = None
    parts: Mapping[str, Part] = field(default_factory=dict, init=False)
    origin: Origin | None = field(default=None, init=False)

    @property
    def tails(self) -> Ints:
        """The node at which each edge begins."""
        return self.edges.tails

    @property
    def heads(self) -> Ints:
        """The node at which each edge ends."""
        return self.edges.heads

    @property
    def length_m(self) -> Floats:
        """The geodesic length of each edge in metres."""
        return self.edges.length_m

    @property
    def node_count(self) -> int:
        """How many nodes it has."""
        return len(self.nodes.lon)

    @property
    def licences(self) -> tuple[str, ...]:
        """The notices that must be handed on with anything made of it."""
        return tuple(self.meta.get("licences", ()))

    def edge_points(self, edge: int) -> Floats:
        """The geometry of an edge from tail to head: an (n, 2) array of lon, lat."""
        start, end = self.point_offsets[edge : edge + 2]
        return self.points[start:end]

    def country_mask(self, country: str) -> Bools:
        """Which edges lie in a country."""
        if country not in self.countries:
            return np.zeros(len(self.edges), dtype=bool)
        return np.asarray(self.edges.country == self.countries.index(country))

    def gauge_mask(self, gauge_mm: int, *, unknown: bool = True) -> Bools:
        """Which edges a vehicle of a gauge can use; those of unknown gauge too, unless told."""
        fits = [gauge_mm in found or (unknown and not found) for found in self.gauge_sets]
        return np.asarray(np.array(fits, dtype=bool)[self.edges.gauges])

    def mode_mask(self, mode: Mode) -> Bools:
        """Which edges are of a mode."""
        return np.asarray(self.edges.mode == MODES.index(mode))

    def date_mask(self, on: date) -> Bools:
        """Which edges existed on a date; where no dates are known, they always did."""
        day = as_day(on)
        return np.asarray((self.edges.opened <= day) & (day < self.edges.closed))

    @cached_property
    def nodes_of_place(self) -> dict[str, tuple[int, ...]]:
        """The nodes that stand for each place of the atlas, by its id: a port has one per mode."""
        found: dict[str, tuple[int, ...]] = {}
        for place, node in zip(self.stations.place, self.stations.node.tolist(), strict=True):
            if place and node >= 0:
                found[place] = (*found.get(place, ()), node)
        return found


class Origin(NamedTuple):
    """A network before it was cut, and its edge that each of the edges is, or is a piece of."""

    network: Network
    edges: Ids


def freeze(network: Network) -> Network:
    """Make every array of a network read-only; return the network."""
    parts = (network.nodes, network.edges, network.stations, network)
    for part in parts:
        for column in fields(part):
            value = getattr(part, column.name)
            if isinstance(value, Strings):
                value.offsets.flags.writeable = value.data.flags.writeable = False
            elif isinstance(value, np.ndarray):
                value.flags.writeable = False
    return network
