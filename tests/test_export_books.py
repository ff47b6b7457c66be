"""Workbooks and GeoParquet, opened again by libraries that did not write them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio.raw
import pytest
import shapely

from routes.export import FORMATS, Document, Kind
from routes.export.model import complete
from routes.export.xlsx import LONGEST_TEXT
from tests.test_export_gdal import AS_OF, HOSTILE, plain, poisoned, sheet_of

__all__ = ["plain"]


@pytest.fixture
def _first_row_is_the_head() -> Iterator[None]:
    """Let GDAL not guess whether a worksheet of texts alone has headings."""
    pyogrio.set_gdal_config_options({"OGR_XLSX_HEADERS": "FORCE"})
    yield
    pyogrio.set_gdal_config_options({"OGR_XLSX_HEADERS": None})


@pytest.mark.usefixtures("_first_row_is_the_head")
def test_a_workbook_is_read_back_by_gdal(plain: Document, tmp_path: Path) -> None:
    path = tmp_path / "routes.xlsx"
    path.write_bytes(FORMATS[".xlsx"].encode(plain))
    assert [name for name, _ in pyogrio.list_layers(path)] == [s.name for s in complete(plain)]
    for sheet in complete(plain):
        meta, _, _, values = pyogrio.raw.read(str(path), layer=sheet.name)
        assert list(meta["fields"]) == [column.name for column in sheet.columns]
        for number, column in enumerate(sheet.columns):
            for value, row in zip(values[number], sheet.rows, strict=True):
                wanted = row[number]
                if wanted is None or wanted == "":
                    assert value == "" or pd.isna(value), column.name
                elif isinstance(wanted, float):
                    assert float(value) == pytest.approx(wanted, abs=0.001)
                elif isinstance(wanted, date):
                    assert str(value)[:10].replace("/", "-") == wanted.isoformat()
                else:
                    assert value == wanted, column.name


def test_a_workbook_is_read_back_by_openpyxl(plain: Document) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the workbook's second reader")
    book = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"].encode(plain)))
    assert book.sheetnames == [sheet.name for sheet in complete(plain)]
    assert "ODbL" in book.properties.description
    assert book.properties.title == plain.title
    for sheet in complete(plain):
        page = book[sheet.name]
        assert page.freeze_panes == "A2"
        head, *rows = page.iter_rows(values_only=True)
        assert list(head) == [column.name for column in sheet.columns]
        for found, wanted in zip(rows, sheet.rows, strict=True):
            assert [_plain(value) for value in found] == [_plain(value) for value in wanted]


def _plain(value: Any) -> Any:
    """A date without a time; an empty cell for an empty text."""
    return value.date() if isinstance(value, datetime) else None if value == "" else value


def test_no_text_of_a_workbook_is_a_formula(plain: Document) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="the workbook's second reader")
    book = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"].encode(poisoned(plain))))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    names = {cell.value for cell in book["places"]["D"]}
    assert {HOSTILE[0], "+1", "a\ufffdb\ufffd[31m", "Актау 阿 😀"} <= names


def test_a_workbook_tells_nothing_of_its_making(plain: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS[".xlsx"].encode(plain))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
        core = archive.read("docProps/core.xml").decode()
    assert core.count(f"{AS_OF}T00:00:00Z") == 2


def test_a_text_too_long_for_a_cell_is_cut(plain: Document) -> None:
    sheet = sheet_of(plain, "sources")
    row = ("x" * (LONGEST_TEXT + 5), *sheet.rows[0][1:])
    data = FORMATS[".xlsx"].encode(plain._replace(sheets=(sheet._replace(rows=(row,)),)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "x" * LONGEST_TEXT + "<" in text


@pytest.mark.parametrize("name", ["legs", "crossings", "places", "variants"])
@pytest.mark.parametrize("is_hostile", [False, True])
def test_geoparquet_is_read_back(plain: Document, name: str, is_hostile: bool) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="GeoParquet is written by pyarrow")
    sheet = sheet_of(poisoned(plain) if is_hostile else plain, name)
    data = FORMATS[".parquet"].encode(plain._replace(sheets=(sheet,)))
    table = pq.read_table(io.BytesIO(data))
    metadata = {key.decode(): json.loads(value) for key, value in table.schema.metadata.items()}
    assert metadata["ndn_atlas"]["about"]["as of"] == "2018-06-01"
    assert "ODbL" in metadata["ndn_atlas"]["about"]["licence"]
    for number, column in enumerate(sheet.columns):
        field = table.schema.field(column.name)
        assert field.metadata[b"description"].decode() == column.meaning
        assert (field.metadata.get(b"unit") or b"").decode() == column.unit
        if column.kind is not Kind.TEXT:
            assert table[column.name].to_pylist() == [row[number] for row in sheet.rows]
    if not sheet.geometry:
        assert "geo" not in metadata
        return
    assert metadata["geo"]["version"] == "1.1.0"
    geo = metadata["geo"]["columns"][metadata["geo"]["primary_column"]]
    assert (geo["encoding"], geo["geometry_types"]) == ("WKB", [sheet.geometry])
    assert geo["crs"]["id"] == {"authority": "OGC", "code": "CRS84"}
    shapes = shapely.from_wkb(table["geometry"].to_pylist())
    for shape, points in zip(shapes, sheet.shapes, strict=True):
        assert tuple(map(tuple, shapely.get_coordinates(shape).tolist())) == points


def test_geoparquet_is_opened_by_geopandas(plain: Document, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="GeoParquet is written by pyarrow")
    import geopandas as gpd

    legs = sheet_of(plain, "legs")
    path = tmp_path / "legs.parquet"
    path.write_bytes(FORMATS[".parquet"].encode(plain._replace(sheets=(legs,))))
    frame = gpd.read_parquet(path)
    assert frame.crs
    assert frame.crs.equals("OGC:CRS84")
    assert list(frame["distance_km"]) == [row[legs.column("distance_km")] for row in legs.rows]
