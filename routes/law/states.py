"""The states of a variant: the word, the sign that goes with it, and what it means.

Every sign differs from the others in shape, so that it needs no colour, and belongs to the Windows
Glyph List 4, which practically every font of a terminal has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from routes.wording.language import Language

UNKNOWN = "unknown"


class State(NamedTuple):
    """How a state is shown: its sign, one letter for what cannot write that, and its meaning."""

    symbol: str
    ascii: str
    meaning: str


STATES: Mapping[str, State] = {
    "open": State("●", "+", "goods may go this way"),
    "restricted": State("▲", "!", "only under the conditions that the reason names"),
    "unused": State("○", "o", "allowed, but no goods ever went this way"),
    "closed": State("×", "x", "the line is there, but goods may not go this way"),
    "not-built": State("–", "-", "a line that it needs did not exist on the date"),
    UNKNOWN: State("?", "?", "the atlas holds no record that would decide it"),
}
"""From the most usable state to the least known one."""


def state_word(state: str | None) -> str:
    """The word for a state, ``unknown`` for none."""
    return state or UNKNOWN


def state_text(state: str | None, words: Language | None = None) -> str:
    """A state as people see it: its sign and its word in a language, such as ``● open``."""
    word = state_word(state)
    return f"{STATES[word].symbol} {words.say(word) if words else word}"
