"""The difference of two variants as an answer: sentences, a table of stretches, the totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from geodata.atlas import Atlas
from ndnatlas.cli.difference_words import Words, is_nothing
from ndnatlas.cli.tables import Cell, Shown, Table
from ndnatlas.cli.words import day, say, words
from ndnatlas.cli.words import signed as more
from routes.difference.difference import Difference, Stretch, delta
from routes.model import Entry, Route

KEYS = (
    "from", "to", "run", "a_km", "b_km", "difference_km", "measured_difference_km",
    "frontiers_difference", "customs_borders_difference", "transshipments_difference",
    "breaks_of_gauge_difference", "modes_difference", "countries_difference",
)  # fmt: skip


def difference_tables(
    first: Entry, second: Entry, found: Difference, atlas: Atlas, on: date
) -> list[Table]:
    """The sentences above a table of the stretches, and a table of the whole routes."""
    a, b = first.route, second.route
    if a is None or b is None:
        raise ValueError("a difference is that of two routes")
    one, other = first.variant, second.variant
    heading = say(
        "{one} and {other} as of {day}",
        one=f"{one.name} ({one.id})",
        other=f"{other.name} ({other.id})",
        day=day(on),
    )
    names = (one.name, other.name) if one.name != other.name else (one.id, other.id)
    words = Words(*names, lambda ident: atlas.places[ident].name)
    title = "\n".join((heading, *words.lines(found, a, b)))
    columns = (
        "from", "to", "they run", *(say("{name} km", name=v.id) for v in (one, other)),
        "difference", "drawn line",
        "frontiers", "customs", "transfers", "gauge breaks", "by mode", "by country",
    )  # fmt: skip
    rows = [_row(stretch, atlas) for stretch in found.stretches]
    return [
        Table(
            columns, rows, title, [say("differences are {a} less {b}", a=other.id, b=one.id)], KEYS
        ),
        _totals(a, b, (one.id, other.id)),
    ]


def _row(stretch: Stretch, atlas: Atlas) -> tuple[Cell, ...]:
    a, b = stretch.a, stretch.b
    found = delta(a, b)
    counts = (
        found.crossings,
        found.customs_borders,
        found.transshipments,
        found.breaks_of_gauge,
    )
    ends = ((a.start, b.start), (a.end, b.end))
    return (
        *(" / ".join(atlas.places[p].name for p in dict.fromkeys(pair)) for pair in ends),
        say("together" if stretch.shared else "apart"),
        a.distance_km,
        b.distance_km,
        signed_km(found.distance_km),
        signed_km(found.measured_km),
        *map(signed, counts),
        _parts(found.mode_km),
        _parts(found.country_km),
    )


def _totals(a: Route, b: Route, ids: tuple[str, str]) -> Table:
    kms = [
        (say("quoted km"), a.distance_km, b.distance_km),
        *_by(a.basis_km, b.basis_km, lambda basis: say("of it {basis}", basis=say(basis))),
        *_by(a.mode_km, b.mode_km, lambda mode: say("by {mode}", mode=say(f"part_{mode}"))),
        *_by(a.country_km, b.country_km, _where),
        (say("drawn line km"), a.measured_km, b.measured_km),
    ]
    counts = (
        (say("frontiers"), len(a.crossings), len(b.crossings)),
        (say("customs borders"), a.customs_borders, b.customs_borders),
        (say("transshipments"), a.transshipments, b.transshipments),
        (say("breaks of gauge"), a.breaks_of_gauge, b.breaks_of_gauge),
    )
    rows: list[tuple[Cell, ...]] = [(*row, signed_km(row[2] - row[1])) for row in kms]
    rows += [(*row, signed(row[2] - row[1])) for row in counts]
    return Table(("in all", *ids, "difference"), rows, say("The whole routes"))


def _by(
    a: Mapping[str, float], b: Mapping[str, float], label: Callable[[str], str]
) -> list[tuple[str, float, float]]:
    pairs = {key: (a.get(key, 0.0), b.get(key, 0.0)) for key in (*a, *b)}
    return [(label(key), *pair) for key, pair in pairs.items() if any(pair)]


def _where(code: str) -> str:
    if len(code) != 2:
        return say({"sea": "at sea", "air": "in the air"}[code])
    return say("in {country}", country=words().country(code))


def _parts(kms: Mapping[str, float]) -> str:
    pairs = ((key, km) for key, km in kms.items() if not is_nothing(km))
    return ", ".join(f"{_part(key)} {more(km)}" for key, km in pairs)


def _part(key: str) -> str:
    """A mode, the code of a country, or the sea and the air."""
    return key if key.isupper() else say(f"{key}|area" if key == "sea" else key)


def signed_km(km: float) -> Shown:
    """Kilometres more or less, such as ``+31.3``."""
    return Shown(km, words().number(0, 1) if is_nothing(km) else more(km))


def signed(number: int) -> Shown:
    """A number more or less, such as ``-1``."""
    return Shown(number, f"{number:+}" if number else "0")
