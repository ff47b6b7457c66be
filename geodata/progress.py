"""How long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

# Told what is being done, and how much of it is done (0 to 1) where that is known.
Progress: TypeAlias = Callable[[str, float | None], None]


def say_nothing(what: str, share: float | None) -> None:
    """Report no progress."""
