"""Variants as declared in TOML: the built-in ones, an overlay's, and a user's single file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from geodata.atlas import Atlas
from geodata.errors import DataError, NdnError, OptionError, Problem, did_you_mean
from geodata.model import Mode
from geodata.search import resolve
from geodata.tables import Problems, read_toml
from routes.fields import Fields
from routes.model import Edition, Variant

DATA = Path(__file__).parent / "data"
VARIANT_KEYS = (
    "id", "name", "summary", "name_ru", "summary_ru", "order", "sources", "editions",
)  # fmt: skip
EDITION_KEYS = ("since", "until", "stops", "modes", "countries", "avoid")


class UnknownVariantError(NdnError, LookupError):
    """No variant has the id, and no file the path."""


def load_variants(atlas: Atlas) -> dict[str, Variant]:
    """All built-in variants and those of the overlay's ``variants`` folder, by id.

    Parameters
    ----------
    atlas : Atlas
        Where the places of the stops are looked up.

    Returns
    -------
    dict
        Variants by id, the main ones first.

    Raises
    ------
    DataError
        With every fault of every file.
    """
    problems = Problems()
    found = read_variants(atlas, problems)
    problems.raise_if_any()
    return found


def read_variants(atlas: Atlas, problems: Problems) -> dict[str, Variant]:
    """`load_variants` that collects faults instead of raising them."""
    found: dict[str, Variant] = {}
    folders = [DATA] + ([atlas.overlay / "variants"] if atlas.overlay else [])
    for folder in folders:
        if os.path.lexists(folder) and not folder.is_dir():
            problems.append(Problem(folder.name, "", "", "is no folder"))
        for path in sorted(folder.glob("*.toml"), key=lambda path: path.stem):
            variant = read_variant(path, atlas, problems)
            if variant is None:
                continue
            if variant.id != path.stem:
                message = f"is {variant.id!r}, the file's name says {path.stem!r}"
                problems.append(Problem(path.name, "", "id", message))
            found[variant.id] = variant
    return dict(sorted(found.items(), key=lambda item: (item[1].order, item[0])))


def find_variants(names: tuple[str, ...], atlas: Atlas) -> list[Variant]:
    """The variants asked for by id or by the path of a TOML file; all of them for no name.

    Parameters
    ----------
    names : tuple of str
        Ids, or paths of files.
    atlas : Atlas
        Where the places of the stops are looked up; its overlay may hold variants too.

    Returns
    -------
    list of Variant
        In the order of the names, or that of the list of variants for no name.

    Raises
    ------
    UnknownVariantError
        With the nearest id.
    DataError
        When a file holds faults.
    OptionError
        When two files have one id.
    """
    known = load_variants(atlas)
    if not names:
        return list(known.values())
    found = [_find(name, known, atlas) for name in dict.fromkeys(names)]
    files: dict[str, str] = {}
    for variant in found:
        other = files.setdefault(variant.id, variant.file)
        if other != variant.file:
            message = f"{variant.file} and {other} both have the id {variant.id!r}"
            raise OptionError(f"{message}; two variants side by side need two ids")
    return found


def _find(name: str, known: Mapping[str, Variant], atlas: Atlas) -> Variant:
    if name.lower() in known:
        return known[name.lower()]
    path = Path(name)
    # os.path answers where pathlib raises, as for a name too long to be a file's.
    is_file = os.path.isfile(name)  # noqa: PTH113  # see above
    if os.path.isdir(name):  # noqa: PTH112  # see above
        raise UnknownVariantError(f"{name} is a folder; --atlas takes a folder of your own")
    if path.suffix == ".toml" or is_file:
        if not is_file:
            raise UnknownVariantError(f"{name}: no such file")
        problems = Problems()
        variant = read_variant(path, atlas, problems)
        if variant is None:
            raise DataError(sorted(problems))
        return variant
    file = f"{name}.toml"
    near = (
        f"did you mean the file {file}?"
        if os.path.isfile(file)  # noqa: PTH113  # see above
        else did_you_mean(name, known)
    )
    raise UnknownVariantError(f"unknown variant {name!r}; {near}")


def read_variant(path: Path, atlas: Atlas, problems: Problems) -> Variant | None:
    """One variant file, or ``None`` after noting its faults."""
    before = len(problems)
    table = read_toml(path, problems)
    if len(problems) > before:
        return None
    reader = _Reader(path.name, atlas, problems)
    variant = reader.variant(table, path)
    return variant if len(problems) == before else None


class _Reader(Fields):
    """Reads one variant file and notes every fault with its table and field."""

    def __init__(self, file: str, atlas: Atlas, problems: Problems) -> None:
        super().__init__(file, problems)
        self._atlas = atlas

    def variant(self, table: Mapping[str, Any], path: Path) -> Variant:
        shared = {key: table[key] for key in EDITION_KEYS if key in table}
        self.unknown("", table, (*VARIANT_KEYS, *EDITION_KEYS))
        listed = self.tables(table, "editions") if "editions" in table else [{}]
        if table.get("editions") == []:
            self.fault("", "editions", "is empty; leave it out or write one [[editions]]")
        editions = []
        for number, own in enumerate(listed, start=1):
            where = f"edition {number}" if "editions" in table else ""
            self.unknown(where, own, EDITION_KEYS)
            editions.append(self._edition(where, shared | own))
        # What every edition has of its own is not read with any of them.
        idle = {key: shared[key] for key in shared if all(key in own for own in listed)}
        if idle:
            self._edition("", idle, is_whole=False)
        self._overlaps(editions)
        ident = self.text("", table, "id", needed=True)
        if ident and not all(part.isalnum() and part.isascii() for part in ident.split("-")):
            self.fault("", "id", f"{ident!r} is no id (letters, digits, single hyphens)")
        sources = self.texts("", table, "sources")
        for source in sources:
            if source not in self._atlas.sources:
                self.fault("", "sources", f"{source!r} is no source of sources.toml")
        return Variant(
            id=ident,
            name=self.text("", table, "name", needed=True),
            summary=self._given(table, "summary") or "",
            editions=tuple(editions),
            sources=sources,
            file=str(path),
            order=self._order(table),
            name_ru=self._given(table, "name_ru"),
            summary_ru=self._given(table, "summary_ru"),
        ).told(self._atlas.language)

    def _edition(self, where: str, table: Mapping[str, Any], *, is_whole: bool = True) -> Edition:
        stops = self._places(where, table, "stops")
        listed = table.get("stops", [] if is_whole else None)
        if isinstance(listed, list) and len(listed) < 2:
            self.fault(where, "stops", "needs two places or more")
        modes = []
        for mode in self.texts(where, table, "modes") or tuple(Mode):
            if mode in Mode.__members__.values():
                modes.append(Mode(mode))
            else:
                hint = did_you_mean(mode, Mode)
                self.fault(where, "modes", f"{mode!r} is no mode; {hint}")
        countries = self.texts(where, table, "countries")
        for country in countries:
            if not (len(country) == 2 and country.isascii() and country.isupper()):
                self.fault(where, "countries", f"{country!r} is no ISO 3166-1 code such as KZ")
        since, until = self.day(where, table, "since"), self.day(where, table, "until")
        if since and until and until <= since:
            self.fault(where, "until", f"{until} is not after {since}")
        return Edition(
            since=since,
            until=until,
            stops=stops,
            modes=tuple(modes),
            countries=countries,
            avoid=self._places(where, table, "avoid"),
        )

    def _places(self, where: str, table: Mapping[str, Any], field: str) -> tuple[str, ...]:
        found = []
        for text in self.texts(where, table, field):
            if text in self._atlas.places:
                found.append(text)
                continue
            try:
                found.append(resolve(self._atlas, text).id)
            except NdnError as error:
                self.fault(where, field, str(error))
        return tuple(found)

    def _overlaps(self, editions: list[Edition]) -> None:
        for number, (a, b) in enumerate(pairwise(editions), start=1):
            if a.until is None or b.since is None or b.since < a.until:
                message = f"begins before edition {number} ends (give 'until' there, 'since' here)"
                self.fault(f"edition {number + 1}", "since", message)

    def _given(self, table: Mapping[str, Any], field: str) -> str | None:
        """A text that may be left out, but not be empty."""
        return self.text("", table, field, needed=True) if field in table else None

    def _order(self, table: Mapping[str, Any]) -> int:
        value = table.get("order", Variant._field_defaults["order"])
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.fault("", "order", f"is {value!r}, a whole number is expected")
        return 0
