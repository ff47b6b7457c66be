"""Which country a point lies in, and where the frontiers are: Natural Earth 1:10m.

The data covers Europe, Asia and the north of Africa; coasts and frontiers are true to some
300 m, frontiers in rough country to a kilometre or two. Edges are straight in the plane of
longitude and latitude. WGS 84 throughout.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import CoordinateError, DataError, OptionError, Problem
from geodata.geodesy import from_mercator, mercator, pairwise_km

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GENERATED = Path(__file__).with_name("data") / "generated"
COUNTRIES_FILE = GENERATED / "countries.fgb"
FRONTIERS_FILE = GENERATED / "frontiers.fgb"

# Long straight edges bend in the Mercator plane; pieces of a tenth of a degree stay within 5 m.
_STEP_DEG = 0.1
# Slack when two edges meet exactly at a vertex.
_TOUCH = 1e-12


class Borders:
    """Country polygons and the land frontiers between them, indexed for queries.

    Parameters
    ----------
    countries
        (ISO 3166-1 alpha-2 code, name, shapely MultiPolygon) of each country.
    frontiers
        (left, right, shapely LineString): an arc with the countries on either side of it.

    Attributes
    ----------
    names, shapes
        The names and the outlines by code.
    frontiers
        The arcs as given.
    """

    def __init__(
        self,
        countries: Sequence[tuple[str, str, Any]],
        frontiers: Sequence[tuple[str, str, Any]],
    ) -> None:
        self.names: Mapping[str, str] = {code: name for code, name, _ in countries}
        self.shapes: Mapping[str, Any] = {code: shape for code, _, shape in countries}
        self.frontiers = tuple(frontiers)
        self._arcs: dict[frozenset[str], list[Any]] = {}
        for left, right, line in frontiers:
            self._arcs.setdefault(frozenset((left, right)), []).append(line)
        self._planes: dict[str | frozenset[str], Any] = {}

    @property
    def countries(self) -> tuple[str, ...]:
        """The codes of the countries covered, sorted."""
        return tuple(sorted(self.shapes))

    def country_at(self, lon: float, lat: float) -> str | None:
        """Return the country that holds a point, ``None`` at sea or beyond the data.

        A point exactly on a frontier belongs to the country whose code sorts first.
        """
        import shapely

        _require_lonlat(lon, lat)
        shapes, codes, tree = self._parts
        near = tree.query(shapely.Point(lon, lat))
        found = {codes[i] for i in near if shapely.intersects_xy(shapes[i], lon, lat)}
        return min(found, default=None)

    def interiors_at(self, lonlat: Floats) -> list[str | None]:
        """Return for each row of an (n, 2) array the one country whose interior holds it.

        ``None`` stands for sea, a point exactly on a border, and the slivers where the
        outlines of two countries overlap.
        """
        import shapely

        shapes, codes, tree = self._parts
        rows, parts = tree.query(shapely.points(lonlat))
        inside = shapely.contains_xy(shapes[parts], lonlat[rows, 0], lonlat[rows, 1])
        found: list[set[str]] = [set() for _ in range(len(lonlat))]
        for row, part in zip(rows[inside], parts[inside], strict=True):
            found[row].add(codes[part])
        return [one.pop() if len(one) == 1 else None for one in found]

    def distance_to_country_km(self, lon: float, lat: float, country: str) -> float:
        """Return how far outside a country a point lies, 0.0 inside; km on the ellipsoid.

        The nearest point is sought in a conformal plane: near the country it is exact, hundreds
        of kilometres away the answer may be a few per cent too long.

        Raises
        ------
        OptionError
            If the data has no such country.
        CoordinateError
            If the point is no longitude and latitude.
        """
        import numpy as np
        import shapely

        _require_lonlat(lon, lat)
        self._require(country)
        if shapely.intersects_xy(self.shapes[country], lon, lat):
            return 0.0
        here = np.array([[lon, lat]])
        shortest = shapely.shortest_line(
            shapely.Point(mercator(here)[0]), self._plane(country, self.shapes[country])
        )
        nearest = from_mercator(shapely.get_coordinates(shortest)[1:])
        return float(pairwise_km(here, nearest)[0])

    def frontier(self, a: str, b: str) -> Any:
        """Return the land frontier of two countries in the plane of `geodesy.mercator`.

        A prepared shapely MultiLineString; ``None`` where they have none.
        """
        import shapely

        pair = frozenset((a, b))
        arcs = self._arcs.get(pair)
        return None if arcs is None else self._plane(pair, shapely.MultiLineString(arcs))

    def near_frontier(self, lonlat: Floats, a: str, b: str, tolerance_km: float) -> Any:
        """Tell for each row of an (n, 2) array whether it is within km of a frontier."""
        import numpy as np
        import shapely

        line = self.frontier(a, b)
        if line is None:
            return np.zeros(len(lonlat), dtype=bool)
        # The stubs of shapely know one distance for all; it takes one for each point, too.
        reach: Any = tolerance_km / np.cos(np.radians(lonlat[:, 1]))
        return shapely.dwithin(line, shapely.points(mercator(lonlat)), reach)

    def cuts(self, lonlat: Floats) -> Floats:
        """Return where a line meets any coast or frontier, sorted and without repeats.

        A place on the line is given as ``i + t``: the share t of the way from vertex i to
        vertex i + 1.
        """
        import numpy as np
        import shapely

        edges, tree = self._edges
        segments = np.stack([lonlat[:-1], lonlat[1:]], axis=1)
        ours, theirs = tree.query(shapely.linestrings(segments))
        p, q = segments[ours, 0], edges[theirs, 0]
        r, s = segments[ours, 1] - p, edges[theirs, 1] - q
        with np.errstate(divide="ignore", invalid="ignore"):
            turn = _cross(r, s)
            t = _cross(q - p, s) / turn
            u = _cross(q - p, r) / turn
            # Parallel edges give no finite t: where they run together, the edges next to them
            # mark the ends.
            hit = (t >= -_TOUCH) & (t <= 1 + _TOUCH) & (u >= -_TOUCH) & (u <= 1 + _TOUCH)
        return np.unique(ours[hit] + np.clip(t[hit], 0.0, 1.0))

    def _require(self, country: str) -> None:
        if country not in self.shapes:
            known = ", ".join(self.countries)
            raise OptionError(f"no borders of country {country!r}; expected one of {known}")

    def _plane(self, key: str | frozenset[str], geometry: Any) -> Any:
        """Return a geometry in the Mercator plane, prepared and kept under its key."""
        import shapely

        if key not in self._planes:
            fine = shapely.segmentize(geometry, _STEP_DEG)
            self._planes[key] = shapely.transform(fine, mercator)
            shapely.prepare(self._planes[key])
        return self._planes[key]

    @cached_property
    def _parts(self) -> tuple[Any, list[str], Any]:
        """The single polygons, prepared; the country of each; their tree."""
        import numpy as np
        import shapely

        codes = list(self.shapes)
        shapes, owner = shapely.get_parts(
            np.array([self.shapes[code] for code in codes], dtype=object), return_index=True
        )
        shapely.prepare(shapes)
        return shapes, [codes[i] for i in owner], shapely.STRtree(shapes)

    @cached_property
    def _edges(self) -> tuple[Floats, Any]:
        """The edges of all outlines as an (n, 2, 2) array, and their tree."""
        import numpy as np
        import shapely

        rings = shapely.get_rings(self._parts[0])
        points, ring = shapely.get_coordinates(rings, return_index=True)
        edges = np.stack([points[:-1], points[1:]], axis=1)[ring[:-1] == ring[1:]]
        return edges, shapely.STRtree(shapely.linestrings(edges))


def _cross(a: Floats, b: Floats) -> Floats:
    out: Floats = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return out


def _require_lonlat(lon: float, lat: float) -> None:
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise CoordinateError(
            f"({lon}, {lat}) is no point; expected longitude -180..180, latitude -90..90"
        )


@lru_cache(maxsize=4)
def load_borders(countries: Path = COUNTRIES_FILE, frontiers: Path = FRONTIERS_FILE) -> Borders:
    """Read the borders, once for each pair of files.

    Parameters
    ----------
    countries, frontiers
        Vector files (FlatGeobuf or any other that GDAL reads), WGS 84: MultiPolygons with the
        columns ``country`` and ``name``, LineStrings with ``left`` and ``right``.

    Raises
    ------
    DataError
        If a file is missing, unreadable or lacks a column.
    """
    return Borders(_read(countries, ("country", "name")), _read(frontiers, ("left", "right")))


def _read(path: Path, columns: tuple[str, str]) -> list[tuple[str, str, Any]]:
    import pyogrio.raw
    import shapely
    from pyogrio.errors import DataSourceError

    try:
        meta, _, geometry, values = pyogrio.raw.read(str(path), columns=list(columns))
    except DataSourceError as error:
        raise DataError([Problem(str(path), "", "", f"cannot read: {error}")]) from error
    missing = [column for column in columns if column not in meta["fields"]]
    if missing:
        found = f"columns {list(meta['fields'])}; expected {list(columns)}"
        raise DataError([Problem(str(path), "", missing[0], found)])
    by_name = dict(zip(meta["fields"], values, strict=True))
    shapes = shapely.from_wkb(geometry)
    return list(zip(*(by_name[column] for column in columns), shapes, strict=True))
