"""The language of an answer: that of ``--lang``, for what people read.

One call answers in one language, so it is set for the call and not handed from function to
function. JSON and CSV are for machines and the same in every language. What the command says beside
its answer, on the standard error, is English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, wraps
from typing import Any, TypeVar

import click

from ndnatlas.cli.settings import Settings
from routes.wording.language import CODES, Language, language

F = TypeVar("F", bound=Callable[..., Any])

_code: ContextVar[str] = ContextVar("language of the answer", default="en")


def lang_option(meaning: str) -> Callable[[F], F]:
    """The option that chooses the language, of which its help says the meaning."""
    return click.option(
        "--lang",
        type=click.Choice(CODES, case_sensitive=False),
        default=CODES[0],
        show_default=True,
        envvar="NDN_LANG",
        show_envvar=True,
        help=meaning,
    )


def translated(function: F) -> F:
    """Give a command that writes tables the option --lang; it answers in that language."""

    @lang_option("Language of the answer; JSON and CSV are the same in each.")
    @wraps(function)
    def wrapper(*, settings: Settings, lang: str, **rest: Any) -> Any:
        spoken = CODES[0] if settings.format in ("json", "csv") else lang
        with speaking(spoken):
            return function(settings=settings._replace(lang=spoken), **rest)

    return wrapper  # type: ignore[return-value]  # click's decorators change the signature


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Answer in a language."""
    before = _code.set(code)
    try:
        yield
    finally:
        _code.reset(before)


def words() -> Language:
    """The language of the answer, with the command's own phrases."""
    return _with_own_phrases(_code.get())


@cache
def _with_own_phrases(code: str) -> Language:
    found = language(code)
    if code == CODES[0]:
        # The phrases of the command are their own English.
        return found
    from ndnatlas.cli.russian import RUSSIAN

    return found._replace(phrases={**found.phrases, **RUSSIAN})


def say(phrase: str, n: int | None = None, **values: object) -> str:
    """A phrase of the command, given in English, in the language of the answer.

    What stands behind a bar tells phrases apart that are alike in English.
    """
    return words().say(phrase, n, **values)


def known(text: str) -> str:
    """A word of the data in the language of the answer, if the table has it."""
    found = words().phrases.get(text)
    return found if isinstance(found, str) else text


def count(number: int, noun: str) -> str:
    """A number with its noun in the form that goes with it: ``2 borders``, ``2 границы``."""
    return words().counted(number, noun)


def km(value: float, digits: int = 1) -> str:
    """A number to a tenth, or to other digits."""
    return words().number(value, digits)


def signed(value: float, digits: int = 1) -> str:
    """A number more or less, with its sign."""
    return words().number(value, digits, sign="+")


def share(value: float, digits: int = 1) -> str:
    """A share of one in per cent."""
    return words().share(value, digits)


def day(value: date) -> str:
    """A day in a sentence."""
    return words().in_text(value)


def span(since: date | None, until: date | None) -> str:
    """``from 2018-05-05 until 2021-08-31``, as far as there are such days."""
    parts = (("part_since", since), ("part_until", until))
    return " ".join(say(key, day=day(value)) for key, value in parts if value)
