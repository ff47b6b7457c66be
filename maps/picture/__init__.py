"""Static pictures of a comparison: SVG, PDF and PNG of one composition."""

from maps.picture.composition import composition
from maps.picture.encoding import picture_bytes
from maps.picture.pdf import picture_pdf, replaced_letters
from maps.picture.png import picture_png, require_renderer
from maps.picture.svg import picture_svg
from maps.picture.theme import palette

__all__ = [
    "composition",
    "palette",
    "picture_bytes",
    "picture_pdf",
    "picture_png",
    "picture_svg",
    "replaced_letters",
    "require_renderer",
]
