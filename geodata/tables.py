"""Reading the project's tables: CSV rows and TOML records whose faults are all collected.

A reader never stops at the first fault: each is kept as a :class:`~geodata.errors.Problem` with
file, row and field, and :meth:`Problems.raise_if_any` reports them together.
"""

from __future__ import annotations

import csv
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from geodata.characters import control_character
from geodata.errors import DataError, OptionError, Problem

E = TypeVar("E", bound=StrEnum)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_WORDS = {"yes": True, "no": False, "": False}


def parse_date(text: str) -> date:
    """The first day of an ISO date, month or year (``2017-12-01``, ``2016-12``, ``2011``).

    Raises
    ------
    ValueError
        When the text is none of these or names a day that does not exist.
    """
    if not _DATE.fullmatch(text):
        raise ValueError(f"{text!r} is no date of the form YYYY-MM-DD, YYYY-MM or YYYY")
    first_day = {4: "-01-01", 7: "-01", 10: ""}
    try:
        return date.fromisoformat(text + first_day[len(text)])
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar") from None


def plain_number(text: str) -> float:
    """A number in the digits 0 to 9, without the freedoms of Python (``6_5``, ``٦٥``).

    Raises
    ------
    ValueError
        When the text is none.
    """
    if not text.isascii() or "_" in text:
        raise ValueError(f"{text!r} is no number")
    return float(text)


class Problems(list[Problem]):
    """Faults found so far."""

    def raise_if_any(self) -> None:
        """Raise :class:`~geodata.errors.DataError` with all faults, sorted, if there are any."""
        if self:
            raise DataError(sorted(self))


class Record:
    """One row or table of a file, read field by field; faults go to the shared list."""

    __slots__ = ("_problems", "_values", "file", "is_spoiled", "where")

    def __init__(
        self, file: Path, where: str, values: Mapping[str, Any], problems: Problems
    ) -> None:
        self.file = file
        self.where = where
        self._values = values
        self._problems = problems
        self.is_spoiled = False

    def fault(self, field: str, message: str) -> None:
        """Note a fault of this record, which is spoiled by it."""
        self.is_spoiled = True
        self._problems.append(Problem(self.file.name, self.where, field, message))

    def text(self, field: str) -> str | None:
        """The field without surrounding space, or ``None`` when it is empty or absent.

        A control character in it is a fault.
        """
        value = (self._values.get(field) or "").strip()
        return (value if value.isprintable() else self._plain(field, value)) or None

    def _plain(self, field: str, value: str) -> str:
        """A value without its control characters, which are one fault however often it is read."""
        found = control_character(value)
        if found is None:
            return value
        message = f"{value!r} holds the control character {found}"
        if Problem(self.file.name, self.where, field, message) not in self._problems:
            self.fault(field, message)
        return "".join(c for c in value if control_character(c) is None)

    def required(self, field: str) -> str:
        """The field; its absence is a fault."""
        value = self.text(field)
        if value is None:
            self.fault(field, "is empty, a value is needed")
        return value or ""

    def slug(self, field: str) -> str:
        """An id: lower-case ASCII letters and digits joined by single hyphens."""
        value = self.required(field)
        if value and not _SLUG.fullmatch(value):
            self.fault(field, f"{value!r} is no id (lower-case letters, digits, single hyphens)")
        return value

    def country(self, field: str) -> str:
        """An ISO 3166-1 alpha-2 code."""
        value = self.required(field)
        if value and not _COUNTRY.fullmatch(value):
            self.fault(field, f"{value!r} is no ISO 3166-1 alpha-2 code such as KZ")
        return value

    def number(self, field: str, low: float, high: float) -> float | None:
        """A number within [low, high], or ``None`` when the field is empty."""
        value = self.text(field)
        if value is None:
            return None
        try:
            found = plain_number(value)
        except ValueError:
            self.fault(field, f"{value!r} is no number")
            return None
        if not low <= found <= high:
            self.fault(field, f"{value} is outside {low:g} to {high:g}")
            return None
        return found

    def choice(self, field: str, kind: type[E], default: E) -> E:
        """A member of an enumeration."""
        value = self.required(field)
        try:
            return kind(value)
        except ValueError:
            if value:
                self.fault(field, f"{value!r} is none of {', '.join(kind)}")
            return default

    def day(self, field: str) -> date | None:
        """The first day of an ISO date, month or year, or ``None`` when the field is empty."""
        value = self.text(field)
        if value is None:
            return None
        try:
            return parse_date(value)
        except ValueError as error:
            self.fault(field, str(error))
            return None

    def flag(self, field: str) -> bool:
        """``yes`` or ``no``; empty is no."""
        value = self.text(field) or ""
        if value not in _WORDS:
            self.fault(field, f"{value!r} is neither yes nor no")
        return _WORDS.get(value, False)

    def words(self, field: str) -> tuple[str, ...]:
        """Ids separated by spaces."""
        return tuple((self.text(field) or "").split())


def read_rows(path: Path, columns: tuple[str, ...], problems: Problems) -> Iterator[Record]:
    """The rows of a CSV file in UTF-8, comma separated, with just the named columns.

    Parameters
    ----------
    path : Path
        A file that need not exist; then there are no rows.
    columns : tuple of str
        The expected header; a missing or unknown column is a fault.
    problems : Problems
        Where faults are collected.
    """
    if not _is_there(path, problems):
        return
    name = path.name
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            header = tuple(next(reader, ()))
            if header != columns and not _header_fits(name, header, columns, problems):
                return
            width = len(header)
            for values in reader:
                if not values:
                    continue
                where = f"row {reader.line_num}"
                if len(values) != width:
                    problems.append(
                        Problem(name, where, "", f"has {len(values)} fields, expected {width}")
                    )
                    continue
                yield Record(path, where, dict(zip(header, values, strict=True)), problems)
    except OSError as error:
        problems.append(Problem(name, "", "", f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError:
        problems.append(Problem(name, "", "", "is no text in UTF-8"))
    except csv.Error as error:
        problems.append(Problem(name, "", "", f"is no readable CSV: {error}"))


def _is_there(path: Path, problems: Problems) -> bool:
    """Whether there is something to read; what would wait for ever, or leads nowhere, is a fault.

    A folder is told by whoever opens it.
    """
    if os.path.isfile(path) or os.path.isdir(path):  # noqa: PTH112, PTH113  # see require_file
        return True
    if os.path.lexists(path):
        message = "is no file, but a pipe, a device, or a link that leads nowhere"
        problems.append(Problem(path.name, "", "", message))
    return False


def _header_fits(
    name: str, header: tuple[str, ...], columns: tuple[str, ...], problems: Problems
) -> bool:
    if len(header) == 1 and len(columns) > 1:
        sign = next((word for mark, word in _SEPARATORS.items() if mark in header[0]), None)
        if sign:
            message = f"is separated by {sign}; commas are expected"
            problems.append(Problem(name, "row 1", "", message))
            return False
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    if missing:
        problems.append(Problem(name, "row 1", "", f"lacks the columns {', '.join(missing)}"))
    if unknown:
        problems.append(Problem(name, "row 1", "", f"has unknown columns {', '.join(unknown)}"))
    return not missing and not unknown


def read_toml(path: Path, problems: Problems) -> dict[str, Any]:
    """The tables of a TOML file; a missing file has none, a malformed one is a fault."""
    if not _is_there(path, problems):
        return {}
    try:
        # Editors on Windows put a byte order mark before the text.
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        problems.append(Problem(path.name, "", "", f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError:
        problems.append(Problem(path.name, "", "", "is no text in UTF-8"))
    except ValueError as error:
        # A TOMLDecodeError, or a number of thousands of digits.
        problems.append(Problem(path.name, "", "", f"is no valid TOML: {error}"))
    except RecursionError:
        problems.append(Problem(path.name, "", "", "is no usable TOML: nested too deeply"))
    return {}


def require_file(path: Path, if_folder: str = "is a folder") -> None:
    """Refuse a path that is no file, in one line.

    Raises
    ------
    OptionError
        For a folder, in the words given, and for nothing at all.
    """
    # os.path answers where pathlib raises, as for a name too long to be a file's.
    if not os.path.isfile(path):  # noqa: PTH113  # see above
        what = if_folder if os.path.isdir(path) else "no such file"  # noqa: PTH112  # see above
        raise OptionError(f"{path}: {what}")


def is_new(key: str, found: Mapping[str, object], record: Record, field: str) -> bool:
    """Whether a usable key is not taken yet; a second use is a fault."""
    if key in found:
        record.fault(field, f"{key!r} stands twice")
        return False
    return bool(key)
