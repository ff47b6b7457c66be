"""Comparisons in the formats of other programs, and as data frames."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, overload

from geodata.errors import OptionError, did_you_mean
from ndnatlas.asked import Ground, path_of, text_of, words_of
from ndnatlas.comparing import comparison_of, ground_of
from ndnatlas.version import __version__
from routes.export import SHEETS, Document, Sheet, document, format_of
from routes.export.model import Value, complete

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from geodata.atlas import Atlas
    from ndnatlas.cli.tables import Table
    from ndnatlas.found import Way
    from routes.frames import Placed
    from routes.model import Comparison

# Written by the tables of the command.
PAGES = (".md", ".html", ".htm")


def export(
    comparison: Comparison | Way,
    path: str | os.PathLike[str],
    tables: str | Iterable[str] = (),
    *,
    atlas: Ground = None,
) -> Path:
    """Write a comparison for other programs, by the ending of the file.

    Parameters
    ----------
    comparison : Comparison or Way
        What `compare`, `route` or `alternatives` gave.
    path : path
        ``.geojson``, ``.gpkg`` (styled layers), ``.kml``, ``.gpx``, ``.csv``, ``.xlsx``,
        ``.parquet`` (GeoParquet), ``.md`` or ``.html``. A file that stood there is replaced only
        when all is written.
    tables : str or iterable of str
        Only these of ``legs``, ``crossings``, ``places``, ``variants``, ``sources``. CSV and
        GeoParquet hold one: the legs, unless another is named.
    atlas : Atlas or path, optional
        The atlas that it was made over, where it does not know it itself.

    Returns
    -------
    Path
        The file. Date, units, coordinate reference system (EPSG:4326, lon before lat), sources
        and licence are in it.

    Raises
    ------
    OptionError
        For another ending or table.
    MissingExtraError
        When GeoParquet is asked for and pyarrow is not installed.
    OutputError
        When it cannot be written.

    Examples
    --------
    >>> from ndnatlas import compare, export
    >>> export(compare("south-kuryk", as_of="2018-06-01"), "kuryk.gpkg").name
    'kuryk.gpkg'
    """
    from geodata.writing import write_whole

    file = Path(path_of(path, "path"))
    compared = comparison_of(comparison, "export")
    data = encoded(compared, ground_of(compared, atlas), file, words_of(tables, "tables"))
    write_whole(file, data)
    return file


def require_tables(path: Path, tables: Iterable[str], option: str = "") -> None:
    """Check that a file can hold what is wanted; an error begins with the option.

    Raises
    ------
    OptionError
        For an ending that no format has, for a table that there is none of, and for several
        tables where a format holds one.
    """
    chosen = format_of(path, PAGES)
    wanted = dict.fromkeys(tables)
    for name in wanted:
        if name not in SHEETS:
            raise OptionError(f"{option}no table {name!r}; {did_you_mean(name, SHEETS)}")
    if chosen and chosen.is_single and len(wanted) > 1:
        raise OptionError(f"{option}{chosen.name} holds one table; {len(wanted)} are named")


def encoded(
    comparison: Comparison, atlas: Atlas, path: Path, tables: tuple[str, ...] = ()
) -> bytes:
    """The bytes of an export; equal comparisons give equal bytes.

    Raises
    ------
    OptionError
        For an ending that no format has, and for several tables where a format holds one.
    MissingExtraError
        When a library that the format needs is not installed.
    """
    from maps.style import LIGHT_LINES

    require_tables(path, tables)
    chosen = format_of(path, PAGES)
    every = SHEETS[:1] if chosen and chosen.is_single else SHEETS
    found = document(
        comparison,
        atlas,
        colours=LIGHT_LINES,
        made_by=f"NDN Atlas {__version__}",
        wanted=tables or every,
    )
    return chosen.encode(found) if chosen else _page(found, path.suffix.lower())


def _page(found: Document, ending: str) -> bytes:
    """Every sheet as a table of a Markdown or HTML document."""
    from ndnatlas.cli.tables import as_markdown

    tables = [_table(sheet) for sheet in complete(found)]
    first = tables[0]
    tables[0] = first._replace(title=f"{found.title}\n{first.title}")
    if ending == ".md":
        return "\n".join(map(as_markdown, tables)).encode("utf-8", "replace")
    from ndnatlas.cli.html_tables import as_html

    return as_html(tables).encode("utf-8", "replace")


def _table(sheet: Sheet) -> Table:
    from ndnatlas.cli.tables import Table

    names = [column.name for column in sheet.columns]
    rows = [[_cell(value) for value in row] for row in sheet.rows]
    return Table(names, rows, sheet.title)


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


@overload
def to_frame(
    comparison: Comparison | Way, table: Placed = "legs", *, atlas: Ground = None
) -> gpd.GeoDataFrame: ...


@overload
def to_frame(comparison: Comparison | Way, table: str, *, atlas: Ground = None) -> pd.DataFrame: ...


def to_frame(
    comparison: Comparison | Way, table: str = "legs", *, atlas: Ground = None
) -> pd.DataFrame:
    """A table of a comparison as a data frame, with geometry where it has any.

    Parameters
    ----------
    comparison : Comparison or Way
        What `compare`, `route` or `alternatives` gave.
    table : {'legs', 'crossings', 'places', 'variants', 'sources'}
        Lines; points; points; no geometry; no geometry.
    atlas : Atlas or path, optional
        The atlas that it was made over, where it does not know it itself.

    Returns
    -------
    geopandas.GeoDataFrame or pandas.DataFrame
        In EPSG:4326, longitude before latitude. Columns and their kinds are those of
        `routes.frames.to_frame`; their meanings and units stand in ``frame.attrs["columns"]``.

    Raises
    ------
    OptionError
        For another table, with the nearest.

    Examples
    --------
    >>> from ndnatlas import compare, to_frame
    >>> legs = to_frame(compare("south-kuryk", as_of="2018-06-01"))
    >>> legs.crs.to_string(), float(legs["distance_km"].sum().round(1))
    ('EPSG:4326', 3278.5)
    """
    from routes import frames

    compared = comparison_of(comparison, "to_frame")
    return frames.to_frame(compared, ground_of(compared, atlas), text_of(table, "table"))
