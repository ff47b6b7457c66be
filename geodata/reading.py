"""Reading the atlas from its tables, with a user's own folder laid over the built-in one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from geodata import records
from geodata.assembly import SectionBuilder
from geodata.atlas import Atlas
from geodata.errors import OptionError, Problem, did_you_mean
from geodata.law import Act, Bloc, Cargo
from geodata.law_tables import read_acts, read_blocs
from geodata.model import Checkpoint, Line, Place, Source
from geodata.tables import Problems, Record

T = TypeVar("T")

DATA = Path(__file__).parent / "data"
GENERATED = DATA / "generated"

# What a user's own folder may hold, beside a folder of variants.
TABLES = (
    "places.csv", "names.csv", "lines.csv", "sections.csv", "shapes.csv", "checkpoints.csv",
    "blocs.csv", "memberships.csv", "acts.toml", "published.csv", "exceptions.csv", "sources.toml",
    "russian.toml",
)  # fmt: skip


def read_atlas(overlay: Path | str | None, problems: Problems) -> Atlas:
    """Read all tables; faults are collected, and what they spoil is left out.

    Parameters
    ----------
    overlay : path, optional
        A folder of the user's own tables; see `geodata.atlas.load_atlas`.
    problems : Problems
        Where faults are collected.

    Raises
    ------
    OptionError
        When the folder does not exist.
    """
    folders = [DATA]
    if overlay is not None:
        folder = Path(overlay)
        # os.path answers where pathlib raises, as for a name too long to be a folder's.
        if not os.path.isdir(folder):  # noqa: PTH112  # see above
            raise OptionError(f"{folder}: no such folder; --atlas takes a folder of your tables")
        _own_tables(folder, problems)
        folders.append(folder)
    tables = [_read(folder, problems) for folder in folders]
    merged = tables[0] if len(tables) == 1 else tables[0].under(tables[1])
    places = {ident: place for ident, (_, place) in merged.places.items()}
    lines = {ident: line for ident, (_, line) in merged.lines.items()}
    _references(merged, places)
    spoiled = frozenset(i for i, (record, _) in merged.places.items() if record.is_spoiled)
    builder = SectionBuilder(places, lines, spoiled, GENERATED, problems)
    for table in tables:
        builder.add(table.folder, table.sections, built_in=table.folder == DATA)
    origins = {
        (table, ident): record
        for table in ("places", "lines", "checkpoints", "sources", "blocs", "acts")
        for ident, (record, _) in getattr(merged, table).items()
    }
    origins |= {("sections", ident): record for ident, record in builder.records.items()}
    return Atlas(
        places=MappingProxyType(places),
        lines=MappingProxyType(lines),
        sections=MappingProxyType(builder.sections),
        checkpoints=_values(merged.checkpoints),
        sources=_values(merged.sources),
        blocs=_values(merged.blocs),
        acts=_values(merged.acts),
        known_to=MappingProxyType(merged.known_to),
        overlay=Path(overlay) if overlay is not None else None,
        records=MappingProxyType(origins),
    )


class _Tables(NamedTuple):
    """The records of one folder, each with the row it stands in."""

    folder: Path
    places: dict[str, tuple[Record, Place]]
    lines: dict[str, tuple[Record, Line]]
    checkpoints: dict[str, tuple[Record, Checkpoint]]
    sources: dict[str, tuple[Record, Source]]
    blocs: dict[str, tuple[Record, Bloc]]
    acts: dict[str, tuple[Record, Act]]
    known_to: dict[Cargo, date]
    sections: list[records.SectionRow]

    def under(self, other: _Tables) -> _Tables:
        """These tables with another folder's laid over them; equal ids are replaced."""
        return _Tables(
            other.folder,
            self.places | other.places,
            self.lines | other.lines,
            self.checkpoints | other.checkpoints,
            self.sources | other.sources,
            self.blocs | other.blocs,
            self.acts | other.acts,
            self.known_to | other.known_to,
            other.sections,
        )


def _read(folder: Path, problems: Problems) -> _Tables:
    acts, known_to = read_acts(folder, problems)
    return _Tables(
        folder,
        records.read_places(folder, problems),
        records.read_lines(folder, problems),
        records.read_checkpoints(folder, problems),
        records.read_sources(folder, problems),
        read_blocs(folder, problems),
        acts,
        known_to,
        records.read_sections(folder, problems),
    )


def _own_tables(folder: Path, problems: Problems) -> None:
    """Note files of a user's folder that look like tables and are none."""
    known = {*TABLES, "variants"}
    names = {path.name for path in folder.iterdir()}
    for name in sorted(names - known):
        if name.lower() in known or name.endswith(".csv"):
            problems.append(Problem(name, "", "", f"is no table; {did_you_mean(name, known)}"))
    if names and not names & known:
        message = f"holds none of {', '.join(TABLES)} and no folder 'variants'"
        problems.append(Problem(folder.name, "", "", message))


def _references(tables: _Tables, places: Mapping[str, Place]) -> None:
    """Note places that are named and do not exist."""
    for record, place in tables.places.values():
        if place.station is not None and place.station not in places:
            record.fault("station", f"{place.station!r} is no place of places.csv")
    for record, point in tables.checkpoints.values():
        if point.place_a is None and point.place_b is None:
            record.fault("place_a, place_b", "are both empty; a place is needed on one side")
        for field in ("place_a", "place_b", "handover"):
            place_id = getattr(point, field)
            if place_id is not None and place_id not in places:
                record.fault(field, f"{place_id!r} is no place of places.csv")
    for record, act in tables.acts.values():
        for point_id in act.checkpoints:
            if point_id not in tables.checkpoints:
                message = (
                    f"{point_id!r} is no checkpoint; {did_you_mean(point_id, tables.checkpoints)}"
                )
                record.fault("checkpoints", message)


def _values(found: Mapping[str, tuple[Record, T]]) -> Mapping[str, T]:
    return MappingProxyType({ident: value for ident, (_, value) in found.items()})
