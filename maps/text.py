"""How the map writes numbers, names and user's text; and the safe way of data into the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from geodata.model import Source
from maps.style import letter

# What HTML and UTF-8 cannot carry: control characters but for tab and line ends, lone surrogates,
# non-characters. The marks that reorder text would let a name disguise what follows it.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
_EXPLAINED = re.compile(r"\s+\([^()]*\)\s*$")
_JSON_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def clean(text: str) -> str:
    """The text with every character that a page cannot carry replaced by U+FFFD."""
    return _UNFIT.sub("\ufffd", text)


def short_name(name: str) -> str:
    """The name without what it explains in brackets at its end, for a label on the map."""
    return _EXPLAINED.sub("", name) or name


def script_json(value: Any) -> str:
    """JSON that may stand inside ``<script type="application/json">``, whatever it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_JSON_ESCAPES)


def letters(variants: Iterable[int]) -> str:
    """A, B, D: the letters of variants by their indices."""
    return ", ".join(letter(index) for index in sorted(variants))


def shares(parts: Iterable[tuple[str, float]], total: float) -> str:
    """98 % tariff, 2 % published; parts that round to nothing are left out."""
    if total <= 0:
        return ""
    rounded = [(name, round(100 * km / total)) for name, km in parts]
    return ", ".join(f"{percent} % {name}" for name, percent in rounded if percent)


def citation(source: Source) -> str:
    """Author, title, date, locator and licence in one line."""
    parts = (source.author, source.title, source.date, source.locator, source.licence)
    return ". ".join(part.strip().rstrip(".") for part in parts if part and part.strip())
