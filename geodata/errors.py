"""The errors of the project: one tree, each also a builtin of the same meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class NdnError(Exception):
    """Base of every error that a user's input or data can cause."""


class UnknownPlaceError(NdnError, LookupError):
    """No place of the atlas answers to the text given."""


class AmbiguousPlaceError(NdnError, LookupError):
    """Several places answer to the text; the message lists the candidates."""


class CoordinateError(NdnError, ValueError):
    """A coordinate pair is out of range, or likely swapped."""


class OptionError(NdnError, ValueError):
    """A value given by the user is none of the allowed ones."""


class NetworkError(NdnError, ConnectionError):
    """A service on the network refused, failed or could not be reached."""


class MissingExtraError(NdnError, ImportError):
    """A library that only an extra of the project installs is not there."""


class OutputError(NdnError, OSError):
    """A file could not be written; what stood there before is untouched."""


class Problem(NamedTuple):
    """One fault of one record: where it stands, what was found, what was expected."""

    file: str
    where: str
    field: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.where, self.field) if part)
        text = ": ".join(part for part in (self.file, place, self.message) if part)
        return " ".join(text.split())


class DataError(NdnError, ValueError):
    """Data files hold faults; ``problems`` lists every one of them, not only the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def require_library(library: str, message: str) -> None:
    """Check that a library of an extra is installed.

    Raises
    ------
    MissingExtraError
        With the message, which says what installs it.
    """
    from importlib.util import find_spec

    if find_spec(library) is None:
        raise MissingExtraError(message)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of an error message: the nearest of the known words, or all of them."""
    import difflib

    words = [str(word) for word in known]
    near = difflib.get_close_matches(word, words, n=1)
    return f"did you mean {near[0]!r}?" if near else f"one of {', '.join(words)}"
