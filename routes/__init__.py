"""The journeys: variants, legs, distances, crossings, comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.lazy import from_homes

if TYPE_CHECKING:
    from routes.asdict import comparison_dict
    from routes.assembly import assemble, assemble_stops
    from routes.comparison import compare
    from routes.engine import Conditions, Engine
    from routes.errors import NoRouteError
    from routes.law.law import Law
    from routes.law.status import status
    from routes.law.timeline import Period, timeline
    from routes.model import (
        Comparison,
        Crossing,
        Edition,
        Entry,
        Leg,
        Protocol,
        Route,
        Run,
        Side,
        Status,
        Variant,
    )
    from routes.variants import find_variants, load_variants

# Where each name comes from. They are imported on first use: a route over a network of one's own
# never waits for the atlas.
_HOMES = {
    "Comparison": "routes.model",
    "Conditions": "routes.engine",
    "Crossing": "routes.model",
    "Edition": "routes.model",
    "Engine": "routes.engine",
    "Entry": "routes.model",
    "Law": "routes.law.law",
    "Leg": "routes.model",
    "NoRouteError": "routes.errors",
    "Period": "routes.law.timeline",
    "Protocol": "routes.model",
    "Route": "routes.model",
    "Run": "routes.model",
    "Side": "routes.model",
    "Status": "routes.model",
    "Variant": "routes.model",
    "assemble": "routes.assembly",
    "assemble_stops": "routes.assembly",
    "compare": "routes.comparison",
    "comparison_dict": "routes.asdict",
    "find_variants": "routes.variants",
    "load_variants": "routes.variants",
    "status": "routes.law.status",
    "timeline": "routes.law.timeline",
}

__all__ = [
    "Comparison",
    "Conditions",
    "Crossing",
    "Edition",
    "Engine",
    "Entry",
    "Law",
    "Leg",
    "NoRouteError",
    "Period",
    "Protocol",
    "Route",
    "Run",
    "Side",
    "Status",
    "Variant",
    "assemble",
    "assemble_stops",
    "compare",
    "comparison_dict",
    "find_variants",
    "load_variants",
    "status",
    "timeline",
]

__getattr__ = from_homes(__name__, _HOMES)
