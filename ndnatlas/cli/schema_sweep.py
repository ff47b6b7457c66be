"""The JSON Schema of a sweep's file, made from what its reader accepts."""

from __future__ import annotations

from typing import Any

from geodata.law import Cargo, Direction
from geodata.model import Mode
from ndnatlas.cli.schema_parts import DATE, Schema, choice, choices, picked, record, texts
from routes.estimate.montecarlo import FEWEST, MOST
from routes.sweep.dates import RUN, STEPS
from routes.sweep.reading import KEYS, WHAT

_SOME: Schema = {"minItems": 1, "uniqueItems": True}


def _lists(meaning: str, items: Schema) -> Schema:
    """A list of lists, one for each case."""
    return {"type": "array", "items": items, "description": meaning, **_SOME}


def _whole(meaning: str, low: int, high: int) -> Schema:
    return {"type": "integer", "minimum": low, "maximum": high, "description": meaning}


_RUN: dict[str, Any] = {
    "from": {**DATE, "description": "first date"},
    "until": {**DATE, "description": "first date that is left out"},
    "every": choice("the step", STEPS),
}

_SWEEP: Schema = {
    "origins": {**texts("places to begin at: id, name, code or 'lat,lon'"), **_SOME},
    "destinations": {**texts("places to end at"), **_SOME},
    "variants": {**texts("ids of variants, or their TOML files"), **_SOME},
    "closures": _lists("what is closed: a list for each case, [] for nothing", texts("names")),
    "dates": {
        "description": "dates, or a run of them; the day of the run when left out",
        "oneOf": [
            {"type": "array", "items": DATE, **_SOME},
            record(picked(RUN, _RUN), RUN),
        ],
    },
    "cargo": {**choices("whose rules tell the state", Cargo), **_SOME},
    "direction": {**choices("towards Afghanistan, or back", Direction), **_SOME},
    "comply": {
        "type": "array",
        "items": {"type": "boolean"},
        "description": "whether to keep to what the law allows, or each once",
        **_SOME,
    },
    "modes": _lists("modes to use: a list for each case", choices("modes", Mode)),
    "estimate": {**texts("what to estimate", enum=list(WHAT)), "minItems": 1},
    "parameters": {**texts("files of parameters; '' for the built-in ones"), **_SOME},
    "samples": _whole("random samples of an estimate", FEWEST, MOST),
    "seed": _whole("what the random samples begin with", 0, 2**63 - 1),
}

SWEEP = record(
    picked(KEYS, _SWEEP),
    anyOf=[{"required": ["variants"]}, {"required": ["origins", "destinations"]}],
    # A variant has modes of its own.
    **{"not": {"required": ["variants", "modes"]}},
    dependencies={
        "origins": ["destinations"],
        "destinations": ["origins"],
        "modes": ["origins", "destinations"],
        **{key: ["estimate"] for key in ("parameters", "samples", "seed")},
    },
)
"""What a file of scenarios may hold."""
