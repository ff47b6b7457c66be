"""The fields of a file in TOML: each read with its kind, every fault noted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from geodata.characters import control_character
from geodata.errors import Problem, did_you_mean
from geodata.tables import Problems

E = TypeVar("E", bound=StrEnum)

LONGEST = 60
"""Characters of a value that a message repeats."""


class Fields:
    """Reads the fields of tables of one file; every fault is noted with its table and field.

    Parameters
    ----------
    name : str
        The name of the file.
    problems : Problems
        Where the faults are noted.
    """

    def __init__(self, name: str, problems: Problems) -> None:
        self.name = name
        self.problems = problems

    def fault(self, where: str, field: str, message: str) -> None:
        """Note a fault."""
        self.problems.append(Problem(self.name, where, field, message))

    def unknown(self, where: str, table: Mapping[str, Any], known: Collection[str]) -> None:
        """Note every key that is none of the known ones."""
        for key in table:
            if key not in known:
                self.fault(where, key, f"is unknown; {did_you_mean(key, known)}")

    def flag(
        self, where: str, table: Mapping[str, Any], field: str, *, default: bool = False
    ) -> bool:
        """A value that is true or false."""
        value = table.get(field, default)
        if not isinstance(value, bool):
            self.fault(where, field, f"is {shown(value)}, true or false is expected")
            return default
        return value

    def tables(self, table: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        """The tables of an array of tables."""
        listed = table.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            self.fault("", key, f"must be tables written as [[{key}]]")
            return []
        return listed

    def choice(self, where: str, own: Mapping[str, Any], field: str, kind: type[E]) -> E | None:
        """A member of an enumeration, which is needed."""
        value = own.get(field)
        if value is None:
            self.fault(where, field, f"is needed, one of {', '.join(kind)}")
            return None
        if isinstance(value, str) and value in kind.__members__.values():
            return kind(value)
        hint = did_you_mean(value, kind) if isinstance(value, str) else f"one of {', '.join(kind)}"
        self.fault(where, field, f"is {shown(value)}; {hint}")
        return None

    def text(self, where: str, own: Mapping[str, Any], field: str, *, needed: bool = False) -> str:
        """A text; empty where it may be left out."""
        value = own.get(field, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.fault(where, field, "is needed, as text in quotes" if needed else "is no text")
            return ""
        return value if self._is_plain(where, field, value) else ""

    def texts(self, where: str, own: Mapping[str, Any], field: str) -> tuple[str, ...]:
        """A list of texts."""
        value = own.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(where, field, f"is {shown(value)}, a list of texts is expected")
            return ()
        return tuple(item for item in value if self._is_plain(where, field, item))

    def _is_plain(self, where: str, field: str, text: str) -> bool:
        """Whether a text has no control character; one that has is a fault."""
        found = control_character(text)
        if found is not None:
            self.fault(where, field, f"{text!r} holds the control character {found}")
        return found is None

    def share(self, where: str, own: Mapping[str, Any], field: str) -> float:
        """A number from 0 to 1."""
        value = own.get(field)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.fault(where, field, f"is {shown(value)}, a number from 0 to 1 is expected")
            return 0.0
        return float(value)

    def whole(self, where: str, own: Mapping[str, Any], field: str) -> int | None:
        """A whole number above 0, or nothing."""
        value = own.get(field)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
            return value
        self.fault(where, field, f"is {shown(value)}, a whole number above 0 is expected")
        return None

    def day(self, where: str, own: Mapping[str, Any], field: str) -> date | None:
        """A date, or nothing."""
        value = own.get(field)
        if value is None or type(value) is date:
            return value
        self.fault(where, field, f"is {shown(value)}, a date such as 2018-05-05 is expected")
        return None


def shown(value: Any) -> str:
    """A value of a file as a message has it."""
    if value is None:
        return "missing"
    return cut(value.isoformat() if hasattr(value, "isoformat") else repr(value))


def cut(text: str) -> str:
    """A text that a message repeats, cut where it is long."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
