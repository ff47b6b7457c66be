"""Files that go into the page: Leaflet, the basemap, the page's own script and style.

``manifest.json`` names each file from elsewhere with its version, licence, source and SHA-256.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).parent
MANIFEST = ASSETS / "manifest.json"


@cache
def asset(name: str) -> str:
    """The text of an asset."""
    return (ASSETS / name).read_text(encoding="utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
