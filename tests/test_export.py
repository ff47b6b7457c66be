"""What is exported agrees with the routes; files are whole, alike each time, and fail in a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geodata.atlas import Atlas
from geodata.errors import OptionError
from geodata.law import Cargo
from ndnatlas.exporting import PAGES
from routes.comparison import compare
from routes.export import FORMATS, SHEETS, Document, Kind, document, format_of
from routes.export.geojson import cut_at_antimeridian
from routes.model import Comparison, Variant
from tests.test_cli_golden import ndn

AS_OF = date(2018, 6, 1)
CALL = ("export", "south-kuryk", "pakistan-torkham", "--as-of", str(AS_OF))
NEEDS_PYARROW = {".parquet", ".geoparquet"}
ENDINGS = sorted({*FORMATS, *PAGES})


@pytest.fixture(scope="module")
def comparison(atlas: Atlas, variants: dict[str, Variant]) -> Comparison:
    chosen = [variants["south-kuryk"], variants["pakistan-torkham"]]
    return compare(chosen, atlas, AS_OF, Cargo.SPECIAL)


@pytest.fixture(scope="module")
def found(comparison: Comparison, atlas: Atlas) -> Document:
    return document(comparison, atlas)


def records(found: Document, name: str) -> list[dict[str, Any]]:
    sheet = found.sheet(name)
    assert sheet
    return list(sheet.records())


def test_legs_are_those_of_the_routes(found: Document, comparison: Comparison) -> None:
    rows = records(found, "legs")
    legs = [leg for entry in comparison.entries if entry.route for leg in entry.route.legs]
    assert [(row["start"], row["end"], row["mode"]) for row in rows] == [
        (leg.start, leg.end, leg.mode.value) for leg in legs
    ]
    sheet = found.sheet("legs")
    assert sheet
    assert list(sheet.shapes) == [leg.points for leg in legs]
    for entry in comparison.entries:
        own = [row for row in rows if row["variant"] == entry.variant.id]
        total_km = entry.route.distance_km if entry.route else 0.0
        assert sum(row["distance_km"] for row in own) == pytest.approx(total_km, abs=0.01)
        assert not own or own[-1]["from_origin_km"] == pytest.approx(total_km, abs=0.001)
    for row in rows:
        parts = (row["tariff_km"], row["published_km"], row["measured_basis_km"])
        assert sum(parts) == pytest.approx(row["distance_km"], abs=0.002)


def test_places_follow_each_other_along_the_way(found: Document, comparison: Comparison) -> None:
    rows = records(found, "places")
    for entry in comparison.entries:
        own = [row for row in rows if row["variant"] == entry.variant.id]
        if entry.route is None:
            assert not own
            continue
        assert own[0]["place"] == entry.route.origin
        assert own[-1]["place"] == entry.route.destination
        kilometres = [row["at_km"] for row in own]
        assert kilometres == sorted(kilometres)
        assert kilometres[0] == 0
        assert kilometres[-1] == pytest.approx(entry.route.distance_km, abs=0.001)
        passed = {place for leg in entry.route.legs for place in leg.places}
        assert {row["place"] for row in own} == passed


def test_crossings_tell_both_sides(found: Document) -> None:
    row = next(r for r in records(found, "crossings") if r["from_country"] == "GE")
    assert (row["to_country"], row["checkpoint"]) == ("AZ", "gardabani-boyuk-kesik")
    assert (row["station_left"], row["station_entered"]) == ("Gardabani", "Böyük Kəsik")
    assert (row["operator_left"], row["operator_entered"]) == ("GR", "ADY")
    assert (row["gauge_left_mm"], row["gauge_entered_mm"]) == (1520, 1520)
    assert row["customs"] is True


def test_a_variant_without_a_route_is_told_too(atlas: Atlas, variants: dict[str, Variant]) -> None:
    early = compare([variants["south-kuryk"], variants["north"]], atlas, date(2010, 6, 1))
    found = document(early, atlas)
    south, north = records(found, "variants")
    assert (south["state"], south["distance_km"], south["rail_km"]) == ("not-built", None, None)
    assert north["distance_km"] > 5000
    assert {row["variant"] for row in records(found, "legs")} == {"north"}


def test_kilometres_sum_to_the_quoted_distance(found: Document) -> None:
    south = next(row for row in records(found, "variants") if row["variant"] == "south-kuryk")
    in_countries = ("ge_km", "az_km", "in_sea_km", "kz_km", "uz_km", "af_km")
    assert sum(south[name] for name in in_countries) == pytest.approx(south["distance_km"])
    by_mode = ("rail_km", "ferry_km", "road_km", "air_km")
    assert sum(south[name] for name in by_mode) == pytest.approx(south["distance_km"])
    assert south["gauge_1520_km"] == pytest.approx(2849.6)


def test_every_source_that_is_cited_is_there(found: Document, atlas: Atlas) -> None:
    listed = {row["source"] for row in records(found, "sources")}
    cited = {
        ident
        for name in SHEETS[:-1]
        for row in records(found, name)
        for ident in str(row["sources"]).split()
    }
    assert listed == cited
    assert listed <= set(atlas.sources)


def test_columns_hold_what_they_say(found: Document) -> None:
    kinds: dict[Kind, type | tuple[type, ...]] = {
        Kind.TEXT: str, Kind.WHOLE: int, Kind.NUMBER: (int, float), Kind.FLAG: bool, Kind.DAY: date,
    }  # fmt: skip
    for sheet in found.sheets:
        names = [column.name for column in sheet.columns]
        assert len(set(names)) == len(names), sheet.name
        for row in sheet.rows:
            for value, column in zip(row, sheet.columns, strict=True):
                assert value is None or isinstance(value, kinds[column.kind]), column.name
        units = {"_km": "km", "_mm": "mm", "_m": "m", "_pct": "%"}
        for column in sheet.columns:
            unit = next((u for end, u in units.items() if column.name.endswith(end)), None)
            assert unit is None or column.unit == unit, column.name


def test_everything_is_said_of_the_whole(found: Document) -> None:
    assert found.about["as of"] == "2018-06-01"
    assert found.about["cargo"] == "special"
    for words in ("ODbL-1.0", "© OpenStreetMap contributors", "opendatacommons.org"):
        assert words in found.about["licence"]
    assert "longitude before latitude" in found.about["coordinate reference system"]
    assert "kilometres" in found.about["units"]


def test_only_the_sheets_that_are_wanted(comparison: Comparison, atlas: Atlas) -> None:
    chosen = document(comparison, atlas, wanted=("places", "legs"))
    assert [sheet.name for sheet in chosen.sheets] == ["legs", "places"]
    with pytest.raises(OptionError, match="no table 'lags'; did you mean 'legs'"):
        document(comparison, atlas, wanted=("lags",))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_alike_each_time_and_alone(ending: str, tmp_path: Path) -> None:
    if ending in NEEDS_PYARROW:
        pytest.importorskip("pyarrow")
    path = tmp_path / f"routes{ending.upper()}"
    first = ndn(*CALL, "-o", path)
    assert (first.code, first.out) == (0, "")
    assert first.err.startswith(f"wrote {path} (")
    data = path.read_bytes()
    path.write_bytes(b"old")
    assert ndn(*CALL, "-q", "-o", path) == (0, "", "")
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "a.gpk"), "a.gpk: no export ends in '.gpk'; did you mean '.gpkg'?"),
        (("-o", "a"), "a: an export needs an ending; one of .geojson"),
        ((), "an export is written to a file: give -o FILE, with one of .geojson"),
        (("-o", "a.kml", "--format", "csv"), "--format csv: the ending of the file names"),
        (("-o", "a.csv", "--table", "leg"), "--table: no table 'leg'; did you mean 'legs'?"),
        (
            ("-o", "a.csv", "--table", "legs", "--table", "places"),
            "--table: CSV holds one table; 2 are named",
        ),
        (("-o", "none/a.gpx"), "cannot write none/a.gpx: No such file or directory"),
    ],
)
def test_a_mistake_is_told_in_a_line(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = ndn(*CALL, *words)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"ndn: {told}")
    assert answer.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_the_way_to_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    answer = ndn(*CALL, "-o", tmp_path / "a.parquet")
    assert answer.code == 2
    assert "pip install 'ndn-atlas[export]'" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_go_by_is_a_no_and_still_a_file(tmp_path: Path) -> None:
    for ending in (".geojson", ".gpkg", ".kml", ".gpx", ".csv", ".xlsx", ".md"):
        path = tmp_path / f"none{ending}"
        assert ndn("export", "south-kuryk", "--as-of", "2010-06-01", "-o", path).code == 1
        assert path.stat().st_size > 0


def test_markdown_and_html_have_every_table(tmp_path: Path) -> None:
    texts = []
    for name in ("a.md", "a.html"):
        ndn(*CALL, "-q", "-o", tmp_path / name)
        texts.append((tmp_path / name).read_text(encoding="utf-8"))
    for text in texts:
        for words in ("Legs", "Frontiers", "Places passed", "Sources", "ODbL-1.0", "Böyük Kəsik"):
            assert words in text


def test_a_format_by_its_ending() -> None:
    assert format_of(Path("A.GPKG")) is FORMATS[".gpkg"]
    assert format_of(Path("a.md"), PAGES) is None
    with pytest.raises(OptionError, match="no export ends in"):
        format_of(Path("a.md"))


def test_a_line_over_the_antimeridian_is_cut_there() -> None:
    there = ((170.0, 60.0), (178.0, 62.0), (-178.0, 64.0), (-170.0, 65.0))
    east, west = cut_at_antimeridian(there)
    assert east == (*there[:2], (180.0, 63.0))
    assert west == ((-180.0, 63.0), *there[2:])
    back = cut_at_antimeridian(there[::-1])
    assert back == [west[::-1], east[::-1]]
    assert cut_at_antimeridian(there[:2]) == [there[:2]]
