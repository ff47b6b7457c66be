"""What the map draws: lines that variants share, the projection, the basemap's point of view."""

from __future__ import annotations

import re

from pyproj import Geod
from shapely import LineString, Point, Polygon

from geodata.model import LonLat
from maps.basemap import basemap
from maps.lines import drawing
from maps.projection import TOLERANCE_M, densify, draw, lat_lon, to_plane
from tests.map_fixture import comparison


def test_shared_sections_are_drawn_once() -> None:
    lines = drawing([entry.route for entry in comparison().entries])
    assert len(lines.strokes) == len(comparison().entries)
    users: dict[int, set[int]] = {}
    for index, strokes in enumerate(lines.strokes):
        for stroke in strokes:
            for use in stroke.uses:
                users.setdefault(use.chain, set()).add(index)
    assert set(users) == set(range(len(lines.chains)))
    # Poti-Alat and Mangistau-Karshi by two variants, Karshi-Hairatan by three.
    assert sorted(map(sorted, users.values())) == [
        [0], [0, 1, 2], [1], [1], [1, 2], [1, 2], [2], [2], [3]
    ]  # fmt: skip


def test_strokes_follow_the_route_without_a_gap() -> None:
    for entry in comparison().entries:
        if entry.route is None:
            continue
        lines = drawing([entry.route])
        points: list[LonLat] = []
        for stroke in lines.strokes[0]:
            for use in stroke.uses:
                chain = lines.chains[use.chain].points
                points += chain if use.forward else chain[::-1]
        joined = [p for i, p in enumerate(points) if not i or p != points[i - 1]]
        whole = [point for leg in entry.route.legs for point in leg.points]
        assert joined == [p for i, p in enumerate(whole) if not i or p != whole[i - 1]]


def test_a_way_out_and_back_keeps_its_direction() -> None:
    (entry, *_) = comparison().entries
    assert entry.route is not None
    (leg,) = entry.route.legs
    there = leg.runs[:2]
    back = tuple(run._replace(reverse=not run.reverse) for run in there[::-1])
    route = entry.route._replace(legs=(leg._replace(runs=there + back),))
    lines = drawing([route])
    assert [use.forward for use in lines.strokes[0][0].uses] == [True, False]
    assert len(lines.chains) == 1


def test_drawn_lines_stay_near_the_geodesic() -> None:
    riga, termez = (24.1, 56.95), (67.28, 37.23)
    drawn = draw([riga, termez])
    lon, lat = Geod(ellps="WGS84").npts(*riga, *termez, 1)[0]
    x, y = to_plane([(lon, lat)])[0]
    assert LineString(drawn).distance(Point(x / 100, -y / 100)) * 100 < 2 * TOLERANCE_M
    assert len(densify([riga, termez])) > 30


def test_the_swap_to_latitude_first() -> None:
    assert lat_lon((24.1, 56.95)) == (56.95, 24.1)


def test_crimea_is_drawn_with_ukraine_and_baikonur_with_kazakhstan() -> None:
    """No boundary is drawn at Perekop, nor around the leased area."""
    for lon, lat, radius_km in ((33.7, 46.13, 25), (63.3, 45.9, 70)):
        x, y = to_plane([(lon, lat)])[0]
        for layer in ("agreed", "disputed"):
            for line in _lines(layer):
                away = LineString(line).distance(Point(x / 100, -y / 100)) / 10
                assert away > radius_km, (layer, lon, lat)


def test_the_caspian_is_water_and_the_steppe_is_land() -> None:
    land = [Polygon(ring) for ring in _lines("land")]

    def is_land(lon: float, lat: float) -> bool:
        x, y = to_plane([(lon, lat)])[0]
        return sum(ring.contains(Point(x / 100, -y / 100)) for ring in land) % 2 == 1

    assert not is_land(50.6, 42.3)
    assert is_land(65.0, 48.0)
    assert not is_land(34.0, 43.0)


def _lines(layer: str) -> list[list[tuple[float, float]]]:
    """The lines of a layer of the basemap, in user units."""
    cell = basemap()["cell"]
    out = []
    for part in re.findall(r"M(-?\d+) (-?\d+)l([-\d ]+)z?", basemap()[layer]):
        x, y = int(part[0]), int(part[1])
        points = [(x, y)]
        numbers = list(map(int, re.findall(r"-?\d+", part[2])))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        out.append([(cell * a, cell * b) for a, b in points])
    return out
