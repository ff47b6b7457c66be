"""What a user names to be closed or avoided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geodata.atlas import Atlas
from geodata.errors import NdnError
from routes.whatif.closures import Closure
from routes.whatif.search import find_closure


def closed(texts: Iterable[str], option: str, atlas: Atlas, on: date) -> tuple[Closure, ...]:
    """What the values of an option name, each once; an error begins with the option.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError, OptionError
        As `routes.whatif.search.find_closure` does.
    """
    found: dict[Closure, None] = {}
    for text in texts:
        try:
            found[find_closure(text, atlas, on)] = None
        except NdnError as error:
            raise type(error)(f"{option}: {error}") from error
    return tuple(found)
