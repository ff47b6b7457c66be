"""A picture as the bytes of a file, by the ending of its name."""

from __future__ import annotations

from datetime import date

from maps.picture.display import Display
from maps.picture.pdf import picture_pdf
from maps.picture.png import picture_png
from maps.picture.svg import picture_svg
from maps.picture.theme import palette


def picture_bytes(display: Display, ending: str, theme: str, on: date, width_px: int) -> bytes:
    """A picture as SVG, PDF or PNG.

    Parameters
    ----------
    display : Display
        From `maps.picture.composition`.
    ending : str
        ``.svg``, ``.pdf`` or ``.png``.
    theme : {'light', 'dark'}
        Its colours.
    on : date
        The date of the comparison, which a PDF tells.
    width_px : int
        Pixels from side to side of a PNG.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    MissingExtraError
        When a PNG is asked for and pypdfium2 is not installed.
    OptionError
        When a PNG would have too many pixels.
    """
    colours = palette(theme)
    if ending == ".svg":
        return picture_svg(display, colours).encode("utf-8")
    pdf = picture_pdf(display, colours, on)
    return picture_png(pdf, width_px) if ending == ".png" else pdf
