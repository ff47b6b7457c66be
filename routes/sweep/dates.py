"""The dates of a sweep: a list of them, or a run of days, weeks, months or years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from geodata.errors import did_you_mean
from geodata.model import EARLIEST
from routes.fields import shown

STEPS = ("day", "week", "month", "year")
RUN = ("from", "until", "every")
# Every day of half a century; a plan travels to its workers with each part.
MOST = 20_000

# Told of a fault: the field, and what is wrong with it.
Fault = Callable[[str, str], None]


def read_dates(value: Any, today: date, fault: Fault) -> tuple[date, ...]:
    """The dates that a file gives, or today when it gives none or they hold a fault.

    Parameters
    ----------
    value : Any
        A list of dates, a table of `RUN`, or ``None``.
    today : date
        What stands in.
    fault : callable
        Told of every fault.
    """
    if value is None:
        return (today,)
    if isinstance(value, dict):
        days = _run(value, fault)
    elif isinstance(value, list) and value and all(map(_is_day, value)):
        days = value
    else:
        days = []
        fault(
            "dates",
            f"is {shown(value)}, a list of dates such as [2018-06-01] is expected, or a run such "
            'as {from = 2008-01-01, until = 2021-09-01, every = "month"}',
        )
    early = min(days, default=today)
    if early < EARLIEST:
        fault("dates", f"{early}: the atlas describes the railways since {EARLIEST}")
    for day, times in Counter(days).items():
        if times > 1:
            fault("dates", f"{day} stands twice")
    return tuple(days) or (today,)


def _run(value: Mapping[str, Any], fault: Fault) -> list[date]:
    """The first day, then every step up to, and without, the end; none for a faulty run."""
    step = value.get("every")
    first, until = (day if _is_day(day := value.get(key)) else None for key in RUN[:2])
    unknown = [key for key in value if key not in RUN]
    for key in unknown:
        fault(f"dates.{key}", f"is unknown; {did_you_mean(key, RUN)}")
    if step not in STEPS:
        fault("dates.every", f"is {shown(step)}, one of {', '.join(STEPS)} is expected")
    for key, day in (("from", first), ("until", until)):
        if day is None:
            fault(f"dates.{key}", f"is {shown(value.get(key))}, a date is expected")
    if first is None or until is None or step not in STEPS or unknown:
        return []
    if until <= first:
        fault("dates.until", f"{until} is not after {first}")
        return []
    days = [first]
    while (following := _after(first, len(days), str(step))) is not None and following < until:
        days.append(following)
        if len(days) > MOST:
            fault("dates", f"are more than {MOST:,}; take a longer step, or several sweeps")
            return []
    return days


def _after(first: date, steps: int, step: str) -> date | None:
    """The day so many steps after the first; ``None`` beyond the calendar."""
    try:
        if step in ("day", "week"):
            return first + timedelta(steps * (7 if step == "week" else 1))
        months = 12 * first.year + first.month - 1 + steps * (12 if step == "year" else 1)
        year, month = divmod(months, 12)
        # The last day of a month too short to have the day of the first.
        beyond = date(year + month // 11, (month + 1) % 12 + 1, 1)
        return min(date(year, month + 1, 1) + timedelta(first.day - 1), beyond - timedelta(1))
    except (OverflowError, ValueError):
        return None


def _is_day(value: Any) -> bool:
    return type(value) is date
