"""Making a route of journeys over a network: legs, countries, frontiers, stations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from geodata.geodesy import geodesic_km
from geodata.model import Basis, Frontier, LonLat, Mode, Place, Section
from routes.crossings import OFF_LAND, Passage, named_crossing
from routes.model import Crossing, Leg, Route, Run
from routes.overland.joining import node_position
from routes.overland.model import SOURCE, Change, Joined, Overland, Passed
from routes.overland.passing import Stations, as_place
from routes.overland.stops import new_place, position_id

if TYPE_CHECKING:
    from geodata.network.model import Network
    from routes.engines.layers import Journey, Layer, Step
    from routes.overland.ground import Ground

UNKNOWN = "unknown"


class _Part(NamedTuple):
    """Steps in a row by one layer; ``nodes`` are passed, one more than there are steps."""

    layer: Layer
    steps: tuple[Step, ...]
    nodes: tuple[int, ...]


class Assembler:
    """Makes routes over one ground.

    ``places`` gathers the places of the network that the atlas does not have.
    """

    def __init__(self, ground: Ground, on: date) -> None:
        self._ground = ground
        self._on = on
        self._stations = Stations(ground)
        self.places: dict[str, Place] = {}

    def overland(self, stops: Sequence[Joined], journeys: Sequence[Journey]) -> Overland:
        """The route of the journeys between stops in turn."""
        for stop in stops:
            self._add(stop.place._replace(country=self._country(stop)))
        drawn: list[_Drawn] = []
        for (start, end), journey in zip(pairwise(stops), journeys, strict=True):
            drawn += self._legs(start, end, journey, drawn)
        legs = [item.leg for item in drawn]
        crossings = self._crossings(drawn)
        mode_km = dict.fromkeys((mode.value for mode in Mode), 0.0)
        country_km: dict[str, float] = {}
        for leg in legs:
            mode_km[leg.mode.value] += leg.distance_km
            for country, km in leg.country_km.items():
                country_km[country] = country_km.get(country, 0.0) + km
        total_km = sum(leg.distance_km for leg in legs)
        route = Route(
            legs=tuple(legs),
            crossings=crossings,
            distance_km=total_km,
            measured_km=total_km,
            basis_km=dict.fromkeys((basis.value for basis in Basis), 0.0)
            | {Basis.MEASURED.value: total_km},
            mode_km=mode_km,
            country_km=country_km,
            transshipments=sum(a.mode is not b.mode for a, b in pairwise(legs)),
            breaks_of_gauge=sum(
                a.mode is b.mode is Mode.RAIL and _differ(a.gauge_mm, b.gauge_mm)
                for a, b in pairwise(legs)
            ),
        )
        edges = [step.edge for item in drawn for step in item.part.steps]
        network = self._ground.network
        return Overland(
            route,
            tuple(stops),
            tuple(self._changes(drawn)),
            tuple(passed for item in drawn for passed in item.stations),
            {edge: float(network.length_m[edge]) / 1000 for edge in edges},
            sum(item.unknown_gauge_km for item in drawn),
        )

    def _country(self, stop: Joined) -> str:
        if stop.place.country:
            return stop.place.country
        if not stop.joined_km:
            return self._ground.country_at(stop.node)
        lon, lat = stop.place.position
        return self._ground.borders.country_at(lon, lat) or self._ground.country_at(stop.node)

    def _add(self, place: Place) -> str:
        if place.id not in self._ground.atlas.places:
            self.places[place.id] = place
        return place.id

    def _place_at(self, node: int) -> str:
        """The place of a node where goods change over: the atlas's, a station, or its position."""
        known = self._ground.place_of.get(node)
        if known:
            return known
        found = self._stations.at_node(node)
        if found is None:
            lon, lat = node_position(self._ground.network, node)
            ident = position_id(lon, lat)
            found = new_place(ident, ident, lon, lat)
        return self._add(found._replace(country=found.country or self._ground.country_at(node)))

    def _legs(
        self, start: Joined, end: Joined, journey: Journey, before: Sequence[_Drawn]
    ) -> Iterator[_Drawn]:
        """The legs of one journey."""
        parts = list(_parts(journey, self._ground.network))
        at_km = sum(item.leg.distance_km for item in before)
        last = before[-1].last_country if before else ""
        for number, part in enumerate(parts):
            first = start.place.id if number == 0 else self._place_at(part.nodes[0])
            final = end.place.id if number == len(parts) - 1 else self._place_at(part.nodes[-1])
            item = self._leg(part, (first, final), at_km, last)
            at_km += item.leg.distance_km
            last = item.last_country
            yield item

    def _leg(self, part: _Part, ends: tuple[str, str], at_km: float, last: str) -> _Drawn:
        network = self._ground.network
        mode = part.layer.mode
        kms = [float(network.length_m[step.edge]) / 1000 for step in part.steps]
        total_km = sum(kms)
        points = line_of(part.steps, network)
        countries = self._countries_of(part, last)
        frontiers: list[Frontier] = []
        country_km: dict[str, float] = {}
        done_km = 0.0
        if mode in OFF_LAND:
            country_km[OFF_LAND[mode]] = total_km
        else:
            for number, (country, km) in enumerate(zip(countries, kms, strict=True)):
                if number and countries[number - 1] != country:
                    at = node_position(network, part.nodes[number])
                    fraction = done_km / total_km if total_km else 0.0
                    frontiers.append(Frontier(fraction, countries[number - 1], country, *at))
                country_km[country or UNKNOWN] = country_km.get(country or UNKNOWN, 0.0) + km
                done_km += km
        met = tuple(country for country in dict.fromkeys(countries) if country)
        stations = self._stations.passed(part.steps, points, at_km)
        for passed in stations:
            self._add(as_place(passed, met, self._ground.borders))
        unknown = [not network.gauge_sets[network.edges.gauges[s.edge]] for s in part.steps]
        is_rail = mode is Mode.RAIL
        gauge_mm = None if is_rail and all(unknown) else part.layer.gauge_mm
        section = Section(
            id=f"{ends[0]}--{ends[1]}--{mode}--{_track(part)}",
            line=SOURCE,
            start=ends[0],
            end=ends[1],
            mode=mode,
            gauge_mm=gauge_mm,
            distance_km=total_km,
            basis=Basis.MEASURED,
            measured_km=total_km,
            points=points,
            frontiers=tuple(frontiers),
            schematic=False,
            opened=None,
            closed=None,
            sources=(SOURCE,),
        )
        leg = Leg(
            start=ends[0],
            end=ends[1],
            mode=mode,
            gauge_mm=gauge_mm,
            runs=(Run(section, reverse=False),),
            distance_km=total_km,
            distance_basis=Basis.MEASURED.value,
            basis_km={Basis.MEASURED.value: total_km},
            country_km=country_km,
            measured_km=total_km,
            countries=met,
            via=tuple(s.place.id for s in self._stations.principal(stations, ends)),
            sources=(SOURCE,),
        )
        return _Drawn(
            leg,
            part,
            tuple(Passed(s.place.id, s.at_km) for s in stations),
            countries[0],
            countries[-1],
            sum(km for km, lost in zip(kms, unknown, strict=True) if lost and is_rail),
        )

    def _countries_of(self, part: _Part, last: str) -> list[str]:
        """The country of each step; where the network tells none, that of the step before.

        A ferry belongs to the countries of its ports: the first step to the one it leaves, all
        others to the one it reaches.
        """
        network, ground = self._ground.network, self._ground
        if part.layer.mode in OFF_LAND:
            left, reached = (ground.country_at(node) for node in (part.nodes[0], part.nodes[-1]))
            return [left or last, *([reached or left or last] * max(len(part.steps) - 1, 1))]
        own = [network.countries[network.edges.country[step.edge]] for step in part.steps]
        first = next((country for country in own if country), last)
        first = last if last and not own[0] else first
        found = []
        for country in own:
            first = country or first
            found.append(first)
        return found

    def _crossings(self, drawn: Sequence[_Drawn]) -> tuple[Crossing, ...]:
        """The frontiers within legs and between them, named by the atlas's checkpoints in reach."""
        found: list[Passage] = []
        at_km, last = 0.0, drawn[0].first_country
        for leg, part, _, first, final, _ in drawn:
            if first != last and first and last:
                lon, lat = node_position(self._ground.network, part.nodes[0])
                between = Frontier(0.0, last, first, lon, lat)
                found.append(Passage(between, leg.mode, at_km, "", ""))
            for frontier in leg.runs[0].section.frontiers:
                here_km = at_km + frontier.fraction * leg.distance_km
                found.append(Passage(frontier, leg.mode, here_km, "", ""))
            at_km += leg.distance_km
            if leg.mode in OFF_LAND and first != final:
                ports = (self._port(part.nodes[0], leg.start), self._port(part.nodes[-1], leg.end))
                lon, lat = node_position(self._ground.network, part.nodes[-1])
                arrival = Frontier(1.0, first, final, lon, lat)
                found.append(Passage(arrival, leg.mode, at_km, *ports))
            last = final
        atlas = self._ground.atlas
        return tuple(named_crossing(passage, atlas, self._on) for passage in found)

    def _port(self, node: int, place: str) -> str:
        """The port of the atlas at the end of a ferry."""
        return self._ground.place_of.get(node, place)

    def _changes(self, drawn: Sequence[_Drawn]) -> Iterator[Change]:
        at_km = 0.0
        network = self._ground.network
        for a, b in pairwise(drawn):
            at_km += a.leg.distance_km
            gauges = (a.leg.gauge_mm, b.leg.gauge_mm)
            if a.leg.mode is not b.leg.mode or _differ(*gauges):
                nodes = (a.part.nodes[-1], b.part.nodes[0])
                apart_km = geodesic_km([node_position(network, node) for node in nodes])
                yield Change(b.leg.start, at_km, a.leg.mode, b.leg.mode, *gauges, apart_km)


class _Drawn(NamedTuple):
    """A leg with the steps it was made of."""

    leg: Leg
    part: _Part
    stations: tuple[Passed, ...]
    first_country: str
    last_country: str
    unknown_gauge_km: float


def line_of(steps: Sequence[Step], network: Network) -> tuple[LonLat, ...]:
    """The drawn line of steps in travelling direction, no point twice in a row."""
    out: list[LonLat] = []
    for step in steps:
        points = network.edge_points(step.edge).tolist()
        for lon, lat in reversed(points) if step.reverse else points:
            if not out or out[-1] != (lon, lat):
                out.append((lon, lat))
    return tuple(out)


def _track(part: _Part) -> str:
    """What tells the track of a part from others between the same ends: a checksum of its edges."""
    return f"{crc32(' '.join(str(step.edge) for step in part.steps).encode()):08x}"


def _parts(journey: Journey, network: Network) -> Iterator[_Part]:
    for layer, group in groupby(journey.steps, key=lambda step: step.layer):
        steps = tuple(group)
        nodes = [_ends(step, network)[0] for step in steps]
        yield _Part(layer, steps, (*nodes, _ends(steps[-1], network)[1]))


def _ends(step: Step, network: Network) -> tuple[int, int]:
    tail, head = int(network.tails[step.edge]), int(network.heads[step.edge])
    return (head, tail) if step.reverse else (tail, head)


def _differ(a: int | None, b: int | None) -> bool:
    """Whether two gauges are known and differ."""
    return None not in (a, b) and a != b
