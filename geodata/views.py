"""Points of view on disputed land: whose country it is drawn as, and what depends on them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from geodata.errors import OptionError, did_you_mean


class View(StrEnum):
    """A point of view on land that several states claim."""

    UN = "un"
    DE_FACTO = "de-facto"

    @property
    def label(self) -> str:
        """What an output calls it."""
        return {View.UN: "United Nations view", View.DE_FACTO: "de facto view"}[self]

    @property
    def column(self) -> str:
        """What columns of tables and layers that differ by view are called after it."""
        return self.value.replace("-", "_")


def read_view(text: str) -> View:
    """Return the view of this name.

    Raises
    ------
    OptionError
        If there is none.
    """
    try:
        return View(text)
    except ValueError:
        hint = did_you_mean(text, [view.value for view in View])
        raise OptionError(f"unknown view {text!r}; {hint}") from None


class FrontierArc(NamedTuple):
    """A stretch of land frontier, a shapely LineString, with the country on either side."""

    left: str
    right: str
    line: Any

    @property
    def disputed(self) -> bool:
        """Whether views differ on who is beside it."""
        return False


class DisputedArc(FrontierArc):
    """A stretch of land frontier that another view does not have, or not between these two."""

    __slots__ = ()

    @property
    def disputed(self) -> bool:
        """Whether views differ on who is beside it."""
        return True


class DisputedArea(NamedTuple):
    """An area, a shapely MultiPolygon, with its country in each view, ``None`` for nobody's."""

    name: str
    shape: Any
    countries: Mapping[View, str | None]
