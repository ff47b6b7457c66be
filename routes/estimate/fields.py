"""The fields of a parameter file: each read with its kind, every fault noted."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from geodata.atlas import Atlas
from geodata.errors import Problem, did_you_mean
from geodata.tables import Problems

E = TypeVar("E", bound=StrEnum)


class Fields:
    """Reads the fields of tables of one file; every fault is noted with its table and field."""

    def __init__(self, name: str, atlas: Atlas, problems: Problems) -> None:
        self.name = name
        self.atlas = atlas
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
            self.fault(where, field, f"is {value!r}, true or false is expected")
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
        self.fault(where, field, f"is {value!r}; {hint}")
        return None

    def text(self, where: str, own: Mapping[str, Any], field: str, *, needed: bool = False) -> str:
        """A text; empty where it may be left out."""
        value = own.get(field, "")
        if not isinstance(value, str) or (needed and not value.strip()):
            self.fault(where, field, "is needed, as text in quotes" if needed else "is no text")
            return ""
        return value

    def texts(self, where: str, own: Mapping[str, Any], field: str) -> tuple[str, ...]:
        """A list of texts."""
        value = own.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.fault(where, field, f"is {value!r}, a list of texts is expected")
            return ()
        return tuple(value)

    def share(self, where: str, own: Mapping[str, Any], field: str) -> float:
        """A number from 0 to 1."""
        value = own.get(field)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            self.fault(where, field, f"is {value!r}, a number from 0 to 1 is expected")
            return 0.0
        return float(value)

    def whole(self, where: str, own: Mapping[str, Any], field: str) -> int | None:
        """A whole number above 0, or nothing."""
        value = own.get(field)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
            return value
        self.fault(where, field, f"is {value!r}, a whole number above 0 is expected")
        return None

    def country(self, where: str, own: Mapping[str, Any]) -> str | None:
        """An ISO 3166-1 alpha-2 code, or nothing."""
        value = own.get("country")
        if value is None:
            return None
        if isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper():
            return value
        self.fault(where, "country", f"is {value!r}, an ISO 3166-1 code such as KZ is expected")
        return None

    def ident(
        self, where: str, own: Mapping[str, Any], field: str, known: Mapping[str, object]
    ) -> str | None:
        """An id of the atlas, or nothing."""
        value = own.get(field)
        if value is None or (isinstance(value, str) and value in known):
            return value
        hint = nearest(value, known)
        self.fault(where, field, f"{value!r} is no {field} of the atlas{hint}")
        return None

    def idents(self, where: str, field: str, values: tuple[str, ...]) -> Iterator[str]:
        """The known ids of places among the values."""
        places = self.atlas.places
        for value in values:
            if value in places:
                yield value
            else:
                message = f"{value!r} is no place of the atlas{nearest(value, places)}"
                self.fault(where, field, message)

    def months(self, where: str, own: Mapping[str, Any]) -> frozenset[int] | None:
        """Months of the year, or any."""
        value = own.get("months")
        if value is None:
            return None
        if (
            isinstance(value, list)
            and value
            and all(type(m) is int and 1 <= m <= 12 for m in value)
        ):
            return frozenset(value)
        self.fault(where, "months", f"is {value!r}, a list of numbers from 1 to 12 is expected")
        return None

    def day(self, where: str, own: Mapping[str, Any], field: str) -> date | None:
        """A date, or nothing."""
        value = own.get(field)
        if value is None or type(value) is date:
            return value
        self.fault(where, field, f"is {value!r}, a date such as 2018-05-05 is expected")
        return None


def nearest(value: object, known: Collection[str]) -> str:
    """A hint of the nearest id, where there is one: to list all places would help nobody."""
    near = difflib.get_close_matches(str(value), known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
