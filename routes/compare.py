"""Comparing variants: each assembled over the network of one date, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from geodata.atlas import Atlas
from routes.assemble import assemble
from routes.engine import Engine, NoRouteError
from routes.model import Comparison, Entry, Status, Variant

# States are derived from records of agreements and closures; where the atlas holds none the
# state is unknown, which is not the same as open.
NO_RECORDS = "the way exists; the atlas holds no records of agreements or closures for it"


def compare(variants: Iterable[Variant], atlas: Atlas, on: date | None = None) -> Comparison:
    """Assemble variants over the network of a date.

    Parameters
    ----------
    variants : iterable of Variant
        From `routes.variants.find_variants`.
    atlas : Atlas
        The ground.
    on : date, optional
        The date asked for; today when left out.

    Returns
    -------
    Comparison
        One entry a variant, in the order given. A variant that cannot be made on the date has
        no route, the state ``not-built`` and the missing piece in its reason.
    """
    as_of = on or date.today()
    engine = Engine(atlas)
    return Comparison(as_of, tuple(_entry(v, atlas, engine, as_of) for v in variants))


def _entry(variant: Variant, atlas: Atlas, engine: Engine, on: date) -> Entry:
    try:
        route = assemble(variant, atlas, engine, on)
    except NoRouteError as error:
        return Entry(variant, None, Status("not-built", str(error)))
    return Entry(variant, route, Status(None, NO_RECORDS))
