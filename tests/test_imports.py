"""The quick commands stay quick: they load none of the heavy libraries, nor words unasked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "branca",
    "folium",
    "geopandas",
    "jinja2",
    "networkx",
    "numpy",
    "osmium",
    "osmnx",
    "pandas",
    "pyarrow",
    "pyogrio",
    "pyproj",
    "rapidfuzz",
    "requests",
    "routingkit_cch",
    "rustworkx",
    "scipy",
    "shapely",
}

# Runs a statement and then names the top-level modules that Python holds.
PROBE = """
import contextlib, io, json, sys
code = 0
with contextlib.redirect_stdout(io.StringIO()):
    try:
        exec(sys.argv.pop(1))
    except SystemExit as end:
        code = end.code or 0
modules = sorted({name.partition(".")[0] for name in sys.modules})
russian = sorted(name for name in sys.modules if "russian" in name or name.endswith("_ru"))
print(json.dumps({"code": code, "modules": modules, "russian": russian}))
"""

COMMAND = "from ndnatlas.cli import main; raise SystemExit(main())"
# Exits with the number of commands whose help is not there.
HELP = """
from ndnatlas.cli import COMMANDS, cli
raise SystemExit(sum(bool(cli([name, "--help"], standalone_mode=False)) for name in COMMANDS))
"""
LOAD = "from geodata import load_atlas; load_atlas()"


def heavy_after(statement: str, arguments: list[str], folder: Path) -> set[str]:
    result = subprocess.run(
        [sys.executable, "-I", "-c", PROBE, statement, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout)
    assert answer["code"] == 0, result.stderr
    return HEAVY & set(answer["modules"]) | set(answer["russian"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["compare"],
        ["compare", "--format", "json"],
        ["variants"],
        ["show", "south-aktau"],
    ],
    ids=" ".join,
)
def test_a_quick_command_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    assert heavy_after(COMMAND, arguments, tmp_path) == set()


def test_the_help_of_every_command_loads_nothing_heavy_and_writes_nothing(tmp_path: Path) -> None:
    assert heavy_after(HELP, [], tmp_path) & HEAVY == set()
    assert list(tmp_path.iterdir()) == []


def test_loading_the_atlas_loads_nothing_heavy(tmp_path: Path) -> None:
    assert heavy_after(LOAD, [], tmp_path) == set()


def test_russian_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    found = heavy_after(COMMAND, ["compare", "--lang", "ru"], tmp_path)
    assert found >= {"geodata.russian", "ndnatlas.cli.russian", "routes.wording.russian"}
    assert found & HEAVY == set()


def test_the_probe_sees_a_heavy_module(tmp_path: Path) -> None:
    assert heavy_after("import jinja2", [], tmp_path) == {"jinja2"}
