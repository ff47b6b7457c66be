"""The states of a variant as a bar along the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from maps.picture.display import Display, Item, Panel, Pen, Words, line
from maps.picture.key import sign_items
from maps.style import STATES
from maps.wording import language
from routes.law.states import state_word
from routes.law.timeline import Period
from routes.wording.language import Language

WIDTH, HEIGHT = 360.0, 54.0
_LEFT, _TOP, _TALL = 6.0, 6.0, 22.0
FIRST = date(2000, 1, 1)
"""Where the bar begins; before this little was recorded."""


def timeline_bar(
    periods: Sequence[Period], as_of: date, title: str, words: Language | None = None
) -> Display:
    """A bar of the states from the year 2000 to the date, each with its sign."""
    words = words or language("en")
    start = min(FIRST, as_of.replace(month=1, day=1)).toordinal()
    days = max(as_of.toordinal() - start, 1)

    def x(day: date | None, otherwise: int) -> float:
        ordinal = day.toordinal() if day else otherwise
        share = (min(max(ordinal, start), as_of.toordinal()) - start) / days
        return _LEFT + share * (WIDTH - 2 * _LEFT)

    items: list[Item] = []
    said = []
    for period in periods:
        x0, x1 = x(period.since, start), x(period.until, as_of.toordinal())
        if x1 <= x0:
            continue
        tone, sign = STATES.get(period.status.state, STATES[None])
        items.append(
            Panel((x0, _TOP, x1, _TOP + _TALL), 0, f"{tone}-fill", Pen("paper", 0.8), "period")
        )
        if x1 - x0 > 13:
            ink = "ink" if tone == "none" else tone
            items += sign_items(sign, ((x0 + x1) / 2, _TOP + _TALL / 2), ink)
        since = words.in_text(period.since) if period.since else words.say("state_beginning")
        state = words.say(state_word(period.status.state))
        said.append(words.say("state_from", state=state, since=since))
    first = date.fromordinal(start).year
    for year in range(first + -first % 5, as_of.year + 1, 5):
        at = x(date(year, 1, 1), start)
        items.append(line([(at, _TOP), (at, _TOP + _TALL + 4)], Pen("border", 0.7), "year"))
        anchor = "start" if at < 20 else "end" if at > WIDTH - 20 else "middle"
        items.append(
            Words(at, HEIGHT - 10, str(year), 10, colour="soft", anchor=anchor, group="year")
        )
    border = Panel((_LEFT, _TOP, WIDTH - _LEFT, _TOP + _TALL), 0, None, Pen("edge", 0.8), "frame")
    told = words.say("states_up_to", states="; ".join(said), day=words.in_text(as_of))
    return Display(WIDTH, HEIGHT, (*items, border), title, told)
