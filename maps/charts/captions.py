"""What charts are called, and what their figures hold for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

TITLES: Mapping[str, str] = {
    "kilometres": "Kilometres by country and mode",
    "curve": "Time, cost and distance",
    "days": "Spread of days",
    "timeline": "States through time",
}
"""The kinds of charts, with what each is called unless it is given another title."""


def subtitle(kind: str, on: date, rules: str = "", known: str = "") -> str:
    """What a chart of a kind holds for.

    Parameters
    ----------
    kind : str
        One of `TITLES`.
    on : date
        The date of the comparison; for a timeline the day up to which it goes.
    rules, known : str
        For a timeline, whose rules the states follow, and the day to which the records were
        checked, if that is earlier.

    Returns
    -------
    str
        One line.
    """
    if kind == "kilometres":
        return f"The network of {on}; tariff and published kilometres, or measured"
    if kind == "timeline":
        return ", ".join(filter(None, (f"States for {rules}, up to {on}", known)))
    words = f"As of {on}; estimates by Monte Carlo from published and assumed figures"
    return f"{words}; medians of the parts, added up" if kind == "curve" else words
