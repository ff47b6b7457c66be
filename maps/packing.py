"""Values that the page's data holds once, and lists without what they lack at their end."""

from __future__ import annotations

from typing import Any


class Table:
    """Distinct values in the order in which they were first met, known by their numbers."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: Any) -> int:
        """The number of a value, a new one for a new value. Lists are values too."""
        number = self._numbers.setdefault(repr(value), len(self.values))
        if number == len(self.values):
            self.values.append(value)
        return number


def trimmed(record: list[Any]) -> list[Any]:
    """A list without the zeros and empty values at its end."""
    while record and not record[-1]:
        record.pop()
    return record
