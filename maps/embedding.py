"""The files that go into every page: Leaflet, the page's own script and style.

They lie in ``assets``; its ``manifest.json`` names each file from elsewhere with its version,
licence and SHA-256. Files from elsewhere are kept as published and adapted here.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from maps.style import theme_css

ASSETS = Path(__file__).parent / "assets"
MANIFEST = ASSETS / "manifest.json"

SCRIPTS = (
    "projection.js",
    "ground.js",
    "lanes.js",
    "popups.js",
    "marks.js",
    "labels.js",
    "controls.js",
    "panel.js",
    "start.js",
)
STYLES = ("page.css", "map.css", "print.css")


@cache
def asset(name: str) -> str:
    """The text of an asset."""
    return (ASSETS / name).read_text(encoding="utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _compact(text: str) -> str:
    """Our own script or style without indentation, blank lines and lines of comment."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith(("//", "/*")))


@cache
def library() -> str:
    """Leaflet, without the two addresses that its distribution file mentions.

    What it may set as HTML is laid down before it loads, as it does so while loading.
    """
    text = asset("leaflet.js")
    text = re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE)
    text = text.replace('<a href="https://leafletjs.com"', "<a").strip()
    return f"{_compact(asset('trust.js'))}\n{text}"


@cache
def script() -> str:
    """The page's own script."""
    return "\n".join(_compact(asset(name)) for name in SCRIPTS)


@cache
def foreign_script() -> str:
    """What elements of stock folium need besides Leaflet."""
    return _compact(asset("foreign.js"))


@cache
def style() -> str:
    """Leaflet's style sheet, without its pictures, and the page's own."""
    leaflet = asset("leaflet.css").replace("\r\n", "\n")
    leaflet = re.sub(r"/\*.*?\*/", "", leaflet, flags=re.DOTALL)
    leaflet = re.sub(r"[^{};]*(?:url\(|progid:)[^;}]*;?", "", leaflet)
    return "\n".join((_compact(leaflet), theme_css(), *(_compact(asset(s)) for s in STYLES)))
