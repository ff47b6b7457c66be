"""Dates as people write them."""

from __future__ import annotations

from datetime import date, datetime

from geodata.errors import OptionError
from geodata.model import EARLIEST
from geodata.tables import parse_date


def read_day(value: str | date) -> date:
    """A date, or a text ``YYYY-MM-DD`` as one.

    Raises
    ------
    OptionError
        For anything else, with the date that is most likely meant; for a day before the atlas.
    """
    day = _read(value)
    if day < EARLIEST:
        raise OptionError(f"{day}: the atlas describes the countries and railways since {EARLIEST}")
    return day


def _read(value: object) -> date:
    # The NaT of pandas is a datetime that is not even equal to itself.
    if isinstance(value, datetime) and value == value:  # noqa: PLR0124  # see above
        return value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value if isinstance(value, str) else ""
    try:
        day = parse_date(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None:
        meant = _meant(text)
        hint = f"did you mean {meant}?" if meant else "give YYYY-MM-DD, such as 2018-06-01"
        raise OptionError(f"{value!r} is no date; {hint}")
    return day


def _meant(text: str) -> date | None:
    """The date that another way of writing one most likely means, day before month."""
    import re

    parts = [int(number) for number in re.findall(r"\d+", text)]
    if len(parts) != 3:
        return None
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None
