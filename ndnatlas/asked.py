"""What the functions of the face are given, as the packages below take it."""

from __future__ import annotations

import math
import operator
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeAlias, TypeVar

from geodata.atlas import Atlas, load_atlas
from geodata.errors import OptionError, did_you_mean
from geodata.law import Cargo, Direction
from ndnatlas.days import read_day
from routes.fields import cut
from routes.law.law import Law
from routes.model import Variant
from routes.variants import find_variants

Named: TypeAlias = str | os.PathLike[str] | Variant
"""A variant, its id, or the path of its TOML file."""

Ground: TypeAlias = Atlas | str | os.PathLike[str] | None
"""An atlas, or a folder to lay over the built-in one; ``None`` for the built-in one alone."""

E = TypeVar("E", bound=StrEnum)


@cache
def built_in() -> Atlas:
    """The built-in atlas, loaded once: nobody can change it."""
    return load_atlas()


def atlas_of(atlas: Ground) -> Atlas:
    """The atlas asked for."""
    if atlas is None:
        return built_in()
    return atlas if isinstance(atlas, Atlas) else load_atlas(path_of(atlas, "atlas"))


def day_of(as_of: str | date | None) -> date:
    """The date asked for; today for none."""
    return date.today() if as_of is None else read_day(as_of)


def law_of(cargo: str | None, direction: str, atlas: Atlas, *, comply: bool = False) -> Law:
    """The rules asked for; what is to comply is special cargo, unless another is asked for."""
    course = one_of(direction, Direction, "direction")
    default = Cargo.SPECIAL if comply else Cargo.COMMERCIAL
    return Law(atlas, default if cargo is None else one_of(cargo, Cargo, "cargo"), course)


def one_of(text: str, kind: type[E], what: str) -> E:
    """A member of an enumeration by its word.

    Raises
    ------
    OptionError
        With the nearest word.
    """
    word = str(text).lower()
    if word not in kind.__members__.values():
        raise OptionError(f"{what}: {text!r} is none; {did_you_mean(word, kind)}")
    return kind(word)


def text_of(given: object, what: str) -> str:
    """A text.

    Raises
    ------
    OptionError
        For anything else.
    """
    if not isinstance(given, str):
        raise OptionError(f"{what}: {shown(given)} is no text")
    return given


def words_of(given: str | Iterable[str], what: str) -> tuple[str, ...]:
    """One word or several, as several.

    Raises
    ------
    OptionError
        For what is no text, and no list of texts.
    """
    if isinstance(given, str):
        return (given,)
    return tuple(text_of(one, what) for one in _listed(given, what, "text or list of texts"))


def gauges_of(given: int | Iterable[int]) -> frozenset[int]:
    """One gauge in millimetres or several, as several.

    Raises
    ------
    OptionError
        For what is no whole number above 0.
    """
    one = (given,) if hasattr(given, "__index__") else given
    listed = _listed(one, "gauges_mm", "whole number or list of them")
    return frozenset(whole_of(gauge, "gauges_mm", least=1) for gauge in listed)


def whole_of(given: object, what: str, least: int, most: int | None = None) -> int:
    """A whole number, of whatever library, within limits.

    Raises
    ------
    OptionError
        For anything else.
    """
    try:
        number = operator.index(given)  # type: ignore[arg-type]  # what it is for to find out
    except TypeError:
        number = least - 1
    if isinstance(given, bool) or number < least or (most is not None and number > most):
        limits = f"from {least} on" if most is None else f"from {least} to {most}"
        raise OptionError(f"{what}: {shown(given)} is no whole number {limits}")
    return number


def number_of(given: object, what: str, least: float, most: float) -> float:
    """A number within limits, of whatever library; a text is none, though Python reads numbers.

    Raises
    ------
    OptionError
        For anything else.
    """
    try:
        number = float(given) if hasattr(given, "__float__") else math.nan
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not least <= number <= most:
        raise OptionError(f"{what}: {shown(given)} is no number from {least:g} to {most:g}")
    return number


def path_of(given: object, what: str) -> str:
    """The path of a file or folder.

    Raises
    ------
    OptionError
        For what is no path.
    """
    path = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if not isinstance(path, str):
        raise OptionError(f"{what}: {shown(given)} is no path")
    return path


def _listed(given: object, what: str, expected: str) -> Iterable[object]:
    if isinstance(given, bytes | bytearray | str) or not isinstance(given, Iterable):
        raise OptionError(f"{what}: {shown(given)} is no {expected}")
    return given


def shown(given: object) -> str:
    """A value on one line, cut where it is long."""
    return cut(" ".join(repr(given).split()))


def variants_of(given: Sequence[Named | Iterable[Named]], atlas: Atlas) -> list[Variant]:
    """The variants asked for; all of the atlas for none.

    A list that is empty, as a filter may leave it, is not none: all are not what it means.

    Raises
    ------
    OptionError
        For what is no variant, an empty list, and for two variants of one id.
    UnknownVariantError, DataError
        As `routes.variants.find_variants` does.
    """
    listed = list(_each(given))
    if given and not listed:
        raise OptionError("an empty list names no variant; leave it out for all of the atlas")
    if not listed:
        return find_variants((), atlas)
    texts = {os.fspath(one): one for one in listed if not isinstance(one, Variant)}
    found = dict(zip(texts, (find_variants((text,), atlas)[0] for text in texts), strict=True))
    named = [one if isinstance(one, Variant) else found[os.fspath(one)] for one in listed]
    chosen: dict[str, Variant] = {}
    for variant in named:
        if chosen.setdefault(variant.id, variant) != variant:
            raise OptionError(
                f"two variants have the id {variant.id!r}; side by side they need two"
            )
    return list(chosen.values())


def _each(given: Iterable[object]) -> Iterator[Named]:
    for one in given:
        if isinstance(one, str | os.PathLike | Variant):
            yield one
        elif isinstance(one, Atlas):
            raise OptionError("an atlas is given by its name: atlas=...")
        elif isinstance(one, date):
            raise OptionError("a date is given by its name: as_of=...")
        elif isinstance(one, Iterable):
            yield from _each(one)
        else:
            raise OptionError(
                f"{shown(one)} is no variant; give an id, a file in TOML, or a Variant"
            )
