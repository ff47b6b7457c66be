"""The sheet of variants: state, kilometres by mode, country and bloc, and what they pass."""

from __future__ import annotations

from geodata.model import Basis, Mode
from routes.asdict import km
from routes.export import columns
from routes.export.model import Column, Sheet, Value, joined
from routes.model import Comparison, Entry

Row = tuple[Value, ...]


def variants_sheet(comparison: Comparison) -> Sheet:
    """One row a variant, also where it has no route on the date.

    There is a column for every country and bloc that any of them has kilometres in.
    """
    routes = [entry.route for entry in comparison.entries if entry.route]
    countries = dict.fromkeys(code for route in routes for code in route.country_km)
    blocs = dict.fromkeys(b for entry in comparison.entries for b in entry.bloc_km or ())
    modes = tuple(columns.km(f"{mode}_km", f"quoted kilometres by {mode}") for mode in Mode)
    by_country = tuple(_country_column(code) for code in countries)
    taken = {column.name for column in (*columns.VARIANTS, *modes, *by_country)}
    by_bloc = tuple(
        columns.km(_bloc_column(bloc, taken), f"quoted kilometres in {bloc}; empty where unknown")
        for bloc in blocs
    )
    # What is summed stands before the date and the sources.
    heads: tuple[Column, ...] = columns.VARIANTS[:-2]
    rows = []
    for entry in comparison.entries:
        route, bloc_km = entry.route, entry.bloc_km or {}
        rows.append(
            (
                *_summary(entry, comparison),
                *(km(route.mode_km[mode]) if route else None for mode in Mode),
                *(km(route.country_km.get(code, 0.0)) if route else None for code in countries),
                *(None if (value := bloc_km.get(bloc)) is None else km(value) for bloc in blocs),
                comparison.as_of,
                joined((*entry.variant.sources, *entry.status.sources)),
            )
        )
    heads = (*heads, *modes, *by_country, *by_bloc, *columns.VARIANTS[-2:])
    return Sheet("variants", "Route variants", heads, tuple(rows))


def _country_column(code: str) -> Column:
    if code in ("sea", "air"):
        where = {"sea": "at sea", "air": "in the air"}[code]
        return columns.km(f"in_{code}_km", f"quoted kilometres {where}, in no country")
    return columns.km(f"{code.lower()}_km", f"quoted kilometres in {code}")


def _bloc_column(bloc: str, taken: set[str]) -> str:
    """A name that begins with no digit and is no other column's: a user's bloc has any id."""
    name = f"gauge_{bloc}_km" if bloc.isdigit() else f"{bloc.lower()}_km"
    return f"bloc_{name}" if name in taken or name[:1].isdigit() else name


def _summary(entry: Entry, comparison: Comparison) -> Row:
    status, route, protocol = entry.status, entry.route, entry.protocol
    said: Row = (
        entry.variant.id,
        entry.variant.name,
        entry.variant.summary or None,
        status.state,
        status.reason,
        status.since,
        status.until,
        status.known_to,
        comparison.cargo.value,
        comparison.direction.value,
    )
    kept: Row = (protocol.agreement, protocol.complies) if protocol else (None, None)
    if route is None:
        return said + (None,) * (len(columns.VARIANTS) - len(said) - len(kept) - 2) + kept
    country, share = route.dependence
    return (
        *said,
        route.origin,
        route.destination,
        km(route.distance_km),
        *(km(route.basis_km[basis]) for basis in Basis),
        km(route.measured_km),
        " ".join(f"{c.from_country}-{c.to_country}" for c in route.crossings),
        route.customs_borders,
        route.breaks_of_gauge,
        route.transshipments,
        country,
        round(100 * share, 3),
        *kept,
    )
