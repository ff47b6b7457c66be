"""The types of a journey: variants as declared, routes as assembled, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from geodata.law import Cargo, Direction
from geodata.model import LonLat, Mode, Section


class Edition(NamedTuple):
    """What a variant was during one interval [since, until): its stops, modes and countries.

    ``countries`` empty means any country.
    """

    since: date | None
    until: date | None
    stops: tuple[str, ...]
    modes: tuple[Mode, ...]
    countries: tuple[str, ...]
    avoid: tuple[str, ...] = ()


class Variant(NamedTuple):
    """A declared route: stops to pass, modes and countries to use, in dated editions.

    Variants are listed by ``order``, then by id; the main ones have the lowest numbers. ``name_ru``
    and ``summary_ru`` are its name and summary in Russian, where there are any.
    """

    id: str
    name: str
    summary: str
    editions: tuple[Edition, ...]
    sources: tuple[str, ...]
    file: str
    order: int = 1000
    name_ru: str | None = None
    summary_ru: str | None = None

    def told(self, lang: str) -> Variant:
        """The variant with its name and summary in a language, as far as it has them."""
        if lang != "ru":
            return self
        return self._replace(
            name=self.name_ru or self.name, summary=self.summary_ru or self.summary
        )

    def __repr__(self) -> str:
        """What fits a line."""
        return f"Variant({self.id})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.records import variant_html

        return variant_html(self)


class Run(NamedTuple):
    """A section as a leg uses it: forwards, or ``reverse`` from its end to its start."""

    section: Section
    reverse: bool

    @property
    def start(self) -> str:
        """The id of the place it leaves."""
        return self.section.end if self.reverse else self.section.start

    @property
    def end(self) -> str:
        """The id of the place it reaches."""
        return self.section.start if self.reverse else self.section.end

    @property
    def points(self) -> tuple[LonLat, ...]:
        """The drawn geometry in travelling direction."""
        return self.section.points[::-1] if self.reverse else self.section.points


class Leg(NamedTuple):
    """The way between two stops by one mode on one gauge.

    ``distance_basis`` is the basis of most of the leg's kilometres; ``basis_km`` has them all,
    ``country_km`` those in each country, at ``sea`` or in the ``air``.
    ``via`` lists the principal places passed, ``countries`` those it runs through, in order.
    """

    start: str
    end: str
    mode: Mode
    gauge_mm: int | None
    runs: tuple[Run, ...]
    distance_km: float
    distance_basis: str
    basis_km: Mapping[str, float]
    country_km: Mapping[str, float]
    measured_km: float
    countries: tuple[str, ...]
    via: tuple[str, ...]
    sources: tuple[str, ...]

    def __repr__(self) -> str:
        """What fits a line: its points would fill pages."""
        return f"Leg({self.start} - {self.end}, {self.mode}, {self.distance_km:,.1f} km)"

    @property
    def places(self) -> tuple[str, ...]:
        """Its ends and the principal places between them."""
        return (self.start, *self.via, self.end)

    @property
    def points(self) -> tuple[LonLat, ...]:
        """The drawn line, WGS 84 (lon, lat), no point twice in a row."""
        out: list[LonLat] = []
        for run in self.runs:
            for point in run.points:
                if not out or out[-1] != point:
                    out.append(point)
        return tuple(out)


class Side(NamedTuple):
    """One side of a crossing: the country, its checkpoint and station, and who runs the railway.

    Both sides of a land crossing have the same checkpoint; a ferry or flight leaves by one port
    of entry and arrives by another. ``station`` is a name. What is not registered is ``None``.
    """

    country: str
    checkpoint: str | None = None
    station: str | None = None
    operator: str | None = None
    gauge_mm: int | None = None


class Crossing(NamedTuple):
    """A frontier that a route crosses, with the checkpoint that answers for it.

    ``at_km`` counts quoted kilometres from the origin. ``named`` is false where no border
    crossing point is registered: ``id`` and ``name`` are then ``None``. ``sides`` are the side
    left and the side entered.
    """

    from_country: str
    to_country: str
    mode: Mode
    lon: float
    lat: float
    at_km: float
    id: str | None
    name: str | None
    named: bool
    customs: bool
    break_of_gauge: bool
    handover: str | None
    sides: tuple[Side, Side]


class Route(NamedTuple):
    """Legs over the network, with the frontiers they cross and the kilometres by kind.

    Every mapping of kilometres sums to ``distance_km``.
    """

    legs: tuple[Leg, ...]
    crossings: tuple[Crossing, ...]
    distance_km: float
    measured_km: float
    basis_km: Mapping[str, float]
    mode_km: Mapping[str, float]
    country_km: Mapping[str, float]
    transshipments: int
    breaks_of_gauge: int

    @property
    def origin(self) -> str:
        """The id of the place it begins at."""
        return self.legs[0].start

    @property
    def destination(self) -> str:
        """The id of the place it ends at."""
        return self.legs[-1].end

    @property
    def customs_borders(self) -> int:
        """How many of its crossings have customs."""
        return sum(crossing.customs for crossing in self.crossings)

    @property
    def countries(self) -> tuple[str, ...]:
        """Countries on the way, first met first, the sea left out."""
        return tuple(c for c in self.country_km if c not in ("sea", "air"))

    @property
    def dependence(self) -> tuple[str | None, float]:
        """The country with most of the quoted kilometres, and its share of them (0 to 1).

        The first met of equals; ``None`` and 0 for a way wholly at sea or in the air.
        """
        country = max(self.countries, key=self.country_km.__getitem__, default=None)
        return country, self.country_km[country] / self.distance_km if country else 0.0

    def __repr__(self) -> str:
        """What fits a line: its points would fill pages."""
        name = f"{type(self).__name__}({self.origin} - {self.destination}"
        return f"{name}, {self.distance_km:,.1f} km, frontiers: {len(self.crossings)})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.records import route_html

        return route_html(self)


class Status(NamedTuple):
    """The state of a way on a date for one kind of cargo and direction, and why.

    ``records`` are the ids of the acts that decide; ``sources`` what these rest on. ``known_to``
    is the day to which the records were checked: later, the state is the last one known.
    [``since``, ``until``) is how long the state lasted, where that was asked for.
    """

    state: str
    reason: str
    records: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    known_to: date | None = None
    since: date | None = None
    until: date | None = None


class Protocol(NamedTuple):
    """Whether a way passes the checkpoints that an agreement lists, and where it does not.

    ``checkpoints`` are the listed ones that it passes, in order; each of ``violations`` is one
    line.
    """

    agreement: str
    complies: bool
    checkpoints: tuple[str, ...]
    violations: tuple[str, ...]


class Entry(NamedTuple):
    """A variant in a comparison: its route on the date, or ``None`` and why it has none.

    ``protocol`` is ``None`` where no agreement lists checkpoints for the way on the date. A bloc
    whose members are not known on the date has ``None`` kilometres in ``bloc_km``.
    """

    variant: Variant
    route: Route | None
    status: Status
    protocol: Protocol | None = None
    bloc_km: Mapping[str, float | None] | None = None


class Comparison(NamedTuple):
    """Variants side by side on one date, for one kind of cargo and direction."""

    as_of: date
    entries: tuple[Entry, ...]
    cargo: Cargo = Cargo.COMMERCIAL
    direction: Direction = Direction.TO

    def __repr__(self) -> str:
        """What fits a line: the points of its routes would fill pages."""
        ids = ", ".join(entry.variant.id for entry in self.entries)
        return f"{type(self).__name__}({ids} as of {self.as_of})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.records import comparison_html

        return comparison_html(self)
