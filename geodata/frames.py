"""The atlas's tables as GeoDataFrames, for those who work in geopandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.errors import OptionError
from geodata.model import Place, Section

if TYPE_CHECKING:
    import geopandas as gpd

    from geodata.atlas import Atlas

CRS = "EPSG:4326"


def to_frame(atlas: Atlas, table: str = "places") -> gpd.GeoDataFrame:
    """A table of the atlas as a GeoDataFrame in EPSG:4326.

    Parameters
    ----------
    atlas : Atlas
        The ground.
    table : {"places", "sections"}
        Which table.

    Returns
    -------
    geopandas.GeoDataFrame
        ``places``: index ``id``; ``name, kind, country, esr, unlocode, warning`` (text),
        ``uncertainty_m`` (int, metres), ``opened, closed`` (date), ``sources`` (ids joined by
        spaces), ``geometry`` (Point, lon and lat in degrees).
        ``sections``: index ``id``; ``line, start, end, mode, basis, note`` (text), ``gauge_mm``
        (millimetres), ``distance_km`` and ``measured_km`` (float, kilometres), ``schematic``
        (bool), ``opened, closed`` (date), ``sources``, ``geometry`` (LineString).

    Raises
    ------
    OptionError
        For another table.
    """
    import geopandas as gpd
    from shapely.geometry import LineString, Point
    from shapely.geometry.base import BaseGeometry

    shapes: list[BaseGeometry]
    if table == "places":
        rows = [_place_row(place) for place in atlas.places.values()]
        shapes = [Point(place.position) for place in atlas.places.values()]
    elif table == "sections":
        rows = [_section_row(section) for section in atlas.sections.values()]
        shapes = [LineString(section.points) for section in atlas.sections.values()]
    else:
        raise OptionError(f"no table {table!r}; the tables are places and sections")
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=CRS).set_index("id")


def _place_row(place: Place) -> dict[str, object]:
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "uncertainty_m": place.uncertainty_m,
        "esr": place.esr,
        "unlocode": place.unlocode,
        "opened": place.opened,
        "closed": place.closed,
        "sources": " ".join(place.sources),
        "warning": place.warning,
    }


def _section_row(section: Section) -> dict[str, object]:
    return {
        "id": section.id,
        "line": section.line,
        "start": section.start,
        "end": section.end,
        "mode": section.mode.value,
        "gauge_mm": section.gauge_mm,
        "distance_km": section.distance_km,
        "basis": section.basis.value,
        "measured_km": section.measured_km,
        "schematic": section.schematic,
        "opened": section.opened,
        "closed": section.closed,
        "sources": " ".join(section.sources),
        "note": section.note,
    }
