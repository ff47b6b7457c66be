"""Colours, letters and words of the map; the style sheet's variables for both themes."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.model import Kind, Mode
from routes.law.states import STATES as STATE_WORDS
from routes.law.states import UNKNOWN

# Six colours that stay apart under colour-vision deficiency (least difference 22 in CIEDE2000)
# with a contrast of at least 3:1 to the land. Further variants repeat them with another pattern.
LIGHT_LINES = ("#0c0091", "#bd572c", "#10696a", "#a028fc", "#1a0016", "#6e0000")
DARK_LINES = ("#00eaff", "#989700", "#049a89", "#cb39ff", "#ffe4d1", "#dbff0a")

PATTERNS = 4
"""Plain, hollow, hollow with dashes, dotted within."""

LIGHT = {
    "ink": "#1c2127",
    "soft": "#4b545e",
    "paper": "#ffffff",
    "raised": "#f5f7f9",
    "edge": "#c9d2da",
    "link": "#0b5394",
    "water": "#cfdfec",
    "land": "#f4f2ec",
    "river": "#b4cde2",
    "border": "#8f8778",
    "casing": "#ffffff",
    "halo": "#f9f8f4",
    "country": "#6d675b",
    "sea": "#3f678c",
    "on-badge": "#ffffff",
    "good": "#0c5c33",
    "good-fill": "#dcf3e4",
    "warn": "#744600",
    "warn-fill": "#fcebcb",
    "bad": "#9c1127",
    "bad-fill": "#fbdfe3",
    "none-fill": "#e8ebee",
}
DARK = {
    "ink": "#f0f3f6",
    "soft": "#b3bdc7",
    "paper": "#14181d",
    "raised": "#1e242b",
    "edge": "#3d4751",
    "link": "#8cc4ff",
    "water": "#10161c",
    "land": "#272d34",
    "river": "#1b242d",
    "border": "#66717c",
    "casing": "#12161a",
    "halo": "#1b2026",
    "country": "#9aa5b0",
    "sea": "#7c9dbb",
    "on-badge": "#0b0e11",
    "good": "#86e0ac",
    "good-fill": "#113824",
    "warn": "#ffcf7d",
    "warn-fill": "#44300a",
    "bad": "#ffa3ae",
    "bad-fill": "#4a1720",
    "none-fill": "#303841",
}

_TONES = {"open": "good", "restricted": "warn", "closed": "bad"}

STATES: Mapping[str | None, tuple[str, str]] = {
    **{word: (_TONES.get(word, "none"), state.symbol) for word, state in STATE_WORDS.items()},
    None: ("none", STATE_WORDS[UNKNOWN].symbol),
}
"""State of a variant: the tone of its pill and the sign before its word."""

MODE_WORDS: Mapping[Mode, str] = {
    Mode.RAIL: "Rail",
    Mode.FERRY: "Ferry",
    Mode.ROAD: "Road",
    Mode.AIR: "Air",
}
KIND_WORDS: Mapping[Kind, str] = {
    Kind.PORT: "Port",
    Kind.STATION: "Railway station",
    Kind.TOWN: "Town",
    Kind.AIRFIELD: "Airfield",
    Kind.FRONTIER: "Frontier point",
    Kind.SIDING: "Siding",
    Kind.HALT: "Halt",
}


def letter(index: int) -> str:
    """A, B, ... Z, AA, AB, ...: the letter of the variant with this index."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def line_classes(index: int) -> str:
    """Style classes of a variant's lines: its colour and, beyond six variants, its pattern."""
    colours = len(LIGHT_LINES)
    return f"k{index % colours} p{index // colours % PATTERNS}"


def stroke_classes(mode: Mode, *, schematic: bool) -> str:
    """Style classes of a stroke's mode, and of its shape."""
    return f"{mode.value} schematic" if schematic else mode.value


def _declarations(theme: Mapping[str, str], lines: tuple[str, ...], scheme: str) -> str:
    colours = {f"k{index}": colour for index, colour in enumerate(lines)}
    variables = "".join(f"--{name}:{value};" for name, value in {**theme, **colours}.items())
    return f"{variables}color-scheme:{scheme}"


def theme_css() -> str:
    """Both themes: the reader's system decides, the page's button overrides, paper is light."""
    light = _declarations(LIGHT, LIGHT_LINES, "light")
    dark = _declarations(DARK, DARK_LINES, "dark")
    classes = "".join(f".k{i}{{--line:var(--k{i})}}" for i in range(len(LIGHT_LINES)))
    return (
        f":root{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark)"
        f"{{:root:not([data-theme=light]){{{dark}}}}}"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}"
        f"{classes}\n"
    )
