"""JSON Schemas of the TOML files, for editors, made from what their readers accept.

They are of draft 4, which the TOML tools of editors understand. A schema helps while typing;
`ndn check` decides.
"""

from __future__ import annotations

from geodata.law import Cargo, Direction, Effect
from geodata.law_tables import ACTS, FLAGS, KNOWN_TO, LISTS
from geodata.model import Mode, Source
from ndnatlas.cli.schema_parts import (
    DATE,
    DAY,
    DRAFT,
    PAIR,
    SLUG,
    Schema,
    choice,
    choices,
    picked,
    record,
    text,
    texts,
)
from ndnatlas.cli.schema_sweep import SWEEP
from routes.estimate.distributions import Shape
from routes.estimate.parameters import Basis, By, Side
from routes.estimate.quantities import UNITS, Quantity
from routes.estimate.reading import CORRELATION_KEYS, KEYS, KIND, PARAMETER_KEYS
from routes.variants import EDITION_KEYS, VARIANT_KEYS

_COUNTRIES = texts("ISO 3166-1 alpha-2 codes; any country when left out", pattern="^[A-Z]{2}$")
_SOURCES = texts("ids of sources.toml")

_EDITION = {
    "since": {**DATE, "description": "first day of the edition, such as 2018-05-05"},
    "until": {**DATE, "description": "first day after it"},
    "stops": {**texts("places to pass: id, name, code or 'lat,lon'"), "minItems": 2},
    "modes": choices("modes to use; any when left out", Mode),
    "countries": _COUNTRIES,
    "avoid": texts("places not to pass"),
}

_VARIANT = {
    "id": text("the variant's id; the file is called so", pattern="^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"),
    "name": text("its name", minLength=1),
    "summary": text("what it is, in a sentence", minLength=1),
    "name_ru": text("its name in Russian", minLength=1),
    "summary_ru": text("what it is, in Russian", minLength=1),
    "order": {"type": "integer", "description": "variants are listed by this number, then by id"},
    "sources": _SOURCES,
    "editions": {
        "type": "array",
        "minItems": 1,
        "items": record(picked(EDITION_KEYS, _EDITION)),
        "description": "what it was during one interval; what all share stands above them",
    },
}

_ACT = {
    "title": text("what it is", minLength=1),
    "effect": choice("what it does to a way", Effect),
    "since": text("day, month or year from which it holds", pattern=DAY),
    "until": text("day, month or year from which it holds no more", pattern=DAY),
    "cargo": choices("goods that it speaks of; all when left out", Cargo),
    "directions": choices("directions that it speaks of; both when left out", Direction),
    "modes": choices("modes that it speaks of; all when left out", Mode),
    "countries": _COUNTRIES,
    "checkpoints": texts("ids of the border crossing points that it names"),
    "exclusive": {"type": "boolean", "description": "whether it admits no other crossing"},
    "beneficiaries": texts("whose goods it admits: ISO 3166-1 alpha-2, or NATO"),
    "lethal": {"type": "boolean", "description": "whether arms are admitted"},
    "overflight": {"type": "boolean", "description": "whether it is for flying over only"},
    "treaty": text("joins the acts of one agreement"),
    "sources": _SOURCES,
    "note": text("a remark"),
}

_NUMBER = {"type": "number", "minimum": 0}
_SPREADS: Schema = {
    "fixed": {**_NUMBER, "description": "always this figure"},
    "uniform": record(dict.fromkeys(("low", "high"), _NUMBER), ("low", "high")),
    "triangular": record(dict.fromkeys(("low", "mode", "high"), _NUMBER), ("low", "mode", "high")),
    "lognormal": record(
        dict.fromkeys(("p10", "p50", "p90", "mean", "cv"), _NUMBER),
        description="two or three of p10, p50, p90, or mean and cv",
    ),
}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_WHOLE = {"type": "integer", "minimum": 1}

_PARAMETER: Schema = {
    "id": text("the parameter's id; a built-in one of that id is replaced", pattern=SLUG),
    "quantity": choice("what it is a figure of", Quantity),
    "unit": choice("its unit", dict.fromkeys(unit for units in UNITS.values() for unit in units)),
    "chance": {**_SHARE, "description": "how likely it is felt at all"},
    "basis": choice("whether it rests on a source", Basis),
    "sources": _SOURCES,
    "note": text("a remark"),
    "years": {
        "type": "object",
        "patternProperties": {"^(19|20)[0-9]{2}$": record(picked(Shape, _SPREADS))},
        "additionalProperties": False,
        "description": "a figure for each year",
    },
    **_SPREADS,
    "mode": choice("the mode it holds for", Mode),
    "gauge_mm": {**_WHOLE, "description": "the gauge it holds for, in mm"},
    "country": text("the country it holds for", pattern="^[A-Z]{2}$"),
    "side": choice("the side of a frontier", Side),
    "customs": {"type": "boolean", "description": "with customs, or without"},
    "checkpoint": text("the border crossing point it holds for"),
    "place": text("the place it holds for"),
    "between": {**texts("the two places it holds between"), **PAIR},
    "modes": {**choices("the two modes it holds between", Mode), **PAIR},
    "months": {
        "type": "array",
        "minItems": 1,
        "items": {"type": "integer", "minimum": 1, "maximum": 12},
        "description": "the months it holds in",
    },
    "since": {**DATE, "description": "first day it holds"},
    "until": {**DATE, "description": "first day it holds no more"},
    "extends": {"type": "boolean", "description": "whether it stands in for other dates"},
}

_CORRELATION: Schema = {
    "quantity": choice("the quantity", Quantity),
    "mode": choice("of this mode only", Mode),
    "by": choice("what shares one factor", By),
    "correlation": {**_SHARE, "description": "how alike the draws are"},
    "basis": choice("whether it rests on a source", Basis),
    "note": text("a remark"),
}

_FILE: Schema = {
    "kind": choice("what the file holds", (KIND,)),
    "title": text("what it is"),
    "alone": {"type": "boolean", "description": "whether the built-in figures are left out"},
    "correlations": {
        "type": "array",
        "items": record(
            picked(CORRELATION_KEYS, _CORRELATION), ("quantity", "by", "correlation", "basis")
        ),
    },
    "parameters": {
        "type": "array",
        "items": record(picked(PARAMETER_KEYS, _PARAMETER), ("id", "quantity", "unit", "basis")),
    },
}


def schemas() -> dict[str, Schema]:
    """Each schema by the name of its file."""
    act = record(picked(ACTS, _ACT), ("title", "effect", "sources"))
    wrong = [key for key in ACTS if (act["properties"][key]["type"] == "array") != (key in LISTS)]
    wrong += [key for key in FLAGS if act["properties"][key]["type"] != "boolean"]
    if wrong:
        raise ValueError(f"the schema of acts has another kind of {', '.join(wrong)}")
    source = record({key: text(f"its {key}", minLength=1) for key in Source._fields[1:]})
    source["required"] = list(Source._fields[1:])
    checked = record({cargo.value: text("a day", pattern=DAY) for cargo in Cargo})
    variant = record(
        picked((*VARIANT_KEYS, *EDITION_KEYS), _VARIANT | _EDITION),
        ("id", "name"),
        anyOf=[{"required": ["stops"]}, {"required": ["editions"]}],
    )
    tables = {
        "variant": ("A route variant", variant),
        "acts": (
            "Agreements, decrees and closures",
            record({KNOWN_TO: checked}, patternProperties={SLUG: act}),
        ),
        "sources": ("Sources", record({}, patternProperties={SLUG: source})),
        "parameters": ("What time and cost are estimated from", record(picked(KEYS, _FILE))),
        "sweep": ("Scenarios to run", SWEEP),
    }
    return {
        f"{name}.schema.json": {"$schema": DRAFT, "title": title, **schema}
        for name, (title, schema) in tables.items()
    }
