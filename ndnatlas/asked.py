"""What the functions of the face are given, as the packages below take it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeAlias, TypeVar

from geodata.atlas import Atlas, load_atlas
from geodata.errors import OptionError, did_you_mean
from geodata.law import Cargo, Direction
from ndnatlas.days import read_day
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
    return atlas if isinstance(atlas, Atlas) else load_atlas(os.fspath(atlas))


def day_of(as_of: str | date | None) -> date:
    """The date asked for; today for none."""
    return date.today() if as_of is None else read_day(as_of)


def law_of(cargo: str, direction: str, atlas: Atlas) -> Law:
    """The rules asked for."""
    course = one_of(direction, Direction, "direction")
    return Law(atlas, one_of(cargo, Cargo, "cargo"), course)


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


def words_of(given: str | Iterable[str]) -> tuple[str, ...]:
    """One word or several, as several."""
    return (given,) if isinstance(given, str) else tuple(given)


def variants_of(given: Iterable[Named | Iterable[Named]], atlas: Atlas) -> list[Variant]:
    """The variants asked for; all of the atlas for none.

    Raises
    ------
    OptionError
        For what is no variant, and for two variants of one id.
    UnknownVariantError, DataError
        As `routes.variants.find_variants` does.
    """
    listed = list(_each(given))
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
            raise OptionError(f"{one!r} is no variant; give an id, a file in TOML, or a Variant")
