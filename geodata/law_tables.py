"""The schema of the law's tables: acts, blocs of countries and their members."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from geodata.errors import Problem, did_you_mean
from geodata.law import Act, Bloc, Cargo, Direction, Effect, Membership
from geodata.model import Mode
from geodata.records import by_id
from geodata.tables import Problems, Record, parse_date, read_rows, read_toml

E = TypeVar("E", Mode, Cargo, Direction)

BLOCS = ("id", "name", "customs_free_since", "known_from", "sources", "note")
MEMBERSHIPS = ("bloc", "country", "since", "until", "sources", "note")
ACTS = (
    "title", "effect", "since", "until", "cargo", "directions", "modes", "countries",
    "checkpoints", "exclusive", "beneficiaries", "lethal", "overflight", "treaty", "sources",
    "note",
)  # fmt: skip
LISTS = frozenset(
    ("cargo", "directions", "modes", "countries", "checkpoints", "beneficiaries", "sources")
)
FLAGS = frozenset(("exclusive", "lethal", "overflight"))
# A table of acts.toml that is no act: to which day the acts were checked.
KNOWN_TO = "known_to"


def read_blocs(folder: Path, problems: Problems) -> dict[str, tuple[Record, Bloc]]:
    """``blocs.csv`` with the members of ``memberships.csv``."""
    members: dict[str, list[Membership]] = {}
    orphans: dict[str, Record] = {}
    for row in read_rows(folder / "memberships.csv", MEMBERSHIPS, problems):
        bloc, since, until = row.required("bloc"), row.day("since"), row.day("until")
        if since is None:
            row.required("since")
            continue
        if until and until <= since:
            row.fault("until", f"{until} is not after {since}")
        member = Membership(
            row.country("country"), since, until, row.words("sources"), row.text("note")
        )
        members.setdefault(bloc, []).append(member)
        orphans.setdefault(bloc, row)
    path = folder / "blocs.csv"
    found = by_id(path, BLOCS, lambda row: _bloc(row, members), problems)
    for bloc, row in orphans.items():
        if bloc and bloc not in found:
            row.fault("bloc", f"{bloc!r} is no bloc of blocs.csv")
    return found


def _bloc(row: Record, members: Mapping[str, list[Membership]]) -> Bloc:
    ident = row.required("id")
    return Bloc(
        id=ident,
        name=row.required("name"),
        customs_free_since=row.day("customs_free_since"),
        known_from=row.day("known_from"),
        memberships=tuple(members.get(ident, ())),
        sources=row.words("sources"),
        note=row.text("note"),
    )


def read_acts(
    folder: Path, problems: Problems
) -> tuple[dict[str, tuple[Record, Act]], dict[Cargo, date]]:
    """``acts.toml``: the acts by id, and to which day those on each cargo were checked."""
    path = folder / "acts.toml"
    found: dict[str, tuple[Record, Act]] = {}
    known_to: dict[Cargo, date] = {}
    for ident, table in read_toml(path, problems).items():
        if not isinstance(table, dict):
            problems.append(Problem(path.name, ident, "", "is no table such as [an-act]"))
        elif ident == KNOWN_TO:
            known_to = _known_to(path, table, problems)
        else:
            row = Record(path, f"[{ident}]", {**_texts(table), "id": ident}, problems)
            _shape(row, table)
            found[row.slug("id")] = (row, _act(row))
    return found, known_to


def _known_to(path: Path, table: Mapping[str, Any], problems: Problems) -> dict[Cargo, date]:
    row = Record(path, f"[{KNOWN_TO}]", table, problems)
    found = {}
    for key, value in table.items():
        if key not in Cargo.__members__.values():
            row.fault(key, f"is unknown; {did_you_mean(key, Cargo)}")
            continue
        try:
            found[Cargo(key)] = parse_date(value if isinstance(value, str) else "")
        except ValueError:
            row.fault(key, f"is {value!r}, a date in quotes such as '2021-08-31' is expected")
    return found


def _shape(row: Record, table: Mapping[str, Any]) -> None:
    """Note fields that are unknown or of another kind of value than theirs."""
    for field, value in table.items():
        if field not in ACTS:
            row.fault(field, f"is unknown; {did_you_mean(field, ACTS)}")
        elif field in LISTS:
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                row.fault(field, f"is {value!r}, a list of texts is expected")
        elif field in FLAGS:
            if not isinstance(value, bool):
                row.fault(field, f"is {value!r}, true or false is expected")
        elif not isinstance(value, str):
            row.fault(field, f"is {value!r}, a text in quotes is expected")


def _texts(table: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a table as a row of CSV would hold them; a wrong kind is one fault, not two."""
    texts = {}
    for field, value in table.items():
        if field in LISTS:
            items = value if isinstance(value, list) else []
            texts[field] = " ".join(item for item in items if isinstance(item, str))
        elif field in FLAGS:
            if isinstance(value, bool):
                texts[field] = "yes" if value else "no"
        else:
            texts[field] = str(value)
    return texts


def _act(row: Record) -> Act:
    since, until = row.day("since"), row.day("until")
    if since and until and until <= since:
        row.fault("until", f"{until} is not after {since}")
    countries = row.words("countries")
    for country in countries:
        if not (len(country) == 2 and country.isascii() and country.isupper()):
            row.fault("countries", f"{country!r} is no ISO 3166-1 alpha-2 code such as KZ")
    effect = row.choice("effect", Effect, Effect.FORBIDS)
    is_exclusive = row.flag("exclusive")
    if is_exclusive and effect is not Effect.PERMITS and row.text("effect") == effect:
        row.fault("exclusive", f"is true; only an act that {Effect.PERMITS} can be exclusive")
    elif is_exclusive and not row.text("checkpoints"):
        row.fault("checkpoints", "are empty; an exclusive permission names some")
    if effect is Effect.PERMITS and not countries:
        row.fault("countries", "is empty; a permission names the countries that give it")
    return Act(
        id=row.required("id"),
        title=row.required("title"),
        effect=effect,
        since=since,
        until=until,
        cargo=_choices(row, "cargo", Cargo),
        directions=_choices(row, "directions", Direction),
        modes=_choices(row, "modes", Mode),
        countries=countries,
        checkpoints=row.words("checkpoints"),
        exclusive=is_exclusive,
        beneficiaries=row.words("beneficiaries"),
        lethal=row.flag("lethal") if row.text("lethal") else None,
        overflight=row.flag("overflight"),
        treaty=row.text("treaty"),
        sources=row.words("sources"),
        note=row.text("note"),
    )


def _choices(row: Record, field: str, kind: type[E]) -> tuple[E, ...]:
    found = []
    for word in row.words(field):
        if word in kind.__members__.values():
            found.append(kind(word))
        else:
            row.fault(field, f"{word!r} is none of {', '.join(kind)}")
    return tuple(found)
