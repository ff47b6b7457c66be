"""What keeps the page to itself: its content security policy, and the check that nothing leaves.

The policy names every script and style of the page by its hash, so that nothing else runs, and
allows no request. Trusted Types let Leaflet set two constant strings as HTML and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from geodata.errors import NdnError

_ADDRESS_ATTRIBUTES = frozenset(
    (
        "action",
        "background",
        "cite",
        "data",
        "formaction",
        "href",
        "imagesrcset",
        "longdesc",
        "manifest",
        "ping",
        "poster",
        "src",
        "srcset",
        "xlink:href",
    )
)
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?\s*([^'\")\s]*)|@import\s*([^;]*)", re.IGNORECASE)


class ExternalReferenceError(NdnError, ValueError):
    """The page would ask for something outside itself."""


def source_hash(text: str) -> str:
    """A script or style as a policy names it. Browsers normalise line ends before they hash."""
    normal = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(normal.encode()).digest()).decode()}'"


def policy(
    scripts: Iterable[str], styles: Iterable[str], *, foreign: bool, pictures: Iterable[str] = ()
) -> str:
    """The content security policy of a page with these inline scripts and styles.

    ``pictures`` are the hosts that it may fetch pictures from.

    With elements of stock folium on the page (``foreign``) inline styles are allowed and Trusted
    Types are off: both are how those elements work.
    """
    style_sources = "'unsafe-inline'" if foreign else " ".join(map(source_hash, styles))
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(map(source_hash, scripts))}",
        f"style-src {style_sources}",
        " ".join(("img-src data: blob:", *pictures)),
        "base-uri 'none'",
        "form-action 'none'",
    ]
    if not foreign:
        rules += ["require-trusted-types-for 'script'", "trusted-types default"]
    return "; ".join(rules)


class _References(HTMLParser):
    """Collects the addresses that a page mentions where a browser would follow them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for name, value in attrs:
            # A link is followed by the reader's click only.
            if name in _ADDRESS_ATTRIBUTES and tag != "a":
                self._see(tag, name, value or "")
            elif name == "style":
                self._see_css(tag, value or "")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  # the parser's own signature
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._see_css("style", data)

    def _see(self, tag: str, name: str, address: str) -> None:
        if address.strip() and not address.strip().lower().startswith(("#", "data:", "blob:")):
            self.found.append(f"<{tag}> {name}={address.strip()!r}")

    def _see_css(self, tag: str, css: str) -> None:
        for match in _CSS_ADDRESS.finditer(css):
            address = match[1] if match[1] is not None else match[2]
            self._see(tag, "style", address)


def external_references(page: str) -> list[str]:
    """Every address in the page that a browser would fetch."""
    parser = _References()
    parser.feed(page)
    parser.close()
    return parser.found


def require_self_contained(page: str) -> str:
    """Return the page.

    Raises
    ------
    ExternalReferenceError
        When a browser that opens the page would fetch something.
    """
    found = external_references(page)
    if found:
        raise ExternalReferenceError(
            f"the map page refers to {'; '.join(found)}; expected nothing outside the page itself"
        )
    return page
