"""The schema of the atlas's tables: which columns a file has and what a row becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from geodata.model import (
    Basis,
    Checkpoint,
    Kind,
    Line,
    LonLat,
    Mode,
    Name,
    Place,
    Source,
)
from geodata.tables import Problems, Record, is_new, plain_number, read_rows, read_toml

T = TypeVar("T")

PLACES = (
    "id", "name", "kind", "country", "lon", "lat", "uncertainty_m", "esr", "unlocode", "station",
    "opened", "closed", "sources", "warning",
)  # fmt: skip
NAMES = ("place", "name", "language", "use")
LINES = ("id", "name", "mode", "gauge_mm", "schematic", "opened", "closed", "sources")
SECTIONS = ("line", "start", "end", "distance_km", "basis", "sources", "note")
SHAPES = ("start", "end", "lon", "lat")
CHECKPOINTS = (
    "id", "name", "mode", "country_a", "place_a", "operator_a", "gauge_a_mm", "country_b",
    "place_b", "operator_b", "gauge_b_mm", "handover", "opened", "closed", "sources", "note",
)  # fmt: skip


GAUGES_MM = (1000, 1067, 1435, 1520, 1524, 1600, 1668, 1676)


class SectionRow(NamedTuple):
    """A row of ``sections.csv`` before it is joined with its line, places and shape."""

    record: Record
    line: str
    start: str
    end: str
    distance_km: float | None
    basis: Basis
    sources: tuple[str, ...]
    note: str | None


def read_places(folder: Path, problems: Problems) -> dict[str, tuple[Record, Place]]:
    """``places.csv`` with the names of ``names.csv`` attached."""
    names: dict[str, list[Name]] = {}
    orphans: dict[str, Record] = {}
    for row in read_rows(folder / "names.csv", NAMES, problems):
        place = row.required("place")
        name = Name(row.required("name"), row.required("language"), row.required("use"))
        names.setdefault(place, []).append(name)
        orphans.setdefault(place, row)
    path = folder / "places.csv"
    found = by_id(path, PLACES, lambda row: _place(row, names), problems)
    for place, row in orphans.items():
        if place not in found:
            row.fault("place", f"{place!r} is no place of places.csv")
    return found


def by_id(
    path: Path, columns: tuple[str, ...], make: Callable[[Record], T], problems: Problems
) -> dict[str, tuple[Record, T]]:
    """The records of a table by their ids, each with its row; a second use of an id is a fault."""
    found: dict[str, tuple[Record, T]] = {}
    for row in read_rows(path, columns, problems):
        ident = row.slug("id")
        if is_new(ident, found, row, "id"):
            found[ident] = (row, make(row))
    return found


def _place(row: Record, names: dict[str, list[Name]]) -> Place:
    lon, lat = _position(row)
    uncertainty_m = row.number("uncertainty_m", 0, 100_000)
    if uncertainty_m is None:
        row.required("uncertainty_m")
    ident = row.required("id")
    return Place(
        id=ident,
        name=row.required("name"),
        kind=row.choice("kind", Kind, Kind.STATION),
        country=row.country("country"),
        lon=lon,
        lat=lat,
        uncertainty_m=int(uncertainty_m or 0),
        esr=row.text("esr"),
        unlocode=row.text("unlocode"),
        station=row.text("station"),
        opened=row.day("opened"),
        closed=row.day("closed"),
        sources=row.words("sources"),
        warning=row.text("warning"),
        names=tuple(names.get(ident, ())),
    )


def _position(row: Record) -> LonLat:
    """Longitude and latitude; out of range is a fault that says when they look swapped."""
    lon, lat = row.text("lon"), row.text("lat")
    try:
        east, north = plain_number(lon or ""), plain_number(lat or "")
    except ValueError:
        row.fault("lon, lat", f"{lon or ''!r}, {lat or ''!r} are no two numbers")
        return (0.0, 0.0)
    if abs(east) <= 180 and abs(north) <= 90:
        return (east, north)
    hint = "; likely swapped" if abs(north) <= 180 and abs(east) <= 90 else ""
    row.fault("lon, lat", f"{lon}, {lat} are no longitude (-180..180) and latitude (-90..90){hint}")
    return (0.0, 0.0)


def read_lines(folder: Path, problems: Problems) -> dict[str, tuple[Record, Line]]:
    """``lines.csv``: what the sections of a line have in common."""
    return by_id(folder / "lines.csv", LINES, _line, problems)


def _line(row: Record) -> Line:
    mode = row.choice("mode", Mode, Mode.RAIL)
    gauge_mm = _gauge(row, "gauge_mm")
    if mode is Mode.RAIL and not row.text("gauge_mm"):
        row.fault("gauge_mm", f"is empty: a rail gauge is one of {_listed_gauges()}")
    return Line(
        id=row.required("id"),
        name=row.required("name"),
        mode=mode,
        gauge_mm=gauge_mm,
        schematic=row.flag("schematic"),
        opened=row.day("opened"),
        closed=row.day("closed"),
        sources=row.words("sources"),
    )


def read_sections(folder: Path, problems: Problems) -> list[SectionRow]:
    """``sections.csv``: quoted kilometres between two places that follow each other."""
    rows = []
    for row in read_rows(folder / "sections.csv", SECTIONS, problems):
        basis = row.choice("basis", Basis, Basis.MEASURED)
        km = row.number("distance_km", 0, 20_000)
        if not row.is_spoiled and basis is Basis.MEASURED and km is not None:
            row.fault("distance_km", "must be empty: a measured distance is that of the geometry")
        if basis is not Basis.MEASURED and (km == 0 or row.text("distance_km") is None):
            row.fault("distance_km", f"is 0 or empty, a {basis} distance above 0 is needed")
        rows.append(
            SectionRow(
                row,
                row.required("line"),
                row.required("start"),
                row.required("end"),
                km,
                basis,
                row.words("sources"),
                row.text("note"),
            )
        )
    return rows


def read_shapes(path: Path, problems: Problems) -> dict[tuple[str, str], list[LonLat]]:
    """Points between the two ends of a section, in order from ``start`` to ``end``."""
    shapes: dict[tuple[str, str], list[LonLat]] = {}
    for row in read_rows(path, SHAPES, problems):
        key = (row.required("start"), row.required("end"))
        shapes.setdefault(key, []).append(_position(row))
    return shapes


def read_checkpoints(folder: Path, problems: Problems) -> dict[str, tuple[Record, Checkpoint]]:
    """``checkpoints.csv``: registered border crossing points and ports of entry."""
    return by_id(folder / "checkpoints.csv", CHECKPOINTS, _checkpoint, problems)


def _gauge(row: Record, field: str) -> int | None:
    gauge = row.number(field, 0, 3000)
    if gauge is not None and gauge not in GAUGES_MM:
        row.fault(field, f"{row.text(field)} mm: a rail gauge is one of {_listed_gauges()}")
    return int(gauge) if gauge is not None else None


def _listed_gauges() -> str:
    return ", ".join(map(str, GAUGES_MM))


def _checkpoint(row: Record) -> Checkpoint:
    return Checkpoint(
        id=row.required("id"),
        name=row.required("name"),
        mode=row.choice("mode", Mode, Mode.RAIL),
        country_a=row.country("country_a"),
        place_a=row.text("place_a"),
        operator_a=row.text("operator_a"),
        gauge_a_mm=_gauge(row, "gauge_a_mm"),
        country_b=row.country("country_b") if row.text("country_b") else None,
        place_b=row.text("place_b"),
        operator_b=row.text("operator_b"),
        gauge_b_mm=_gauge(row, "gauge_b_mm"),
        handover=row.text("handover"),
        opened=row.day("opened"),
        closed=row.day("closed"),
        sources=row.words("sources"),
        note=row.text("note"),
    )


def read_sources(folder: Path, problems: Problems) -> dict[str, tuple[Record, Source]]:
    """``sources.toml``: the publications that facts rest on."""
    fields = ("title", "author", "date", "locator", "licence")
    found: dict[str, tuple[Record, Source]] = {}
    for ident, row in _tables(folder / "sources.toml", fields, problems):
        values = {field: row.required(field) for field in fields}
        found[ident] = (row, Source(id=ident, **values))
    return found


def _tables(path: Path, fields: Iterable[str], problems: Problems) -> Iterable[tuple[str, Record]]:
    """The tables of a TOML file whose fields are all text."""
    known = set(fields)
    for ident, table in read_toml(path, problems).items():
        if not isinstance(table, dict):
            Record(path, ident, {}, problems).fault("", "is no table")
            continue
        row = Record(path, f"[{ident}]", _texts(table), problems)
        for field in table.keys() - known:
            row.fault(field, f"is unknown; the fields are {', '.join(fields)}")
        yield ident, row


def _texts(table: dict[str, Any]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else "" for key, value in table.items()}
