"""A picture as SVG: plain shapes and texts that browsers and drawing programs alike can open.

Text stays text, so that it can be searched, read aloud and edited. Each one says how long it
runs, so that another font than Noto Sans still keeps to its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import escape

from maps.picture.display import Box, Clip, Disc, Display, Item, Panel, Pen, Shape, Words
from maps.picture.lettering import width
from maps.picture.theme import Palette
from maps.text import clean

FAMILY = "Noto Sans, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
HALO = 0.26
"""Width of the halo around a text, in sizes of the text."""


def number(value: float) -> str:
    """A length to the tenth of a unit."""
    text = f"{value:.1f}"
    return "0" if text in ("-0.0", "0.0") else text.removesuffix(".0")


def picture_svg(
    display: Display, colours: Palette, *, prefix: str = "", file: bool = True, named: bool = True
) -> str:
    """The picture as SVG.

    Parameters
    ----------
    display
        What to draw.
    colours
        How colours are written: those of a theme, or variables of a style sheet.
    prefix
        Begins every id, for a page with several pictures.
    file
        Whether it is a file of its own, with the head of an XML document.
    named
        Whether it has a title and a description, or is only decoration.

    Returns
    -------
    str
        The ``<svg>`` element, or the whole document.
    """
    writer = _Writer(colours, prefix)
    body = "\n".join(writer.items(display.items))
    size = f'viewBox="0 0 {number(display.width)} {number(display.height)}"'
    if file:
        size += f' width="{number(display.width)}" height="{number(display.height)}"'
    if not named:
        return f'<svg xmlns="http://www.w3.org/2000/svg" {size} aria-hidden="true">{body}</svg>'
    names = f'aria-labelledby="{prefix}title {prefix}desc"'
    end = "\n" if file else ""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n' if file else ""
    return (
        f'{head}<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {names} '
        f'font-family="{FAMILY}">\n'
        f'<title id="{prefix}title">{_text(display.title)}</title>\n'
        f'<desc id="{prefix}desc">{_text(display.description)}</desc>\n'
        f"{body}\n</svg>{end}"
    )


def _text(text: str) -> str:
    return str(escape(clean(text)))


def path_data(shape: Shape) -> str:
    """The parts of a shape, each one absolute point and then relative tenths of units."""
    out = []
    for points, closed in shape.parts:
        tenths = [(round(10 * x), round(10 * y)) for x, y in points]
        x, y = tenths[0]
        steps = []
        for to_x, to_y in tenths[1:]:
            if (to_x, to_y) != (x, y):
                steps.append(f"{_tenth(to_x - x)} {_tenth(to_y - y)}")
                x, y = to_x, to_y
        start = f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}"
        body = f"l{' '.join(steps)}" if steps else "h0"
        out.append(f"{start}{body}{'z' if closed else ''}".replace(" -", "-"))
    return "".join(out)


def _tenth(value: int) -> str:
    whole, rest = divmod(abs(value), 10)
    sign = "-" if value < 0 else ""
    if not rest:
        return f"{sign}{whole}" if whole else "0"
    return f"{sign}{whole or ''}.{rest}"


class _Writer:
    """Writes items as elements."""

    def __init__(self, colours: Palette, prefix: str) -> None:
        self._colours = colours
        self._prefix = prefix
        self._clips = 0

    def items(self, items: Iterable[Item]) -> Iterator[str]:
        """Elements, those of one group that follow each other in one ``<g>``."""
        for group, members in groupby(items, lambda item: getattr(item, "group", "")):
            elements = "\n".join(self._item(item) for item in members)
            yield f'<g class="{escape(group)}">\n{elements}\n</g>' if group else elements

    def _item(self, item: Item) -> str:
        if isinstance(item, Shape):
            return f'<path d="{path_data(item)}"{self._look(item.fill, item.pen)}/>'
        if isinstance(item, Disc):
            x, y = item.centre
            place = f'cx="{number(x)}" cy="{number(y)}" r="{number(item.radius)}"'
            return f"<circle {place}{self._look(item.fill, item.pen)}/>"
        if isinstance(item, Panel):
            return f"<rect {_box(item.box, item.radius)}{self._look(item.fill, item.pen)}/>"
        if isinstance(item, Words):
            return self._words(item)
        return self._clip(item)

    def _clip(self, item: Clip) -> str:
        self._clips += 1
        name = f"{self._prefix}clip{self._clips}"
        inner = "\n".join(self.items(item.items))
        shape = f"<rect {_box(item.box, 0)}/>"
        return (
            f'<clipPath id="{name}">{shape}</clipPath>\n<g clip-path="url(#{name})">\n{inner}\n</g>'
        )

    def _look(self, fill: str | None, pen: Pen | None) -> str:
        look = f' fill="{self._colours(fill) if fill else "none"}"'
        if pen:
            look += f' stroke="{self._colours(pen.colour)}" stroke-width="{pen.width:g}"'
            look += ' stroke-linejoin="round"'
            if pen.round_cap:
                look += ' stroke-linecap="round"'
            if pen.dash:
                look += f' stroke-dasharray="{" ".join(f"{part:g}" for part in pen.dash)}"'
            if pen.opacity < 1:
                look += f' stroke-opacity="{pen.opacity:g}"'
        return look

    def _words(self, item: Words) -> str:
        long = width(item.text, item.size, item.style, item.spacing)
        parts = [f'x="{number(item.x)}" y="{number(item.y)}" font-size="{item.size:g}"']
        parts.append(f'fill="{self._colours(item.colour)}"')
        if item.style == "bold":
            parts.append('font-weight="700"')
        elif item.style == "italic":
            parts.append('font-style="italic"')
        if item.anchor != "start":
            parts.append(f'text-anchor="{item.anchor}"')
        if item.spacing:
            parts.append(f'letter-spacing="{item.spacing:g}"')
        if item.halo:
            halo = f'stroke="{self._colours(item.halo)}" stroke-width="{HALO * item.size:g}"'
            parts.append(f'paint-order="stroke" {halo} stroke-linejoin="round"')
        if len(item.text) > 1:
            parts.append(f'textLength="{number(long)}" lengthAdjust="spacingAndGlyphs"')
        return f"<text {' '.join(parts)}>{_text(item.text)}</text>"


def _box(box: Box, radius: float) -> str:
    left, top, right, bottom = box
    corners = f' rx="{number(radius)}"' if radius else ""
    size = f'width="{number(right - left)}" height="{number(bottom - top)}"'
    return f'x="{number(left)}" y="{number(top)}" {size}{corners}'
