"""The folder that ``ndn init`` writes works at once, and its schemas say what the readers say."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geodata.errors import OutputError
from geodata.law_tables import ACTS, FLAGS, KNOWN_TO, LISTS
from geodata.model import Mode, Source
from geodata.reading import DATA, TABLES
from geodata.tables import Problems
from ndnatlas.cli import init
from ndnatlas.cli.output import write_file
from ndnatlas.cli.schemas import schemas
from ndnatlas.cli.starter import starter_files
from routes.estimate.reading import FILE, PARAMETER_KEYS
from routes.variants import DATA as VARIANTS
from routes.variants import EDITION_KEYS, VARIANT_KEYS, read_variant
from tests.test_cli_golden import ndn

SCHEMA_OF = {"variants": "variant", "acts.toml": "acts", "sources.toml": "sources"}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "my atlas"
    assert ndn("init", folder, "-q") == (0, "", "")
    return folder


def test_it_lists_what_it_wrote_and_what_to_do_next(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    answer = ndn("init", folder)
    assert answer.code == 0
    assert answer.out.splitlines() == [str(folder / name) for name in starter_files()]
    assert answer.err == f"next: ndn check --atlas {folder}\n"
    written = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert written == set(starter_files())


def test_what_it_wrote_has_no_fault(mine: Path) -> None:
    answer = ndn("check", "--atlas", mine)
    assert answer.code == 0, answer.out
    assert ndn("check", mine / "parameters.toml", "--atlas", mine).code == 0


def test_its_route_is_compared_in_both_editions(mine: Path) -> None:
    for as_of, end in (("2020-06-01", "termez"), ("2025-06-01", "my-terminal")):
        answer = ndn("compare", "--atlas", mine, "--as-of", as_of, "--format", "json")
        assert answer.code == 0, answer.err
        found = {entry["id"]: entry for entry in json.loads(answer.out)["variants"]}
        assert found["my-route"]["destination"] == end
        assert found["my-route"]["distance_km"] > 3000


def test_its_parameters_are_used(mine: Path) -> None:
    words = ("my-route", "--atlas", mine, "--as-of", "2025-06-01", "--with", "time")
    own = ("--parameters", mine / "parameters.toml")
    before, after = (ndn("compare", *words, *more, "--format", "json") for more in ((), own))
    assert after.code == 0, after.err
    assert before.out != after.out


def test_its_act_decides_once_the_signs_are_taken_off(mine: Path) -> None:
    path = mine / "acts.toml"
    head, _, act = path.read_text(encoding="utf-8").rpartition("\n\n")
    path.write_text(f"{head}\n\n{re.sub('^# ', '', act, flags=re.MULTILINE)}", encoding="utf-8")
    assert ndn("check", "--atlas", mine).code == 0
    states = {}
    for as_of in ("2025-02-28", "2025-03-01", "2025-03-08"):
        words = ("show", "my-route", "--atlas", mine, "--as-of", as_of, "--format", "json")
        states[as_of] = json.loads(ndn(*words).out)["status"]
    assert [status["state"] == "closed" for status in states.values()] == [False, True, False]
    assert states["2025-03-01"]["records"] == ["repairs-2025"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    assert ndn("init", tmp_path / "mine", "-q").code == 0


def test_no_folder_with_anything_in_it(mine: Path) -> None:
    (mine / "places.csv").write_text("mine", encoding="utf-8")
    answer = ndn("init", mine)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"ndn: {mine}: is not empty (README.md and ")
    assert answer.err.count("\n") == 1
    assert (mine / "places.csv").read_text(encoding="utf-8") == "mine"


def test_no_file_in_place_of_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    answer = ndn("init", path)
    assert answer == (2, "", f"ndn: {path}: is no folder; give one that is new or empty\n")
    below = ndn("init", path / "deeper")
    assert (below.code, below.err.count("\n")) == (2, 1)


def test_a_failure_midway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mine"

    def full(path: Path, text: str) -> None:
        if path.name == "my-route.toml":
            raise OutputError(f"cannot write {path}: No space left on device")
        write_file(path, text)

    monkeypatch.setattr(init, "write_file", full)
    answer = ndn("init", folder)
    assert (answer.code, answer.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_every_toml_file_names_its_schema(mine: Path) -> None:
    for path in mine.rglob("*.toml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("#:schema ")
        target = path.parent / first.removeprefix("#:schema ")
        schema = json.loads(target.read_text(encoding="utf-8"))
        assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
        assert faults(schema, tomllib.loads(path.read_text(encoding="utf-8"))) == []


def test_every_file_is_explained(mine: Path) -> None:
    readme = (mine / "README.md").read_text(encoding="utf-8")
    for path in mine.iterdir():
        assert path.name == "README.md" or f"`{path.name}{'/' * path.is_dir()}`" in readme
    tables = {path.name for path in mine.iterdir() if path.suffix == ".csv"}
    assert tables <= set(TABLES)


def faults(schema: dict[str, Any], value: Any, at: str = "") -> list[str]:
    """Where a value breaks a schema, in the keywords that the schemas here use."""
    kinds: dict[str, Any] = {
        "object": dict, "array": list, "string": (str, date), "boolean": bool,
        "integer": int, "number": (int, float),
    }  # fmt: skip
    kind = kinds[schema["type"]]
    if not isinstance(value, kind) or (isinstance(value, bool) and schema["type"] != "boolean"):
        return [f"{at}: {value!r} is no {schema['type']}"]
    found = [] if value in schema.get("enum", [value]) else [f"{at}: {value!r} is not listed"]
    if isinstance(value, str):
        if not re.search(schema.get("pattern", ""), value):
            found.append(f"{at}: {value!r} is otherwise written")
        if len(value) < schema.get("minLength", 0):
            found.append(f"{at}: is too short")
    if isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            found.append(f"{at}: has {len(value)} items")
        for number, item in enumerate(value):
            found += faults(schema["items"], item, f"{at}[{number}]")
    if schema["type"] in ("integer", "number") and not (
        schema.get("minimum", value) <= value <= schema.get("maximum", value)
    ):
        found.append(f"{at}: {value} is out of range")
    if isinstance(value, dict):
        found += [f"{at}: lacks {key}" for key in schema.get("required", ()) if key not in value]
        choices = schema.get("anyOf", [{"required": []}])
        if not any(set(choice["required"]) <= set(value) for choice in choices):
            found.append(f"{at}: lacks one of {choices}")
        for key, item in value.items():
            patterns = schema.get("patternProperties", {}).items()
            own = schema.get("properties", {}).get(key) or next(
                (one for pattern, one in patterns if re.search(pattern, key)), None
            )
            found += (
                [f"{at}: {key} is unknown"] if own is None else faults(own, item, f"{at}.{key}")
            )
    return found


def test_the_built_in_files_keep_to_the_schemas() -> None:
    found = {name.partition(".")[0]: schema for name, schema in schemas().items()}
    files = {DATA / "acts.toml": "acts", DATA / "sources.toml": "sources", FILE: "parameters"}
    files |= dict.fromkeys(VARIANTS.glob("*.toml"), "variant")
    for path, name in files.items():
        assert faults(found[name], tomllib.loads(path.read_text(encoding="utf-8"))) == [], path


def test_the_schemas_know_the_keys_of_the_readers() -> None:
    found = {name.partition(".")[0]: schema for name, schema in schemas().items()}
    assert set(found["variant"]["properties"]) == {*VARIANT_KEYS, *EDITION_KEYS}
    editions = found["variant"]["properties"]["editions"]["items"]
    assert set(editions["properties"]) == set(EDITION_KEYS)
    assert found["variant"]["properties"]["modes"]["items"]["enum"] == [m.value for m in Mode]
    (act,) = found["acts"]["patternProperties"].values()
    assert set(act["properties"]) == set(ACTS)
    assert {k for k, v in act["properties"].items() if v["type"] == "array"} == LISTS
    assert {k for k, v in act["properties"].items() if v["type"] == "boolean"} == FLAGS
    assert KNOWN_TO in found["acts"]["properties"]
    (source,) = found["sources"]["patternProperties"].values()
    assert list(source["properties"]) == list(Source._fields[1:])
    parameter = found["parameters"]["properties"]["parameters"]["items"]
    assert set(parameter["properties"]) == set(map(str, PARAMETER_KEYS))


@pytest.mark.parametrize(
    "text",
    [
        'id = "a b"\nname = "x"\nstops = ["poti", "baku"]\n',
        'name = "x"\nstops = ["poti", "baku"]\n',
        'id = "a"\nname = ""\nstops = ["poti", "baku"]\n',
        'id = "a"\nname = "x"\n',
        'id = "a"\nname = "x"\nstops = ["poti"]\n',
        'id = "a"\nname = "x"\nstops = ["poti", "baku"]\nmodes = ["train"]\n',
        'id = "a"\nname = "x"\nstops = ["poti", "baku"]\ncountries = ["Georgia"]\n',
        'id = "a"\nname = "x"\nstops = ["poti", "baku"]\nstop = 1\n',
        'id = "a"\nname = "x"\nstops = ["poti", "baku"]\norder = 1.5\n',
        'id = "a"\nname = "x"\nstops = "poti"\n',
        'id = "a"\nname = "x"\neditions = []\nstops = ["poti", "baku"]\n',
    ],
)
def test_what_the_schema_refuses_the_reader_refuses_too(
    text: str, tmp_path: Path, atlas: Any
) -> None:
    path = tmp_path / "a.toml"
    path.write_text(text, encoding="utf-8")
    problems = Problems()
    assert read_variant(path, atlas, problems) is None
    assert problems
    assert faults(schemas()["variant.schema.json"], tomllib.loads(text))
