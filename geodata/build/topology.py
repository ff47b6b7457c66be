"""Natural Earth as TopoJSON: arcs, the polygons made of them, and who lies on either side."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import DataError, Problem

# Decimals kept of a coordinate: 1 m, far below the 300 m to which world-atlas is quantised.
DECIMALS = 5
# A ring needs three corners and its first point again; quantising collapses a few islets below.
_FEWEST_POINTS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """One polygon of a map unit: its rings as lists of arc numbers, ``~n`` being n reversed."""

    name: str
    iso_numeric: int | None
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Arcs as (n, 2) arrays of lon, lat and the polygons that share them."""

    arcs: Sequence[Any]
    units: tuple[Unit, ...]

    def ring(self, numbers: Sequence[int]) -> Any:
        """Return the closed ring of arcs as an (n, 2) array, unwrapped over the antimeridian."""
        import numpy as np

        parts = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        points = np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
        # The rings of Chukotka run over 180 degrees and would else jump around the globe.
        lons = np.unwrap(points[:, 0], period=360)
        # Unwrapping may start on either side; a ring over the antimeridian belongs to the east.
        points[:, 0] = np.round(lons - 360 * np.floor((lons.min() + 180) / 360), DECIMALS)
        return points

    def polygon(self, unit: Unit) -> Any:
        """Return the unit's polygon, or ``None`` where quantising has collapsed it."""
        import shapely

        rings = [self.ring(numbers) for numbers in unit.rings]
        if len(rings[0]) < _FEWEST_POINTS:
            return None
        holes = [ring for ring in rings[1:] if len(ring) >= _FEWEST_POINTS]
        polygon: Any = shapely.Polygon(rings[0], holes)
        if not polygon.is_valid:
            # Quantising folds narrow capes into spikes and bow ties; the structure method keeps
            # the rings' sense and drops what has no area.
            polygon = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
        return None if polygon.is_empty else polygon

    def sides(self, owners: Mapping[int, str]) -> Iterator[tuple[int, str, str]]:
        """Yield (arc, left, right) for the arcs that part two owners.

        ``owners`` maps a unit's index to its country. Rings run with the polygon on their right
        (the TopoJSON habit), so the unit using an arc forwards lies to the right of it.
        """
        right: dict[int, list[str]] = {}
        left: dict[int, list[str]] = {}
        for index, owner in owners.items():
            for numbers in self.units[index].rings:
                for n in numbers:
                    side = right.setdefault(n, []) if n >= 0 else left.setdefault(~n, [])
                    side.append(owner)
        for n in sorted(right.keys() & left.keys()):
            # More than one user a side: a spike run there and back, no frontier.
            if len(right[n]) == len(left[n]) == 1 and right[n] != left[n]:
                yield n, left[n][0], right[n][0]


def read_topology(path: Path) -> Topology:
    """Read the ``countries`` of a quantised TopoJSON file such as world-atlas'.

    Raises
    ------
    DataError
        If the file is missing or is not such a TopoJSON.
    """
    import numpy as np

    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        scale = np.array(document["transform"]["scale"])
        offset = np.array(document["transform"]["translate"])
        geometries = document["objects"]["countries"]["geometries"]
        arcs = [
            np.round(np.cumsum(np.array(arc), axis=0) * scale + offset, DECIMALS)
            for arc in document["arcs"]
        ]
    except FileNotFoundError:
        message = "not found; expected the npm package world-atlas 2.0.2: run `npm ci`"
        raise DataError([Problem(str(path), "", "", message)]) from None
    except (KeyError, TypeError, ValueError) as error:
        message = f"expected a quantised TopoJSON with an object 'countries', found {error!r}"
        raise DataError([Problem(str(path), "", "", message)]) from error
    return Topology(arcs, tuple(_units(geometries)))


def _units(geometries: Sequence[Mapping[str, Any]]) -> Iterator[Unit]:
    for geometry in geometries:
        number = geometry.get("id")
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for rings in polygons:
            yield Unit(
                geometry["properties"]["name"],
                None if number is None else int(number),
                tuple(tuple(ring) for ring in rings),
            )
