"""The types of the ground: places, sections of line, border crossing points, sources.

Coordinates are WGS 84 longitude and latitude in degrees, in that order. Kilometres carry the
suffix ``_km``, metres ``_m``, millimetres ``_mm``. Validity intervals are half-open: a thing
exists on a date when ``opened <= date < closed``; ``None`` means unbounded.

Records are named tuples: immutable like frozen dataclasses, but a cold start builds six thousand
of them, and importing dataclasses alone costs as much as starting Python itself.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

LonLat: TypeAlias = tuple[float, float]


class Mode(StrEnum):
    """How goods move along a section."""

    RAIL = "rail"
    FERRY = "ferry"
    ROAD = "road"
    AIR = "air"


class Kind(StrEnum):
    """What a place is, most important first."""

    PORT = "port"
    STATION = "station"
    TOWN = "town"
    AIRFIELD = "airfield"
    FRONTIER = "frontier"
    SIDING = "siding"
    HALT = "halt"


class Basis(StrEnum):
    """Where a quoted kilometre comes from.

    ``tariff`` is the railway's chargeable distance, ``published`` a cited figure, ``measured``
    the geodesic length of the drawn line.
    """

    TARIFF = "tariff"
    PUBLISHED = "published"
    MEASURED = "measured"


# Before the states of today there were other frontiers, of which the atlas knows nothing.
EARLIEST = date(1992, 1, 1)

# The source that own estimates name.
ESTIMATE = "atlas"


def exists(opened: date | None, closed: date | None, on: date) -> bool:
    """Whether the half-open interval [opened, closed) holds the date."""
    return (opened is None or opened <= on) and (closed is None or on < closed)


class Source(NamedTuple):
    """A publication that facts of the atlas rest on."""

    id: str
    title: str
    author: str
    date: str
    locator: str
    licence: str


class Name(NamedTuple):
    """A name of a place: ``use`` is official, transliteration, foreign or historical."""

    text: str
    language: str
    use: str


class Place(NamedTuple):
    """A checkpoint, port, station, junction, town or airfield.

    ``uncertainty_m`` is how far the real thing may lie from the coordinate. ``station`` names
    the place of the railway network that stands for a town or node which is no station itself.
    ``esr`` holds the codes of the CIS railways separated by spaces, the station's own first; a
    frontier point has those of the railways on either side.
    """

    id: str
    name: str
    kind: Kind
    country: str
    lon: float
    lat: float
    uncertainty_m: int
    esr: str | None = None
    unlocode: str | None = None
    station: str | None = None
    opened: date | None = None
    closed: date | None = None
    sources: tuple[str, ...] = ()
    warning: str | None = None
    names: tuple[Name, ...] = ()

    @property
    def position(self) -> LonLat:
        """Longitude and latitude."""
        return (self.lon, self.lat)

    @property
    def is_estimated(self) -> bool:
        """Whether its coordinate is this project's own estimate, by interpolation or by eye."""
        return ESTIMATE in self.sources


class Line(NamedTuple):
    """A railway line, ferry lane, road or air link: what its sections have in common.

    ``schematic`` lines run straight between principal towns; they show the way, not the track.
    """

    id: str
    name: str
    mode: Mode
    gauge_mm: int | None
    schematic: bool
    opened: date | None
    closed: date | None
    sources: tuple[str, ...]


class Frontier(NamedTuple):
    """Where a section crosses from one country into the next.

    ``fraction`` is the share of the section's measured length that lies before the point.
    """

    fraction: float
    from_country: str
    to_country: str
    lon: float
    lat: float


class Section(NamedTuple):
    """A piece of line between two places that follow each other.

    ``points`` is the drawn geometry from ``start`` to ``end``, both included; a ``schematic`` one
    runs straight for more than 60 km somewhere, or between towns. ``distance_km`` is
    what a practitioner would quote, with its ``basis``; ``measured_km`` the geodesic length of
    ``points`` on WGS 84.
    """

    id: str
    line: str
    start: str
    end: str
    mode: Mode
    gauge_mm: int | None
    distance_km: float
    basis: Basis
    measured_km: float
    points: tuple[LonLat, ...]
    frontiers: tuple[Frontier, ...]
    schematic: bool
    opened: date | None
    closed: date | None
    sources: tuple[str, ...]
    note: str | None = None


def section_id(start: str, end: str, mode: Mode) -> str:
    """The id of a section: its two ends, and its mode when that is not rail."""
    return f"{start}--{end}" if mode is Mode.RAIL else f"{start}--{end}--{mode}"


class Checkpoint(NamedTuple):
    """A registered border crossing point of one mode, with the place on either side.

    A port of entry has no counterpart: ``country_b`` and ``place_b`` are ``None`` and it serves
    every arrival or departure by sea. ``handover`` names the place where the railways exchange
    the train, when that is not the frontier. Operator and gauge are those of the railway on
    either side of the frontier, whoever's soil it runs on.
    """

    id: str
    name: str
    mode: Mode
    country_a: str
    place_a: str | None
    operator_a: str | None
    gauge_a_mm: int | None
    country_b: str | None
    place_b: str | None
    operator_b: str | None
    gauge_b_mm: int | None
    handover: str | None
    opened: date | None
    closed: date | None
    sources: tuple[str, ...]
    note: str | None = None

    @property
    def break_of_gauge(self) -> bool:
        """Whether the tracks on either side differ in gauge."""
        gauges = (self.gauge_a_mm, self.gauge_b_mm)
        return None not in gauges and gauges[0] != gauges[1]
