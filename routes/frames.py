"""Comparisons as data frames, for those who work in pandas and geopandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, overload

from routes.export.model import Kind, Sheet
from routes.export.sheets import document

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geodata.atlas import Atlas
    from routes.model import Comparison

CRS = "EPSG:4326"
# The tables with geometry.
Placed: TypeAlias = Literal["legs", "crossings", "places"]
# By these a missing number stays missing and does not turn its column into another kind.
DTYPES = {
    Kind.TEXT: "string",
    Kind.WHOLE: "Int64",
    Kind.NUMBER: "float64",
    Kind.FLAG: "boolean",
    Kind.DAY: "datetime64[s]",
}


@overload
def to_frame(comparison: Comparison, atlas: Atlas, table: Placed = "legs") -> gpd.GeoDataFrame: ...


@overload
def to_frame(comparison: Comparison, atlas: Atlas, table: str) -> pd.DataFrame: ...


def to_frame(comparison: Comparison, atlas: Atlas, table: str = "legs") -> pd.DataFrame:
    """A table of a comparison, with the columns that `routes.export.columns` lists.

    Parameters
    ----------
    comparison : Comparison
        Variants with their routes; one without a route has a row in ``variants`` only.
    atlas : Atlas
        The ground it was made on.
    table : str
        ``legs`` (lines in travelling direction), ``crossings`` and ``places`` (points), or
        ``variants`` and ``sources`` (without geometry).

    Returns
    -------
    geopandas.GeoDataFrame or pandas.DataFrame
        Geometry in EPSG:4326, degrees, longitude before latitude. Columns that end in ``_km`` are
        kilometres, ``_mm`` millimetres, ``_m`` metres, ``_pct`` per cent. Texts are ``string``,
        whole numbers ``Int64``, other numbers ``float64``, flags ``boolean``, dates
        ``datetime64[s]``. ``attrs`` has the meaning and unit of every column under ``columns``,
        and date, rules, distances and licence under ``about``.

    Raises
    ------
    OptionError
        For another table, with the nearest.
    """
    import pandas as pd

    found = document(comparison, atlas, wanted=(table,))
    (sheet,) = found.sheets
    names = [column.name for column in sheet.columns]
    rows = pd.DataFrame(list(sheet.rows), columns=names, dtype="object")
    frame = _placed(rows.astype({c.name: DTYPES[c.kind] for c in sheet.columns}), sheet)
    frame.attrs = {
        "about": dict(found.about),
        "columns": {
            c.name: f"{c.meaning} ({c.unit})" if c.unit else c.meaning for c in sheet.columns
        },
    }
    return frame


def _placed(frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """The frame with the shapes of its rows, if they have any."""
    if sheet.geometry is None:
        return frame
    import geopandas as gpd
    from shapely.geometry import LineString, Point

    if sheet.geometry == "Point":
        return gpd.GeoDataFrame(frame, geometry=[Point(s[0]) for s in sheet.shapes], crs=CRS)
    return gpd.GeoDataFrame(frame, geometry=[LineString(s) for s in sheet.shapes], crs=CRS)
