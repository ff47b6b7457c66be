"""Ferry lanes that stay on water: shortest ways through a visibility graph around the land.

All geometry is in the plane of longitude times the cosine of the middle latitude, scaled to
km: an edge that is straight there is straight in longitude and latitude too, as drawn. Edges
are weighed by their geodesic length.
"""

from __future__ import annotations

import heapq
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, radians
from pathlib import Path
from typing import Any

from geodata.build.products import Input, Product, sha256, write_layer, write_text
from geodata.errors import DataError, Problem
from geodata.geodesy import pairwise_km
from geodata.model import LonLat

_log = logging.getLogger(__name__)

LICENCE = "land: Natural Earth, public domain; ports: ODbL-1.0, © OpenStreetMap contributors"
# How far a course keeps off the coast in open water.
CLEARANCE_KM = 1.0
# In straits and roadsteads the clearance gives way, step by step, around the ports only.
_NARROWS_KM = (1.0, 0.5, 0.2, 0.05, 0.0)
_ROADSTEAD_KM = 40.0
# The longest way from a port, which may lie on land at 1:10m, straight to open water.
APPROACH_KM = 12.0
# A course turns this far outside the clearance, so that its corners can be few.
_ROOM_KM = 0.6
# Sea around the two ports that a course may use.
_MARGIN_DEG = 3.0
_KM_PER_DEG = 111.195  # 2 * pi * mean radius / 360
_DECIMALS = 5


def sea_lane(start: LonLat, end: LonLat, land: Any) -> tuple[LonLat, ...]:
    """Return the shortest course over water between two ports.

    Parameters
    ----------
    start, end
        (lon, lat) of the ports, WGS 84; the course begins and ends exactly there.
    land
        shapely geometry of the land, lon and lat, covering at least three degrees around.

    Returns
    -------
    tuple of (lon, lat)
        The ports and the turning points between them, rounded to 1 m. The first and last
        stretch, of at most 12 km, run straight between port and open water and may touch land;
        the others do not.

    Raises
    ------
    DataError
        If no water within 12 km of both ports joins them.
    """
    plane = _Plane((start[1] + end[1]) / 2)
    shore = _shore(start, end, land, plane)
    for narrows_km in _NARROWS_KM:
        course = _course(start, end, shore, plane, narrows_km)
        if course is not None:
            inner = [(round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in course]
            return tuple(p for p in (start, *inner, end))
    message = f"no water joins {start} and {end}; expected some within {APPROACH_KM:g} km of both"
    raise DataError([Problem("sealanes", f"{start} - {end}", "", message)])


def build_lanes(
    lanes: Mapping[str, tuple[LonLat, LonLat]],
    land: Any,
    folder: Path,
    inputs: tuple[Input, ...],
) -> tuple[dict[str, tuple[LonLat, ...]], Product]:
    """Write ``sealanes.fgb``: one LineString for each section, in the column ``section``.

    Parameters
    ----------
    lanes
        Start and end of each section of ferry line, by its id.
    land
        The polygons of all countries, as `load_land` returns them.
    folder
        Where the product goes.
    inputs
        What the lanes are made from, for the manifest.

    Returns
    -------
    The courses by section, and the product for the manifest.
    """
    import shapely

    courses = {section: sea_lane(*lanes[section], land) for section in sorted(lanes)}
    path = folder / "sealanes.fgb"
    lines = [shapely.LineString(course) for course in courses.values()]
    write_layer(path, lines, {"section": list(courses)}, "LineString")
    _log.info("%d sea lanes", len(courses))
    title = "Ferry lanes: shortest courses over water"
    return courses, Product(path.name, title, inputs, LICENCE, len(lines), sha256(path))


def write_shapes(
    path: Path,
    courses: Mapping[tuple[str, str], tuple[LonLat, ...]],
    inputs: tuple[Input, ...],
) -> Product:
    """Write the turning points of courses in the columns of ``shapes.csv``.

    Reading the atlas needs them without any geometry library. ``courses`` is keyed by the places
    at either end, whose own coordinates are left out.
    """
    rows = [
        f"{start},{end},{lon:.{_DECIMALS}f},{lat:.{_DECIMALS}f}\n"
        for (start, end), course in sorted(courses.items())
        for lon, lat in course[1:-1]
    ]
    write_text(path, "".join(["start,end,lon,lat\n", *rows]))
    title = "Ferry lanes: turning points between the ports"
    return Product(path.name, title, inputs, LICENCE, len(rows), sha256(path))


def load_land(countries: Path) -> Any:
    """Return all land of ``countries.fgb`` as one shapely collection of polygons."""
    import pyogrio.raw
    import shapely

    geometry = pyogrio.raw.read(str(countries), columns=[])[2]
    return shapely.MultiPolygon(list(shapely.get_parts(shapely.from_wkb(geometry))))


@dataclass(frozen=True, slots=True)
class _Plane:
    """The equirectangular plane of a latitude, in km."""

    lat: float

    def to(self, lonlat: Any) -> Any:
        return lonlat * [_KM_PER_DEG * cos(radians(self.lat)), _KM_PER_DEG]

    def back(self, xy: Any) -> Any:
        return xy / [_KM_PER_DEG * cos(radians(self.lat)), _KM_PER_DEG]


def _shore(start: LonLat, end: LonLat, land: Any, plane: _Plane) -> Any:
    """Return the land around two ports in their plane."""
    import shapely

    west, east = sorted((start[0], end[0]))
    south, north = sorted((start[1], end[1]))
    near = shapely.clip_by_rect(
        land,
        west - _MARGIN_DEG,
        south - _MARGIN_DEG,
        east + _MARGIN_DEG,
        north + _MARGIN_DEG,
    )
    return shapely.transform(shapely.union_all(shapely.get_parts(near)), plane.to)


def _course(
    start: LonLat, end: LonLat, shore: Any, plane: _Plane, narrows_km: float
) -> list[LonLat] | None:
    """Return the turning points with this clearance near the ports; ``None`` if there is none."""
    import numpy as np
    import shapely

    ports = plane.to(np.array([start, end]))
    roads = shapely.union_all([shapely.Point(port).buffer(_ROADSTEAD_KM) for port in ports])
    forbidden = _kept_off(shore, roads, narrows_km, 0.0)
    frame = shapely.box(*shapely.buffer(shapely.MultiPoint(ports), 60.0).bounds)
    waters = shapely.get_parts(shapely.difference(frame, forbidden))
    gates = _gates(ports, waters)
    if gates is None:
        return None
    # Corners are sought a little farther off than the edges must keep.
    outline = _kept_off(shore, roads, narrows_km, _ROOM_KM)
    corners = _corners(outline, forbidden, frame)
    nodes = np.concatenate([gates, corners])
    # The gates lie on the rim of the forbidden ground: take it in by 10 m, so that rounding does
    # not close them.
    ground = shapely.buffer(forbidden, -0.01)
    way = _shortest(nodes, ground, plane)
    if way is None:
        return None
    out = plane.back(nodes[way])
    return [(float(lon), float(lat)) for lon, lat in out]


def _kept_off(shore: Any, roads: Any, narrows_km: float, room_km: float) -> Any:
    """Return the shore widened by the clearance: full in open water, less in the roads."""
    import shapely

    if narrows_km >= CLEARANCE_KM:
        return shapely.buffer(shore, CLEARANCE_KM + room_km)
    wide = shapely.difference(shapely.buffer(shore, CLEARANCE_KM + room_km), roads)
    slim = shapely.buffer(shore, narrows_km + room_km * narrows_km / CLEARANCE_KM + 0.02)
    return shapely.union(wide, slim)


def _gates(ports: Any, waters: Iterable[Any]) -> Any:
    """Return the points of one water nearest to each port, or ``None`` if all are too far."""
    import numpy as np
    import shapely

    best: tuple[float, Any] | None = None
    for water in waters:
        lines = [shapely.shortest_line(shapely.Point(port), water) for port in ports]
        if any(line.length > APPROACH_KM for line in lines):
            continue
        total = sum(line.length for line in lines)
        if best is None or total < best[0]:
            best = (total, np.array([shapely.get_coordinates(line)[1] for line in lines]))
    return None if best is None else best[1]


def _corners(outline: Any, forbidden: Any, frame: Any) -> Any:
    """Return the corners around which a shortest way can bend."""
    import numpy as np
    import shapely

    # Rings oriented so that the land is on their left bulge into the water where they turn left.
    simple = shapely.orient_polygons(shapely.simplify(outline, _ROOM_KM / 2))
    out = [np.empty((0, 2))]
    for ring in shapely.get_rings(shapely.get_parts(simple)):
        points = shapely.get_coordinates(ring)[:-1]
        a, b = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
        out.append(points[a[:, 0] * b[:, 1] > a[:, 1] * b[:, 0]])
    corners = np.concatenate(out)
    return corners[shapely.contains_xy(frame, corners) & ~shapely.intersects_xy(forbidden, corners)]


def _shortest(nodes: Any, ground: Any, plane: _Plane) -> list[int] | None:
    """Return the shortest way from node 0 to node 1 over edges clear of the ground: A*.

    Which nodes see each other is worked out only for the nodes that the search reaches.
    """
    import numpy as np
    import shapely

    shapely.prepare(ground)
    lonlat = plane.back(nodes)
    ahead = pairwise_km(lonlat, np.repeat(lonlat[1:2], len(lonlat), axis=0))
    cost = np.full(len(nodes), np.inf)
    cost[0] = 0.0
    came = np.full(len(nodes), -1)
    done = np.zeros(len(nodes), dtype=bool)
    queue = [(float(ahead[0]), 0)]
    while queue:
        _, here = heapq.heappop(queue)
        if done[here]:
            continue
        done[here] = True
        if here == 1:
            way = [1]
            while way[-1]:
                way.append(int(came[way[-1]]))
            return way[::-1]
        reach = pairwise_km(np.repeat(lonlat[here : here + 1], len(lonlat), axis=0), lonlat)
        total = cost[here] + reach
        # An edge that could not shorten any way need not be looked along.
        others = np.flatnonzero(~done & (total < cost))
        ends = np.stack([np.broadcast_to(nodes[here], (len(others), 2)), nodes[others]], axis=1)
        seen = others[~shapely.intersects(ground, shapely.linestrings(ends))]
        cost[seen] = total[seen]
        came[seen] = here
        for other in seen:
            heapq.heappush(queue, (float(cost[other] + ahead[other]), int(other)))
    return None
