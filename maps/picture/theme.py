"""The colours of a picture by name, those of the page's style sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from maps.style import DARK, DARK_LINES, LIGHT, LIGHT_LINES

Palette: TypeAlias = Callable[[str], str]
"""Turns the name of a colour into a colour as a file writes it."""

THEMES: Mapping[str, Mapping[str, str]] = {
    "light": LIGHT | {f"k{i}": colour for i, colour in enumerate(LIGHT_LINES)},
    "dark": DARK | {f"k{i}": colour for i, colour in enumerate(DARK_LINES)},
}


def palette(theme: str) -> Palette:
    """The colours of ``light`` or ``dark``, as ``#rrggbb``.

    Parameters
    ----------
    theme : str
        ``light`` or ``dark``.

    Returns
    -------
    callable
        Gives the colour of a name of the theme, such as ``ink``.
    """
    return THEMES[theme].__getitem__


def variable(name: str) -> str:
    """The colour as the style sheet of a page gives it, by its reader's light or dark."""
    return f"var(--{name})"


def red_green_blue(colour: str) -> tuple[float, float, float]:
    """The parts of ``#rrggbb``, each from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue
