"""Read the shapes of a TopoJSON file. Needed only to build the basemap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

DIGITS = 9
"""Decimals of a degree: turning a ring by 360° must not tear it from its neighbours."""


class Topology:
    """A TopoJSON document: shared arcs, decoded once, and objects made of them."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._objects = document["objects"]
        (kx, ky) = document["transform"]["scale"]
        (dx, dy) = document["transform"]["translate"]
        self._arcs: list[list[tuple[float, float]]] = []
        for arc in document["arcs"]:
            x = y = 0
            points = []
            for step_x, step_y, *_ in arc:
                x, y = x + step_x, y + step_y
                points.append((round(x * kx + dx, DIGITS), round(y * ky + dy, DIGITS)))
            self._arcs.append(points)

    def shapes(self, name: str) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
        """The records of one object, each with its geometry in longitude and latitude."""
        for record in self._objects[name]["geometries"]:
            if record["type"] is not None:
                yield record, self._shape(record["type"], record["arcs"])

    def _line(self, indices: list[int]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for index in indices:
            # A negative index is the arc's ones' complement: the same arc backwards.
            arc = self._arcs[~index][::-1] if index < 0 else self._arcs[index]
            out.extend(arc[1:] if out else arc)
        return out

    def _polygon(self, arcs: list[list[int]]) -> shapely.Polygon:
        # Quantization leaves the smallest islands with too few points for an area.
        rings = [unwrapped(self._line(ring)) for ring in arcs]
        rings = [ring for ring in rings if len(ring) >= 4]
        return shapely.Polygon(rings[0], rings[1:]) if rings else shapely.Polygon()

    def _shape(self, kind: str, arcs: Any) -> BaseGeometry:
        if kind == "Polygon":
            return self._polygon(arcs)
        if kind == "MultiPolygon":
            return shapely.MultiPolygon([self._polygon(part) for part in arcs])
        if kind == "LineString":
            return shapely.LineString(self._line(arcs))
        if kind == "MultiLineString":
            return shapely.MultiLineString([self._line(part) for part in arcs])
        raise ValueError(f"TopoJSON: geometry of type {kind!r}; expected a polygon or a line")


def unwrapped(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Let a ring that crosses the 180th meridian run on beyond it, instead of around the world."""
    out = ring[:1]
    turn = 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        if abs(lon - before) > 180:
            turn += 360.0 if lon < before else -360.0
        out.append((lon + turn, lat))
    lons = [lon for lon, _ in out]
    shift = -360.0 * round((min(lons) + max(lons)) / 720.0)
    return [(round(lon + shift, DIGITS), lat) for lon, lat in out]
