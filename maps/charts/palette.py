"""Colours and hatches of the charts. Nothing is told by colour alone.

The fills are the seven chromatic colours of M. Okabe and K. Ito, "Color Universal Design" (2008),
made to be told apart with any kind of colour vision. Areas carry their code as well, modes a hatch,
states a hatch and a sign, lines a letter and a pattern.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from geodata.model import Mode
from maps.style import LIGHT_LINES

INK, SOFT, PAPER, BLACK = "#1c2127", "#4b545e", "#ffffff", "#000000"

FILLS = ("#56b4e9", "#e69f00", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7")
SEA, AIR = "#dce8f2", "#eef0f2"
OFF_LAND: Mapping[str, str] = {"sea": SEA, "air": AIR}

MODE_HATCHES: Mapping[Mode, str] = {
    Mode.RAIL: "",
    Mode.FERRY: "---",
    Mode.ROAD: "////",
    Mode.AIR: "xxx",
}
STATE_LOOKS: Mapping[str, tuple[str, str]] = {
    "open": ("#009e73", ""),
    "restricted": ("#f0e442", "///"),
    "unused": ("#ffffff", "|||"),
    "closed": ("#d55e00", "xxx"),
    "not-built": ("#dfe3e7", ""),
    "unknown": ("#ffffff", "++"),
}
"""Fill and hatch of a state."""

Dash: TypeAlias = Literal["-", "--", "-.", ":"]
DASHES: Sequence[Dash] = ("-", "--", "-.", ":")


# White, or black, and how much of it (0 to 1), for each further round through the fills.
_ROUNDS = ((255, 0.0), (255, 0.55), (0, 0.45))


def fill(index: int) -> str:
    """The fill of an area: seven colours, then their tints, then their shades, over and over."""
    towards, share = _ROUNDS[index // len(FILLS) % len(_ROUNDS)]
    colour = FILLS[index % len(FILLS)]
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (towards - part) * share):02x}" for part in parts)


def stroke(index: int) -> tuple[str, Dash]:
    """The colour and the dashes of a line."""
    colours = len(LIGHT_LINES)
    return LIGHT_LINES[index % colours], DASHES[index // colours % len(DASHES)]


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour (WCAG 2 relative luminance)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    red, green, blue = linear
    return BLACK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 else PAPER
