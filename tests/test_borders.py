"""Countries, frontiers and crossings on the built-in borders and on borders drawn for a test."""

from __future__ import annotations

import hashlib
import json
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.borders import GENERATED, Borders, load_borders
from geodata.build.borders import UNITS_FILE, build_borders
from geodata.errors import CoordinateError, DataError, OptionError
from geodata.frontiers import SLIVER_KM, find_frontiers
from geodata.geodesy import geodesic_km, great_circle_km
from geodata.model import Frontier, LonLat
from geodata.reading import DATA

WORLD = Path(__file__).parents[1] / "node_modules" / "world-atlas" / "countries-10m.json"


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders()


# --- the data -----------------------------------------------------------------------------------


def manifest() -> list[dict[str, Any]]:
    table = tomllib.loads((GENERATED / "manifest.toml").read_text(encoding="utf-8"))
    return list(table["product"])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_manifest_vouches_for_every_product() -> None:
    products = {row["file"]: row for row in manifest()}
    assert set(products) == {path.name for path in GENERATED.iterdir()} - {"manifest.toml"}
    for name, row in products.items():
        assert digest(GENERATED / name) == row["sha256"], f"{name} was edited; run `make data`"
        assert row["rows"] > 0
        assert row["licence"]


def test_the_products_are_made_from_the_inputs_that_are_there() -> None:
    for row in manifest():
        for source in row["input"]:
            for folder in (DATA, GENERATED, UNITS_FILE.parent):
                path = folder / source["name"]
                if path.exists():
                    assert digest(path) == source["sha256"], (
                        f"{row['file']} is older than {source['name']}; run `make data`"
                    )


if WORLD.exists():  # only a checkout that has built its data holds the input

    def test_the_borders_are_built_alike_byte_for_byte(tmp_path: Path) -> None:
        for product in build_borders(WORLD, tmp_path):
            assert digest(tmp_path / product.file) == digest(GENERATED / product.file)


def test_outlines_are_valid_and_do_not_overlap(borders: Borders) -> None:
    shapes = np.array([shape for _, shape in sorted(borders.shapes.items())], dtype=object)
    assert shapely.is_valid(shapes).all()
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    overlaps = shapely.area(shapely.intersection(shapes[a[a < b]], shapes[b[a < b]]))
    assert overlaps.max() < 1e-4  # square degrees: about 1 km2


def test_frontiers_part_the_countries_named(borders: Borders) -> None:
    for left, right, line in borders.frontiers:
        for country, side in ((left, 0.002), (right, -0.002)):
            beside = shapely.offset_curve(line, side).interpolate(0.5, normalized=True)
            assert borders.distance_to_country_km(beside.x, beside.y, country) < 0.1


# --- which country ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lon", "lat", "country"),
    [
        (24.1, 56.95, "LV"),
        (69.28, 41.31, "UZ"),
        (67.02, 36.71, "AF"),
        (51.0, 42.0, None),  # the Caspian
        (34.1, 45.3, "UA"),  # Crimea
        (63.3, 45.9, "KZ"),  # Baikonur
        (33.36, 35.3, "CY"),  # Kyrenia
        (44.0, 9.6, "SO"),  # Hargeisa
        (71.13, 39.97, "UZ"),  # Sokh, an exclave in Kyrgyzstan
        (20.5, 54.7, "RU"),  # Kaliningrad
        (179.9, 68.8, "RU"),  # where the outline is cut at the antimeridian
        (-120.0, 40.0, None),  # beyond the data
    ],
)
def test_country_at(borders: Borders, lon: float, lat: float, country: str | None) -> None:
    assert borders.country_at(lon, lat) == country


def test_distance_to_a_country(borders: Borders) -> None:
    assert borders.distance_to_country_km(69.28, 41.31, "UZ") == 0
    assert borders.distance_to_country_km(55.9825, 44.8909, "KZ") == pytest.approx(0.6, abs=0.1)
    # From the middle of the strait of Dover, and across it.
    assert borders.distance_to_country_km(1.58, 50.87, "GB") == pytest.approx(33, abs=2)


def test_there_is_no_frontier_on_the_isthmus_of_crimea(borders: Borders) -> None:
    assert all(line.bounds[3] > 46.5 for a, b, line in borders.frontiers if {a, b} == {"RU", "UA"})
    assert find_frontiers([(33.9, 46.3), (34.0, 45.5)], borders) == ()


def test_faults_of_the_caller(borders: Borders) -> None:
    with pytest.raises(OptionError, match="no borders of country 'XX'"):
        borders.distance_to_country_km(60, 40, "XX")
    with pytest.raises(CoordinateError):
        borders.country_at(200, 40)
    with pytest.raises(CoordinateError):
        borders.country_at(float("nan"), 40)
    with pytest.raises(CoordinateError, match="antimeridian"):
        find_frontiers([(170, 60), (-170, 60)], borders)
    with pytest.raises(CoordinateError, match="out of range"):
        find_frontiers([(40, 95), (41, 40)], borders)
    with pytest.raises(CoordinateError, match="without points"):
        find_frontiers([], borders)
    with pytest.raises(DataError, match="cannot read"):
        load_borders(Path("nowhere.fgb"))
    with pytest.raises(DataError, match="columns"):
        load_borders(GENERATED / "frontiers.fgb")


# --- known crossings ----------------------------------------------------------------------------

OAZIS = (55.9825, 44.8909)
KHAVAST_DASHTOBOD = ((68.8360, 40.2107), (68.4972, 40.1328))


def countries(found: tuple[Frontier, ...]) -> list[tuple[str, str]]:
    return [(f.from_country, f.to_country) for f in found]


@pytest.mark.parametrize(
    ("line", "ends", "pair", "near"),
    [
        (((28.1179, 56.3917), (28.2484, 56.3419)), ("LV", "RU"), ("LV", "RU"), (28.168, 56.373)),
        (((56.1037, 50.8631), (56.2062, 50.8444)), ("RU", "KZ"), ("RU", "KZ"), (56.134, 50.858)),
        ((OAZIS, (56.1945, 44.7662)), ("KZ", "UZ"), ("KZ", "UZ"), OAZIS),
    ],
    ids=["zilupe-posin", "kos-aral-zhaisan", "oazis-karakalpakstan"],
)
def test_known_crossings(
    borders: Borders,
    line: tuple[LonLat, ...],
    ends: tuple[str, str],
    pair: tuple[str, str],
    near: LonLat,
) -> None:
    (found,) = find_frontiers(line, borders, start_country=ends[0], end_country=ends[1])
    assert (found.from_country, found.to_country) == pair
    assert great_circle_km((found.lon, found.lat), near) < 3


def test_a_station_on_the_wrong_side_makes_no_crossing(borders: Borders) -> None:
    line = ((55.7416, 45.0309), OAZIS)
    assert countries(find_frontiers(line, borders)) == [("KZ", "UZ")]
    assert find_frontiers(line, borders, start_country="KZ", end_country="KZ") == ()


def test_the_old_line_through_tajikistan_is_no_sliver(borders: Borders) -> None:
    def found(sliver_km: float) -> list[tuple[str, str]]:
        return countries(
            find_frontiers(
                KHAVAST_DASHTOBOD,
                borders,
                start_country="UZ",
                end_country="UZ",
                sliver_km=sliver_km,
            )
        )

    assert found(SLIVER_KM) == [("UZ", "TJ"), ("TJ", "UZ")]
    assert found(3.0) == []


def test_a_station_far_from_its_country_is_a_fault(borders: Borders) -> None:
    with pytest.raises(CoordinateError, match=r"start .* lies 1\d\.\d km outside KZ"):
        find_frontiers([(69.24, 41.3), (69.0, 42.0)], borders, start_country="KZ")


# --- borders drawn for a test -------------------------------------------------------------------


def drawn(**boxes: tuple[float, float, float, float]) -> Borders:
    """Return countries that are boxes, with frontiers where they meet."""
    shapes = {code: shapely.box(*box) for code, box in boxes.items()}
    meet = [
        (a, b, line)
        for a in shapes
        for b in shapes
        if a < b
        for line in shapely.get_parts(shapely.intersection(shapes[a], shapes[b]))
        if line.length > 0
    ]
    return Borders(
        [(code, code, shapely.MultiPolygon([shape])) for code, shape in shapes.items()], meet
    )


# A and B meet on the meridian of 10; a degree of the equator is 111 km. C lies over the water.
PLAIN = drawn(A=(0, 0, 10, 10), B=(10, 0, 20, 10), C=(21, 0, 30, 10))


def cross(*line: LonLat, **options: Any) -> list[tuple[str, str, float]]:
    found = find_frontiers(line, PLAIN, **options)
    return [(f.from_country, f.to_country, round(f.lon, 3)) for f in found]


def test_one_crossing_and_its_fraction() -> None:
    (found,) = find_frontiers([(9, 5), (12, 5)], PLAIN)
    assert (found.from_country, found.to_country) == ("A", "B")
    assert (found.lon, found.lat) == pytest.approx((10, 5))
    assert found.fraction == pytest.approx(1 / 3)


def test_water_is_no_country() -> None:
    assert cross((19, 5), (20.5, 5), (19, 6)) == []
    assert cross((19, 5), (25, 5)) == [("B", "C", 20.5)]
    assert cross((20.2, 5), (20.8, 5)) == []
    assert cross((20.01, 5), (20.99, 5), start_country="B", end_country="C") == [("B", "C", 20.5)]


def test_a_line_that_wriggles_crosses_once_or_not_at_all() -> None:
    wriggle = [(10 + 0.01 * (-1) ** k, 1 + k / 50) for k in range(100)]
    assert cross((8, 1), *wriggle, (8, 4)) == []
    assert [pair[:2] for pair in cross((8, 1), *wriggle, (12, 4))] == [("A", "B")]
    assert [pair[:2] for pair in cross(*wriggle, start_country="A", end_country="B")] == [
        ("A", "B")
    ]
    assert cross(*wriggle, start_country="B", end_country="B") == []
    assert len(cross((8, 1), *wriggle, (12, 4), tolerance_km=0)) == 101


def test_a_line_along_the_frontier_itself() -> None:
    assert cross((10, 2), (10, 8)) == []
    assert cross((9, 2), (10, 2), (10, 8), (9, 8)) == []
    assert [pair[:2] for pair in cross((9, 2), (10, 2), (10, 8), (11, 8))] == [("A", "B")]
    assert [pair[:2] for pair in cross((10, 2), (10, 8), start_country="A", end_country="B")] == [
        ("A", "B")
    ]


def test_a_deep_excursion_stays() -> None:
    line = ((9, 2), (10.5, 3), (9, 4))
    assert [pair[:2] for pair in cross(*line)] == [("A", "B"), ("B", "A")]


def test_declared_ends_hold_within_the_tolerance() -> None:
    # From 2 km inside B.
    assert cross((10.018, 5), (12, 5), start_country="A") == [("A", "B", 10.018)]
    assert cross((10.018, 5), (8, 5), start_country="A") == []
    assert cross((10.018, 5), (8, 5), start_country="B") == [("B", "A", 10.0)]
    assert cross((8, 5), (10.018, 5), end_country="A") == []
    # The whole line is on one side, its ends are declared on both.
    assert cross((10.018, 5), (10.009, 6), start_country="B", end_country="A") == [
        ("B", "A", 10.009)
    ]
    with pytest.raises(CoordinateError, match="outside A"):
        cross((10.5, 5), (12, 5), start_country="A")


def test_a_single_point() -> None:
    assert cross((5, 5)) == []
    assert cross((10, 5), (10, 5), start_country="A", end_country="B") == [("A", "B", 10.0)]


# --- properties ---------------------------------------------------------------------------------

lonlats = st.tuples(
    st.floats(44, 78).map(lambda x: round(x, 4)), st.floats(35, 56).map(lambda y: round(y, 4))
)
lines = st.lists(lonlats, min_size=2, max_size=6, unique=True)
offsets = st.floats(-0.02, 0.02)


@st.composite
def wriggles(draw: st.DrawFn) -> list[LonLat]:
    """A line that runs along a frontier, within 3 km or so on either side of it."""
    arcs = [line for _, _, line in load_borders().frontiers if line.length > 1]
    arc = draw(st.sampled_from(arcs))
    start = draw(st.floats(0, arc.length - 0.5))
    return [
        (
            round(point.x + draw(offsets), 5),
            round(point.y + draw(offsets), 5),
        )
        for k in range(draw(st.integers(3, 12)))
        for point in [arc.interpolate(start + k * 0.04)]
    ]


def naive(line: list[LonLat], borders: Borders) -> list[tuple[str, float, float]]:
    """Return (country, from, to) for each stretch, by intersecting each segment with each shape."""
    out: list[tuple[str, float, float]] = []
    for k, (a, b) in enumerate(pairwise(line)):
        segment = shapely.LineString([a, b])
        pieces = []
        for country, shape in borders.shapes.items():
            if not shapely.box(*segment.bounds).intersects(shapely.box(*shape.bounds)):
                continue
            for part in shapely.get_parts(shapely.intersection(segment, shape)):
                ends = [
                    float(shapely.line_locate_point(segment, shapely.Point(p), normalized=True))
                    for p in shapely.get_coordinates(part)
                ] or [0.0]
                if max(ends) - min(ends) > 1e-9:
                    pieces.append((k + min(ends), k + max(ends), country))
        for start, end, country in sorted(pieces):
            if out and out[-1][0] == country:
                out[-1] = (country, out[-1][1], end)
            else:
                out.append((country, start, end))
    return out


@settings(max_examples=60)
@given(lines)
def test_without_tolerance_it_agrees_with_plain_intersections(line: list[LonLat]) -> None:
    borders = load_borders()
    found = find_frontiers(line, borders, tolerance_km=0)
    stretches = naive(line, borders)
    assert countries(found) == [(a[0], b[0]) for a, b in pairwise(stretches)]
    for crossing, (before, after) in zip(found, pairwise(stretches), strict=True):
        if after[1] - before[2] < 1e-9:  # over water there is no exact place
            k = min(int(after[1]), len(line) - 2)
            share = after[1] - k
            (x0, y0), (x1, y1) = line[k], line[k + 1]
            place = (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
            assert great_circle_km((crossing.lon, crossing.lat), place) < 0.01


@settings(max_examples=60)
@given(st.one_of(lines, wriggles()), st.sampled_from([0.0, 1.0, 3.0]), st.data())
def test_the_answer_is_a_chain_and_reversing_mirrors_it(
    line: list[LonLat], tolerance_km: float, data: st.DataObject
) -> None:
    borders = load_borders()
    ends: list[str | None] = []
    for lon, lat in (line[0], line[-1]):
        near = [
            country
            for country in ("AF", "AM", "AZ", "GE", "IR", "KG", "KZ", "RU", "TJ", "TM", "UZ")
            if borders.distance_to_country_km(lon, lat, country) <= tolerance_km
        ]
        ends.append(data.draw(st.sampled_from([None, *near])))
    start, end = ends
    found = find_frontiers(
        line, borders, start_country=start, end_country=end, tolerance_km=tolerance_km
    )
    back = find_frontiers(
        line[::-1], borders, start_country=end, end_country=start, tolerance_km=tolerance_km
    )

    if start is not None and end is not None:
        assert (start != end) <= bool(found)
    for crossing, following in pairwise(found):
        assert crossing.to_country == following.from_country
        assert crossing.fraction <= following.fraction
    if found:
        assert start in {None, found[0].from_country}
        assert end in {None, found[-1].to_country}
    for crossing in found:
        assert crossing.from_country != crossing.to_country
        assert 0 <= crossing.fraction <= 1

    assert len(back) == len(found)
    for there, here in zip(found, reversed(back), strict=True):
        assert (there.from_country, there.to_country) == (here.to_country, here.from_country)
        assert there.fraction == pytest.approx(1 - here.fraction, abs=1e-6)
        assert (there.lon, there.lat) == pytest.approx((here.lon, here.lat), abs=1e-5)


@settings(max_examples=40)
@given(wriggles())
def test_a_wriggle_along_a_real_frontier_crosses_at_most_once_a_country(
    line: list[LonLat],
) -> None:
    borders = load_borders()
    found = find_frontiers(line, borders, tolerance_km=8.0, sliver_km=8.0)
    pairs = [frozenset(pair) for pair in countries(found)]
    assume(len({country for pair in pairs for country in pair}) <= 2)
    assert len(found) <= 1


@settings(max_examples=30)
@given(lines)
def test_fractions_are_shares_of_the_measured_length(line: list[LonLat]) -> None:
    for crossing in find_frontiers(line, load_borders(), tolerance_km=0):
        place = (crossing.lon, crossing.lat)
        k = min(
            range(len(line) - 1),
            key=lambda k: shapely.LineString(line[k : k + 2]).distance(shapely.Point(place)),
        )
        before = geodesic_km([*line[: k + 1], place])
        # A straight line in longitude and latitude is a little longer than the geodesic.
        assert crossing.fraction * geodesic_km(line) == pytest.approx(before, rel=0.02, abs=0.1)


# --- the builder --------------------------------------------------------------------------------


def topojson(ids: tuple[int | None, int | None], names: tuple[str, str]) -> str:
    """Two squares side by side over Central Asia, sharing arc 0; polygons on the right of it."""
    arcs = [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 0], [10, 0], [0, 10], [-10, 0]],
    ]
    geometries = [
        {"type": "Polygon", "arcs": [[~0, ~1]], "properties": {"name": names[0]}, "id": ids[0]},
        {"type": "Polygon", "arcs": [[0, ~2]], "properties": {"name": names[1]}, "id": ids[1]},
    ]
    for geometry in geometries:
        number = geometry.pop("id")
        if number is not None:
            geometry["id"] = f"{number:03}"
    return json.dumps(
        {
            "transform": {"scale": [1, 1], "translate": [60, 40]},
            "objects": {"countries": {"geometries": geometries}},
            "arcs": arcs,
        }
    )


def test_building_two_squares(tmp_path: Path) -> None:
    source = tmp_path / "world.json"
    source.write_text(topojson((398, 860), ("Kazakhstan", "Uzbekistan")), encoding="utf-8")
    countries_, frontiers = build_borders(source, tmp_path)
    assert (countries_.rows, frontiers.rows) == (2, 1)
    made = load_borders(tmp_path / "countries.fgb", tmp_path / "frontiers.fgb")
    assert made.countries == ("KZ", "UZ")
    assert [(f.from_country, f.lon) for f in find_frontiers([(65, 45), (75, 45)], made)] == [
        ("KZ", 70.0)
    ]
    ((left, right, line),) = made.frontiers
    assert (left, right) == ("KZ", "UZ")  # northwards, the west is on the left
    assert shapely.get_coordinates(line).tolist() == [[70, 40], [70, 50]]


def test_a_unit_of_a_country_makes_no_frontier(tmp_path: Path) -> None:
    source = tmp_path / "world.json"
    source.write_text(topojson((398, None), ("Kazakhstan", "Baikonur")), encoding="utf-8")
    countries_, frontiers = build_borders(source, tmp_path)
    assert (countries_.rows, frontiers.rows) == (1, 0)


def test_a_unit_without_code_or_rule_is_a_fault(tmp_path: Path) -> None:
    source = tmp_path / "world.json"
    source.write_text(topojson((398, None), ("Kazakhstan", "Atlantis")), encoding="utf-8")
    with pytest.raises(DataError, match=r"world\.json: Atlantis, id: no ISO code"):
        build_borders(source, tmp_path)


def test_a_missing_or_foreign_input_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="npm ci"):
        build_borders(tmp_path / "absent.json", tmp_path)
    source = tmp_path / "world.json"
    source.write_text('{"type": "FeatureCollection"}', encoding="utf-8")
    with pytest.raises(DataError, match="expected a quantised TopoJSON"):
        build_borders(source, tmp_path)
