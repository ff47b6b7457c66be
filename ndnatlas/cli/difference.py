"""The difference of two variants as an answer: sentences, a table of stretches, the totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from geodata.atlas import Atlas, country_name
from ndnatlas.cli.difference_words import Words, is_nothing
from ndnatlas.cli.tables import Cell, Shown, Table
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
    heading = f"{one.name} ({one.id}) and {other.name} ({other.id}) as of {on}"
    names = (one.name, other.name) if one.name != other.name else (one.id, other.id)
    words = Words(*names, lambda ident: atlas.places[ident].name)
    title = "\n".join((heading, *words.lines(found, a, b)))
    columns = (
        "from", "to", "they run", f"{one.id} km", f"{other.id} km", "difference", "drawn line",
        "frontiers", "customs", "transfers", "gauge breaks", "by mode", "by country",
    )  # fmt: skip
    rows = [_row(stretch, atlas) for stretch in found.stretches]
    return [
        Table(columns, rows, title, [f"differences are {other.id} less {one.id}"], KEYS),
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
        "together" if stretch.shared else "apart",
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
        ("quoted km", a.distance_km, b.distance_km),
        *_by(a.basis_km, b.basis_km, "of it {}".format),
        *_by(a.mode_km, b.mode_km, "by {}".format),
        *_by(a.country_km, b.country_km, _where),
        ("drawn line km", a.measured_km, b.measured_km),
    ]
    counts = (
        ("frontiers", len(a.crossings), len(b.crossings)),
        ("customs borders", a.customs_borders, b.customs_borders),
        ("transshipments", a.transshipments, b.transshipments),
        ("breaks of gauge", a.breaks_of_gauge, b.breaks_of_gauge),
    )
    rows: list[tuple[Cell, ...]] = [(*row, signed_km(row[2] - row[1])) for row in kms]
    rows += [(*row, signed(row[2] - row[1])) for row in counts]
    return Table(("in all", *ids, "difference"), rows, "The whole routes")


def _by(
    a: Mapping[str, float], b: Mapping[str, float], label: Callable[[str], str]
) -> list[tuple[str, float, float]]:
    pairs = {key: (a.get(key, 0.0), b.get(key, 0.0)) for key in (*a, *b)}
    return [(label(key), *pair) for key, pair in pairs.items() if any(pair)]


def _where(code: str) -> str:
    return {"sea": "at sea", "air": "in the air"}.get(code) or f"in {country_name(code)}"


def _parts(kms: Mapping[str, float]) -> str:
    return ", ".join(f"{key} {km:+,.1f}" for key, km in kms.items() if not is_nothing(km))


def signed_km(km: float) -> Shown:
    """Kilometres more or less, such as ``+31.3``."""
    return Shown(km, "0.0" if is_nothing(km) else f"{km:+,.1f}")


def signed(number: int) -> Shown:
    """A number more or less, such as ``-1``."""
    return Shown(number, f"{number:+}" if number else "0")
