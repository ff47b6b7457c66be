"""The folder that ``ndn init`` writes works at once, and its schemas say what the readers say."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

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
    for path in (path for path in mine.rglob("*.toml") if path.name != ".taplo.toml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("#:schema ")
        target = path.parent / first.removeprefix("#:schema ")
        schema = json.loads(target.read_text(encoding="utf-8"))
        assert schema["$schema"] == "http://json-schema.org/draft-04/schema#"
        assert faults(schema, tomllib.loads(path.read_text(encoding="utf-8"))) == []


def test_editors_find_the_schema_of_a_file_that_names_none(mine: Path) -> None:
    rules = tomllib.loads((mine / ".taplo.toml").read_text(encoding="utf-8"))["rule"]
    schemas_named = {(mine / rule["schema"]["path"]).resolve() for rule in rules}
    assert schemas_named == {path.resolve() for path in (mine / "schemas").iterdir()}
    for path in mine.rglob("*.toml"):
        found = [r for r in rules for glob in r["include"] if path in mine.glob(glob)]
        assert len(found) == (path.name != ".taplo.toml"), path


def test_every_file_is_explained(mine: Path) -> None:
    readme = (mine / "README.md").read_text(encoding="utf-8")
    for path in mine.iterdir():
        assert path.name == "README.md" or f"`{path.name}{'/' * path.is_dir()}`" in readme
    tables = {path.name for path in mine.iterdir() if path.suffix == ".csv"}
    assert tables <= set(TABLES)


def faults(schema: dict[str, Any], value: Any) -> list[str]:
    """Where a value breaks a schema, by a validator that is not ours."""
    Draft4Validator.check_schema(schema)
    checker = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)
    # Editors hand on the dates of TOML as text.
    plain = json.loads(json.dumps(value, default=date.isoformat))
    return [f"{fault.json_path}: {fault.message}" for fault in checker.iter_errors(plain)]


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


GPX = (
    '<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>{name}'
    "</name><trkseg>{points}</trkseg></trk></gpx>"
)
# From Aktobe, where the atlas has lines, over the frontier and on to where it has none.
TRACK = ((57.21, 50.28), (56.21, 50.84), (55.6, 51.2), (53.9, 51.5))


def gpx(folder: Path, name: str = "Survey", track: tuple[tuple[float, float], ...] = TRACK) -> Path:
    points = "".join(f'<trkpt lon="{lon}" lat="{lat}"/>' for lon, lat in track)
    path = folder / "track.gpx"
    path.write_text(GPX.format(name=name, points=points), encoding="utf-8")
    return path


def geojson(folder: Path, *lines: list[list[float]]) -> Path:
    path = folder / "lines.geojson"
    geometries = [{"type": "LineString", "coordinates": line} for line in lines]
    found = [{"type": "Feature", "properties": {}, "geometry": one} for one in geometries]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": found}), encoding="utf-8")
    return path


def shown(folder: Path) -> dict[str, Any]:
    words = ("show", "my-route", "--atlas", folder, "--as-of", "2018-06-01", "--format", "json")
    answer = ndn(*words)
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


HOSTILE = "=1+1 &quot;A&quot; \\ &lt;b&gt; ] \u202e, x"


@pytest.mark.parametrize("name", ["Survey", HOSTILE])
def test_a_track_becomes_a_variant(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert ndn("init", folder, "--line", gpx(tmp_path, name), "-q") == (0, "", "")
    checked = ndn("check", "--atlas", folder)
    assert checked.code == 0, checked.out
    found = shown(folder)
    assert (found["origin"], found["destination"]) == ("aktobe", "my-place-1")
    line = json.loads(ndn("crossings", tmp_path / "track.gpx", "--format", "json").out)["lines"][0]
    # The atlas has Aktobe at another point of the town.
    assert found["distance_km"] == pytest.approx(line["measured_km"], abs=5)
    assert found["basis_km"]["measured"] == found["distance_km"]
    assert [c["id"] for c in found["crossings"]] == [c["id"] for c in line["crossings"]]
    for path in folder.rglob("*.toml"):
        tomllib.loads(path.read_text(encoding="utf-8"))


def test_lines_that_meet_are_passed_in_turn(tmp_path: Path) -> None:
    first, second = [[60.0, 44.0], [61.0, 44.5]], [[61.001, 44.501], [62.0, 45.0]]
    folder = tmp_path / "mine"
    file = geojson(tmp_path, first, second)
    assert ndn("init", folder, "--line", file, "--mode", "road", "-q").code == 0
    assert ndn("check", "--atlas", folder).code == 0
    found = shown(folder)
    stops = ["my-place-1", "my-place-2", "my-place-3"]
    assert [leg["from"] for leg in found["legs"]] == stops[:-1]
    assert found["mode_km"]["road"] == found["distance_km"]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([[[60.0, 44.0], [60.5, 44.5], [60.0, 44.0]]], "begins and ends at one place, my-place-1"),
        ([[[60.0, 44.0], [61.0, 44.0]]] * 2, "leads between my-place-1 and my-place-2, as"),
        ([[[60.0, 44.0], [51.0, 40.0]]], "ends at 40,51, on the land of no country"),
    ],
)
def test_a_line_that_is_no_section(
    lines: list[list[list[float]]], told: str, tmp_path: Path
) -> None:
    folder = tmp_path / "mine"
    answer = ndn("init", folder, "--line", geojson(tmp_path, *lines))
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert not folder.exists()


def test_a_mode_is_that_of_lines(tmp_path: Path) -> None:
    answer = ndn("init", tmp_path / "mine", "--mode", "road")
    assert (answer.code, "give --line FILE too" in answer.err) == (2, True)
