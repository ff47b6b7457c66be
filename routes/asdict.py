"""Routes, crossings and comparisons as plain dictionaries: the JSON contract.

Keys are those of the command line's JSON, kilometres rounded to the metre, absent values
``None``, dates ISO 8601.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routes.model import Comparison, Crossing, Entry, Leg, Route


def km(value: float) -> float:
    """Kilometres rounded to the metre."""
    return round(value, 3)


def _kms(values: Mapping[str, float]) -> dict[str, float]:
    return {key: km(value) for key, value in values.items()}


def crossing_dict(crossing: Crossing) -> dict[str, Any]:
    """One crossing."""
    return {
        "from": crossing.from_country,
        "to": crossing.to_country,
        "id": crossing.id,
        "name": crossing.name,
        "mode": crossing.mode.value,
        "lon": round(crossing.lon, 5),
        "lat": round(crossing.lat, 5),
        "at_km": km(crossing.at_km),
        "customs": crossing.customs,
        "break_of_gauge": crossing.break_of_gauge,
        "named": crossing.named,
        "handover": crossing.handover,
    }


def leg_dict(leg: Leg) -> dict[str, Any]:
    """One leg."""
    return {
        "from": leg.start,
        "to": leg.end,
        "mode": leg.mode.value,
        "gauge_mm": leg.gauge_mm,
        "distance_km": km(leg.distance_km),
        "distance_basis": leg.distance_basis,
        "basis_km": _kms(leg.basis_km),
        "measured_km": km(leg.measured_km),
        "schematic": any(run.section.schematic for run in leg.runs),
        "countries": list(leg.countries),
        "via": list(leg.via),
        "sources": list(leg.sources),
    }


def route_dict(route: Route | None) -> dict[str, Any]:
    """What is the same for a variant's route and a free one; all ``None`` without a route."""
    if route is None:
        fields = (
            "origin", "destination", "distance_km", "measured_km", "basis_km", "mode_km",
            "country_km", "customs_borders", "breaks_of_gauge", "transshipments",
        )  # fmt: skip
        return dict.fromkeys(fields) | {"crossings": [], "legs": []}
    return {
        "origin": route.origin,
        "destination": route.destination,
        "distance_km": km(route.distance_km),
        "measured_km": km(route.measured_km),
        "basis_km": _kms(route.basis_km),
        "mode_km": _kms(route.mode_km),
        "country_km": _kms(route.country_km),
        "crossings": [crossing_dict(crossing) for crossing in route.crossings],
        "customs_borders": route.customs_borders,
        "breaks_of_gauge": route.breaks_of_gauge,
        "transshipments": route.transshipments,
        "legs": [leg_dict(leg) for leg in route.legs],
    }


def entry_dict(entry: Entry) -> dict[str, Any]:
    """One variant of a comparison. What the atlas does not derive is ``None``."""
    status: dict[str, Any] = {
        "state": entry.status.state,
        "reason": entry.status.reason,
        "from": None,
        "to": None,
        "known_to": None,
        "sources": [],
    }
    return {
        "id": entry.variant.id,
        "name": entry.variant.name,
        "status": status,
        "protocol": None,
        "bloc_km": None,
        **route_dict(entry.route),
    }


def comparison_dict(comparison: Comparison) -> dict[str, Any]:
    """A whole comparison."""
    return {
        "as_of": comparison.as_of.isoformat(),
        "variants": [entry_dict(entry) for entry in comparison.entries],
    }
