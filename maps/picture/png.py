"""A picture as PNG: the page of the PDF, with its own fonts, drawn by PDFium.

Needs pypdfium2 (Apache-2.0 or BSD-3-Clause), which brings PDFium with it.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from geodata.errors import OptionError, require_library
from maps.picture.pdf import POINTS

if TYPE_CHECKING:
    import numpy as np

MOST_PIXELS = 150_000_000
"""A larger picture would take gigabytes of memory."""

_INCH_M = 0.0254


def picture_png(pdf: bytes, width_px: int) -> bytes:
    """The first page of a PDF as a PNG so many pixels wide.

    Parameters
    ----------
    pdf : bytes
        A picture by `picture_pdf`.
    width_px : int
        Pixels from side to side.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    MissingExtraError
        When pypdfium2 is not installed.
    OptionError
        When so wide a picture has too many pixels.
    """
    require_renderer()
    import numpy as np
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        height_px = round(width_px * page.get_height() / page.get_width())
        if width_px * height_px > MOST_PIXELS:
            raise OptionError(
                f"a picture of {width_px} by {height_px} pixels is too large; at most "
                f"{MOST_PIXELS:,} pixels are drawn, so ask for a smaller width or for a PDF"
            )
        # PDFium rounds up the size of its bitmap; a little less keeps to the width asked for.
        bitmap = page.render(scale=(width_px - 0.01) / page.get_width(), rev_byteorder=True)
        pixels = np.array(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
        page.close()
    finally:
        document.close()
    return encoded(pixels, round(width_px / (POINTS / 72 * _INCH_M)))


def require_renderer() -> None:
    """Check that PNG can be written.

    Raises
    ------
    MissingExtraError
        When pypdfium2 is not installed, with what installs it.
    """
    require_library(
        "pypdfium2",
        "PNG needs pypdfium2, which is not installed; pip install 'ndn-atlas[picture]', "
        "or write SVG or PDF, which need nothing",
    )


def encoded(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], per_metre: int) -> bytes:
    """Rows of red, green and blue bytes as a PNG (ISO/IEC 15948) of so many pixels a metre."""
    import numpy as np

    height, width, _ = pixels.shape
    # Each row as its difference from the one above: land and water then are rows of zeros.
    above = np.zeros_like(pixels)
    above[1:] = pixels[:-1]
    rows = np.empty((height, 1 + 3 * width), dtype=np.uint8)
    rows[:, 0] = 2
    rows[:, 1:] = (pixels - above).reshape(height, -1)
    parts = (
        (b"IHDR", struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)),
        (b"sRGB", b"\0"),
        (b"pHYs", struct.pack(">2LB", per_metre, per_metre, 1)),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    )
    out = b"\x89PNG\r\n\x1a\n"
    for name, data in parts:
        check = struct.pack(">L", zlib.crc32(name + data))
        out += struct.pack(">L", len(data)) + name + data + check
    return out
