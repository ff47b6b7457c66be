"""JSON Schemas of the TOML files, for editors, made from what their readers accept.

They are of draft 4, which the TOML tools of editors understand. A schema helps while typing;
`ndn check` decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from geodata.law import Cargo, Direction, Effect
from geodata.law_tables import ACTS, FLAGS, KNOWN_TO, LISTS
from geodata.model import Mode, Source
from routes.estimate.distributions import Shape
from routes.estimate.parameters import Basis, By, Side
from routes.estimate.quantities import UNITS, Quantity
from routes.estimate.reading import CORRELATION_KEYS, KEYS, KIND, PARAMETER_KEYS
from routes.variants import EDITION_KEYS, VARIANT_KEYS

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-04/schema#"
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def _text(meaning: str, **more: Any) -> Schema:
    return {"type": "string", "description": meaning, **more}


def _texts(meaning: str, **items: Any) -> Schema:
    return {"type": "array", "items": {"type": "string", **items}, "description": meaning}


def _choice(meaning: str, kind: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(map(str, kind)), "description": meaning}


def _choices(meaning: str, kind: type[StrEnum]) -> Schema:
    return _texts(meaning, enum=list(map(str, kind)))


def _object(properties: Schema, required: Iterable[str] = (), **more: Any) -> Schema:
    found = {"type": "object", "properties": properties, "additionalProperties": False, **more}
    # Draft 4 allows no empty list.
    return found | {"required": list(required)} if required else found


def _picked(keys: Iterable[str], known: Schema) -> Schema:
    """The definitions of a reader's keys; one that has none here raises KeyError."""
    return {str(key): known[str(key)] for key in keys}


_COUNTRIES = _texts("ISO 3166-1 alpha-2 codes; any country when left out", pattern="^[A-Z]{2}$")
_SOURCES = _texts("ids of sources.toml")
# TOML has dates of its own, which editors hand on as text.
_DATE = {"type": "string", "format": "date"}

_EDITION = {
    "since": {**_DATE, "description": "first day of the edition, such as 2018-05-05"},
    "until": {**_DATE, "description": "first day after it"},
    "stops": {**_texts("places to pass: id, name, code or 'lat,lon'"), "minItems": 2},
    "modes": _choices("modes to use; any when left out", Mode),
    "countries": _COUNTRIES,
    "avoid": _texts("places not to pass"),
}

_VARIANT = {
    "id": _text(
        "the variant's id; the file is called so", pattern="^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
    ),
    "name": _text("its name", minLength=1),
    "summary": _text("what it is, in a sentence", minLength=1),
    "order": {"type": "integer", "description": "variants are listed by this number, then by id"},
    "sources": _SOURCES,
    "editions": {
        "type": "array",
        "minItems": 1,
        "items": _object(_picked(EDITION_KEYS, _EDITION)),
        "description": "what it was during one interval; what all share stands above them",
    },
}

_ACT = {
    "title": _text("what it is", minLength=1),
    "effect": _choice("what it does to a way", Effect),
    "since": _text("day, month or year from which it holds", pattern=DAY),
    "until": _text("day, month or year from which it holds no more", pattern=DAY),
    "cargo": _choices("goods that it speaks of; all when left out", Cargo),
    "directions": _choices("directions that it speaks of; both when left out", Direction),
    "modes": _choices("modes that it speaks of; all when left out", Mode),
    "countries": _COUNTRIES,
    "checkpoints": _texts("ids of the border crossing points that it names"),
    "exclusive": {"type": "boolean", "description": "whether it admits no other crossing"},
    "beneficiaries": _texts("whose goods it admits: ISO 3166-1 alpha-2, or NATO"),
    "lethal": {"type": "boolean", "description": "whether arms are admitted"},
    "overflight": {"type": "boolean", "description": "whether it is for flying over only"},
    "treaty": _text("joins the acts of one agreement"),
    "sources": _SOURCES,
    "note": _text("a remark"),
}

_NUMBER = {"type": "number", "minimum": 0}
_SPREADS: Schema = {
    "fixed": {**_NUMBER, "description": "always this figure"},
    "uniform": _object(dict.fromkeys(("low", "high"), _NUMBER), ("low", "high")),
    "triangular": _object(dict.fromkeys(("low", "mode", "high"), _NUMBER), ("low", "mode", "high")),
    "lognormal": _object(
        dict.fromkeys(("p10", "p50", "p90", "mean", "cv"), _NUMBER),
        description="two or three of p10, p50, p90, or mean and cv",
    ),
}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_PAIR = {"minItems": 2, "maxItems": 2}
_WHOLE = {"type": "integer", "minimum": 1}

_PARAMETER: Schema = {
    "id": _text("the parameter's id; a built-in one of that id is replaced", pattern=SLUG),
    "quantity": _choice("what it is a figure of", Quantity),
    "unit": _choice("its unit", dict.fromkeys(unit for units in UNITS.values() for unit in units)),
    "chance": {**_SHARE, "description": "how likely it is felt at all"},
    "basis": _choice("whether it rests on a source", Basis),
    "sources": _SOURCES,
    "note": _text("a remark"),
    "years": {
        "type": "object",
        "patternProperties": {"^(19|20)[0-9]{2}$": _object(_picked(Shape, _SPREADS))},
        "additionalProperties": False,
        "description": "a figure for each year",
    },
    **_SPREADS,
    "mode": _choice("the mode it holds for", Mode),
    "gauge_mm": {**_WHOLE, "description": "the gauge it holds for, in mm"},
    "country": _text("the country it holds for", pattern="^[A-Z]{2}$"),
    "side": _choice("the side of a frontier", Side),
    "customs": {"type": "boolean", "description": "with customs, or without"},
    "checkpoint": _text("the border crossing point it holds for"),
    "place": _text("the place it holds for"),
    "between": {**_texts("the two places it holds between"), **_PAIR},
    "modes": {**_choices("the two modes it holds between", Mode), **_PAIR},
    "months": {
        "type": "array",
        "minItems": 1,
        "items": {"type": "integer", "minimum": 1, "maximum": 12},
        "description": "the months it holds in",
    },
    "since": {**_DATE, "description": "first day it holds"},
    "until": {**_DATE, "description": "first day it holds no more"},
    "extends": {"type": "boolean", "description": "whether it stands in for other dates"},
}

_CORRELATION: Schema = {
    "quantity": _choice("the quantity", Quantity),
    "mode": _choice("of this mode only", Mode),
    "by": _choice("what shares one factor", By),
    "correlation": {**_SHARE, "description": "how alike the draws are"},
    "basis": _choice("whether it rests on a source", Basis),
    "note": _text("a remark"),
}

_FILE: Schema = {
    "kind": _choice("what the file holds", (KIND,)),
    "title": _text("what it is"),
    "alone": {"type": "boolean", "description": "whether the built-in figures are left out"},
    "correlations": {
        "type": "array",
        "items": _object(
            _picked(CORRELATION_KEYS, _CORRELATION), ("quantity", "by", "correlation", "basis")
        ),
    },
    "parameters": {
        "type": "array",
        "items": _object(_picked(PARAMETER_KEYS, _PARAMETER), ("id", "quantity", "unit", "basis")),
    },
}


def schemas() -> dict[str, Schema]:
    """Each schema by the name of its file."""
    act = _object(_picked(ACTS, _ACT), ("title", "effect", "sources"))
    wrong = [key for key in ACTS if (act["properties"][key]["type"] == "array") != (key in LISTS)]
    wrong += [key for key in FLAGS if act["properties"][key]["type"] != "boolean"]
    if wrong:
        raise ValueError(f"the schema of acts has another kind of {', '.join(wrong)}")
    source = _object({key: _text(f"its {key}", minLength=1) for key in Source._fields[1:]})
    source["required"] = list(Source._fields[1:])
    checked = _object({cargo.value: _text("a day", pattern=DAY) for cargo in Cargo})
    variant = _object(
        _picked((*VARIANT_KEYS, *EDITION_KEYS), _VARIANT | _EDITION),
        ("id", "name"),
        anyOf=[{"required": ["stops"]}, {"required": ["editions"]}],
    )
    tables = {
        "variant": ("A route variant", variant),
        "acts": (
            "Agreements, decrees and closures",
            _object({KNOWN_TO: checked}, patternProperties={SLUG: act}),
        ),
        "sources": ("Sources", _object({}, patternProperties={SLUG: source})),
        "parameters": ("What time and cost are estimated from", _object(_picked(KEYS, _FILE))),
    }
    return {
        f"{name}.schema.json": {"$schema": DRAFT, "title": title, **schema}
        for name, (title, schema) in tables.items()
    }
