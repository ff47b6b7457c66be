"""Imports run downwards only."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# From the ground up; a package may import itself and what stands before it.
FLOORS = ("geodata", "routes", "maps", "ndnatlas")
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_are_kept() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("geodata", "import routes", "Imports run downwards"),
        ("routes", "from maps import page", "Imports run downwards"),
        ("maps", "import ndnatlas", "Imports run downwards"),
        ("routes", "import folium", "Only maps draws"),
    ],
)
def test_the_contracts_catch_a_breach(tmp_path: Path, module: str, line: str, broken: str) -> None:
    for package in FLOORS:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").touch()
    (tmp_path / "maps" / "page.py").touch()
    assert lint(tmp_path).returncode == 0
    (tmp_path / module / "breach.py").write_text(f"def late():\n    {line}\n", encoding="utf-8")

    result = lint(tmp_path)

    assert result.returncode == 1
    assert any(
        row.startswith(broken) and row.endswith("BROKEN") for row in result.stdout.splitlines()
    ), result.stdout


def imported_names(file: Path) -> set[str]:
    """Top-level names that a file imports anywhere, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(str(node.module).partition(".")[0])
    return names


@pytest.mark.parametrize("package", FLOORS)
def test_no_package_knows_a_higher_one(package: str) -> None:
    higher = {*FLOORS[FLOORS.index(package) + 1 :], "tests", "tools"}
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    upward = {
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files
        for name in imported_names(file) & higher
    }
    assert not upward


@pytest.mark.parametrize("package", FLOORS)
def test_every_package_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").exists()
