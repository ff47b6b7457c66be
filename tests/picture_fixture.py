"""Comparisons for tests of pictures, and texts that try to break out of them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date

from geodata import Atlas
from routes.comparison import compare
from routes.model import Comparison
from routes.variants import find_variants

AS_OF = date(2018, 6, 1)
SVG = "{http://www.w3.org/2000/svg}"

HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "]]><!--",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt;&#x3c;",
    "</title></style><style>*{display:none}",
    ") Tj ET Q (",
    "\\) >> endobj",
    "\u2028\u2029\u0000\ud800\u202e",
    "x" * 500,
    "ע תטבץ 天 თბილისი",
)


def compared(atlas: Atlas, *variants: str) -> Comparison:
    """Variants of the atlas on a day whose records are settled."""
    return compare(find_variants(variants, atlas), atlas, AS_OF, lasts=False)


def hostile(atlas: Atlas, text: str) -> tuple[Comparison, Atlas]:
    """A comparison and its atlas with a text in every field that a user can write."""
    found = compared(atlas, "south-kuryk")
    (entry,) = found.entries
    assert entry.route
    crossings = tuple(c._replace(name=text, handover=text) for c in entry.route.crossings)
    route = entry.route._replace(crossings=crossings)
    variant = entry.variant._replace(name=text, summary=text, sources=(text,))
    status = entry.status._replace(reason=text, records=(text,), sources=(text,))
    places = {id_: place._replace(name=text) for id_, place in atlas.places.items()}
    sources = {id_: source._replace(title=text) for id_, source in atlas.sources.items()}
    changed = entry._replace(variant=variant, route=route, status=status)
    return found._replace(entries=(changed,)), atlas._replace(places=places, sources=sources)


def require_harmless(svg: str) -> ET.Element:
    """Parse a drawing and see that it holds nothing that could run or be fetched."""
    root = ET.fromstring(svg)  # noqa: S314  # the project's own output
    known = {"svg", "title", "desc", "g", "path", "circle", "rect", "text", "clipPath"}
    for node in root.iter():
        assert node.tag.removeprefix(SVG) in known
        assert not [name for name in node.attrib if name.startswith("on") or "href" in name]
    return root
