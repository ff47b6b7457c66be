"""What can be estimated from: the quantities of a parameter file and the units of each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

DAYS_PER_WEEK = 7.0
DAYS_PER_YEAR = 365.25
# The international nautical mile.
KM_PER_NAUTICAL_MILE = 1.852


class Quantity(StrEnum):
    """What a parameter is a figure of."""

    SPEED = "speed"
    SAILING = "sailing"
    WAITING = "waiting"
    DELAY = "delay"
    DWELL = "dwell"
    TRANSFER = "transfer"
    GAUGE_CHANGE = "gauge-change"
    TARIFF = "tariff"
    FEE = "fee"
    TRANSFER_CHARGE = "transfer-charge"
    GAUGE_CHARGE = "gauge-charge"
    CAPACITY = "capacity"
    WAGON_LOAD = "wagon-load"
    TEU_LOAD = "teu-load"


class Unit(NamedTuple):
    """A unit: ``factor`` turns a value into the base unit, ``of`` names what is counted."""

    factor: float
    of: str = ""


_SPEEDS = {"km/h": Unit(1.0), "km/d": Unit(1 / 24), "kn": Unit(KM_PER_NAUTICAL_MILE)}
_TIMES = {"h": Unit(1.0), "d": Unit(24.0), "min": Unit(1 / 60)}
_CHARGES = {"USD/TEU": Unit(1.0), "USD/FEU": Unit(0.5)}
# CPMM publishes costs by 500 km.
_TARIFFS = {"USD/TEU-km": Unit(1.0), "USD/TEU-500km": Unit(1 / 500)}
_PER_WEEK = {
    "day": DAYS_PER_WEEK,
    "week": 1.0,
    "month": 12 * DAYS_PER_WEEK / DAYS_PER_YEAR,
    "year": DAYS_PER_WEEK / DAYS_PER_YEAR,
}
_CAPACITIES = {
    f"{name}/{period}": Unit(factor * per_week, of)
    for name, of, factor in (("TEU", "TEU", 1.0), ("wagons", "wagon", 1.0), ("Mt", "t", 1e6))
    for period, per_week in _PER_WEEK.items()
}

UNITS: Mapping[Quantity, Mapping[str, Unit]] = {
    Quantity.SPEED: _SPEEDS,
    Quantity.SAILING: _TIMES,
    Quantity.WAITING: _TIMES,
    Quantity.DELAY: _TIMES,
    Quantity.DWELL: _TIMES,
    Quantity.TRANSFER: _TIMES,
    Quantity.GAUGE_CHANGE: _TIMES,
    Quantity.TARIFF: _TARIFFS,
    Quantity.FEE: _CHARGES,
    Quantity.TRANSFER_CHARGE: _CHARGES,
    Quantity.GAUGE_CHARGE: _CHARGES,
    Quantity.CAPACITY: _CAPACITIES,
    Quantity.WAGON_LOAD: {"TEU/wagon": Unit(1.0)},
    Quantity.TEU_LOAD: {"t/TEU": Unit(1.0)},
}
"""The units of each quantity; the base units are km/h, h, USD/TEU, USD/TEU-km and a week."""

# What is paid by a price list.
PRICES = frozenset((Quantity.TARIFF, Quantity.FEE, Quantity.TRANSFER_CHARGE, Quantity.GAUGE_CHARGE))
# By these something is divided.
POSITIVE = frozenset((Quantity.SPEED, Quantity.WAGON_LOAD, Quantity.TEU_LOAD))
# Quantities that may have a chance of being nothing at all.
BY_CHANCE = frozenset((Quantity.DELAY, Quantity.WAITING))
