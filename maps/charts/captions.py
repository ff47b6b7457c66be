"""What charts are called, and what their figures hold for."""

from __future__ import annotations

from datetime import date

from maps.charts.canvas import ENGLISH
from routes.wording.language import Language

KINDS = ("kilometres", "curve", "days", "timeline")
"""The kinds of charts."""


def title(kind: str, words: Language = ENGLISH) -> str:
    """What a chart of a kind is called unless it is given another title.

    Parameters
    ----------
    kind : str
        One of the kinds of chart.
    words : Language
        In which language.

    Returns
    -------
    str
        A line without a full stop.
    """
    return words.say(f"chart_{kind}")


def subtitle(
    kind: str, on: date, rules: str = "", known: str = "", words: Language = ENGLISH
) -> str:
    """What a chart of a kind holds for.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    on : date
        The date of the comparison; for a timeline the day up to which it goes.
    rules, known : str
        For a timeline, whose rules the states follow, and the day to which the records were
        checked, if that is earlier.
    words : Language
        From `maps.wording.language`.

    Returns
    -------
    str
        One line.
    """
    told = words.say(f"chart_of_{kind}", day=words.in_text(on), rules=rules)
    return ", ".join(filter(None, (told, known)))
