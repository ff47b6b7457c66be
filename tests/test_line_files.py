"""Frontiers of a user's own lines, from GeoJSON, GPX and KML."""

from __future__ import annotations

import csv
import io
import json
import math
from itertools import pairwise
from pathlib import Path

import pytest

from tests.test_cli_golden import ndn

KOS_ARAL, ZHAISAN = (56.1037, 50.8631), (56.2062, 50.8444)


def geojson(path: Path, *lines: list[tuple[float, float]], kind: str = "LineString") -> Path:
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"way {number}"},
            "geometry": {"type": kind, "coordinates": line},
        }
        for number, line in enumerate(lines)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def gpx(path: Path, points: list[tuple[float, float]]) -> Path:
    marks = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in points)
    path.write_text(
        '<?xml version="1.0"?><gpx version="1.1" creator="test" '
        'xmlns="http://www.topografix.com/GPX/1/1"><trk><name>way 0</name>'
        f"<trkseg>{marks}</trkseg></trk></gpx>"
    )
    return path


def kml(path: Path, points: list[tuple[float, float]]) -> Path:
    marks = " ".join(f"{lon},{lat},12" for lon, lat in points)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">'
        "<Document><Placemark><name>way 0</name><LineString>"
        f"<coordinates>{marks}</coordinates></LineString></Placemark></Document></kml>"
    )
    return path


@pytest.mark.parametrize("kind", ["geojson", "gpx", "kml"])
def test_each_format_gives_the_same_crossing(kind: str, tmp_path: Path) -> None:
    path, points = tmp_path / f"way.{kind}", [KOS_ARAL, ZHAISAN]
    if kind == "geojson":
        file = geojson(path, points)
    else:
        file = gpx(path, points) if kind == "gpx" else kml(path, points)
    answer = ndn("crossings", str(file), "--format", "json", "--as-of", "2010-01-01")
    assert answer.code == 0
    (line,) = json.loads(answer.out)["lines"]
    (crossing,) = line["crossings"]
    assert line["name"] == "way 0"
    assert line["measured_km"] == pytest.approx(7.5, abs=0.1)
    assert (crossing["from"], crossing["to"], crossing["id"]) == ("RU", "KZ", "iletsk-zhaisan")
    assert (crossing["lon"], crossing["lat"]) == pytest.approx((56.134, 50.858), abs=0.01)
    assert crossing["customs"]
    assert crossing["handover"] == "Iletsk I"
    assert 0 < crossing["at_km"] < line["measured_km"]


def test_lines_and_their_parts_stand_in_order(tmp_path: Path) -> None:
    file = geojson(tmp_path / "ways.geojson", [KOS_ARAL, ZHAISAN], [ZHAISAN, KOS_ARAL])
    lines = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    pairs = [[(c["from"], c["to"]) for c in line["crossings"]] for line in lines]
    assert [line["name"] for line in lines] == ["way 0", "way 1"]
    assert pairs == [[("RU", "KZ")], [("KZ", "RU")]]


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ({"name": "Mine", "id": "x"}, "Mine"),
        ({"name": "", "id": "x7"}, "x7"),
        ({"id": 12}, "12"),
        ({"ref": "E40"}, "E40"),
        ({"start_name": "A", "end_name": "B"}, "A - B"),
        ({"variant": "north", "start_name": "A", "end_name": "B"}, "north: A - B"),
        ({"start_name": "A"}, "line 1"),
        ({"id": None}, "line 1"),
        ({"id": 1.5}, "line 1"),
    ],
)
def test_what_a_line_is_called(properties: dict[str, object], name: str, tmp_path: Path) -> None:
    path = tmp_path / "way.geojson"
    geometry = {"type": "LineString", "coordinates": [KOS_ARAL, ZHAISAN]}
    path.write_text(json.dumps({"type": "Feature", "properties": properties, "geometry": geometry}))
    (line,) = json.loads(ndn("crossings", path, "--format", "json").out)["lines"]
    assert line["name"] == name


def test_our_own_export_keeps_its_names(tmp_path: Path) -> None:
    path = tmp_path / "legs.geojson"
    assert ndn("export", "south-kuryk", "--as-of", "2018-06-01", "-o", path).code == 0
    lines = json.loads(ndn("crossings", path, "--format", "json").out)["lines"]
    assert lines[0]["name"] == "south-kuryk: Poti - Tbilisi-Passazhirskaya"
    assert all(line["name"].startswith("south-kuryk: ") for line in lines)


def test_csv_for_machines(tmp_path: Path) -> None:
    west = [(2.6, 51.0), (2.5, 51.2), (-1.0, 43.5), (-2.2, 43.2)]
    file = geojson(tmp_path / "ways.geojson", [KOS_ARAL, ZHAISAN], west)
    answer = ndn("crossings", file, "--format", "csv", "--as-of", "2010-01-01")
    rows = list(csv.DictReader(io.StringIO(answer.out)))
    first = rows[0]
    assert (first["line"], first["crossing"], first["mode"]) == ("way 0", "1", "rail")
    assert (first["from_country"], first["to_country"]) == ("RU", "KZ")
    assert (first["checkpoint"], first["customs"]) == ("iletsk-zhaisan", "yes")
    assert (first["gauge_left_mm"], first["gauge_entered_mm"]) == ("1520", "1520")
    assert 0 < float(first["at_km"]) < float(first["measured_km"])
    assert (float(first["lon"]), float(first["lat"])) == pytest.approx((56.134, 50.858), abs=0.01)
    last = rows[-1]
    assert (last["from_country"], last["to_country"]) == ("FR", "ES")
    assert float(last["lon"]) < -1
    assert (last["checkpoint"], last["customs"], last["break_of_gauge"]) == ("", "", "")


def test_a_line_within_one_country_says_so(tmp_path: Path) -> None:
    file = geojson(tmp_path / "way.geojson", [(66.0, 48.0), (67.0, 48.5)])
    answer = ndn("crossings", str(file))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.endswith("crosses no frontier\n")


def test_a_line_that_crosses_itself_is_followed_as_drawn(tmp_path: Path) -> None:
    loop = [KOS_ARAL, ZHAISAN, (56.15, 50.9), (56.15, 50.8), KOS_ARAL]
    file = geojson(tmp_path / "loop.geojson", loop)
    (line,) = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    countries = [c["from"] for c in line["crossings"]] + [line["crossings"][-1]["to"]]
    assert countries[0] == countries[-1] == "RU"
    steps = [(c["from"], c["to"]) for c in line["crossings"]]
    assert all(a[1] == b[0] for a, b in pairwise(steps))


def test_mode_decides_which_checkpoint_may_answer(tmp_path: Path) -> None:
    file = geojson(tmp_path / "way.geojson", [KOS_ARAL, ZHAISAN])
    answer = ndn("crossings", str(file), "--mode", "road", "--format", "json")
    (line,) = json.loads(answer.out)["lines"]
    assert [c["named"] for c in line["crossings"]] == [False]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("way.geojson", "{", "way.geojson: is no readable GeoJSON"),
        ("way.gpx", "<gpx", "way.gpx: is no readable GPX"),
        ("way.kml", "no xml", "way.kml: is no readable KML"),
        ("way.geojson", "", "way.geojson: is no readable GeoJSON"),
        ("way.geojson", '{"type": "FeatureCollection", "features": []}', "holds no line"),
        ("way.geojson", '{"type": "Point", "coordinates": [56, 50]}', "holds no line"),
        ("way.txt", "x", "lines are read from .geojson, .json, .gpx, .kml files"),
        (
            "way.geojson",
            '{"type": "LineString", "coordinates": [[50, 120], [50, 121]]}',
            "point 1: 50, 120 are no longitude and latitude; likely swapped",
        ),
        (
            "way.geojson",
            '{"type": "LineString", "coordinates": [[179, 60], [-179, 60]]}',
            "the line jumps over the antimeridian",
        ),
    ],
)
def test_a_bad_file_gets_one_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    answer = ndn("crossings", str(file))
    assert answer.code == 2
    assert message in answer.err
    assert answer.err.count("\n") == 1


def test_a_line_over_the_pole_crosses_what_it_crosses(tmp_path: Path) -> None:
    file = geojson(tmp_path / "pole.geojson", [(60.0, 89.0), (60.0, 55.0), (60.0, 50.0)])
    (line,) = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    assert [(c["from"], c["to"]) for c in line["crossings"]] == [("RU", "KZ")]


BAKU, KURYK = (49.45, 40.35), (51.40, 43.17)


def test_a_way_by_sea_is_a_crossing_in_the_port_of_arrival(tmp_path: Path) -> None:
    there = [(48.8, 40.3), BAKU, (50.6, 40.6), KURYK, (52.5, 43.6)]
    file = geojson(tmp_path / "ways.geojson", there, there[::-1])
    lines = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    ((out,), (back,)) = (line["crossings"] for line in lines)
    assert (out["from"], out["to"], out["mode"], out["id"]) == ("AZ", "KZ", "ferry", "kuryk")
    assert (out["lon"], out["lat"]) == pytest.approx(KURYK, abs=0.2)
    assert (back["from"], back["to"], back["mode"]) == ("KZ", "AZ", "ferry")
    assert back["lat"] < 41
    assert out["customs"]
    assert out["at_km"] > lines[0]["measured_km"] / 2


def test_a_line_along_a_coast_enters_no_port(tmp_path: Path) -> None:
    # Into the Caspian and back to the same country, and over a bay of it.
    file = geojson(tmp_path / "way.geojson", [(53.0, 44.0), (50.0, 44.2), (53.0, 44.4)])
    (line,) = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    assert line["crossings"] == []


def test_a_line_beyond_the_outlines_says_so(tmp_path: Path) -> None:
    file = geojson(tmp_path / "ways.geojson", [(-100.0, 35.0), (-100.0, 20.0)], [KOS_ARAL, ZHAISAN])
    lines = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    assert [line["beyond_outlines"] for line in lines] == [True, False]
    assert "in part beyond the outlines, which end at 11° W" in ndn("crossings", str(file)).out


def test_a_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    file = geojson(tmp_path / "way.geojson", [KOS_ARAL, ZHAISAN])
    data = json.loads(file.read_text())
    data["features"][0]["properties"]["name"] = "\x1b[31mred\u202e\n<b>" + "x" * 999
    file.write_text(json.dumps(data))
    (line,) = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    assert line["name"].startswith("[31mred <b>xxx")
    assert len(line["name"]) == 200
    assert "\x1b" not in ndn("crossings", str(file)).out


def test_another_coordinate_system_is_converted(tmp_path: Path) -> None:
    plain = geojson(tmp_path / "way.geojson", [KOS_ARAL, ZHAISAN])
    data = json.loads(plain.read_text())
    data["crs"] = {"type": "name", "properties": {"name": "EPSG:3857"}}
    metres = 20037508.342789244 / 180
    for feature in data["features"]:
        feature["geometry"]["coordinates"] = [
            (lon * metres, math.degrees(math.asinh(math.tan(math.radians(lat)))) * metres)
            for lon, lat in (KOS_ARAL, ZHAISAN)
        ]
    other = tmp_path / "other.geojson"
    other.write_text(json.dumps(data))
    answers = [
        json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"][0]
        for file in (plain, other)
    ]
    assert answers[0] == answers[1]


GPX = '<gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{}</trkseg></trk></gpx>'
KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><LineString>'
    "<coordinates>{}</coordinates></LineString></Placemark></Document></kml>"
)
GOOD = '<trkpt lat="51" lon="57"/>'
BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "way.gpx",
            GPX.format('<trkpt lat="x" lon="56"/>' + GOOD),
            "lat of trkpt: 'x' is no number",
        ),
        ("way.gpx", GPX.format("<trkpt/>" + GOOD), "lat of trkpt: '' is no number"),
        ("way.gpx", GPX.format('<trkpt lat="nan" lon="56"/>' + GOOD), "'nan' is no number"),
        ("way.gpx", GPX.format('<trkpt lat="5_0" lon="56"/>' + GOOD), "'5_0' is no number"),
        ("way.gpx", GPX.format(GOOD), "line 1: is no line; expected two points or more"),
        ("way.gpx", GPX.format('<trkpt lat="500" lon="56"/>' + GOOD), "56, 500 are no longitude"),
        ("way.gpx", GPX.format(""), "holds no line"),
        ("way.gpx", BOMB + GPX.format(GOOD + GOOD), "way.gpx: "),
        ("way.kml", BOMB + KML.format("56,50 57,51"), "way.kml: "),
        ("way.kml", KML.format("56,50 x,51"), "point 2 of coordinates: 'x' is no number"),
        ("way.kml", KML.format("56,50 57"), "point 2 of coordinates: '57' is no lon,lat"),
        ("way.kml", KML.format("179,60 -179,60"), "way.kml: line 1: the line jumps over"),
        ("way.geojson", '{"type": "LineString", "coordinates": [[56, 50]]}', "line 1: is no line"),
        ("way.geojson", '{"type": "LineString", "coordinates": [[NaN, 50], [57, 51]]}', "nan, 50"),
        ("way.geojson", '{"type": "LineString", "coordinates": [[1e308, 50], [57, 51]]}', "1e+308"),
        (
            "way.geojson",
            '{"type": "LineString", "coordinates": [["56", "50"], [57, 51]]}',
            "is no readable GeoJSON",
        ),
        ("way.geojson", '{"a":' * 5000, "is no readable GeoJSON"),
    ],
)
def test_a_hostile_file_gets_one_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    file = tmp_path / name
    file.write_text(text)
    answer = ndn("crossings", str(file))
    assert answer.code == 2
    assert message in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("points", "pairs"),
    [
        ([KOS_ARAL, KOS_ARAL], []),
        ([KOS_ARAL, KOS_ARAL, ZHAISAN, ZHAISAN], [("RU", "KZ")]),
        ([KOS_ARAL, ZHAISAN, KOS_ARAL], [("RU", "KZ"), ("KZ", "RU")]),
        ([(0.0, 90.0), (60.0, 90.0), (60.0, 50.0)], [("RU", "KZ")]),
        ([(180.0, 70.0), (180.0, 66.0), (175.0, 65.0)], []),
        ([(60.0, -90.0), (60.0, -10.0)], []),
    ],
    ids=[
        "a point twice",
        "stops",
        "there and back",
        "over the pole",
        "at 180 degrees",
        "far south",
    ],
)
def test_odd_lines_are_answered(
    tmp_path: Path, points: list[tuple[float, float]], pairs: list[tuple[str, str]]
) -> None:
    file = geojson(tmp_path / "way.geojson", points)
    (line,) = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    assert [(c["from"], c["to"]) for c in line["crossings"]] == pairs


def test_empty_parts_are_passed_over(tmp_path: Path) -> None:
    file = geojson(tmp_path / "ways.geojson", [[KOS_ARAL, ZHAISAN], []], kind="MultiLineString")  # type: ignore[list-item]  # parts of a line, one empty
    lines = json.loads(ndn("crossings", str(file), "--format", "json").out)["lines"]
    assert [len(line["crossings"]) for line in lines] == [1]
