"""Characters as a terminal and Markdown take them."""

from __future__ import annotations

from routes.wording.language import NO_BREAK_SPACE


def printable(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c == NO_BREAK_SPACE else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def escaped(text: str) -> str:
    """Text in which Markdown finds neither a cell's end nor an HTML tag."""
    return printable(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def width(text: str) -> int:
    """How many columns of a terminal a text takes (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1
        for c in text
    )
