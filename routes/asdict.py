"""Routes, crossings and comparisons as plain dictionaries: the JSON contract.

Keys are those of the command line's JSON, kilometres rounded to the metre, absent values
``None``, dates ISO 8601.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from geodata.views import View
from routes.model import Comparison, Crossing, Entry, Leg, Protocol, Route, Side, Status

# Whose view of disputed land the frontiers of the atlas's own lines are in. Figures hold in the
# others too: no line of the atlas crosses disputed land.
VIEW = View.UN.value


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
        "sides": [_side_dict(side) for side in crossing.sides],
    }


def _side_dict(side: Side) -> dict[str, Any]:
    return {
        "country": side.country,
        "checkpoint": side.checkpoint,
        "station": side.station,
        "operator": side.operator,
        "gauge_mm": side.gauge_mm,
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


def status_dict(status: Status) -> dict[str, Any]:
    """A state, its span and its reason."""
    return {
        "state": status.state,
        "reason": status.reason,
        "from": _day(status.since),
        "to": _day(status.until),
        "known_to": _day(status.known_to),
        "records": list(status.records),
        "sources": list(status.sources),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def protocol_dict(protocol: Protocol | None) -> dict[str, Any] | None:
    """Compliance with the list of an agreement, ``None`` where none applies."""
    if protocol is None:
        return None
    return {
        "agreement": protocol.agreement,
        "complies": protocol.complies,
        "checkpoints": list(protocol.checkpoints),
        "violations": list(protocol.violations),
    }


def law_dict(
    status: Status, protocol: Protocol | None, blocs: Mapping[str, float | None] | None
) -> dict[str, Any]:
    """What follows from the law: the state, compliance, kilometres by bloc."""
    return {
        "status": status_dict(status),
        "protocol": protocol_dict(protocol),
        "bloc_km": blocs
        and {bloc: None if value is None else km(value) for bloc, value in blocs.items()},
    }


def entry_dict(entry: Entry) -> dict[str, Any]:
    """One variant of a comparison."""
    return {
        "id": entry.variant.id,
        "name": entry.variant.name,
        **law_dict(entry.status, entry.protocol, entry.bloc_km),
        **route_dict(entry.route),
    }


def comparison_dict(comparison: Comparison) -> dict[str, Any]:
    """A whole comparison.

    Parameters
    ----------
    comparison : Comparison
        Variants with their routes, all on one date.

    Returns
    -------
    dict
        What ``ndn compare --format json`` writes: kilometres end in ``_km``, positions are ``lon``
        and ``lat`` in degrees (WGS 84), dates are ISO 8601.
    """
    return {
        "as_of": comparison.as_of.isoformat(),
        "cargo": comparison.cargo.value,
        "direction": comparison.direction.value,
        "view": VIEW,
        "variants": [entry_dict(entry) for entry in comparison.entries],
    }
