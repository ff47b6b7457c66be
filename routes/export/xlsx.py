"""XLSX (ECMA-376): one worksheet a sheet, with headings that stay and columns that fit.

Written here, part by part: texts stand in cells of type ``inlineStr``, which no spreadsheet takes
for a formula, and nothing in the file tells when or where it was made.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from routes.export.characters import for_xml
from routes.export.model import ATTRIBUTION, LICENCE, Column, Document, Kind, Sheet, Value, complete

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The longest text of a cell, and how many characters wide a column is made at the most.
LONGEST_TEXT = 32_767
WIDEST = 60
# Day 0 of the 1900 date system as it is counted from March 1900 on.
DAY_0 = date(1899, 12, 30)
# Numbers of the cell styles below; 0 is the plain one.
HEADING, DECIMAL, DAY = 1, 2, 3
# The earliest date that a ZIP archive can carry.
EPOCH = (1980, 1, 1, 0, 0, 0)

STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}">\
<numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.0"/>\
<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>\
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""

# Excel reads _x0041_ in a text as the letter A.
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def encode(document: Document) -> bytes:
    """A workbook with every sheet, the meaning of the columns, and what holds for all."""
    sheets = complete(document)
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations(
            [
                (f"{LINKS}/officeDocument", "xl/workbook.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ]
        ),
        "docProps/core.xml": _properties(document),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *((f"{LINKS}/worksheet", f"worksheets/sheet{n}.xml") for n in _numbers(sheets)),
                (f"{LINKS}/styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": STYLES,
    }
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _worksheet(sheet)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # Of the same system on all systems.
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return stream.getvalue()


def _numbers(sheets: Iterable[Sheet]) -> range:
    return range(1, len(tuple(sheets)) + 1)


def _content_types(sheets: int) -> str:
    kinds = [
        ("xl/workbook.xml", f"{OFFICE}.sheet.main+xml"),
        ("xl/styles.xml", f"{OFFICE}.styles+xml"),
    ]
    kinds += [(f"xl/worksheets/sheet{n + 1}.xml", f"{OFFICE}.worksheet+xml") for n in range(sheets)]
    kinds.append(
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml")
    )
    rows = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in kinds)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{rows}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _properties(document: Document) -> str:
    day = f"{document.as_of}T00:00:00Z"
    fields = {
        "dc:title": document.title,
        "dc:creator": document.about["made by"],
        "dc:description": document.about["licence"],
        "dc:subject": f"{ATTRIBUTION}, {LICENCE}",
    }
    texts = "".join(f"<{tag}>{escape(for_xml(text))}</{tag}>" for tag, text in fields.items())
    times = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{day}</dcterms:{tag}>'
        for tag in ("created", "modified")
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{texts}{times}</cp:coreProperties>"
    )


def _workbook(sheets: Iterable[Sheet]) -> str:
    rows = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{rows}</sheets></workbook>'


def _worksheet(sheet: Sheet) -> str:
    heads = [column.name for column in sheet.columns]
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{_width(sheet, n - 1)}" customWidth="1"/>'
        for n in range(1, len(heads) + 1)
    )
    rows = [_row(1, [_text(_at(n, 1), head, HEADING) for n, head in enumerate(heads)])]
    for number, row in enumerate(sheet.rows, start=2):
        pairs = zip(row, sheet.columns, strict=True)
        cells = [_cell(_at(n, number), *pair) for n, pair in enumerate(pairs)]
        rows.append(_row(number, cells))
    last = _at(len(heads) - 1, len(rows))
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><dimension ref="A1:{last}"/><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><cols>{widths}</cols>'
        f'<sheetData>{"".join(rows)}</sheetData><autoFilter ref="A1:{last}"/></worksheet>'
    )


def _width(sheet: Sheet, index: int) -> int:
    texts = (str(row[index]) for row in sheet.rows if row[index] is not None)
    longest = max((len(text) for text in texts), default=0)
    return min(WIDEST, max(longest, len(sheet.columns[index].name)) + 2)


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _at(column: int, row: int) -> str:
    """The name of a cell: ``A1``, ``AB12``."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _cell(at: str, value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        return f'<c r="{at}" s="{DAY}"><v>{(value - DAY_0).days}</v></c>'
    if isinstance(value, int | float):
        style = f' s="{DECIMAL}"' if column.kind is Kind.NUMBER and column.unit == "km" else ""
        return f'<c r="{at}"{style}><v>{value}</v></c>'
    return _text(at, value)


def _text(at: str, text: str, style: int = 0) -> str:
    styled = f' s="{style}"' if style else ""
    # A bare carriage return would be read as a line feed.
    plain = _CODED.sub("_x005F_", for_xml(text)).replace("\r", "_x000D_")
    return (
        f'<c r="{at}"{styled} t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(plain[:LONGEST_TEXT])}</t></is></c>"
    )
