"""Frontiers of a user's own lines, from GeoJSON, GPX and KML."""

from __future__ import annotations

import json
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
