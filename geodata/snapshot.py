"""The built-in atlas as one file that opens fast, made from the tables by ``make data``.

The tables are the truth. The snapshot carries a checksum of every file that it was made from and
is passed over when one of them has changed, so that an edited table is never ignored.
"""

from __future__ import annotations

import gc
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, repeat
from types import MappingProxyType
from typing import Any

from geodata.atlas import Atlas
from geodata.model import (
    Basis,
    Checkpoint,
    CustomsUnion,
    Frontier,
    Kind,
    Line,
    Mode,
    Name,
    Place,
    Section,
    Source,
    section_id,
)

FOLDER = os.path.join(os.path.dirname(__file__), "data")  # noqa: PTH118, PTH120  # pathlib would double a cold start
FILE = os.path.join(FOLDER, "generated", "atlas.json")  # noqa: PTH118  # see FOLDER
INPUTS = (
    "places.csv",
    "names.csv",
    "lines.csv",
    "sections.csv",
    "shapes.csv",
    "checkpoints.csv",
    "sources.toml",
    "customs_unions.csv",
    "generated/sealanes.csv",
    "generated/section_facts.csv",
)


def checksums() -> dict[str, int]:
    """CRC-32 of every table that the snapshot is made from."""
    found = {}
    for name in INPUTS:
        with open(os.path.join(FOLDER, name), "rb") as stream:  # noqa: PTH118, PTH123  # see FOLDER
            found[name] = zlib.crc32(stream.read())
    return found


def snapshot_text(atlas: Atlas) -> str:
    """The snapshot of an atlas read from the tables.

    Places and sections stand column by column, a text for each: splitting a text is many times
    faster than parsing as many records.
    """
    document = {
        "checksums": checksums(),
        "places": _place_columns(list(atlas.places.values())),
        "lines": list(atlas.lines.values()),
        "sections": _section_columns(list(atlas.sections.values()), atlas),
        "checkpoints": list(atlas.checkpoints.values()),
        "sources": list(atlas.sources.values()),
        "unions": list(atlas.unions.values()),
    }
    return json.dumps(document, ensure_ascii=False, default=str, indent=0) + "\n"


def _column(values: Iterable[object]) -> str:
    """Values as one text, a line each; ``None`` is an empty line."""
    texts = ["" if value is None else str(value) for value in values]
    if any("\n" in text for text in texts):
        raise ValueError("a field of the atlas holds a line break")
    return "\n".join(texts)


def _place_columns(places: Sequence[Place]) -> dict[str, Any]:
    columns: dict[str, Any] = {
        field: _column(getattr(place, field) for place in places)
        for field in Place._fields
        if field not in ("sources", "names")
    }
    columns["sources"] = _column(" ".join(place.sources) for place in places)
    columns["names"] = _column(len(place.names) for place in places)
    for index, field in enumerate(Name._fields):
        columns[f"name_{field}"] = _column(name[index] for p in places for name in p.names)
    return columns


def _section_columns(sections: Sequence[Section], atlas: Atlas) -> dict[str, Any]:
    """What most sections have in columns, what few have by their number."""
    shared = ("line", "start", "end", "distance_km", "basis", "measured_km")
    columns: dict[str, Any] = {
        field: _column(getattr(section, field) for section in sections) for field in shared
    }
    line = [atlas.lines[section.line] for section in sections]
    few: dict[str, dict[int, Any]] = {
        "points": {i: s.points[1:-1] for i, s in enumerate(sections) if len(s.points) > 2},
        "frontiers": {i: s.frontiers for i, s in enumerate(sections) if s.frontiers},
        "sources": {i: s.sources for i, s in enumerate(sections) if s.sources != line[i].sources},
        "note": {i: s.note for i, s in enumerate(sections) if s.note},
        "schematic": {i: True for i, s in enumerate(sections) if s.schematic},
    }
    return columns | few


def load_snapshot() -> Atlas | None:
    """The built-in atlas, or ``None`` when the snapshot is missing or a table has changed."""
    try:
        with open(FILE, "rb") as stream:  # noqa: PTH123  # see FOLDER
            text = stream.read()
    except FileNotFoundError:
        return None
    # Thousands of small tuples that all stay: looking for garbage among them is wasted time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        tables = json.loads(text)
        if tables["checksums"] != checksums():
            return None
        return _atlas(tables)
    finally:
        if collecting:
            gc.enable()


def _atlas(tables: dict[str, Any]) -> Atlas:
    places = _places(tables["places"])
    lines = {row[0]: _line(row) for row in tables["lines"]}
    return Atlas(
        places=MappingProxyType(places),
        lines=MappingProxyType(lines),
        sections=MappingProxyType(_sections(tables["sections"], places, lines)),
        checkpoints=MappingProxyType({row[0]: _checkpoint(row) for row in tables["checkpoints"]}),
        sources=MappingProxyType({row[0]: Source._make(row) for row in tables["sources"]}),
        unions=MappingProxyType({row[0]: _union(row) for row in tables["unions"]}),
    )


# Plain look-ups, and tuples made without the checks of a call: there are thousands of rows, and
# the snapshot was written from records that were checked.
_KINDS = {kind.value: kind for kind in Kind}
_MODES = {mode.value: mode for mode in Mode}
_BASES = {basis.value: basis for basis in Basis}
_new = tuple.__new__


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _split(column: str) -> list[str]:
    return column.split("\n")


def _maybe(column: str) -> list[str | None]:
    return [text or None for text in column.split("\n")]


def _places(columns: dict[str, str]) -> dict[str, Place]:
    ids = _split(columns["id"])
    cited = {text: tuple(text.split()) for text in set(_split(columns["sources"]))}
    rows = zip(
        ids,
        _split(columns["name"]),
        [_KINDS[kind] for kind in _split(columns["kind"])],
        _split(columns["country"]),
        map(float, _split(columns["lon"])),
        map(float, _split(columns["lat"])),
        map(int, _split(columns["uncertainty_m"])),
        _maybe(columns["esr"]),
        _maybe(columns["unlocode"]),
        _maybe(columns["station"]),
        [_day(day) if day else None for day in _split(columns["opened"])],
        [_day(day) if day else None for day in _split(columns["closed"])],
        [cited[text] for text in _split(columns["sources"])],
        _maybe(columns["warning"]),
        _names(columns),
        strict=True,
    )
    return dict(zip(ids, map(_new, repeat(Place), rows), strict=True))


def _names(columns: dict[str, str]) -> Iterator[tuple[Name, ...]]:
    """The names of each place in turn."""
    parts = [_split(columns[f"name_{field}"]) for field in Name._fields]
    names = map(_new, repeat(Name), zip(*parts, strict=True))
    for count in _split(columns["names"]):
        yield tuple(islice(names, int(count)))


def _line(row: list[Any]) -> Line:
    row[2] = _MODES[row[2]]
    row[5], row[6] = _day(row[5]), _day(row[6])
    row[7] = tuple(row[7])
    return Line._make(row)


def _sections(
    columns: dict[str, Any], places: dict[str, Place], lines: dict[str, Line]
) -> dict[str, Section]:
    points = {
        int(number): tuple([(lon, lat) for lon, lat in inner])
        for number, inner in columns["points"].items()
    }
    frontiers = {
        int(number): tuple([_new(Frontier, frontier) for frontier in met])
        for number, met in columns["frontiers"].items()
    }
    sources = {int(number): tuple(ids) for number, ids in columns["sources"].items()}
    notes = {int(number): note for number, note in columns["note"].items()}
    schematic = {int(number) for number in columns["schematic"]}
    rows = zip(
        _split(columns["line"]),
        _split(columns["start"]),
        _split(columns["end"]),
        map(float, _split(columns["distance_km"])),
        _split(columns["basis"]),
        map(float, _split(columns["measured_km"])),
        strict=True,
    )
    sections = {}
    for number, (line_id, start, end, distance_km, basis, measured_km) in enumerate(rows):
        first, last = places[start], places[end]
        _, _, mode, gauge_mm, _, opened, closed, cited = lines[line_id]
        ident = section_id(start, end, mode)
        sections[ident] = _new(
            Section,
            (
                ident,
                line_id,
                start,
                end,
                mode,
                gauge_mm,
                distance_km,
                _BASES[basis],
                measured_km,
                ((first[4], first[5]), *points.get(number, ()), (last[4], last[5])),
                frontiers.get(number, ()),
                number in schematic,
                opened,
                closed,
                sources.get(number, cited),
                notes.get(number),
            ),
        )
    return sections


def _checkpoint(row: list[Any]) -> Checkpoint:
    row[2] = _MODES[row[2]]
    row[9], row[10] = _day(row[9]), _day(row[10])
    row[11] = tuple(row[11])
    return Checkpoint._make(row)


def _union(row: list[Any]) -> CustomsUnion:
    row[2] = tuple((country, _day(since), _day(until)) for country, since, until in row[2])
    row[3] = tuple(row[3])
    return CustomsUnion._make(row)
