"""Which variants the map opens with: of many the main ones, else all."""

from __future__ import annotations

from itertools import islice

from routes.model import Comparison

MANY = 8
"""Up to this many variants all show at first; side by side, more hide each other."""

MAIN = 6
"""How many show at first when there are more: as many as there are plain colours."""


def opening(comparison: Comparison) -> frozenset[int]:
    """The variants that show at first, by index. A comparison lists the important ones first."""
    entries = comparison.entries
    routed = (index for index, entry in enumerate(entries) if entry.route)
    return frozenset(routed if len(entries) <= MANY else islice(routed, MAIN))
