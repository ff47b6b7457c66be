"""Routes in the formats of other programs: maps, spreadsheets, receivers, data frames."""

from __future__ import annotations

from routes.export.formats import FORMATS, Format, format_of
from routes.export.model import Column, Document, Kind, Sheet
from routes.export.sheets import SHEETS, document

__all__ = [
    "FORMATS",
    "SHEETS",
    "Column",
    "Document",
    "Format",
    "Kind",
    "Sheet",
    "document",
    "format_of",
]
