"""KML and GPX, opened again by parsers of their own: fastkml and gpxpy."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import fastkml
import gpxpy
import gpxpy.gpx
import numpy as np
import pytest
from fastkml.utils import find_all

from geodata.atlas import Atlas
from routes.comparison import compare
from routes.export import FORMATS, Document, document
from routes.model import Variant

AS_OF = date(2018, 6, 1)
DEGREES = 1e-6


@pytest.fixture(scope="module")
def plain(atlas: Atlas, variants: dict[str, Variant]) -> Document:
    chosen = [variants["south-kuryk"], variants["pakistan-torkham"]]
    return document(compare(chosen, atlas, AS_OF), atlas)


def written(found: Document, ending: str, folder: Path) -> Path:
    path = folder / f"routes{ending}"
    path.write_bytes(FORMATS[ending].encode(found))
    return path


def shapes_of(found: Document, name: str) -> list[tuple[tuple[float, float], ...]]:
    (sheet,) = (sheet for sheet in found.sheets if sheet.name == name)
    return [tuple(shape) for shape in sheet.shapes or ()]


def test_kml_by_fastkml(plain: Document, tmp_path: Path) -> None:
    path = written(plain, ".kml", tmp_path)
    kml = fastkml.KML.parse(path, strict=True)
    (root,) = kml.features
    assert isinstance(root, fastkml.Document)
    assert root.name == plain.title
    assert "ODbL-1.0" in str(root.description)
    found_all = find_all(kml, of_type=fastkml.Placemark)
    placemarks = [mark for mark in found_all if isinstance(mark, fastkml.Placemark)]
    lines = [p for p in placemarks if p.geometry and p.geometry.geom_type == "LineString"]
    points = [p for p in placemarks if p.geometry and p.geometry.geom_type == "Point"]
    legs = shapes_of(plain, "legs")
    assert len(lines) == len(legs)
    for placemark, leg in zip(lines, legs, strict=True):
        assert placemark.geometry is not None
        found = np.array([at[:2] for at in placemark.geometry.coords])
        assert np.abs(found - np.array(leg)).max() <= DEGREES
    assert len(points) == sum(len(shapes_of(plain, name)) for name in ("crossings", "places"))


def test_gpx_by_gpxpy(plain: Document, tmp_path: Path) -> None:
    path = written(plain, ".gpx", tmp_path)
    text = path.read_text(encoding="utf-8")
    gpx = gpxpy.parse(text)
    assert gpx.version == "1.1"
    assert gpx.name == plain.title
    assert "ODbL-1.0" in (gpx.description or "")
    assert gpx.copyright_license == "https://opendatacommons.org/licenses/odbl/1-0/"
    segments = [segment for track in gpx.tracks for segment in track.segments]
    found = [[(point.longitude, point.latitude) for point in s.points] for s in segments]
    legs = shapes_of(plain, "legs")
    assert len(found) == len(legs)
    for segment, leg in zip(found, legs, strict=True):
        assert np.abs(np.array(segment) - np.array(leg)).max() <= DEGREES
    names = {waypoint.name for waypoint in gpx.waypoints}
    assert any("Kuryk" in (name or "") for name in names)
    # What it writes of it is what it read.
    again = gpxpy.parse(gpx.to_xml("1.1"))
    assert [len(t.segments) for t in again.tracks] == [len(t.segments) for t in gpx.tracks]
    assert not re.search(r"<time>", text), "a route has no time of its own"
