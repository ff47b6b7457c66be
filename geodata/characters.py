"""Characters that no name has: they steer a terminal, or make a text read as another."""

from __future__ import annotations

from geodata.errors import OptionError

# Marks that turn the direction of what follows (Unicode Standard Annex 9). Those that only join or
# part letters belong to the spelling of Persian and other names.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def control_character(text: str) -> str | None:
    """The first control character of a text, such as ``U+0000``, if it has any.

    Ends of lines and tabs are among them, for a name stands on one line.
    """
    if text.isprintable():
        return None
    from unicodedata import category

    for character in text:
        if category(character) in ("Cc", "Cs", "Zl", "Zp") or character in _TURNING:
            return f"U+{ord(character):04X}"
    return None


def require_plain(text: str) -> None:
    """Refuse a name that a user gives with a control character in it.

    Raises
    ------
    OptionError
        Which character it is.
    """
    found = control_character(text)
    if found is not None:
        raise OptionError(f"{text!r} holds the control character {found}; names have none")
