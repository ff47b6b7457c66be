"""The built-in atlas as one file that opens fast, made from the tables by ``make data``.

The tables are the truth. The snapshot carries a checksum of every file that it was made from and
is passed over when one of them has changed, so that an edited table is never ignored.
"""

from __future__ import annotations

import gc
import json
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
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
FILE = os.path.join(FOLDER, "generated", "atlas.json")  # noqa: PTH118
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
        with open(os.path.join(FOLDER, name), "rb") as stream:  # noqa: PTH118, PTH123
            found[name] = zlib.crc32(stream.read())
    return found


def snapshot_text(atlas: Atlas) -> str:
    """The snapshot of an atlas read from the tables, one record a line."""
    uses = sorted({(name.language, name.use) for p in atlas.places.values() for name in p.names})
    number = {pair: index for index, pair in enumerate(uses)}
    tables: dict[str, Iterable[Sequence[Any]]] = {
        "name_uses": uses,
        "places": (_packed_place(place, number) for place in atlas.places.values()),
        "lines": atlas.lines.values(),
        "sections": (_packed_section(s, atlas.lines[s.line]) for s in atlas.sections.values()),
        "checkpoints": atlas.checkpoints.values(),
        "sources": atlas.sources.values(),
        "unions": atlas.unions.values(),
    }
    parts = [f'"checksums": {json.dumps(checksums())}']
    for name, rows in tables.items():
        lines = ",\n".join(
            json.dumps(row, ensure_ascii=False, default=str, separators=(",", ":")) for row in rows
        )
        parts.append(f'"{name}": [\n{lines}\n]')
    return "{" + ",\n".join(parts) + "}\n"


def _packed_place(place: Place, uses: Mapping[tuple[str, str], int]) -> Sequence[Any]:
    """A place in the order of its fields; sources joined, names flat, with numbers of uses."""
    names = [part for name in place.names for part in (name.text, uses[name.language, name.use])]
    return (*place[:12], " ".join(place.sources), place.warning, names)


def _packed_section(section: Section, line: Line) -> Sequence[Any]:
    """What a section does not share with its line or take from its places."""
    return (
        section.line,
        section.start,
        section.end,
        section.distance_km,
        section.basis,
        section.measured_km,
        section.points[1:-1] or None,
        section.frontiers or None,
        None if section.sources == line.sources else section.sources,
        section.note,
        section.schematic,
    )


def load_snapshot() -> Atlas | None:
    """The built-in atlas, or ``None`` when the snapshot is missing or a table has changed."""
    try:
        with open(FILE, "rb") as stream:  # noqa: PTH123
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


def _atlas(tables: dict[str, list[list[Any]]]) -> Atlas:
    places = _places(tables["places"], tables["name_uses"])
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


def _places(rows: list[list[Any]], uses: list[list[str]]) -> dict[str, Place]:
    places = {}
    sources: dict[str, tuple[str, ...]] = {}
    for row in rows:
        row[2] = _KINDS[row[2]]
        if row[10] or row[11]:
            row[10], row[11] = _day(row[10]), _day(row[11])
        cited = row[12]
        if cited not in sources:
            sources[cited] = tuple(cited.split())
        row[12] = sources[cited]
        flat = row[14]
        row[14] = tuple([_new(Name, (flat[i], *uses[flat[i + 1]])) for i in range(0, len(flat), 2)])
        places[row[0]] = _new(Place, row)
    return places


def _line(row: list[Any]) -> Line:
    row[2] = _MODES[row[2]]
    row[5], row[6] = _day(row[5]), _day(row[6])
    row[7] = tuple(row[7])
    return Line._make(row)


def _sections(
    rows: list[list[Any]], places: dict[str, Place], lines: dict[str, Line]
) -> dict[str, Section]:
    sections = {}
    for row in rows:
        line_id, start, end, distance_km, basis, measured_km, inner, met, cited, note, drawn = row
        first, last = places[start], places[end]
        _, _, mode, gauge_mm, _, opened, closed, shared = lines[line_id]
        ends = (first[4], first[5]), (last[4], last[5])
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
                (ends[0], *map(tuple, inner), ends[1]) if inner else ends,
                tuple([_new(Frontier, frontier) for frontier in met]) if met else (),
                drawn,
                opened,
                closed,
                tuple(cited) if cited else shared,
                note,
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
