"""Building the borders out of Natural Earth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from geodata.border_files import read_borders
from geodata.build.borders import build_borders
from geodata.errors import DataError
from geodata.frontiers import find_frontiers
from geodata.views import View


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
    countries_, frontiers, *disputed = build_borders(source, tmp_path)
    assert (countries_.rows, frontiers.rows) == (2, 1)
    assert [product.rows for product in disputed] == [0, 0]
    made = read_borders(tmp_path)
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
    countries_, frontiers, *_ = build_borders(source, tmp_path)
    assert (countries_.rows, frontiers.rows) == (1, 0)


def test_what_the_views_differ_on_is_stored_apart(tmp_path: Path) -> None:
    source = tmp_path / "world.json"
    source.write_text(topojson((398, None), ("Kazakhstan", "Somaliland")), encoding="utf-8")
    products = build_borders(source, tmp_path)
    assert [product.rows for product in products] == [2, 1, 1, 1]
    un, de_facto = (read_borders(tmp_path, view) for view in View)
    assert (un.countries, de_facto.countries) == (("KZ", "SO"), ("KZ", "XS"))
    assert de_facto.names["XS"] == "Somaliland"
    assert [tuple(arc[:2]) for arc in un.frontiers] == [("KZ", "SO")]
    assert [tuple(arc[:2]) for arc in de_facto.frontiers] == [("KZ", "XS")]
    for borders in (un, de_facto):
        assert [arc.disputed for arc in borders.frontiers] == [True]
        ((name, _, by_view),) = borders.disputed
        assert (name, by_view) == ("Somaliland", {View.UN: "SO", View.DE_FACTO: "XS"})


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
