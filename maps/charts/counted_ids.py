"""Ids of a drawing of matplotlib, counted, so that equal charts are equal bytes.

matplotlib makes ids of what they stand for, such as the corners of a clipped area: of all digits
of its coordinates, of which the layout of a chart leaves the last to chance. What is drawn agrees
to the digits that are written.
"""

from __future__ import annotations

import re

_HASHED = re.compile(r'(\bid="|\bhref="#|\burl\(#)([A-Za-z])([0-9a-f]{10})(?=["\)])')


def with_counted_ids(svg: bytes) -> bytes:
    """An SVG of matplotlib with the ids that it hashed numbered as they first appear."""
    text = svg.decode("utf-8")
    numbers: dict[str, int] = {}

    def counted(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[2] + match[3], len(numbers) + 1)
        return f"{match[1]}{match[2]}{number}"

    return _HASHED.sub(counted, text).encode("utf-8")
