"""What a parameter file has beside the fields of any: ids of the atlas, countries, months."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from geodata.atlas import Atlas
from geodata.tables import Problems
from routes.fields import Fields, shown


class GroundFields(Fields):
    """Reads fields that name what the atlas holds."""

    def __init__(self, name: str, atlas: Atlas, problems: Problems) -> None:
        super().__init__(name, problems)
        self.atlas = atlas

    def country(self, where: str, own: Mapping[str, Any]) -> str | None:
        """An ISO 3166-1 alpha-2 code, or nothing."""
        value = own.get("country")
        if value is None:
            return None
        if isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper():
            return value
        self.fault(
            where, "country", f"is {shown(value)}, an ISO 3166-1 code such as KZ is expected"
        )
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
        self.fault(
            where, "months", f"is {shown(value)}, a list of numbers from 1 to 12 is expected"
        )
        return None


def nearest(value: object, known: Collection[str]) -> str:
    """A hint of the nearest id, where there is one: to list all places would help nobody."""
    near = difflib.get_close_matches(str(value), known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
