"""Stations of a network that a line passes, and those of them worth naming."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from geodata.model import LonLat, Mode, Place
from routes.engine import NAMED_KINDS
from routes.overland.model import Stop
from routes.overland.stops import stop_of

if TYPE_CHECKING:
    from geodata.borders import Borders
    from geodata.geodesy import Floats
    from routes.engines.layers import Step
    from routes.overland.ground import Ground

# A station is tied to one of its tracks; a train on another passes it, too.
BESIDE_KM = 0.15
# Of stations that the atlas does not have so many are named on one leg.
MOST_NAMED = 8
KINDS = ("station", "border", "ferry_terminal")


class Seen(NamedTuple):
    """A station on the way and the measured kilometres to it from the origin."""

    place: Place
    at_km: float
    is_known: bool


class Stations:
    """The named stations of a network."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    @cached_property
    def _stops(self) -> dict[int, Stop]:
        """The stations to name, by their number; each node has one of the atlas if it can."""
        stations, atlas = self._ground.network.stations, self._ground.atlas
        found: dict[int, Stop] = {}
        for number in range(len(stations)):
            node = int(stations.node[number])
            is_known = stations.place[number] in atlas.places
            named = stations.name[number] and stations.kind[number] in KINDS
            if node >= 0 and (is_known or named):
                found[number] = stop_of(stations[number], atlas)
        return found

    @cached_property
    def _tree(self) -> tuple[Any, list[int]]:
        import numpy as np
        import shapely

        from geodata.geodesy import mercator

        nodes, numbers = self._ground.network.nodes, list(self._stops)
        at = [self._stops[number].nodes[0] for number in numbers]
        lonlat = np.column_stack([nodes.lon[at], nodes.lat[at]]).reshape(-1, 2)
        points: Any = shapely.points(mercator(lonlat))
        return shapely.STRtree(points), numbers

    def at_node(self, node: int) -> Place | None:
        """The station that a node stands for, if any."""
        found = (stop.place for stop in self._stops.values() if node in stop.nodes)
        return next(found, None)

    def passed(
        self, steps: Sequence[Step], points: Sequence[LonLat], from_km: float
    ) -> tuple[Seen, ...]:
        """The stations that a line passes, in order, each place once.

        Parameters
        ----------
        steps : sequence of Step
            The edges of the line, all of one mode.
        points : sequence of LonLat
            What it runs through.
        from_km : float
            Kilometres travelled before it.
        """
        import numpy as np
        import shapely

        from geodata.geodesy import mercator, segment_lengths_km

        if steps[0].layer.mode is not Mode.RAIL or not self._stops or len(points) < 2:
            return ()
        lonlat = np.array(points)
        line = shapely.LineString(mercator(lonlat))
        tree, numbers = self._tree
        lat = float(np.abs(lonlat[:, 1]).min())
        near = tree.query(line, predicate="dwithin", distance=BESIDE_KM / _scale(min(lat, 85.0)))
        run = _lengths(shapely.get_coordinates(line))
        run_km = np.concatenate([[0.0], np.cumsum(segment_lengths_km(lonlat))])
        found: dict[str, Seen] = {}
        seen = []
        for index in near.tolist():
            stop = self._stops[numbers[index]]
            point = tree.geometries[index]
            km_away = float(shapely.distance(point, line)) * _scale(stop.place.lat)
            if km_away <= BESIDE_KM:
                along = shapely.line_locate_point(line, point)
                at_km = from_km + float(np.interp(along, run, run_km))
                is_known = stop.place.id in self._ground.atlas.places
                seen.append(Seen(stop.place, at_km, is_known))
        for item in sorted(seen, key=lambda item: (item.at_km, item.place.id)):
            found.setdefault(item.place.id, item)
        return tuple(found.values())

    def principal(self, passed: Sequence[Seen], ends: tuple[str, str]) -> tuple[Seen, ...]:
        """Those worth naming: the atlas's stations and towns, or else a few of the network's."""
        inner = [seen for seen in passed if seen.place.id not in ends]
        known = [seen for seen in inner if seen.is_known and seen.place.kind in NAMED_OR_STATION]
        if known or not inner:
            return tuple(known)
        step = max(1, -(-len(inner) // MOST_NAMED))
        return tuple(inner[::step])


NAMED_OR_STATION = (*NAMED_KINDS, "station")


def as_place(seen: Seen, countries: Sequence[str], borders: Borders) -> Place:
    """A station as a place, with its country where the line leaves a choice."""
    place = seen.place
    if place.country:
        return place
    only = countries[0] if len(countries) == 1 else borders.country_at(place.lon, place.lat)
    return place._replace(country=only or "")


def _lengths(coordinates: Floats) -> Floats:
    import numpy as np

    return np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(coordinates, axis=0).T))])


def _scale(lat: float) -> float:
    from math import cos, radians

    return cos(radians(lat))
