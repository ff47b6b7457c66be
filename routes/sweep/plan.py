"""The plan of a sweep: its axes, and the scenarios in the order of their numbers.

A plan is what a worker needs to compute any scenario, and nothing grows with their number: the
scenario of a number is found by division, not looked up in a list.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from itertools import product
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from geodata.law import Cargo, Direction
from geodata.model import Mode
from routes.model import Variant

if TYPE_CHECKING:
    from routes.estimate import Parameters

PART_ROWS = 200
"""Scenarios in a part: what a kill can lose, some seconds of work."""

# Another form of the rows needs another number, so that no old part is taken for a new one.
FORMAT = 1


class Way(NamedTuple):
    """From where to where: two places by their ids, or a variant, whose own stops count."""

    origin: str
    destination: str
    variant: Variant | None = None


class Figures(NamedTuple):
    """A set of parameters for estimates, by the name of its file; none for the built-in ones."""

    name: str
    parameters: Parameters


class Estimates(NamedTuple):
    """What is estimated (``time``, ``cost``), by how many samples, from which seed."""

    what: tuple[str, ...]
    samples: int
    seed: int


class Scenario(NamedTuple):
    """One point of a plan. ``closures`` are texts as the file has them."""

    number: int
    way: Way
    on: date
    cargo: Cargo
    direction: Direction
    comply: bool
    modes: tuple[Mode, ...]
    closures: tuple[str, ...]
    figures: Figures | None


class Plan(NamedTuple):
    """Every axis of a sweep, in the order in which they turn: the last one fastest.

    ``digest`` tells plans, and the atlases that they were made for, apart; ``ground`` tells the
    atlases alone. ``overlay`` is the user's own folder, if any.
    """

    ways: tuple[Way, ...]
    dates: tuple[date, ...]
    cargo: tuple[Cargo, ...]
    directions: tuple[Direction, ...]
    comply: tuple[bool, ...]
    modes: tuple[tuple[Mode, ...], ...]
    closures: tuple[tuple[str, ...], ...]
    figures: tuple[Figures | None, ...]
    estimates: Estimates | None
    overlay: Path | None
    ground: str
    part_rows: int = PART_ROWS

    @property
    def _axes(self) -> tuple[tuple[Any, ...], ...]:
        return self[:8]

    @property
    def size(self) -> int:
        """How many scenarios there are."""
        return prod(map(len, self._axes))

    @property
    def parts(self) -> int:
        """How many parts they are computed in."""
        return -(-self.size // self.part_rows)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that the rows depend on, in hexadecimal."""
        text = json.dumps([FORMAT, canonical(self._replace(overlay=None))], ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def numbers(self, part: int) -> range:
        """The numbers of the scenarios of a part."""
        first = part * self.part_rows
        return range(first, min(first + self.part_rows, self.size))

    def scenario(self, number: int) -> Scenario:
        """The scenario of a number from 0 up to `size`."""
        rest, chosen = number, []
        for axis in reversed(self._axes):
            rest, index = divmod(rest, len(axis))
            chosen.append(axis[index])
        return Scenario(number, *reversed(chosen))


def pairs(origins: tuple[str, ...], destinations: tuple[str, ...]) -> tuple[Way, ...]:
    """Every origin with every destination but itself."""
    return tuple(Way(a, b) for a, b in product(origins, destinations) if a != b)


def canonical(value: Any) -> Any:
    """A record as lists, texts and numbers, alike on every run; where a file lay is left out."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        value = {key: item for key, item in value._asdict().items() if key not in ("file", "files")}
    if isinstance(value, Mapping):
        return [[canonical(key), canonical(value[key])] for key in sorted(value)]
    if isinstance(value, frozenset | set):
        return sorted(map(canonical, value))
    if isinstance(value, tuple | list):
        return [canonical(item) for item in value]
    return value
