"""What a JSON Schema accepts the reader of the file accepts, and the other way round."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.atlas import Atlas
from geodata.errors import NdnError
from geodata.tables import Problems
from ndnatlas.asked import built_in
from ndnatlas.cli.schemas import schemas
from routes.sweep.reading import KEYS, read_plan
from routes.variants import EDITION_KEYS, VARIANT_KEYS, read_variant
from tests.test_init import faults

VARIANT = schemas()["variant.schema.json"]
SWEEP = schemas()["sweep.schema.json"]
STOPS = ["poti", "baku", "termez"]
FIRST, LAST = date(2010, 1, 1), date(2020, 1, 1)
WRONG: list[Any] = [7, 1.5, True, "text", "", [], [1], ["poti"], [[]], {"a": 1}, FIRST, ["KZ"]]


def toml(value: Any) -> str:
    """A value as TOML writes it in a line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def document(table: dict[str, Any]) -> str:
    return "".join(f"{key} = {toml(value)}\n" for key, value in table.items())


def some(good: dict[str, list[Any]], keys: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    """Tables with right values, and now and then one that is wrong, lacking or unknown."""
    assert set(good) == set(keys)
    right = st.fixed_dictionaries(
        {}, optional={key: st.sampled_from(values) for key, values in good.items()}
    )
    wrong = st.dictionaries(st.sampled_from([*keys, "stop"]), st.sampled_from(WRONG), max_size=1)
    return st.builds(lambda a, b: a | b, right, wrong)


EDITION: dict[str, list[Any]] = {
    "since": [FIRST],
    "until": [LAST],
    "stops": [STOPS, STOPS[:2]],
    "modes": [["rail"], ["rail", "ferry"], []],
    "countries": [["KZ", "UZ"], []],
    "avoid": [["aktau"], []],
}
EDITIONS = some(EDITION, EDITION_KEYS)
VARIANTS = st.builds(
    lambda head, own, editions: {"id": "a", "name": "A", **head, **own, **editions},
    some(
        {
            "id": ["a", "a-b"],
            "name": ["A"],
            "name_ru": ["А"],
            "summary": ["What it is."],
            "summary_ru": ["Что это."],
            "order": [1, 1000],
            "sources": [["tr4"], []],
            "editions": [[{"stops": STOPS}]],
        },
        VARIANT_KEYS,
    ),
    EDITIONS,
    st.one_of(st.just({}), EDITIONS.map(lambda one: {"editions": [one]})),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schemas") / "a.toml"


def read(text: str, file: Path, atlas: Atlas) -> bool:
    file.write_text(text, encoding="utf-8")
    return read_variant(file, atlas, Problems()) is not None


@given(table=VARIANTS)
def test_a_variant_that_the_schema_accepts_is_read(table: dict[str, Any], file: Path) -> None:
    text = document(table)
    accepted = not faults(VARIANT, tomllib.loads(text))
    is_read = read(text, file, built_in())
    # A reader knows the atlas and joins an edition with what stands above it; a schema does not.
    inherited = "editions" in table and any(key in EDITION_KEYS for key in table)
    if not accepted:
        assert not is_read
    elif not inherited:
        assert is_read or _lacks_stops(table) or _is_unknown(table) or _has_day_for_text(table)


def _lacks_stops(table: dict[str, Any]) -> bool:
    return "editions" in table and any("stops" not in one for one in table["editions"])


def _has_day_for_text(table: dict[str, Any]) -> bool:
    """Whether a day stands without quotes for a text: a schema sees a text in either."""
    return any(isinstance(table.get(key), date) for key in set(VARIANT_KEYS) - {"editions"})


def _is_unknown(table: dict[str, Any]) -> bool:
    """Whether it names what no atlas has, which only a reader can tell."""
    tables = [table, *table.get("editions", ())]
    return any(["KZ"] in (one.get("stops"), one.get("avoid")) for one in tables) or (
        table.get("sources") not in (None, ["tr4"], [])
    )


SWEEPS = some(
    {
        "origins": [["poti"], ["poti", "baku"]],
        "destinations": [["termez"], ["hairatan"]],
        "variants": [["north"], ["north", "btk"]],
        "closures": [[[], ["aktau"]], [["aktau", "RU"]]],
        "dates": [[FIRST], {"from": FIRST, "until": LAST, "every": "year"}, {"from": FIRST}],
        "cargo": [["commercial"], ["special", "commercial"], ["none"]],
        "direction": [["to"], ["from", "to"]],
        "comply": [[True], [True, False], [True, True]],
        "modes": [[["rail"], ["rail", "ferry"]]],
        "estimate": [["time"], ["time", "cost"], ["speed"]],
        "parameters": [[""], ["", ""]],
        "samples": [100, 99],
        "seed": [0, -1],
    },
    KEYS,
)


@given(table=SWEEPS)
def test_a_sweep_that_is_read_is_accepted_and_the_other_way_round(
    table: dict[str, Any], file: Path
) -> None:
    text = document(table)
    accepted = not faults(SWEEP, tomllib.loads(text))
    file.write_text(text, encoding="utf-8")
    try:
        read_plan(file, built_in(), LAST)
    except NdnError:
        # What is no place, variant or thing to close only a reader can tell.
        assert not accepted or any(value in table.values() for value in (["poti"], ["KZ"]))
    else:
        assert accepted
