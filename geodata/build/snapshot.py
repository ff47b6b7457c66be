"""Writing the file that the atlas opens from; `geodata.snapshot` reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from geodata.atlas import Atlas
from geodata.model import Place, Section
from geodata.snapshot import FIRST_LETTER, checksums


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
        "blocs": list(atlas.blocs.values()),
        "acts": list(atlas.acts.values()),
        "known_to": {cargo.value: day for cargo, day in atlas.known_to.items()},
    }
    return json.dumps(document, ensure_ascii=False, default=str, indent=0) + "\n"


def _column(values: Iterable[object]) -> str:
    """Values as one text, a line each; ``None`` is an empty line."""
    texts = ["" if value is None else str(value) for value in values]
    if any("\n" in text for text in texts):
        raise ValueError("a field of the atlas holds a line break")
    return "\n".join(texts)


def _coded(values: Iterable[str]) -> list[str]:
    """Values of which there are few: each of them once, and a letter for every record."""
    column = list(values)
    once = list(dict.fromkeys(column))
    letters = {value: chr(FIRST_LETTER + number) for number, value in enumerate(once)}
    return [_column(once), "".join(letters[value] for value in column)]


def _place_columns(places: Sequence[Place]) -> dict[str, Any]:
    coded = ("kind", "country")
    columns: dict[str, Any] = {
        field: _column(getattr(place, field) for place in places)
        for field in Place._fields
        if field not in ("sources", "names", *coded)
    }
    columns |= {field: _coded(getattr(place, field) for place in places) for field in coded}
    columns["sources"] = _coded(" ".join(place.sources) for place in places)
    columns["names"] = [len(place.names) for place in places]
    names = [name for place in places for name in place.names]
    columns["name_text"] = _column(name.text for name in names)
    columns["name_language"] = _coded(name.language for name in names)
    columns["name_use"] = _coded(name.use for name in names)
    return columns


def _section_columns(sections: Sequence[Section], atlas: Atlas) -> dict[str, Any]:
    """What most sections have in columns, what few have by their number."""
    shared = ("start", "end", "distance_km", "measured_km")
    columns: dict[str, Any] = {
        field: _column(getattr(section, field) for section in sections) for field in shared
    }
    columns |= {f: _coded(getattr(section, f) for section in sections) for f in ("line", "basis")}
    line = [atlas.lines[section.line] for section in sections]
    few: dict[str, dict[int, Any]] = {
        "points": {i: s.points[1:-1] for i, s in enumerate(sections) if len(s.points) > 2},
        "frontiers": {i: s.frontiers for i, s in enumerate(sections) if s.frontiers},
        "sources": {i: s.sources for i, s in enumerate(sections) if s.sources != line[i].sources},
        "note": {i: s.note for i, s in enumerate(sections) if s.note},
        "schematic": {i: True for i, s in enumerate(sections) if s.schematic},
    }
    return columns | few
