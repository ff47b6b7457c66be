"""What is released is what is tested: the wheel does the main job in a clean environment."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PACKAGES = ("geodata", "routes", "maps", "ndnatlas")
DATA_FOLDERS = ("geodata/data", "routes/data", "maps/assets")
LARGEST_WHEEL_MB = 5
# A day whose answers no later release changes.
AS_OF = "2018-06-01"


class Built(NamedTuple):
    wheel: Path
    sdist: Path


def run(*command: str | Path, folder: Path) -> str:
    """What the command printed; isolated from the checkout by its working folder."""
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


def shipped_files() -> set[str]:
    """Every file of the checkout that an installed package needs."""
    code = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    data = (path for folder in DATA_FOLDERS for path in (ROOT / folder).rglob("*"))
    typed = (ROOT / package / "py.typed" for package in PACKAGES)
    return {
        path.relative_to(ROOT).as_posix()
        for path in (*code, *data, *typed)
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    # From a copy: building in the checkout would leave files there, and find older ones.
    copy = tmp_path_factory.mktemp("source") / "copy"
    copy.mkdir()
    for name in (*PACKAGES, "tests", "docs/man"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    out = tmp_path_factory.mktemp("dist")
    # The source distribution first and the wheel from it, so that both are complete.
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ".", folder=copy)
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return Built(wheel, sdist)


@pytest.fixture(scope="module")
def clean_ndn(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from the wheel among the locked libraries of the core alone."""
    environment = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", environment, folder=environment)
    python = environment / "bin" / "python"
    install = (python, "-m", "pip", "install", "--quiet")
    run(*install, "-r", ROOT / "requirements" / "core.txt", folder=environment)
    run(*install, "--no-deps", built.wheel, folder=environment)
    where = run(python, "-c", "import geodata; print(geodata.__file__)", folder=environment)
    assert Path(where.strip()).is_relative_to(environment)
    return environment / "bin" / "ndn"


def test_the_wheel_holds_all_that_is_shipped_and_no_more(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    manual = {name for name in names if ".data/data/share/man/man1/" in name}
    assert names - manual == shipped_files()
    assert {Path(name).name for name in manual} == {
        path.name for path in (ROOT / "docs" / "man").iterdir()
    }


def test_the_wheel_holds_the_licences(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        names = archive.namelist()
    licences = {name.partition(".dist-info/licenses/")[2] for name in names} - {""}
    assert "LICENSE" in licences
    in_data = {
        path.relative_to(ROOT).as_posix()
        for folder in DATA_FOLDERS
        for path in (ROOT / folder).rglob("LICENSE*")
    }
    assert in_data <= licences


def test_the_wheel_is_small(built: Built) -> None:
    assert built.wheel.stat().st_size < LARGEST_WHEEL_MB * 1_000_000


def test_the_source_distribution_can_be_built_from(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE"} <= names
    assert shipped_files() <= names


def test_the_wheel_answers_as_the_checkout_does(clean_ndn: Path, tmp_path: Path) -> None:
    checkout_ndn = Path(sys.executable).with_name("ndn")
    compare = ("compare", "--as-of", AS_OF, "--format", "json")
    assert run(clean_ndn, *compare, folder=tmp_path) == run(checkout_ndn, *compare, folder=tmp_path)

    pages = []
    for ndn, name in ((clean_ndn, "wheel.html"), (checkout_ndn, "checkout.html")):
        run(ndn, "map", "--as-of", AS_OF, "-o", tmp_path / name, folder=tmp_path)
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]
