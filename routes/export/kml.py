"""KML 2.2 for Google Earth: a folder for each variant, with its legs, frontiers and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from xml.etree import ElementTree as ET

from routes.export.characters import for_xml, in_xml
from routes.export.model import ATTRIBUTION, ATTRIBUTION_URL, Document, Shape, Sheet, Value

KML = "http://www.opengis.net/kml/2.2"
ATOM = "http://www.w3.org/2005/Atom"
WIDTH_PX = 3
# What a placemark is called.
NAMES = {
    "legs": "{start_name} - {end_name}",
    "crossings": "{from_country}-{to_country} {name}",
    "places": "{name}",
}


def encode(document: Document) -> bytes:
    """A document with one folder a variant, and in it one a layer.

    The data of every placemark, the summary of a variant and what holds for all stand in
    ``ExtendedData``.
    """
    root = ET.Element("kml", {"xmlns": KML, "xmlns:atom": ATOM})
    top = ET.SubElement(root, "Document")
    _text(top, "name", document.title)
    _text(top, "open", "1")
    author = ET.SubElement(top, "atom:author")
    _text(author, "atom:name", ATTRIBUTION)
    ET.SubElement(top, "atom:link", {"rel": "license", "href": ATTRIBUTION_URL})
    _text(top, "description", _description(document))
    for number, colour in enumerate(document.colours.values()):
        _style(top, f"v{number}", colour)
    _data(top, document.about)
    variants = {str(row["variant"]): row for row in _rows(document, "variants")}
    for number, variant in enumerate(document.colours):
        folder = ET.SubElement(top, "Folder")
        summary = variants.get(variant, {})
        _text(folder, "name", str(summary.get("name") or variant))
        if summary:
            _text(folder, "description", _as_html([f"{summary['state']}: {summary['reason']}"]))
            _data(folder, summary)
        for sheet in document.sheets:
            if sheet.geometry:
                _layer(folder, sheet, variant, f"#v{number}")
    ET.indent(root, " ")
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _rows(document: Document, name: str) -> list[dict[str, Value]]:
    sheet = document.sheet(name)
    return sheet.records() if sheet else []


def _description(document: Document) -> str:
    lines = [f"{item}: {value}" for item, value in document.about.items() if value]
    sources = [
        f"{row['source']}: {row['title']} ({row['author']}, {row['date']}; {row['licence']})"
        for row in _rows(document, "sources")
    ]
    units = [
        f"{column.name}: {column.meaning}{f' ({column.unit})' if column.unit else ''}"
        for sheet in document.sheets
        if sheet.geometry
        for column in sheet.columns
        if column.unit
    ]
    parts = [*lines, *dict.fromkeys(units), *(["Sources"] if sources else []), *sources]
    return _as_html(parts)


def _as_html(lines: Iterable[str]) -> str:
    """Lines for a balloon, which shows a description as HTML."""
    return "<br>\n".join(escape(line) for line in lines)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = for_xml(text)


def _style(parent: ET.Element, ident: str, colour: str) -> None:
    # KML writes colours as alpha, blue, green, red.
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    style = ET.SubElement(parent, "Style", {"id": ident})
    icon = ET.SubElement(style, "IconStyle")
    _text(icon, "color", f"ff{blue}{green}{red}")
    _text(icon, "scale", "0.7")
    line = ET.SubElement(style, "LineStyle")
    _text(line, "color", f"ff{blue}{green}{red}")
    _text(line, "width", str(WIDTH_PX))


def _layer(parent: ET.Element, sheet: Sheet, variant: str, style: str) -> None:
    folder = ET.SubElement(parent, "Folder")
    _text(folder, "name", f"{variant}: {sheet.title.lower()}")
    for record, shape in zip(sheet.records(), sheet.shapes, strict=True):
        if record["variant"] != variant:
            continue
        mark = ET.SubElement(folder, "Placemark")
        words = {key: "" if value is None else value for key, value in record.items()}
        _text(mark, "name", NAMES[sheet.name].format(**words).strip())
        _text(mark, "styleUrl", style)
        _data(mark, record)
        _geometry(mark, shape)


def _data(parent: ET.Element, values: Mapping[str, Value]) -> None:
    extended = ET.SubElement(parent, "ExtendedData")
    for name, value in values.items():
        if value is None or value == "":
            continue
        data = ET.SubElement(extended, "Data", {"name": for_xml(name)})
        _text(data, "value", in_xml(value))


def _geometry(parent: ET.Element, shape: Shape) -> None:
    tag = "Point" if len(shape) == 1 else "LineString"
    geometry = ET.SubElement(parent, tag)
    if tag == "LineString":
        _text(geometry, "tessellate", "1")
    _text(geometry, "coordinates", " ".join(f"{lon:.6f},{lat:.6f}" for lon, lat in shape))
