"""GPX 1.1: a track for each leg, waypoints for frontiers and places."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from routes.export.characters import for_xml, in_xml
from routes.export.model import (
    ATTRIBUTION,
    ATTRIBUTION_URL,
    LICENCE_URL,
    Document,
    Sheet,
    Value,
)

GPX = "http://www.topografix.com/GPX/1/1"
# GDAL takes the type of an extension from its first value and would cut lists of codes short; the
# id of the place leads to them.
LEFT_OUT = ("esr",)
# Names that belong to nobody else; a URN needs no server.
OWN = "urn:ndn-atlas:export:1"


def encode(document: Document) -> bytes:
    """Metadata with licence, date and units, then waypoints, then tracks.

    GPX has few fields of its own: the columns of a row stand in its ``extensions``.
    """
    root = ET.Element(
        "gpx",
        {
            "xmlns": GPX,
            "xmlns:ndn": OWN,
            "version": "1.1",
            "creator": for_xml(document.about["made by"]),
        },
    )
    _metadata(root, document)
    for name, symbol in (("crossings", "Flag, Red"), ("places", "City (Small)")):
        sheet = document.sheet(name)
        if sheet:
            _waypoints(root, sheet, symbol)
    legs = document.sheet("legs")
    if legs:
        _tracks(root, legs)
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = for_xml(text)


def _metadata(root: ET.Element, document: Document) -> None:
    # The order of the elements is that of the schema.
    metadata = ET.SubElement(root, "metadata")
    _text(metadata, "name", document.title)
    lines = [f"{item}: {value}" for item, value in document.about.items() if value]
    sheet = document.sheet("sources")
    lines += [f"source {row['source']}: {row['title']}" for row in sheet.records()] if sheet else []
    _text(metadata, "desc", "\n".join(lines))
    author = ET.SubElement(metadata, "author")
    _text(author, "name", document.about["made by"])
    rights = ET.SubElement(metadata, "copyright", {"author": ATTRIBUTION})
    _text(rights, "license", LICENCE_URL)
    ET.SubElement(metadata, "link", {"href": ATTRIBUTION_URL})
    _text(metadata, "keywords", ", ".join(document.colours))


def _waypoints(root: ET.Element, sheet: Sheet, symbol: str) -> None:
    for record, ((lon, lat),) in zip(sheet.records(), sheet.shapes, strict=True):
        point = ET.SubElement(root, "wpt", {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"})
        name = record.get("name") or f"{record.get('from_country')}-{record.get('to_country')}"
        _text(point, "name", str(name))
        _text(point, "desc", f"{record['variant']}, at {record['at_km']} km")
        _text(point, "src", str(record["sources"]))
        _text(point, "sym", symbol)
        _text(point, "type", sheet.name)
        _extensions(point, record)


def _tracks(root: ET.Element, legs: Sheet) -> None:
    for number, (record, shape) in enumerate(zip(legs.records(), legs.shapes, strict=True), 1):
        track = ET.SubElement(root, "trk")
        _text(track, "name", f"{record['variant']}: {record['start_name']} - {record['end_name']}")
        _text(track, "desc", f"{record['distance_km']} km ({record['distance_basis']})")
        _text(track, "src", str(record["sources"]))
        _text(track, "number", str(number))
        _text(track, "type", str(record["mode"]))
        _extensions(track, record)
        segment = ET.SubElement(track, "trkseg")
        for lon, lat in shape:
            ET.SubElement(segment, "trkpt", {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"})


def _extensions(parent: ET.Element, record: dict[str, Value]) -> None:
    extensions = ET.SubElement(parent, "extensions")
    for name, value in record.items():
        if value is not None and value != "" and name not in LEFT_OUT:
            _text(extensions, f"ndn:{name}", in_xml(value))
