"""GeoJSON (RFC 7946): every feature of every layer, and beside them what holds for all."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from typing import Any

from routes.export.characters import for_utf8
from routes.export.model import Document, Shape, Sheet, Value, about_sheet, columns_sheet

# A hundred-thousandth of a degree is a metre; one digit more than the atlas has.
DIGITS = 6


def encode(document: Document) -> bytes:
    """A feature collection; ``layer`` of each feature's properties is the name of its sheet.

    The sheets without geometry, the columns with their units, the licence and the date are
    members of the collection under names of their own (section 6.1: foreign members).
    """
    layers = [sheet for sheet in document.sheets if sheet.geometry]
    plain = [sheet for sheet in document.sheets if not sheet.geometry]
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": for_utf8(document.title),
        "about": {row["item"]: row["value"] for row in about_sheet(document).records()},
        "columns": _records(columns_sheet(document)),
        **{sheet.name: _records(sheet) for sheet in plain},
        "features": [feature for sheet in layers for feature in _features(sheet)],
    }
    points = [point for sheet in layers for shape in sheet.shapes for point in shape]
    # West and east of a line across the antimeridian are not the least and greatest longitude.
    if points and not any(_crosses(shape) for sheet in layers for shape in sheet.shapes):
        lons, lats = zip(*map(_rounded, points), strict=True)
        collection["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1)
    return f"{text}\n".encode()


def _records(sheet: Sheet) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in record.items()} for record in sheet.records()]


def _plain(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return for_utf8(value) if isinstance(value, str) else value


def _features(sheet: Sheet) -> list[dict[str, Any]]:
    return [
        {
            "type": "Feature",
            "geometry": _geometry(sheet.geometry, shape),
            "properties": {"layer": sheet.name, **record},
        }
        for record, shape in zip(_records(sheet), sheet.shapes, strict=True)
    ]


def _rounded(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], DIGITS), round(point[1], DIGITS)


def _geometry(kind: str | None, shape: Shape) -> dict[str, Any]:
    if kind == "Point":
        return {"type": "Point", "coordinates": _rounded(shape[0])}
    parts = [[_rounded(point) for point in part] for part in cut_at_antimeridian(shape)]
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts}


def _crosses(shape: Shape) -> bool:
    return any(abs(b[0] - a[0]) > 180 for a, b in pairwise(shape))


def cut_at_antimeridian(shape: Shape) -> list[Shape]:
    """The parts of a line that leap from one edge of the map to the other (section 3.1.9)."""
    parts: list[list[tuple[float, float]]] = [[shape[0]]]
    for a, b in pairwise(shape):
        if abs(b[0] - a[0]) > 180:
            edge = 180.0 if a[0] > 0 else -180.0
            # The longitude of b as if the map went on.
            beyond = b[0] + 2 * edge
            share = (edge - a[0]) / (beyond - a[0]) if beyond != a[0] else 0.0
            lat = a[1] + share * (b[1] - a[1])
            parts[-1].append((edge, lat))
            parts.append([(-edge, lat)])
        parts[-1].append(b)
    return [tuple(part) for part in parts]
