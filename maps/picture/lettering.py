"""The lettering of the pictures: Noto Sans, and how wide a text runs in it.

A picture looks the same on every machine because it brings its own letters: a PDF holds them, a
PNG is made from the PDF, and an SVG says how long each text runs. Letters are set one after the
other, without kerning. What Noto Sans lacks (Arabic, Georgian, Chinese) is set as U+FFFD.
"""

from __future__ import annotations

import struct
import textwrap
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from maps.embedding import ASSETS

FONTS = ASSETS / "noto"
FACES = {
    "regular": "NotoSans-Regular.ttf",
    "bold": "NotoSans-Bold.ttf",
    "italic": "NotoSans-Italic.ttf",
}
REPLACEMENT = "\ufffd"


class Face(NamedTuple):
    """A font file, with what setting text in it needs; lengths in thousandths of the size."""

    name: str
    data: bytes
    glyphs: Mapping[str, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int

    def fit(self, text: str) -> str:
        """The text as this face can set it: composed, U+FFFD for every letter that it lacks."""
        composed = unicodedata.normalize("NFC", text)
        return "".join(c if c in self.glyphs else REPLACEMENT for c in composed)

    def width(self, text: str) -> float:
        """How long a text runs, in units of its size."""
        lacking = self.glyphs[REPLACEMENT]
        composed = unicodedata.normalize("NFC", text)
        return sum(self.widths[self.glyphs.get(c, lacking)] for c in composed) / 1000


@cache
def face(style: str) -> Face:
    """The face of a style: ``regular``, ``bold`` or ``italic``."""
    data = (FONTS / FACES[style]).read_bytes()
    tables = _tables(data)
    head, hhea = tables["head"], tables["hhea"]
    per_em, *box = struct.unpack_from(">H16x4h", data, head + 18)
    ascent, descent = struct.unpack_from(">2h", data, hhea + 4)
    (longs,) = struct.unpack_from(">H", data, hhea + 34)
    (count,) = struct.unpack_from(">H", data, tables["maxp"] + 4)
    advances = [struct.unpack_from(">H", data, tables["hmtx"] + 4 * i)[0] for i in range(longs)]
    advances += advances[-1:] * (count - longs)
    scale: float = 1000 / per_em

    def thousandths(value: int) -> int:
        return round(value * scale)

    left, bottom, right, top = map(thousandths, box)
    return Face(
        FACES[style].removesuffix(".ttf"),
        data,
        dict(_glyphs(data, tables["cmap"])),
        tuple(map(thousandths, advances)),
        (left, bottom, right, top),
        thousandths(ascent),
        thousandths(descent),
    )


def _tables(data: bytes) -> dict[str, int]:
    """Where each table of a TrueType font begins."""
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4s3L", data, 12 + 16 * number)
        found[tag.decode("ascii")] = offset
    return found


def _glyphs(data: bytes, cmap: int) -> list[tuple[str, int]]:
    """The characters of a font with their glyphs, from its table of format 4."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(count):
        _, _, offset = struct.unpack_from(">2HL", data, cmap + 4 + 8 * number)
        start = cmap + offset
        if struct.unpack_from(">H", data, start) == (4,):
            return _format_4(data, start)
    raise ValueError("font: no character map of format 4")


def _format_4(data: bytes, start: int) -> list[tuple[str, int]]:
    (double,) = struct.unpack_from(">H", data, start + 6)
    segments = double // 2
    row = f">{segments}H"
    ends = struct.unpack_from(row, data, start + 14)
    starts = struct.unpack_from(row, data, start + 16 + double)
    deltas = struct.unpack_from(row, data, start + 16 + 2 * double)
    at = start + 16 + 3 * double
    offsets = struct.unpack_from(row, data, at)
    found = []
    for i in range(segments):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            glyph = code
            if offsets[i]:
                place = at + 2 * i + offsets[i] + 2 * (code - starts[i])
                (glyph,) = struct.unpack_from(">H", data, place)
                if not glyph:
                    continue
            found.append((chr(code), (glyph + deltas[i]) & 0xFFFF))
    return found


def width(text: str, size: float, style: str = "regular", spacing: float = 0.0) -> float:
    """How long a text runs, in units of ``size``; ``spacing`` is added after every letter."""
    return face(style).width(text) * size + spacing * len(text)


def cut(text: str, size: float, style: str, room: float) -> str:
    """The text, or as much of its beginning as the room holds with an ellipsis."""
    if width(text, size, style) <= room:
        return text
    left = room - width("…", size, style)
    kept = 0
    for kept, letter in enumerate(text):  # noqa: B007  # the last one does not fit
        left -= width(letter, size, style)
        if left < 0:
            break
    return f"{text[:kept].rstrip()}…"


def wrapped(text: str, size: float, style: str, room: float, lines: int) -> list[str]:
    """The text in at most so many lines of the room's width, the last one cut."""
    words = [
        piece
        for word in text.split()
        for piece in (textwrap.wrap(word, 40) if len(word) > 40 else [word])
    ]
    out: list[str] = []
    for word in words:
        longer = f"{out[-1]} {word}" if out else word
        if out and (width(longer, size, style) <= room or len(out) == lines):
            out[-1] = longer
        else:
            out.append(word)
    return [cut(line, size, style, room) for line in out]


def lacking(text: str) -> str:
    """The letters of a text that no face has, each once."""
    glyphs = face("regular").glyphs
    composed = unicodedata.normalize("NFC", text)
    return "".join(dict.fromkeys(c for c in composed if c not in glyphs))
