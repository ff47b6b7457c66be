"""A difference as a plain dictionary: the key ``diff`` of a comparison's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from routes.asdict import crossing_dict, km
from routes.difference.difference import Delta, Difference, Part, delta
from routes.model import Entry


def difference_dict(a: Entry, b: Entry, found: Difference) -> dict[str, Any]:
    """The difference of two variants that have a route, ``difference`` being B less A."""
    if a.route is None or b.route is None:
        raise ValueError("a difference is that of two routes")
    return {
        "a": a.variant.id,
        "b": b.variant.id,
        "shared_km": km(found.shared_km),
        "difference": delta_dict(delta(a.route, b.route)),
        "stretches": [
            {
                "shared": stretch.shared,
                "a": part_dict(stretch.a),
                "b": part_dict(stretch.b),
                "difference": delta_dict(delta(stretch.a, stretch.b)),
            }
            for stretch in found.stretches
        ],
        "opposite": [
            {"from": part.start, "to": part.end, "distance_km": km(part.distance_km)}
            for part in found.opposite
        ],
    }


def part_dict(side: Part) -> dict[str, Any]:
    """One route's part of a stretch; ``at_km`` of its crossings counts from the route's origin."""
    return {
        "from": side.start,
        "to": side.end,
        "via": list(side.via),
        "distance_km": km(side.distance_km),
        "measured_km": km(side.measured_km),
        "basis_km": _kms(side.basis_km),
        "mode_km": _kms(side.mode_km),
        "country_km": _kms(side.country_km),
        "crossings": [crossing_dict(crossing) for crossing in side.crossings],
        "customs_borders": side.customs_borders,
        "transshipments": side.transshipments,
        "breaks_of_gauge": side.breaks_of_gauge,
    }


def delta_dict(found: Delta) -> dict[str, Any]:
    """What B has more than A, and the crossings that only one of them has."""
    return {
        "distance_km": km(found.distance_km),
        "measured_km": km(found.measured_km),
        "basis_km": _kms(found.basis_km),
        "mode_km": _kms(found.mode_km),
        "country_km": _kms(found.country_km),
        "frontiers": found.crossings,
        "customs_borders": found.customs_borders,
        "transshipments": found.transshipments,
        "breaks_of_gauge": found.breaks_of_gauge,
        "only_a": [crossing_dict(crossing) for crossing in found.only_a],
        "only_b": [crossing_dict(crossing) for crossing in found.only_b],
    }


def _kms(values: Mapping[str, float]) -> dict[str, float]:
    return {key: km(value) for key, value in values.items()}
