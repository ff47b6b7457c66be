"""Estimates as plain dictionaries: the part of the JSON contract on time and cost."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from routes.estimate.capacity import Capacity
from routes.estimate.estimate import Estimate, Item
from routes.estimate.montecarlo import Portion, Spread

TIME, COST = "time", "cost"
WHAT = (TIME, COST)
KEYS: Mapping[str, str] = {TIME: "time_d", COST: "cost_usd_per_teu"}


def spread_dict(spread: Spread) -> dict[str, float]:
    """Percentiles, rounded to the thousandth of a day or the tenth of a cent."""
    return {name: round(value, 3) for name, value in spread._asdict().items()}


def estimate_dict(estimate: Estimate | None, what: Iterable[str]) -> dict[str, Any]:
    """The percentiles asked for and the bottleneck; all ``None`` without an estimate."""
    names = [KEYS[name] for name in WHAT if name in what]
    if estimate is None:
        return dict.fromkeys([*names, "bottleneck"])
    spreads = {name: spread_dict(getattr(estimate, name)) for name in names}
    narrow = estimate.bottleneck
    return {**spreads, "bottleneck": narrow and capacity_dict(narrow)}


def capacity_dict(capacity: Capacity) -> dict[str, Any]:
    """One capacity."""
    return {
        "at": capacity.name,
        "teu_per_week": round(capacity.teu_per_week, 1),
        "parameter": capacity.parameter.id,
        "basis": capacity.parameter.basis.value,
        "sources": list(capacity.parameter.sources),
        "load": capacity.assumed_load or None,
    }


def components_dict(estimate: Estimate, what: Iterable[str]) -> list[dict[str, Any]]:
    """The components of an estimate, with what they add and what they rest on."""
    return [_item_dict(item, frozenset(what)) for item in estimate.items]


def _item_dict(item: Item, what: frozenset[str]) -> dict[str, Any]:
    component = item.component
    found: dict[str, Any] = {
        "part": component.part.value,
        "name": component.name,
        "basis": component.basis,
        "parameters": [
            {
                "id": choice.parameter.id,
                "basis": choice.parameter.basis.value,
                "sources": list(choice.parameter.sources),
                "stands_in": choice.stands_in or None,
                "note": choice.parameter.note or None,
            }
            for choice in component.choices
        ],
    }
    for name, portion in ((TIME, item.days), (COST, item.dollars)):
        if name in what:
            found[KEYS[name]] = _portion_dict(portion)
    return found


def _portion_dict(portion: Portion) -> dict[str, float | None]:
    return {
        "p50": None if math.isnan(portion.p50) else round(portion.p50, 3),
        "share_of_variance": round(portion.share, 4),
    }
