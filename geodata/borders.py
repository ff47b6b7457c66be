"""Which country a point lies in, and where the frontiers are: Natural Earth 1:10m.

The data covers Europe, Asia and the north of Africa; coasts and frontiers are true to some
300 m, frontiers in rough country to a kilometre or two. Edges are straight in the plane of
longitude and latitude. WGS 84 throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.arcs import WATER, ArcIndex
from geodata.errors import CoordinateError, OptionError
from geodata.geodesy import from_mercator, mercator, pairwise_km
from geodata.views import DisputedArea, FrontierArc, View, read_view

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.intp]

# What the built-in outlines cover, west, south, east, north; there is no land further north. The
# west edge leaves Greenland and Iceland out, which reach to 11.3 and 13.5 degrees west.
EXTENT = (-11.0, 0.0, 180.0, 82.0)
GENERATED = Path(__file__).with_name("data") / "generated"
COUNTRIES_FILE = GENERATED / "countries.fgb"

# Long straight edges bend in the Mercator plane; pieces of a tenth of a degree stay within 5 m.
_STEP_DEG = 0.1


class Borders:
    """Country polygons and the land frontiers between them, indexed for queries.

    Parameters
    ----------
    countries
        (ISO 3166-1 alpha-2 code, name, shapely MultiPolygon) of each country.
    frontiers
        (left, right, shapely LineString): an arc with the countries on either side of it; a
        `DisputedArc` where views differ on them.
    view
        The point of view from which the land is shared out.
    disputed
        The areas that another view gives to another country.

    Attributes
    ----------
    names, shapes
        The names and the outlines by code.
    codes
        The codes in the order given, which numbers the countries.
    frontiers
        The arcs, as `FrontierArc`.
    view, disputed
        As given.
    """

    def __init__(
        self,
        countries: Iterable[tuple[str, str, Any]],
        frontiers: Iterable[tuple[str, str, Any]],
        view: View = View.UN,
        disputed: Iterable[DisputedArea] = (),
    ) -> None:
        countries = list(countries)
        self.names: Mapping[str, str] = {code: name for code, name, _ in countries}
        self.shapes: Mapping[str, Any] = {code: shape for code, _, shape in countries}
        self.codes = tuple(self.shapes)
        self.frontiers = tuple(
            arc if isinstance(arc, FrontierArc) else FrontierArc(*arc) for arc in frontiers
        )
        self.view = view
        self.disputed = tuple(disputed)
        self._arcs: dict[frozenset[str], list[Any]] = {}
        for arc in self.frontiers:
            self._arcs.setdefault(frozenset(arc[:2]), []).append(arc.line)
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
        shapes, owners, tree = self._parts
        near = tree.query(shapely.Point(lon, lat))
        found = {self.codes[owners[i]] for i in near if shapely.intersects_xy(shapes[i], lon, lat)}
        return min(found, default=None)

    def numbers_at(self, lonlat: Floats) -> Ints:
        """Return for each row of an (n, 2) array the one country whose interior holds it.

        Countries are numbered as in ``codes``; `geodata.arcs.WATER` stands for sea, a point
        exactly on a border, and the slivers where the outlines of two countries overlap.
        """
        import numpy as np
        import shapely

        shapes, owners, tree = self._parts
        rows, parts = tree.query(shapely.points(lonlat))
        inside = shapely.contains_xy(shapes[parts], lonlat[rows, 0], lonlat[rows, 1])
        # One row for each country at each point, so that of two neither answers.
        found = np.unique(rows[inside] * len(self.codes) + owners[parts[inside]])
        point, number = np.divmod(found, len(self.codes))
        out = np.full(len(lonlat), WATER, dtype=np.intp)
        out[point] = number
        out[point[1:][point[1:] == point[:-1]]] = WATER
        return out

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
        shortest = shapely.shortest_line(shapely.Point(mercator(here)[0]), self._plane(country))
        nearest = from_mercator(shapely.get_coordinates(shortest)[1:])
        return float(pairwise_km(here, nearest)[0])

    def disputed_on(self, lonlat: Floats) -> tuple[str, ...]:
        """Return the names of the disputed areas that a line of (n, 2) lon, lat touches, sorted.

        Only where there are any, the answers for a line may differ between the views.
        """
        import shapely

        line = shapely.linestrings(lonlat) if len(lonlat) > 1 else shapely.points(lonlat[0])
        return tuple(
            sorted(area.name for area in self.disputed if shapely.intersects(area.shape, line))
        )

    def frontier(self, a: str, b: str) -> Any:
        """Return the land frontier of two countries in the plane of `geodesy.mercator`.

        A prepared shapely MultiLineString; ``None`` where they have none.
        """
        pair = frozenset((a, b))
        return self._plane(pair) if pair in self._arcs else None

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

    @cached_property
    def arcs(self) -> ArcIndex:
        """The arcs of all outlines, with the number of the country on either side."""
        shapes, owners, _ = self._parts
        return ArcIndex(shapes, owners)

    def _require(self, country: str) -> None:
        if country not in self.shapes:
            known = ", ".join(self.countries)
            raise OptionError(f"no borders of country {country!r}; expected one of {known}")

    def _plane(self, key: str | frozenset[str]) -> Any:
        """Return a country, or the frontier of two, in the Mercator plane; prepared and kept."""
        import shapely

        if key not in self._planes:
            geometry = (
                self.shapes[key]
                if isinstance(key, str)
                else shapely.MultiLineString(self._arcs[key])
            )
            fine = shapely.segmentize(geometry, _STEP_DEG)
            self._planes[key] = shapely.transform(fine, mercator)
            shapely.prepare(self._planes[key])
        return self._planes[key]

    @cached_property
    def _parts(self) -> tuple[Any, Ints, Any]:
        """The single polygons, prepared; the number of the country of each; their tree."""
        import numpy as np
        import shapely

        shapes, owner = shapely.get_parts(
            np.array([self.shapes[code] for code in self.codes], dtype=object), return_index=True
        )
        shapely.prepare(shapes)
        return shapes, owner, shapely.STRtree(shapes)


def _require_lonlat(lon: float, lat: float) -> None:
    if not (isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90):
        raise CoordinateError(
            f"({lon}, {lat}) is no point; expected longitude -180..180, latitude -90..90"
        )


def load_borders(view: View | str = View.UN) -> Borders:
    """Return the built-in borders in a view of disputed land, read once for each.

    Raises
    ------
    OptionError
        If there is no such view.
    """
    return _load(read_view(view))


@lru_cache(maxsize=len(View))
def _load(view: View) -> Borders:
    from geodata.border_files import read_borders

    return read_borders(GENERATED, view)
