"""Checks that the coordinates of a GPX or KML file are numbers: GDAL reads others as 0."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from geodata.errors import DataError, Problem

# Elements with a point in their attributes, and with points in their text: of KML separated by
# commas, of its extension for tracks by blanks.
_POINTS = frozenset({"trkpt", "rtept"})
_LISTS = {"coordinates": ",", "gx:coord": None}


def require_numbers(path: Path) -> None:
    """Check every coordinate of a GPX or KML file.

    Raises
    ------
    DataError
        When the file is no XML, declares entities, or a coordinate is no number.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    check = _Check(path.name, parser)
    parser.StartElementHandler = check.start
    parser.EndElementHandler = check.end
    parser.CharacterDataHandler = check.text
    # Entities may swell to gigabytes or name other files; lines need none.
    parser.EntityDeclHandler = check.entity
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        message = f"is no readable XML: {error}"
        raise DataError([Problem(path.name, "", "", message)]) from error


class _Check:
    def __init__(self, file: str, parser: expat.XMLParserType) -> None:
        self._file = file
        self._parser = parser
        self._list: list[str] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Check a point of GPX, or begin to gather those of KML."""
        if name in _POINTS:
            for key in ("lat", "lon"):
                self._require(attributes.get(key, ""), f"{key} of {name}")
        elif name in _LISTS:
            self._list = []

    def text(self, text: str) -> None:
        """Gather the text of a list of points."""
        if self._list is not None:
            self._list.append(text)

    def end(self, name: str) -> None:
        """Check a list of points of KML."""
        if name not in _LISTS or self._list is None:
            return
        text, self._list = "".join(self._list), None
        points = text.split() if _LISTS[name] else [text]
        for number, point in enumerate(points, start=1):
            parts = point.split(_LISTS[name])
            if len(parts) not in (2, 3):
                self._fail(
                    f"point {number} of {name}", f"{point[:40]!r} is no lon,lat or lon,lat,height"
                )
            for part in parts:
                self._require(part, f"point {number} of {name}")

    def entity(self, *_: object) -> None:
        """Refuse the declaration of an entity."""
        self._fail("", "declares entities, which no file of lines needs")

    def _require(self, text: str, field: str) -> None:
        try:
            # Python, unlike GDAL, takes 1_000 for a number.
            value = math.nan if "_" in text else float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self._fail(field, f"{text[:40]!r} is no number")

    def _fail(self, field: str, message: str) -> None:
        line = f"line {self._parser.CurrentLineNumber}"
        raise DataError([Problem(self._file, line, field, message)])
