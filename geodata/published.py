"""Published distances: what others quote between two places of the atlas."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geodata.model import Mode, Place
from geodata.reading import DATA
from geodata.tables import Problems, Record, read_rows

if TYPE_CHECKING:
    from geodata.atlas import Atlas

COLUMNS = ("start", "end", "mode", "km", "kind", "via", "avoid", "input", "source", "note")


class FigureKind(StrEnum):
    """What a published distance is, which tells how near it should come.

    ``tariff`` is a railway's chargeable distance; ``transit-matrix`` one that Russian railways
    count through the whole Moscow node; ``other-way`` one by another way, or from another point,
    than the atlas has; ``press`` a rail distance from other sources.
    """

    TARIFF = "tariff"
    TRANSIT_MATRIX = "transit-matrix"
    OTHER_WAY = "other-way"
    PRESS = "press"
    ROAD = "road"
    SEA = "sea"
    AIR = "air"


class Published(NamedTuple):
    """A published distance between two places, by modes and perhaps by other places.

    ``is_input`` tells that the kilometres of the network were taken from this very figure.
    """

    start: str
    end: str
    modes: tuple[Mode, ...]
    km: float
    kind: FigureKind
    via: tuple[str, ...]
    avoid: tuple[str, ...]
    source: str
    note: str | None
    is_input: bool = False


def read_published(
    places: Mapping[str, Place], problems: Problems, folder: Path = DATA
) -> list[Published]:
    """``published.csv``; an id that is no place is a fault."""
    found = []
    for row in read_rows(folder / "published.csv", COLUMNS, problems):
        km = row.number("km", 0.1, 30_000)
        figure = Published(
            start=row.required("start"),
            end=row.required("end"),
            modes=_modes(row),
            km=km or 0.0,
            kind=row.choice("kind", FigureKind, FigureKind.TARIFF),
            via=row.words("via"),
            avoid=row.words("avoid"),
            source=row.required("source"),
            note=row.text("note"),
            is_input=row.flag("input"),
        )
        ends = (figure.start, figure.end, *figure.via, *figure.avoid)
        for place in ends:
            if place not in places:
                row.fault("start, end, via, avoid", f"{place!r} is no place of places.csv")
        if not row.is_spoiled:
            found.append(figure)
    return found


def load_published(atlas: Atlas) -> list[Published]:
    """The built-in published distances, and those of the atlas's overlay.

    Raises
    ------
    DataError
        With every fault of the files.
    """
    problems = Problems()
    found = read_published(atlas.places, problems)
    if atlas.overlay is not None:
        found += read_published(atlas.places, problems, atlas.overlay)
    problems.raise_if_any()
    return found


def _modes(row: Record) -> tuple[Mode, ...]:
    modes = []
    for word in row.words("mode"):
        if word in Mode.__members__.values():
            modes.append(Mode(word))
        else:
            row.fault("mode", f"{word!r} is none of {', '.join(Mode)}")
    return tuple(modes)
