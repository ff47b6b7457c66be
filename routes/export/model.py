"""What is exported: sheets of typed columns, some with geometry, and what is said of them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from geodata.model import LonLat

Value: TypeAlias = str | int | float | bool | date | None
# A point is one position, a line two or more.
Shape: TypeAlias = tuple[LonLat, ...]

# Longitude before latitude, as every export has it.
CRS = "OGC:CRS84"
LICENCE = "ODbL-1.0"
LICENCE_URL = "https://opendatacommons.org/licenses/odbl/1-0/"
ATTRIBUTION = "© OpenStreetMap contributors"
ATTRIBUTION_URL = "https://www.openstreetmap.org/copyright"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "yes or no"
    DAY = "date"


class Column(NamedTuple):
    """A column: ``unit`` is empty for what has none."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""


class Sheet(NamedTuple):
    """Rows under columns; ``shapes`` has a point or a line for each row, or nothing.

    ``geometry`` is ``Point``, ``LineString`` or ``None``.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    geometry: str | None = None
    shapes: tuple[Shape, ...] = ()

    def column(self, name: str) -> int:
        """The number of the column of that name, from 0."""
        return [column.name for column in self.columns].index(name)

    def records(self) -> list[dict[str, Value]]:
        """Each row by the names of its columns."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


class Document(NamedTuple):
    """An export: its sheets, and under ``about`` what holds for all of them, in order.

    ``colours`` has a colour ``#rrggbb`` for each variant.
    """

    title: str
    as_of: date
    about: Mapping[str, str]
    sheets: tuple[Sheet, ...]
    colours: Mapping[str, str]

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, unless it was left out."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def about_sheet(document: Document) -> Sheet:
    """What holds for all sheets, as one of them."""
    columns = (
        Column("item", Kind.TEXT, "what is told"),
        Column("value", Kind.TEXT, "what holds for every sheet"),
    )
    rows = tuple(document.about.items())
    return Sheet("about", "About this export", columns, rows)


def columns_sheet(document: Document) -> Sheet:
    """The meaning and the unit of every column, as a sheet."""
    heads = ("sheet", "column", "kind", "unit", "meaning")
    columns = tuple(Column(head, Kind.TEXT, f"{head} of a column") for head in heads)
    rows = tuple(
        (sheet.name, column.name, column.kind.value, column.unit, column.meaning)
        for sheet in document.sheets
        for column in sheet.columns
    )
    return Sheet("columns", "Columns and their units", columns, rows)


def complete(document: Document) -> tuple[Sheet, ...]:
    """Its sheets with the two that explain them."""
    return (*document.sheets, columns_sheet(document), about_sheet(document))


def joined(words: Iterable[str]) -> str:
    """Words in their order, each once, separated by spaces."""
    return " ".join(dict.fromkeys(words))
