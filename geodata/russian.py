"""The atlas in Russian: the same records, their names and remarks in Russian where there are any.

Places have Russian names among their own; the rest stands in ``russian.toml``, of the built-in
tables and of an overlay. It is read only when Russian is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from geodata.atlas import Atlas
from geodata.errors import Problem, did_you_mean
from geodata.model import Checkpoint, Name, Place
from geodata.reading import DATA
from geodata.tables import Problems, read_toml

FILE = "russian.toml"
TABLES = ("acts", "blocs", "lines", "checkpoints", "places", "remarks")
CODE = "ru"


class Russian(NamedTuple):
    """Names by id, and remarks by their English text."""

    acts: Mapping[str, str]
    blocs: Mapping[str, str]
    lines: Mapping[str, str]
    checkpoints: Mapping[str, str]
    places: Mapping[str, str]
    remarks: Mapping[str, str]


def in_russian(atlas: Atlas) -> Atlas:
    """An atlas with its places, lines, checkpoints, acts, blocs and remarks named in Russian.

    The name that a place had before joins its other names, so that it is still found by it. What
    has no name in Russian keeps its own. Ids, codes, sources and measures stay as they are.

    Parameters
    ----------
    atlas : Atlas
        In English; one in Russian is returned as it is.

    Raises
    ------
    DataError
        With every fault of ``russian.toml``.
    """
    if atlas.language == CODE:
        return atlas
    problems = Problems()
    words = read_russian(atlas, problems)
    problems.raise_if_any()
    lines = {i: one._replace(name=words.lines.get(i, one.name)) for i, one in atlas.lines.items()}
    acts = {i: act._replace(title=words.acts.get(i, act.title)) for i, act in atlas.acts.items()}
    blocs = {
        i: bloc._replace(name=words.blocs.get(i, bloc.name)) for i, bloc in atlas.blocs.items()
    }
    return atlas._replace(
        places=MappingProxyType({i: _place(place, words) for i, place in atlas.places.items()}),
        lines=MappingProxyType(lines),
        checkpoints=MappingProxyType(
            {i: _checkpoint(point, words) for i, point in atlas.checkpoints.items()}
        ),
        blocs=MappingProxyType(blocs),
        acts=MappingProxyType(acts),
        remarks=words.remarks,
        language=CODE,
        english=atlas,
    )


def _place(place: Place, words: Russian) -> Place:
    name = words.places.get(place.id) or _own_name(place) or place.name
    warning = place.warning and words.remarks.get(place.warning, place.warning)
    if name == place.name:
        return place._replace(warning=warning)
    names = (Name(place.name, "en", "official"), *place.names)
    return place._replace(name=name, names=names, warning=warning)


def _own_name(place: Place) -> str | None:
    """Its official name in Russian, or one that Russians call it by; no former name."""
    known = {
        name.use: name.text
        for name in reversed(place.names)
        # Some transliterations of Russian names into Latin letters are listed as Russian, too.
        if name.language == CODE and any("а" <= letter <= "я" for letter in name.text.lower())
    }
    return known.get("official") or known.get("transliteration") or known.get("foreign")


def _checkpoint(point: Checkpoint, words: Russian) -> Checkpoint:
    note = point.note and words.remarks.get(point.note, point.note)
    return point._replace(name=words.checkpoints.get(point.id, point.name), note=note)


def read_russian(atlas: Atlas, problems: Problems) -> Russian:
    """The names and remarks in ``russian.toml``; every fault is collected.

    Parameters
    ----------
    atlas : Atlas
        What is named; an id that it does not hold is a fault. Its overlay's file is laid over the
        built-in one.
    problems : Problems
        Where faults are collected.
    """
    found: dict[str, dict[str, str]] = {table: {} for table in TABLES}
    for folder in (DATA, *([atlas.overlay] if atlas.overlay else ())):
        for table, names in _read(folder, atlas, problems).items():
            found[table] |= names
    return Russian(**found)


def _read(folder: Path, atlas: Atlas, problems: Problems) -> dict[str, dict[str, str]]:
    known: Mapping[str, Iterable[str]] = {
        "acts": atlas.acts,
        "blocs": atlas.blocs,
        "lines": atlas.lines,
        "checkpoints": atlas.checkpoints,
        "places": atlas.places,
    }
    found: dict[str, dict[str, str]] = {}
    for table, names in read_toml(folder / FILE, problems).items():
        if table not in TABLES:
            problems.append(Problem(FILE, table, "", f"is unknown; {did_you_mean(table, TABLES)}"))
            continue
        if not isinstance(names, dict):
            problems.append(Problem(FILE, table, "", f"is no table such as [{TABLES[0]}]"))
            continue
        found[table] = {}
        for key, name in names.items():
            if not isinstance(name, str) or not name.strip():
                problems.append(Problem(FILE, f"[{table}]", key, "is needed, as text in quotes"))
            elif table in known and key not in known[table]:
                problems.append(Problem(FILE, f"[{table}]", key, f"names none of the {table}"))
            elif folder == atlas.overlay or not _is_replaced(table, key, atlas):
                found[table][key] = name.strip()
    return found


def _is_replaced(table: str, key: str, atlas: Atlas) -> bool:
    """Whether a record is the overlay's own, of which the built-in names say nothing."""
    record = atlas.records.get((table, key))
    return atlas.overlay is not None and record is not None and record.file.parent == atlas.overlay
