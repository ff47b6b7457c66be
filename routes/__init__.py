"""The journeys: variants, legs, distances, crossings, comparison."""

from routes.asdict import comparison_dict
from routes.assemble import assemble, assemble_stops
from routes.compare import compare
from routes.engine import Conditions, Engine, NoRouteError
from routes.law import Law
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
from routes.status import status
from routes.timeline import Period, timeline
from routes.variants import find_variants, load_variants

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
