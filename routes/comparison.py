"""Comparing variants: each assembled over the network of one date, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geodata.atlas import Atlas
from geodata.law import Cargo, Direction
from routes.assembly import assemble
from routes.engine import Engine
from routes.errors import NoRouteError
from routes.law.blocs import bloc_km
from routes.law.law import Law
from routes.law.protocol import protocol
from routes.law.status import not_built, status
from routes.law.timeline import lasting
from routes.model import Comparison, Entry, Route, Variant


def compare(
    variants: Iterable[Variant],
    atlas: Atlas,
    on: date | None = None,
    cargo: Cargo = Cargo.COMMERCIAL,
    direction: Direction = Direction.TO,
    *,
    lasts: bool = True,
) -> Comparison:
    """Assemble variants over the network of a date and tell whether they were open.

    Parameters
    ----------
    variants : iterable of Variant
        From `routes.variants.find_variants`.
    atlas : Atlas
        The ground and the law.
    on : date, optional
        The date asked for; today when left out.
    cargo, direction
        Whose rules apply: those of ordinary freight, or of the transit agreements of 2008-2021;
        towards Afghanistan, or back.
    lasts : bool
        Whether to find how long each state lasted, which takes looking at other dates.

    Returns
    -------
    Comparison
        One entry a variant, in the order given. A variant that cannot be made on the date has
        no route, the state ``not-built`` and the missing piece in its reason.
    """
    as_of = on or date.today()
    engine = Engine(atlas)
    law = Law(atlas, cargo, direction)
    entries = [_entry(variant, engine, law, as_of) for variant in variants]
    if lasts:
        entries = [
            one._replace(status=lasting(one.variant, one.status, engine, law, as_of))
            for one in entries
        ]
    return Comparison(as_of, tuple(entries), cargo, direction)


def _entry(variant: Variant, engine: Engine, law: Law, on: date) -> Entry:
    try:
        route = assemble(variant, law.atlas, engine, on)
    except NoRouteError as error:
        return Entry(variant, None, not_built(error, law))
    return entry(variant, route, law, on)


def entry(variant: Variant, route: Route, law: Law, on: date) -> Entry:
    """A route as an entry of a comparison, with what follows from a law on a date."""
    atlas = law.atlas
    return Entry(
        variant,
        route,
        status(route, law, on),
        protocol(route, atlas, on),
        bloc_km(route, atlas, on),
    )
