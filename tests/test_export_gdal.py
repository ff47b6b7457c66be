"""GeoJSON, GeoPackage, KML, GPX and CSV, opened again by GDAL and compared."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pandas as pd
import pyogrio
import pyogrio.raw
import pytest
import shapely
from pyogrio.errors import DataSourceError

from geodata.atlas import Atlas
from geodata.errors import OutputError
from routes.comparison import compare
from routes.export import FORMATS, Document, Sheet, document, geopackage
from routes.export.model import complete
from routes.model import Variant

AS_OF = date(2018, 6, 1)
LAYERS = ("legs", "crossings", "places")
# What a spreadsheet would run, what XML and databases cannot hold, what ends a cell or a tag.
HOSTILE = (
    "=HYPERLINK(\"http://example.org\")", "+1", "@a", "a\x00b\x1b[31m", "lone \ud800 half",
    "</name><script>alert(1)</script>", "]]>&amp;\"'", "a\rb\nc\td", "_x0041_", "{variant}",
    "| b \\", "Актау 阿 😀", " ", "\ufffe", "DROP TABLE legs; --'",
)  # fmt: skip
DEGREES = 1e-6


@pytest.fixture(scope="module")
def plain(atlas: Atlas, variants: dict[str, Variant]) -> Document:
    chosen = [variants["south-kuryk"], variants["pakistan-torkham"]]
    return document(compare(chosen, atlas, AS_OF), atlas, colours=("#102030", "#a0b0c0"))


def is_words(column: str) -> bool:
    """Whether a column holds words that anyone may write."""
    return "name" in column or column in ("title", "reason")


def poisoned(found: Document) -> Document:
    """The document with hostile texts for names, titles and reasons."""
    sheets = []
    for sheet in found.sheets:
        at = [n for n, column in enumerate(sheet.columns) if is_words(column.name)]
        rows = [
            tuple(HOSTILE[i % len(HOSTILE)] if n in at else value for n, value in enumerate(row))
            for i, row in enumerate(sheet.rows)
        ]
        sheets.append(sheet._replace(rows=tuple(rows)))
    return found._replace(sheets=tuple(sheets), title=HOSTILE[5])


def written(found: Document, ending: str, folder: Path, name: str = "routes") -> Path:
    path = folder / f"{name}{ending}"
    path.write_bytes(FORMATS[ending].encode(found))
    return path


def read(path: Path, layer: str | None = None) -> tuple[dict[str, Any], Any, dict[str, Any]]:
    """What GDAL finds: its description of the layer, the shapes, the fields by name."""
    meta, _, geometry, values = pyogrio.raw.read(str(path), layer=layer)
    shapes = None if geometry is None else shapely.from_wkb(geometry)
    return meta, shapes, dict(zip(meta["fields"], values, strict=True))


def assert_shapes(found: Any, expected: Sheet) -> None:
    assert len(found) == len(expected.shapes)
    for shape, points in zip(found, expected.shapes, strict=True):
        assert shape.geom_type == expected.geometry
        assert np.abs(shapely.get_coordinates(shape) - np.array(points)).max() <= DEGREES


def sheet_of(found: Document, name: str) -> Sheet:
    return next(sheet for sheet in complete(found) if sheet.name == name)


def assert_column(values: Any, sheet: Sheet, name: str) -> None:
    """Numbers alike to the third decimal, everything else the same; nothing is nothing."""
    expected = [row[sheet.column(name)] for row in sheet.rows]
    for value, wanted in zip(values, expected, strict=True):
        if wanted is None:
            assert pd.isna(value), name
        elif isinstance(wanted, float):
            assert float(value) == pytest.approx(wanted, abs=0.001), name
        elif isinstance(wanted, date):
            assert str(value)[:10] == wanted.isoformat(), name
        else:
            assert value == wanted, name


def test_geojson_has_every_feature(plain: Document, tmp_path: Path) -> None:
    path = written(plain, ".geojson", tmp_path)
    meta, shapes, fields = read(path)
    assert meta["crs"] == "EPSG:4326"
    for name in LAYERS:
        sheet = sheet_of(plain, name)
        chosen = fields["layer"] == name
        assert_shapes(shapes[chosen], sheet)
        for column in ("variant", "sources"):
            assert_column(fields[column][chosen], sheet, column)


def test_geojson_keeps_to_the_standard(plain: Document, tmp_path: Path) -> None:
    collection = json.loads(written(plain, ".geojson", tmp_path).read_text(encoding="utf-8"))
    assert collection["type"] == "FeatureCollection"
    # RFC 7946 has one coordinate reference system and no member to name another.
    assert "crs" not in collection
    west, south, east, north = collection["bbox"]
    assert west < east
    assert south < north
    assert collection["about"]["as of"] == "2018-06-01"
    assert "ODbL" in collection["about"]["licence"]
    assert {row["source"] for row in collection["sources"]} >= {"tr4", "osm"}
    assert {row["unit"] for row in collection["columns"]} >= {"km", "mm", "degree, WGS 84"}
    assert [row["variant"] for row in collection["variants"]] == list(plain.colours)


@pytest.mark.parametrize("is_hostile", [False, True])
def test_geopackage_has_every_table(plain: Document, is_hostile: bool, tmp_path: Path) -> None:
    found = poisoned(plain) if is_hostile else plain
    path = written(found, ".gpkg", tmp_path)
    layers = dict(map(tuple, pyogrio.list_layers(path)))
    assert list(layers)[:3] == list(LAYERS)
    assert set(layers) == {sheet.name for sheet in complete(found)} | {"layer_styles"}
    for sheet in complete(found):
        meta, shapes, fields = read(path, sheet.name)
        assert layers[sheet.name] == sheet.geometry
        if sheet.geometry:
            assert meta["crs"] == "EPSG:4326"
            assert_shapes(shapes, sheet)
        for column in sheet.columns:
            if is_hostile and is_words(column.name):
                continue
            assert_column(fields[column.name], sheet, column.name)
    if is_hostile:
        names = set(read(path, "places")[2]["name"])
        assert {"+1", "DROP TABLE legs; --'", "a\ufffdb\x1b[31m", "lone \ufffd half"} <= names


def test_geopackage_opens_in_colour_and_with_its_terms(plain: Document, tmp_path: Path) -> None:
    path = written(plain, ".gpkg", tmp_path)
    with sqlite3.connect(path) as database:
        styles = database.execute(
            "SELECT f_table_name, f_geometry_column, useAsDefault, styleQML, styleSLD "
            "FROM layer_styles WHERE f_table_catalog = '' AND f_table_schema = ''"
        ).fetchall()
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        changed = database.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
        columns = dict(
            database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns").fetchall()
        )
    database.close()
    assert changed == [("2018-06-01T00:00:00.000Z",)]
    assert {style[0]: style[1] for style in styles} == columns
    for _, _, is_default, qml, sld in styles:
        assert is_default
        tree = ET.fromstring(qml)  # noqa: S314  # our own file
        renderer = tree.find("renderer-v2")
        assert renderer is not None
        assert renderer.get("attr") == "variant"
        values = [category.get("value") for category in renderer.iter("category")]
        assert values == list(plain.colours)
        assert "16,32,48,255" in qml
        assert "#102030" in sld
        ET.fromstring(sld)  # noqa: S314  # our own file
    about = pyogrio.read_info(path, layer="legs")["dataset_metadata"]
    assert about["AS_OF"] == "2018-06-01"
    assert "ODbL" in about["LICENCE"]


def test_kml_has_every_placemark(plain: Document, tmp_path: Path) -> None:
    path = written(plain, ".kml", tmp_path)
    seen = {str(name): count for name, count in _counts(path).items() if count}
    titles = {name: sheet_of(plain, name) for name in LAYERS}
    for name, sheet in titles.items():
        for variant in plain.colours:
            at = [n for n, row in enumerate(sheet.rows) if row[0] == variant]
            layer = f"{variant}: {sheet.title.lower()}"
            assert seen.pop(layer) == len(at), name
            own = sheet._replace(
                rows=tuple(sheet.rows[n] for n in at), shapes=tuple(sheet.shapes[n] for n in at)
            )
            _, shapes, fields = read(path, layer)
            assert_shapes([shapely.force_2d(shape) for shape in shapes], own)
            assert list(fields["sources"]) == [row[sheet.column("sources")] for row in own.rows]
    assert seen == {}


def _counts(path: Path) -> dict[str, int]:
    names = [name for name, _ in pyogrio.list_layers(path)]
    return {name: pyogrio.read_info(path, layer=name)["features"] for name in names}


def test_kml_tells_its_terms(plain: Document, tmp_path: Path) -> None:
    tree = ET.parse(written(plain, ".kml", tmp_path))  # noqa: S314  # our own file
    kml = "{http://www.opengis.net/kml/2.2}"
    description = tree.findtext(f"{kml}Document/{kml}description") or ""
    for words in ("as of: 2018-06-01", "ODbL-1.0", "(km)", "CRS84", "tr4: Tariff Guide"):
        assert words in description
    # A balloon shows a description as HTML.
    hostile = written(poisoned(plain), ".kml", tmp_path, "hostile")
    tree_of_hostile = ET.parse(hostile)  # noqa: S314  # our own file
    for element in tree_of_hostile.iter(f"{kml}description"):
        assert "<script" not in str(element.text)
    colours = [element.text for element in tree.iter(f"{kml}color")]
    # Alpha, blue, green, red.
    assert colours[0] == "ff302010"


def test_gpx_has_every_track_and_waypoint(plain: Document, tmp_path: Path) -> None:
    path = written(plain, ".gpx", tmp_path)
    legs = sheet_of(plain, "legs")
    _, shapes, fields = read(path, "tracks")
    assert_shapes([shapely.line_merge(shape) for shape in shapes], legs)
    assert_column(fields["src"], legs, "sources")
    assert_column(fields["ndn_distance_km"], legs, "distance_km")
    _, points, told = read(path, "waypoints")
    for name in ("crossings", "places"):
        assert_shapes(points[told["type"] == name], sheet_of(plain, name))


def test_gpx_keeps_the_order_of_the_schema(plain: Document, tmp_path: Path) -> None:
    root = ET.parse(written(plain, ".gpx", tmp_path)).getroot()  # noqa: S314  # our own file
    gpx = "{http://www.topografix.com/GPX/1/1}"
    tops = [element.tag.removeprefix(gpx) for element in root]
    assert tops == sorted(tops, key=["metadata", "wpt", "rte", "trk"].index)
    orders = {
        "metadata": ["name", "desc", "author", "copyright", "link", "time", "keywords", "bounds"],
        "wpt": ["name", "cmt", "desc", "src", "link", "sym", "type", "extensions"],
        "trk": ["name", "cmt", "desc", "src", "link", "number", "type", "extensions", "trkseg"],
    }
    for tag, order in orders.items():
        for element in root.iter(f"{gpx}{tag}"):
            children = [child.tag.removeprefix(gpx) for child in element]
            assert children == sorted(children, key=order.index)
    assert root.findtext(f"{gpx}metadata/{gpx}copyright/{gpx}license", "").endswith("/odbl/1-0/")


@pytest.mark.parametrize("name", ["legs", "crossings", "places", "variants", "sources"])
def test_csv_is_read_back(plain: Document, name: str, tmp_path: Path) -> None:
    sheet = sheet_of(plain, name)
    path = written(plain._replace(sheets=(sheet,)), ".csv", tmp_path)
    _, shapes, fields = read(path)
    assert set(fields["data_licence"]) == {"© OpenStreetMap contributors, ODbL-1.0"}
    if sheet.geometry:
        assert_shapes(shapes, sheet)
        assert set(fields["crs"]) == {"OGC:CRS84"}
    for column in sheet.columns:
        for value, row in zip(fields[column.name], sheet.rows, strict=True):
            wanted = row[sheet.column(column.name)]
            if isinstance(wanted, float):
                assert float(value) == pytest.approx(wanted, abs=0.001)
            else:
                text = "" if wanted is None else str(wanted)
                assert (value or "") == (text.lower() if isinstance(wanted, bool) else text)


@pytest.mark.parametrize("ending", [".geojson", ".kml", ".gpx", ".csv"])
def test_no_text_breaks_a_file(plain: Document, ending: str, tmp_path: Path) -> None:
    found = poisoned(plain)
    if FORMATS[ending].is_single:
        found = found._replace(sheets=(sheet_of(found, "places"),))
    path = written(found, ending, tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "\x00" not in text
    if ending in (".kml", ".gpx"):
        ET.parse(path)  # noqa: S314  # our own file
        assert "<script" not in text
    before = written(
        plain._replace(sheets=tuple(sheet_of(plain, sheet.name) for sheet in found.sheets)),
        ending,
        tmp_path,
        "before",
    )
    assert _total(path) == _total(before)
    if ending == ".csv":
        _, _, fields = read(path)
        assert not any(str(name).startswith(("=", "+", "-", "@")) for name in fields["name"])


def _total(path: Path) -> int:
    return sum(_counts(path).values())


def test_a_full_folder_for_temporary_files_is_told(
    plain: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DataSourceError("Failed to\ncommit transaction")

    with monkeypatch.context() as patch:
        patch.setattr("pyogrio.raw.write", full)
        with pytest.raises(OutputError, match=r"GeoPackage in .*: Failed to commit transaction$"):
            geopackage.encode(plain)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(OutputError, match=r"temporary files: No such file .* set TMPDIR"):
        geopackage.encode(plain)
