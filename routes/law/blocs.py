"""Kilometres inside each bloc of countries, and how far a way depends on one country."""

from __future__ import annotations

from datetime import date

from geodata.atlas import Atlas
from geodata.model import Mode
from routes.model import Route

# Not a bloc by treaty: the railways of one gauge. Counted on the track itself, not by country.
BROAD_GAUGE = "1520"
BROAD_GAUGE_MM = 1520


def bloc_km(route: Route, atlas: Atlas, on: date) -> dict[str, float | None]:
    """Quoted kilometres of a way in the members of each bloc on a date.

    Returns
    -------
    dict
        By the bloc's id in capitals (``CSTO``, ``EAEU``, ``NATO`` ...), and ``1520`` for the
        kilometres on track of 1520 mm gauge. ``None`` where the members are not known for the
        date. Kilometres at sea and in the air are in no bloc.
    """
    found: dict[str, float | None] = {}
    for bloc in atlas.blocs.values():
        members = bloc.members(on)
        found[bloc.id.upper()] = (
            None
            if members is None
            else sum((km for c, km in route.country_km.items() if c in members), 0.0)
        )
    broad = (
        leg.distance_km
        for leg in route.legs
        if leg.mode is Mode.RAIL and leg.gauge_mm == BROAD_GAUGE_MM
    )
    found[BROAD_GAUGE] = sum(broad, 0.0)
    return found
