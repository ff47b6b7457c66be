"""Values as texts that any file may hold: what a format cannot carry is replaced."""

from __future__ import annotations

import re
from datetime import date

from routes.export.model import Value

# Everything but the characters of XML 1.0, section 2.2; lone surrogates fit no encoding at all.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NO_UTF8 = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def for_xml(text: str) -> str:
    """Text with a replacement sign for each character that XML forbids."""
    return _NO_XML.sub(REPLACEMENT, text)


def for_utf8(text: str) -> str:
    """Text with a replacement sign for NUL, at which databases stop, and for lone surrogates."""
    return _NO_UTF8.sub(REPLACEMENT, text)


def in_xml(value: Value) -> str:
    """A value as XML schemas write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
