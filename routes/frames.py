"""Routes and comparisons as GeoDataFrames, for those who work in geopandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routes.model import Comparison

if TYPE_CHECKING:
    import geopandas as gpd

CRS = "EPSG:4326"


def to_frame(comparison: Comparison) -> gpd.GeoDataFrame:
    """The legs of all variants that have a route, one row a leg, in EPSG:4326.

    Returns
    -------
    geopandas.GeoDataFrame
        ``variant, leg`` (text, int: the leg's number from 1), ``start, end, mode,
        distance_basis, countries, sources`` (text; ids joined by spaces), ``gauge_mm``
        (millimetres), ``distance_km`` and ``measured_km`` (float, kilometres), ``geometry``
        (LineString, lon and lat in degrees, in travelling direction).
    """
    import geopandas as gpd
    from shapely.geometry import LineString

    columns = (
        "variant", "leg", "start", "end", "mode", "gauge_mm", "distance_km", "distance_basis",
        "measured_km", "countries", "sources",
    )  # fmt: skip
    rows, shapes = [], []
    for entry in comparison.entries:
        for number, leg in enumerate(entry.route.legs if entry.route else (), start=1):
            rows.append(
                (
                    entry.variant.id,
                    number,
                    leg.start,
                    leg.end,
                    leg.mode.value,
                    leg.gauge_mm,
                    leg.distance_km,
                    leg.distance_basis,
                    leg.measured_km,
                    " ".join(leg.countries),
                    " ".join(leg.sources),
                )
            )
            shapes.append(LineString(leg.points))
    data = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    return gpd.GeoDataFrame(data, geometry=shapes, crs=CRS)
