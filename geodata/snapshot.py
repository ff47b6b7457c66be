"""The built-in atlas as one file that opens fast, made from the tables by ``make data``.

The tables are the truth. The snapshot carries a checksum of every file that it was made from and
is passed over when one of them has changed, so that an edited table is never ignored.
"""

from __future__ import annotations

import gc
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from types import MappingProxyType
from typing import Any

from geodata.atlas import Atlas
from geodata.law import Act, Bloc, Cargo, Direction, Effect, Membership
from geodata.model import (
    Basis,
    Checkpoint,
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
    "blocs.csv",
    "memberships.csv",
    "acts.toml",
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


# The letter that stands for the first of a column's values; others follow it in Unicode.
FIRST_LETTER = 0x100


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
        blocs=MappingProxyType({row[0]: _bloc(row) for row in tables["blocs"]}),
        acts=MappingProxyType({row[0]: _act(row) for row in tables["acts"]}),
        known_to=MappingProxyType(
            {Cargo(cargo): date.fromisoformat(day) for cargo, day in tables["known_to"].items()}
        ),
    )


# Plain look-ups, and tuples made without the checks of a call: there are thousands of rows, and
# the snapshot was written from records that were checked.
_KINDS = {kind.value: kind for kind in Kind}
_MODES = {mode.value: mode for mode in Mode}
_BASES = {basis.value: basis for basis in Basis}
_EFFECTS = {effect.value: effect for effect in Effect}
_CARGOES = {cargo.value: cargo for cargo in Cargo}
_DIRECTIONS = {direction.value: direction for direction in Direction}
_new = tuple.__new__


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _split(column: str) -> list[str]:
    return column.split("\n")


def _maybe(column: str) -> list[str | None]:
    return [text or None for text in column.split("\n")]


def _decoded(column: list[str], values: Iterable[Any]) -> list[Any]:
    """What the letters of a column stand for, a value each for its different texts."""
    meant = {chr(FIRST_LETTER + number): value for number, value in enumerate(values)}
    return [meant[letter] for letter in column[1]]


def _places(columns: dict[str, Any]) -> dict[str, Place]:
    ids = _split(columns["id"])
    rows = zip(
        ids,
        _split(columns["name"]),
        _decoded(columns["kind"], [_KINDS[kind] for kind in _split(columns["kind"][0])]),
        _decoded(columns["country"], _split(columns["country"][0])),
        map(float, _split(columns["lon"])),
        map(float, _split(columns["lat"])),
        map(int, _split(columns["uncertainty_m"])),
        _maybe(columns["esr"]),
        _maybe(columns["unlocode"]),
        _maybe(columns["station"]),
        [_day(day) if day else None for day in _split(columns["opened"])],
        [_day(day) if day else None for day in _split(columns["closed"])],
        _decoded(columns["sources"], [tuple(t.split()) for t in _split(columns["sources"][0])]),
        _maybe(columns["warning"]),
        _names(columns),
        strict=True,
    )
    return dict(zip(ids, map(_new, repeat(Place), rows), strict=True))


def _names(columns: dict[str, Any]) -> Iterator[tuple[Name, ...]]:
    """The names of each place in turn."""
    rows = zip(
        _split(columns["name_text"]),
        _decoded(columns["name_language"], _split(columns["name_language"][0])),
        _decoded(columns["name_use"], _split(columns["name_use"][0])),
        strict=True,
    )
    names = list(map(_new, repeat(Name), rows))
    done = 0
    for count in columns["names"]:
        yield tuple(names[done : done + count])
        done += count


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
    starts, ends = _split(columns["start"]), _split(columns["end"])
    on_line = _decoded(columns["line"], [lines[line] for line in _split(columns["line"][0])])
    positions = {ident: (place[4], place[5]) for ident, place in places.items()}
    ids = [
        f"{start}--{end}" if line[2] is Mode.RAIL else section_id(start, end, line[2])
        for start, end, line in zip(starts, ends, on_line, strict=True)
    ]
    numbers = range(len(ids))
    rows = zip(
        ids,
        [line[0] for line in on_line],
        starts,
        ends,
        [line[2] for line in on_line],
        [line[3] for line in on_line],
        map(float, _split(columns["distance_km"])),
        _decoded(columns["basis"], [_BASES[basis] for basis in _split(columns["basis"][0])]),
        map(float, _split(columns["measured_km"])),
        [
            (positions[start], *points[number], positions[end])
            if number in points
            else (positions[start], positions[end])
            for number, start, end in zip(numbers, starts, ends, strict=True)
        ],
        [frontiers.get(number, ()) for number in numbers],
        [number in schematic for number in numbers],
        [line[5] for line in on_line],
        [line[6] for line in on_line],
        [sources.get(number, line[7]) for number, line in zip(numbers, on_line, strict=True)],
        map(notes.get, numbers),
        strict=True,
    )
    return dict(zip(ids, map(_new, repeat(Section), rows), strict=True))


def _checkpoint(row: list[Any]) -> Checkpoint:
    row[2] = _MODES[row[2]]
    row[12], row[13] = _day(row[12]), _day(row[13])
    row[14] = tuple(row[14])
    return Checkpoint._make(row)


def _bloc(row: list[Any]) -> Bloc:
    row[2], row[3] = _day(row[2]), _day(row[3])
    row[4] = tuple(
        [
            Membership(country, date.fromisoformat(since), _day(until), tuple(sources), note)
            for country, since, until, sources, note in row[4]
        ]
    )
    row[5] = tuple(row[5])
    return Bloc._make(row)


def _act(row: list[Any]) -> Act:
    row[2] = _EFFECTS[row[2]]
    row[3], row[4] = _day(row[3]), _day(row[4])
    row[5] = tuple([_CARGOES[cargo] for cargo in row[5]])
    row[6] = tuple([_DIRECTIONS[direction] for direction in row[6]])
    row[7] = tuple([_MODES[mode] for mode in row[7]])
    for lists in (8, 9, 11, 15):
        row[lists] = tuple(row[lists])
    return Act._make(row)
