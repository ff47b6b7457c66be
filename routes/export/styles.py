"""The styles of a GeoPackage's layers, as QGIS keeps them in the table ``layer_styles``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from routes.export.characters import for_xml
from routes.export.model import Column, Document, Kind, Sheet

# The name that QGIS looks for.
STYLES = "layer_styles"
WIDTH_MM = {"legs": "0.8"}
MARKERS = {"crossings": ("diamond", "3.2"), "places": ("circle", "1.8")}

COLUMNS = (
    Column("f_table_catalog", Kind.TEXT, "empty"),
    Column("f_table_schema", Kind.TEXT, "empty"),
    Column("f_table_name", Kind.TEXT, "the layer"),
    Column("f_geometry_column", Kind.TEXT, "its geometry"),
    Column("styleName", Kind.TEXT, "name of the style"),
    Column("styleQML", Kind.TEXT, "the style for QGIS"),
    Column("styleSLD", Kind.TEXT, "the style as SLD 1.0, for other programs"),
    Column("useAsDefault", Kind.FLAG, "whether it is applied when the layer is opened"),
    Column("description", Kind.TEXT, "what it shows"),
    Column("owner", Kind.TEXT, "empty"),
    Column("ui", Kind.TEXT, "empty"),
    Column("update_time", Kind.DAY, "the date of the export"),
)


def style_sheet(document: Document, geometry: str) -> Sheet:
    """One default style for each layer: a colour a variant, the same in all layers."""
    rows = tuple(
        _row(sheet, document.colours, geometry, document.as_of)
        for sheet in document.sheets
        if sheet.geometry
    )
    return Sheet(STYLES, "Styles of the layers", COLUMNS, rows)


def _row(
    sheet: Sheet, colours: Mapping[str, str], geometry: str, on: date
) -> tuple[str | bool | date, ...]:
    return (
        "",
        "",
        sheet.name,
        geometry,
        "variants",
        _qml(sheet.name, colours),
        _sld(sheet.name, colours),
        True,
        "one colour a variant",
        "",
        "",
        on,
    )


def _symbol(layer: str, colour: str) -> tuple[str, str, dict[str, str]]:
    """Kind of symbol, class of its layer, and the options of that."""
    rgb = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    if layer in MARKERS:
        shape, size = MARKERS[layer]
        options = {"name": shape, "color": f"{rgb},255", "size": size, "size_unit": "MM"}
        outline = {"outline_color": "255,255,255,255", "outline_width": "0.3"}
        return "marker", "SimpleMarker", options | outline
    return (
        "line",
        "SimpleLine",
        {
            "line_color": f"{rgb},255",
            "line_width": WIDTH_MM[layer],
            "line_width_unit": "MM",
            "joinstyle": "round",
            "capstyle": "round",
        },
    )


def _attributes(values: Mapping[str, str]) -> str:
    return "".join(f" {key}={quoteattr(for_xml(value))}" for key, value in values.items())


def _qml(layer: str, colours: Mapping[str, str]) -> str:
    categories, symbols = [], []
    for number, (variant, colour) in enumerate(colours.items()):
        shown = {"symbol": str(number), "value": variant, "label": variant, "render": "true"}
        categories.append(f"<category{_attributes(shown)}/>")
        kind, cls, options = _symbol(layer, colour)
        listed = "".join(
            f"<Option{_attributes({'type': 'QString', 'name': key, 'value': value})}/>"
            for key, value in options.items()
        )
        symbols.append(
            f'<symbol type="{kind}" name="{number}" alpha="1"><layer class="{cls}" enabled="1" '
            f'pass="0" locked="0"><Option type="Map">{listed}</Option></layer></symbol>'
        )
    return (
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        '<qgis version="3.22" styleCategories="Symbology"><renderer-v2 type="categorizedSymbol" '
        'attr="variant" symbollevels="0" enableorderby="0">'
        f"<categories>{''.join(categories)}</categories><symbols>{''.join(symbols)}</symbols>"
        "</renderer-v2></qgis>"
    )


def _sld(layer: str, colours: Mapping[str, str]) -> str:
    rules = "".join(_rule(layer, variant, colour) for variant, colour in colours.items())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<StyledLayerDescriptor version="1.0.0" '
        'xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc">'
        f"<NamedLayer><Name>{layer}</Name><UserStyle><FeatureTypeStyle>{rules}"
        "</FeatureTypeStyle></UserStyle></NamedLayer></StyledLayerDescriptor>"
    )


def _rule(layer: str, variant: str, colour: str) -> str:
    name = _escaped(variant)
    fill = _parameters({"fill": colour})
    if layer in MARKERS:
        shape = {"diamond": "square", "circle": "circle"}[MARKERS[layer][0]]
        symbol = (
            f"<PointSymbolizer><Graphic><Mark><WellKnownName>{shape}</WellKnownName>"
            f"<Fill>{fill}</Fill></Mark><Size>8</Size></Graphic></PointSymbolizer>"
        )
    else:
        stroke = _parameters({"stroke": colour, "stroke-width": "3"})
        symbol = f"<LineSymbolizer><Stroke>{stroke}</Stroke></LineSymbolizer>"
    return (
        f"<Rule><Name>{name}</Name><ogc:Filter><ogc:PropertyIsEqualTo><ogc:PropertyName>variant"
        f"</ogc:PropertyName><ogc:Literal>{name}</ogc:Literal></ogc:PropertyIsEqualTo></ogc:Filter>"
        f"{symbol}</Rule>"
    )


def _parameters(values: Mapping[str, str]) -> str:
    return "".join(
        f'<CssParameter name="{key}">{value}</CssParameter>' for key, value in values.items()
    )


def _escaped(text: str) -> str:
    return escape(for_xml(text))
