"""A made-up city on the frontier of Kazakhstan and Uzbekistan, as OpenStreetMap would have it.

Its main line runs through Saryagash and Keles, where the atlas has them; beside it there is one of
everything that a network must cope with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

HOSTILE_NAME = '<img src=x onerror="alert(1)"> \'"; DROP TABLE edges; -- %s {} =cmd|/c'
RAIL = {"railway": "rail"}


class Node(NamedTuple):
    lon: float
    lat: float
    tags: Mapping[str, str] = {}


class Way(NamedTuple):
    nodes: Sequence[int]
    tags: Mapping[str, str]


NODES: dict[int, Node] = {
    1: Node(69.1300, 41.4850),
    2: Node(
        69.1476,
        41.4651,
        {"railway": "station", "name": "Сарыағаш", "esr:user": "698305", "name:en": "Saryagash"},
    ),
    3: Node(69.1600, 41.4520, {"railway": "switch"}),
    4: Node(69.1735, 41.4392),
    5: Node(69.1900, 41.4230),
    6: Node(69.2059, 41.4068),
    7: Node(69.2300, 41.3850),
    20: Node(69.1490, 41.4655),
    21: Node(69.1590, 41.4535),
    22: Node(69.1500, 41.4660, {"railway": "buffer_stop"}),
    30: Node(69.2500, 41.3700),
    31: Node(69.2400, 41.4000),
    32: Node(69.2450, 41.4100),
    40: Node(69.23008, 41.38505),
    41: Node(69.2468, 41.3744),
    # Beside the track, without a code: known by its name in Cyrillic.
    50: Node(69.2062, 41.4071, {"railway": "station", "name": "Келес"}),
    # Far from any track.
    51: Node(69.5, 41.9, {"railway": "halt", "name": "Nowhere"}),
    60: Node(69.2000, 41.4000),
    61: Node(69.2200, 41.4200),
    70: Node(49.4500, 39.9600, {"amenity": "ferry_terminal", "name": "Alat"}),
    71: Node(51.4400, 43.1600),
    80: Node(69.2350, 41.3800),
    81: Node(69.2360, 41.3790),
    82: Node(69.2370, 41.3780),
    83: Node(69.2380, 41.3770),
    90: Node(179.9, 65.0),
    91: Node(-179.9, 65.2),
    95: Node(69.2460, 41.3740),
    96: Node(69.2470, 41.3740),
    97: Node(69.2470, 41.3746),
}

WAYS: dict[int, Way] = {
    100: Way(
        (1, 2, 3),
        {
            **RAIL,
            "gauge": "1520",
            "electrified": "contact_line",
            "voltage": "25000",
            "frequency": "50",
            "usage": "main",
            "name": "Ташкентская линия",
            "maxspeed": "80",
        },
    ),
    101: Way((3, 4, 5, 6, 7), {**RAIL, "gauge": "1520;1435", "start_date": "2016"}),
    102: Way((2, 20, 21, 3), {**RAIL, "service": "siding", "gauge": "1520"}),
    103: Way((20, 22), {**RAIL, "service": "yard"}),
    104: Way((7, 30), {"railway": "construction", "construction": "rail"}),
    105: Way((7, 31), {"disused:railway": "rail"}),
    106: Way((31, 32), {"railway": "abandoned", "abandoned": "rail"}),
    107: Way((7, 32), {"railway": "tram"}),
    # Eight metres from node 7, and not joined to it.
    108: Way((40, 41), {**RAIL, "gauge": "1520"}),
    109: Way((60, 61), {"highway": "primary", "oneway": "yes", "maxspeed": "50 mph"}),
    110: Way((60, 7), {"highway": "footway"}),
    111: Way((70, 71), {"route": "ferry", "name": "Alat - Kuryk"}),
    112: Way(
        (7, 80),
        {
            **RAIL,
            "gauge": "<script>;99999999;0;-1520;1520.0",
            "maxspeed": "1e999",
            "voltage": "∞",
            "electrified": "\u202e",
            "service": "' OR 1=1",
            "start_date": "9999-99-99",
            "name": HOSTILE_NAME,
        },
    ),
    113: Way((7,), RAIL),
    114: Way((80, 80, 81, 81), RAIL),
    115: Way((81, 999, 82, 83), RAIL),
    116: Way((90, 91), RAIL),
    117: Way((95, 96, 97, 95), {"railway": "station", "name": "Chukursay", "esr:user": "720000"}),
    118: Way((), RAIL),
}


def write_xml(
    path: Path, nodes: Mapping[int, Node] | None = None, ways: Mapping[int, Way] | None = None
) -> Path:
    """The city, or another one, in XML."""
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6" generator="test">']
    for number, node in sorted((NODES if nodes is None else nodes).items()):
        place = f'id="{number}" version="1" lat="{node.lat:.7f}" lon="{node.lon:.7f}"'
        lines += [f"<node {place}>", *_tags(node.tags), "</node>"]
    for number, way in sorted((WAYS if ways is None else ways).items()):
        lines.append(f'<way id="{number}" version="1">')
        lines += [f'<nd ref="{ref}"/>' for ref in way.nodes]
        lines += [*_tags(way.tags), "</way>"]
    path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
    return path


def _tags(tags: Mapping[str, str]) -> list[str]:
    return [f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()]


def converted(xml: Path, path: Path) -> Path:
    """The same in the format of another ending."""
    import osmium

    with osmium.SimpleWriter(str(path)) as writer:
        for thing in osmium.FileProcessor(str(xml)):
            writer.add(thing)
    return path
