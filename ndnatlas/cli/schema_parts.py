"""The pieces that JSON Schemas of draft 4 are made of."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-04/schema#"
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def text(meaning: str, **more: Any) -> Schema:
    """A text."""
    return {"type": "string", "description": meaning, **more}


def texts(meaning: str, **items: Any) -> Schema:
    """A list of texts, each of which is as ``items`` say."""
    return {"type": "array", "items": {"type": "string", **items}, "description": meaning}


def choice(meaning: str, kind: Iterable[str]) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": list(map(str, kind)), "description": meaning}


def choices(meaning: str, kind: type[StrEnum]) -> Schema:
    """A list of members of an enumeration."""
    return texts(meaning, enum=list(map(str, kind)))


def record(properties: Schema, required: Iterable[str] = (), **more: Any) -> Schema:
    """A table with these keys and no others."""
    found = {"type": "object", "properties": properties, "additionalProperties": False, **more}
    # Draft 4 allows no empty list.
    return found | {"required": list(required)} if required else found


def picked(keys: Iterable[str], known: Schema) -> Schema:
    """The definitions of a reader's keys; one that has none here raises KeyError."""
    return {str(key): known[str(key)] for key in keys}


# TOML has dates of its own, which editors hand on as text. Draft 4 knows no format of a date, and
# who reads by it alone goes by the pattern.
DATE = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
PAIR = {"minItems": 2, "maxItems": 2}
