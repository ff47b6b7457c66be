"""The files that go into every page: Leaflet, the page's own script and style.

They lie in ``assets``; its ``manifest.json`` names each file from elsewhere with its version,
licence and SHA-256. Files from elsewhere are kept as published and adapted here. The page's own
scripts go into it as `maps.shorten` has shortened them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from maps.compact import compact_style, without_rules
from maps.style import theme_css
from maps.wording import HEADINGS, language

ASSETS = Path(__file__).parent / "assets"
MANIFEST = ASSETS / "manifest.json"
SHORT = ASSETS / "short"

SCRIPTS = (
    "projection.js",
    "say.js",
    "unpack.js",
    "ground.js",
    "beside.js",
    "lanes.js",
    "popups.js",
    "sheets.js",
    "marks.js",
    "labels.js",
    "controls.js",
    "panel.js",
    "table.js",
    "sort.js",
    "chooser.js",
    "strips.js",
    "when.js",
    "itineraries.js",
    "save.js",
    "address.js",
    "view.js",
    "start.js",
)
SOURCES: Mapping[str, tuple[str, ...]] = {
    "page.js": SCRIPTS,
    **{
        name: (name,)
        for name in ("early.js", "begin.js", "trust.js", "foreign.js", "chokepoints.js")
    },
}
"""The shortened scripts, and what each is made of."""

STYLES = ("marks.css", "page.css", "map.css", "when.css", "print.css")

# Parts of Leaflet that only layers and controls of a user's own bring into the page, and what it
# styles for browsers without SVG.
_FOREIGN_PARTS = re.compile(
    r"leaflet-(tile|image-layer|layer\b|marker-shadow|shadow-pane|default-icon|div-icon|tooltip|"
    r"oldie|safari|vml|control-(layers|zoom|attribution|scale)|attribution|bar a|retina)|"
    r"\.lvml|canvas|\bimg\b"
)


@cache
def asset(name: str) -> str:
    """The text of an asset."""
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def short_script(name: str) -> str:
    """The text of a script of our own, shortened."""
    return (SHORT / name).read_text(encoding="utf-8").strip()


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def library(*, whole: bool) -> str:
    """Leaflet: the parts that the page's own script needs, or the ``whole`` of it.

    Elements of stock folium and tiles need the whole. It goes without the two addresses that its
    distribution file mentions. What it may set as HTML is laid down before it loads, as it does
    so while loading.
    """
    text = asset("leaflet.js" if whole else "leaflet-core.js")
    text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    text = text.replace('<a href="https://leafletjs.com"', "<a").strip()
    return f"{short_script('trust.js')}\n{text}"


def script() -> str:
    """The page's own script."""
    return short_script("page.js")


def early_script() -> str:
    """What the head of the page says before anything of it is seen."""
    return short_script("early.js")


def after_paint(library_text: str, own: str) -> tuple[str, str]:
    """The two scripts held back until the page, which shows the map without them, is painted.

    What follows them in the page would find nothing of theirs.
    """
    return (
        f"function ndnLibrary(){{\n{library_text}\n}}",
        f"function ndnScript(){{\n{own}\n}}\n{short_script('begin.js')}",
    )


def foreign_script() -> str:
    """What elements of stock folium need besides Leaflet."""
    return short_script("foreign.js")


@cache
def style(*, foreign: bool, lang: str = "en") -> str:
    """Leaflet's style sheet, without its pictures, and the page's own in its language.

    Only a page with elements of stock folium (``foreign``) gets all of Leaflet's.
    """
    leaflet = compact_style(asset("leaflet.css"))
    leaflet = re.sub(r"[^{};]*(?:url\(|progid:)[^;}]*;?", "", leaflet)
    if not foreign:
        leaflet = without_rules(leaflet, _FOREIGN_PARTS)
    own = (compact_style(asset(name)) for name in STYLES)
    return "\n".join((leaflet, theme_css().strip(), _headings(lang), *own))


def _headings(lang: str) -> str:
    """The table's headings for the style sheet, which repeats them in every row of a phone."""
    words = (language(lang).say(key).replace("\u00ad", "") for key in HEADINGS)
    return ":root{" + "".join(f'--head{i}:"{word}";' for i, word in enumerate(words, 1)) + "}"
