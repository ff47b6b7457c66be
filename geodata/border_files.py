"""Reading borders from files: one view whole, and what differs from it in the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from geodata.borders import Borders
from geodata.errors import DataError, Problem
from geodata.views import DisputedArc, DisputedArea, FrontierArc, View

COUNTRIES = "countries.fgb"
FRONTIERS = "frontiers.fgb"
DISPUTED_AREAS = "disputed_areas.fgb"
DISPUTED_FRONTIERS = "disputed_frontiers.fgb"

# The view that the files hold whole.
_WHOLE = View.UN


def read_borders(folder: Path, view: View = _WHOLE) -> Borders:
    """Read the borders of a folder in a view.

    Parameters
    ----------
    folder
        Holds four layers (FlatGeobuf), WGS 84. ``countries.fgb``: MultiPolygons with the columns
        ``country`` and ``name``. ``frontiers.fgb``: LineStrings with ``left`` and ``right``. Both
        are in the view of the United Nations. ``disputed_areas.fgb``: MultiPolygons with
        ``name``, the country in each view (``un``, ``de_facto``) and its ``title`` where only
        that view has it. ``disputed_frontiers.fgb``: LineStrings with ``left`` and ``right`` in
        each view (``un_left``), empty where it has no frontier.
    view
        How disputed land is shared out.

    Raises
    ------
    DataError
        If a file is missing, unreadable or lacks a column.
    """
    columns = [view.column for view in View]
    areas = [
        (DisputedArea(name, shape, _by_view(countries)), title)
        for name, *countries, title, shape in _read(
            folder / DISPUTED_AREAS, ("name", *columns, "title")
        )
    ]
    countries = {
        code: (name, shape) for code, name, shape in _read(folder / COUNTRIES, ("country", "name"))
    }
    for area, title in areas:
        giver, taker = area.countries[_WHOLE], area.countries[view]
        if giver == taker:
            continue
        if giver is not None:
            name, shape = countries[giver]
            countries[giver] = name, _without(shape, area.shape)
        if taker is not None:
            name, shape = countries.get(taker, (title, None))
            countries[taker] = name, area.shape if shape is None else _with(shape, area.shape)
    return Borders(
        # What is wholly disputed is no country in a view that gives it to others.
        [(code, *countries[code]) for code in sorted(countries) if not countries[code][1].is_empty],
        _frontiers(folder, view),
        view,
        [area for area, _ in areas],
    )


def _by_view(countries: Sequence[str]) -> dict[View, str | None]:
    return {view: country or None for view, country in zip(View, countries, strict=True)}


def _frontiers(folder: Path, view: View) -> list[FrontierArc]:
    """Return the arcs that no view disputes, then those of this view that one does."""
    columns = [f"{view.column}_{side}" for view in View for side in ("left", "right")]
    rows = _read(folder / DISPUTED_FRONTIERS, columns)
    disputed = {line.wkb for *_, line in rows}
    arcs = [
        FrontierArc(left, right, line)
        for left, right, line in _read(folder / FRONTIERS, ("left", "right"))
        if line.wkb not in disputed
    ]
    at = columns.index(f"{view.column}_left")
    return arcs + [DisputedArc(row[at], row[at + 1], row[-1]) for row in rows if row[at]]


def _without(shape: Any, area: Any) -> Any:
    """Take an area out of a MultiPolygon, leaving the parts that it does not touch untouched."""
    import shapely

    parts = shapely.get_parts(shape)
    met = shapely.intersects(parts, area)
    cut = shapely.get_parts(shapely.difference(shapely.union_all(parts[met]), area))
    return shapely.multipolygons([*parts[~met], *cut])


def _with(shape: Any, area: Any) -> Any:
    """Add an area to a MultiPolygon, joining it to the parts that it touches."""
    import shapely

    parts = shapely.get_parts(shape)
    met = shapely.intersects(parts, area)
    joined = shapely.get_parts(shapely.union_all([*parts[met], area]))
    return shapely.multipolygons([*parts[~met], *joined])


def _read(path: Path, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the values of the columns of each row, and its geometry last."""
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
