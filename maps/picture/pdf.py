"""A picture as PDF 1.7 (ISO 32000-1): one page of vectors and searchable text.

The fonts in use are part of the file. Nothing in it depends on the machine, the time or a random
number, so equal pictures are equal bytes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from datetime import date
from math import tan

from maps.picture.display import XY, Box, Clip, Disc, Display, Item, Panel, Pen, Shape, Words
from maps.picture.lettering import Face, face, lacking, width
from maps.picture.svg import HALO, number
from maps.picture.theme import Palette, red_green_blue
from maps.text import clean

POINTS = 841.89
"""Width of the page in points of 1/72 inch: that of an A4 sheet in landscape."""

_ARC = 4 * tan(3.14159265358979 / 8) / 3
"""How far the control points of a quarter of a circle lie from its ends."""

_STYLES = ("regular", "bold", "italic")


def picture_pdf(display: Display, colours: Palette, day: date) -> bytes:
    """The picture as a PDF of one page as wide as an A4 sheet.

    Parameters
    ----------
    display : Display
        What to draw.
    colours : Palette
        The colours of a theme.
    day : date
        The date that the file bears, so that equal pictures are equal files.

    Returns
    -------
    bytes
        The file.
    """
    content = _Content(colours)
    content.items(display.items)
    file = _File()
    catalogue, pages, page, info = (file.reserve() for _ in range(4))
    fonts = " ".join(
        f"/F{_STYLES.index(style)} {_font(file, face(style), used)} 0 R"
        for style, used in sorted(content.used.items(), key=lambda item: _STYLES.index(item[0]))
    )
    states = " ".join(
        f"/G{percent} <</CA {percent / 100:g}>>" for percent in sorted(content.opacities)
    )
    scale = POINTS / display.width
    turned = f"{scale:.6f} 0 0 {-scale:.6f} 0 {display.height * scale:.3f} cm\n1 j\n"
    body = file.stream((turned + "\n".join(content.lines)).encode("ascii"))
    box = f"[0 0 {POINTS:.2f} {display.height * scale:.2f}]"
    resources = f"<</Font <<{fonts}>> /ExtGState <<{states}>>>>"
    file.put(
        catalogue,
        f"<</Type /Catalog /Pages {pages} 0 R /Lang (en) /ViewerPreferences "
        "<</DisplayDocTitle true>>>>",
    )
    file.put(pages, f"<</Type /Pages /Kids [{page} 0 R] /Count 1>>")
    file.put(
        page,
        f"<</Type /Page /Parent {pages} 0 R /MediaBox {box} /Resources {resources} "
        f"/Contents {body} 0 R>>",
    )
    facts = f"/Title {_string(display.title)} /Subject {_string(display.description)}"
    stamp = f"(D:{day:%Y%m%d}000000Z)"
    file.put(info, f"<<{facts} /Creator (NDN Atlas) /CreationDate {stamp}>>")
    return file.finished(catalogue, info)


def _string(text: str) -> str:
    """A text of the document's information: UTF-16 in hexadecimal, so nothing needs escaping."""
    return f"<FEFF{clean(text).encode('utf-16-be').hex().upper()}>"


def replaced_letters(display: Display) -> str:
    """The letters that a PDF shows as U+FFFD, because no face holds them, each once.

    Parameters
    ----------
    display : Display
        What is to be drawn.

    Returns
    -------
    str
        Empty when all can be shown.
    """

    def texts(items: Iterable[Item]) -> Iterator[str]:
        for item in items:
            if isinstance(item, Clip):
                yield from texts(item.items)
            elif isinstance(item, Words):
                yield item.text

    return lacking("".join(texts(display.items)))


class _Content:
    """Writes items as operators of a page's content."""

    def __init__(self, colours: Palette) -> None:
        self._colours = colours
        self.lines: list[str] = []
        self.used: dict[str, dict[int, str]] = {}
        self.opacities: set[int] = set()

    def items(self, items: Iterable[Item]) -> None:
        for item in items:
            if isinstance(item, Clip):
                self.lines.append(f"q {_rectangle(item.box)} W n")
                self.items(item.items)
                self.lines.append("Q")
            elif isinstance(item, Words):
                self._words(item)
            else:
                self._painted(item)

    def _painted(self, item: Shape | Disc | Panel) -> None:
        if isinstance(item, Shape):
            path = "\n".join(_points(points, closed=closed) for points, closed in item.parts)
        elif isinstance(item, Disc):
            x, y = item.centre
            r = item.radius
            path = _rounded((x - r, y - r, x + r, y + r), r)
        else:
            path = _rounded(item.box, item.radius) if item.radius else _rectangle(item.box)
        set_up = [f"{self._rgb(item.fill)} rg"] if item.fill else []
        if item.pen:
            set_up.append(self._pen(item.pen))
        paint = {(1, 0): "f", (0, 1): "S", (1, 1): "B"}[bool(item.fill), bool(item.pen)]
        self.lines += ["q", *set_up, path, paint, "Q"]

    def _pen(self, pen: Pen) -> str:
        out = [f"{self._rgb(pen.colour)} RG {pen.width:g} w"]
        if pen.round_cap:
            out.append("1 J")
        if pen.dash:
            out.append(f"[{' '.join(f'{part:g}' for part in pen.dash)}] 0 d")
        if pen.opacity < 1:
            percent = round(100 * pen.opacity)
            self.opacities.add(percent)
            out.append(f"/G{percent} gs")
        return " ".join(out)

    def _rgb(self, colour: str) -> str:
        return " ".join(f"{part:.3f}" for part in red_green_blue(self._colours(colour)))

    def _words(self, item: Words) -> None:
        letters = face(item.style)
        text = letters.fit(clean(item.text))
        used = self.used.setdefault(item.style, {})
        used.update((letters.glyphs[c], c) for c in text)
        long = width(text, item.size, item.style, item.spacing)
        x = item.x - {"start": 0.0, "middle": long / 2, "end": long}[item.anchor]
        glyphs = "".join(f"{letters.glyphs[c]:04X}" for c in text)
        shown = f"1 0 0 -1 {x:.2f} {item.y:.2f} Tm <{glyphs}> Tj"
        font = f"/F{_STYLES.index(item.style)} {item.size:g} Tf"
        if item.spacing:
            font += f" {item.spacing:g} Tc"
        if item.halo:
            pen = f"{self._rgb(item.halo)} RG {HALO * item.size:g} w"
            # The halo repeats the words: with a text of none, a search finds them once.
            silent = "/Span <</ActualText <FEFF>>> BDC"
            self.lines.append(f"{silent} q {pen} BT {font} 1 Tr {shown} ET Q EMC")
        self.lines.append(f"q {self._rgb(item.colour)} rg BT {font} {shown} ET Q")


def _points(points: Iterable[XY], *, closed: bool) -> str:
    (x, y), *rest = points
    out = [f"{number(x)} {number(y)} m"]
    out += [f"{number(x)} {number(y)} l" for x, y in rest or [(x, y)]]
    return "\n".join([*out, "h"] if closed else out)


def _rectangle(box: Box) -> str:
    left, top, right, bottom = box
    return f"{number(left)} {number(top)} {number(right - left)} {number(bottom - top)} re"


def _rounded(box: Box, radius: float) -> str:
    left, top, right, bottom = box
    r = min(radius, (right - left) / 2, (bottom - top) / 2)
    k = r * (1 - _ARC)
    steps = (
        (left + r, top, "m"),
        (right - r, top, "l"),
        (right - k, top, right, top + k, right, top + r, "c"),
        (right, bottom - r, "l"),
        (right, bottom - k, right - k, bottom, right - r, bottom, "c"),
        (left + r, bottom, "l"),
        (left + k, bottom, left, bottom - k, left, bottom - r, "c"),
        (left, top + r, "l"),
        (left, top + k, left + k, top, left + r, top, "c"),
    )
    lines = (" ".join([*(f"{v:.2f}" for v in step[:-1]), str(step[-1])]) for step in steps)
    return " ".join((*lines, "h"))


class _File:
    """The objects of a PDF file, numbered from one."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        self._objects.append(b"")
        return len(self._objects)

    def put(self, name: int, text: str) -> None:
        self._objects[name - 1] = text.encode("ascii")

    def add(self, text: str) -> int:
        name = self.reserve()
        self.put(name, text)
        return name

    def stream(self, data: bytes, extra: str = "") -> int:
        packed = zlib.compress(data, 9)
        head = f"<</Length {len(packed)} /Filter /FlateDecode{extra}>>\nstream\n"
        name = self.reserve()
        self._objects[name - 1] = head.encode("ascii") + packed + b"\nendstream"
        return name

    def finished(self, catalogue: int, info: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for name, body in enumerate(self._objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (name, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        mark = hashlib.sha256(out).hexdigest()[:32].upper().encode("ascii")
        size = len(places) + 1
        out += b"trailer\n<</Size %d /Root %d 0 R /Info %d 0 R" % (size, catalogue, info)
        out += b" /ID [<%b> <%b>]>>\nstartxref\n%d\n%%%%EOF\n" % (mark, mark, start)
        return bytes(out)


def _font(file: _File, letters: Face, used: dict[int, str]) -> int:
    """A font with the widths and the meaning of the glyphs in use (9.7 and 9.10 of the norm)."""
    data = file.stream(letters.data, f" /Length1 {len(letters.data)}")
    box = " ".join(map(str, letters.box))
    slant = -12 if letters.name.endswith("Italic") else 0
    stem = 140 if letters.name.endswith("Bold") else 80
    descriptor = file.add(
        f"<</Type /FontDescriptor /FontName /{letters.name} /Flags {96 if slant else 32} "
        f"/FontBBox [{box}] /ItalicAngle {slant} /Ascent {letters.ascent} "
        f"/Descent {letters.descent} /CapHeight 714 /StemV {stem} /FontFile2 {data} 0 R>>"
    )
    widths = " ".join(f"{glyph} [{letters.widths[glyph]}]" for glyph in sorted(used))
    descendant = file.add(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{letters.name} "
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
        f"/FontDescriptor {descriptor} 0 R /CIDToGIDMap /Identity /DW 600 /W [{widths}]>>"
    )
    meaning = file.stream(_to_unicode(used).encode("ascii"))
    return file.add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{letters.name} /Encoding /Identity-H "
        f"/DescendantFonts [{descendant} 0 R] /ToUnicode {meaning} 0 R>>"
    )


def _to_unicode(used: dict[int, str]) -> str:
    """The character map that lets readers search and copy text."""
    pairs = [f"<{glyph:04X}> <{ord(c):04X}>" for glyph, c in sorted(used.items())]
    blocks = [pairs[i : i + 100] for i in range(0, len(pairs), 100)]
    body = "\n".join(
        "\n".join((f"{len(block)} beginbfchar", *block, "endbfchar")) for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
