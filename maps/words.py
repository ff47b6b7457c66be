"""What the page says of border crossings without its script."""

from __future__ import annotations

from maps.text import clean
from maps.wording import language
from routes.model import Crossing, Route
from routes.wording.language import Language

CUSTOMS = ("no", "yes", "unknown")
"""The answers to whether a frontier has customs."""


def crossing_name(crossing: Crossing, words: Language | None = None) -> str:
    """The name of the border crossing point, or of the two countries where there is none."""
    if crossing.name:
        return clean(crossing.name)
    words = words or language("en")
    ends = words.country(crossing.from_country), words.country(crossing.to_country)
    return clean(words.say("frontier", a=ends[0], b=ends[1]))


def frontier_pairs(route: Route) -> str:
    """The frontiers crossed, as ``LV-RU RU-KZ``, those without a crossing point in brackets."""
    pairs = ((f"{c.from_country}-{c.to_country}", c.named) for c in route.crossings)
    return clean(" ".join(pair if named else f"[{pair}]" for pair, named in pairs))


def customs(crossing: Crossing) -> str:
    """Whether there is customs; of a frontier without a crossing point that is unknown."""
    return "yes" if crossing.customs else "no" if crossing.named else "unknown"
