"""A scale of days, with the months named in a language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from routes.wording.language import Language

if TYPE_CHECKING:
    from matplotlib.axis import Axis

# A month by its number, alone and with a day, where the names of a language belong.
_ALONE, _WITH_DAY = "{%m}", "{%m|day}"
# For years, months, days, hours, minutes and seconds: labels, those where the next larger unit
# begins, and what is told once for all of them.
_LABELS = ["%Y", _ALONE, "%d", "%H:%M", "%H:%M", "%S.%f"]
_BEGINNINGS = ["", "%Y", _ALONE, f"%d {_WITH_DAY}", "%H:%M", "%H:%M"]
_TOGETHER = ["", "%Y", f"{_ALONE} %Y", *3 * [f"%d {_WITH_DAY} %Y"]]


def date_scale(axis: Axis, words: Language) -> None:
    """Let an axis show days.

    matplotlib names months in English, or in what the program's locale is set to; other languages
    have their own names and order here.
    """
    axis.axis_date()
    if not words.short_months:
        return
    from matplotlib import dates, ticker

    # The library's own types end here.
    library: Any = dates
    locator = library.AutoDateLocator()
    numbered = library.ConciseDateFormatter(
        locator, formats=_LABELS, zero_formats=_BEGINNINGS, offset_formats=_TOGETHER
    )
    named = partial(_named, _names(words))

    class Named(ticker.Formatter):
        """The dates of the library, with the months of the language."""

        def __call__(self, x: float, pos: int | None = None) -> str:
            return named(numbered(x, pos))

        def format_ticks(self, values: Sequence[float]) -> list[str]:
            return [named(text) for text in numbered.format_ticks(values)]

        def get_offset(self) -> str:
            return named(numbered.get_offset())

    axis.set_major_locator(locator)
    axis.set_major_formatter(Named())


def _names(words: Language) -> dict[str, str]:
    """The names of months by what stands for them."""
    return {
        f"{{{number:02}{kind}}}": name
        for kind, months in (("", words.short_months), ("|day", words.months))
        for number, name in enumerate(months, start=1)
    }


def _named(names: dict[str, str], text: str) -> str:
    for hole, name in names.items():
        text = text.replace(hole, name)
    return text
