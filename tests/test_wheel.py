"""What is released is what is tested: the wheel does the main job in a clean environment."""

import os
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
UV = Path(sys.executable).with_name("uv")
# A day whose answers no later release changes.
AS_OF = "2018-06-01"
EXTRAS = ("osm", "picture", "charts", "export", "sweep", "dask")
SWEEP = """\
variants = ["north", "south-kuryk"]
dates = [2018-06-01]
"""
# A call for each library that an extra brings, and for each of the core that `compare` leaves out.
CALLS = (
    "compare --as-of 2018-06-01 --with time,cost",
    "map --as-of 2018-06-01 -o map.html",
    "places khiratan",
    "geocode Aktau",
    "export north --as-of 2018-06-01 -o north.geojson",
    "export north --as-of 2018-06-01 -o north.gpkg",
    "export north --as-of 2018-06-01 -o north.parquet",
    "crossings north.geojson",
    "picture north --as-of 2018-06-01 -o north.png",
    "chart days --as-of 2018-06-01 -o days.svg",
    "network build north.geojson --mode rail -o north.ndn",
    "network info north.ndn",
    "network build north.ndn -o north.graphml",
    "route riga hairatan --network north.ndn",
    "sweep sweep.toml -o sweep.parquet --workers 1",
    "site --as-of 2018-06-01 -o site",
)


class Built(NamedTuple):
    wheel: Path
    sdist: Path


def run(*command: str | Path, folder: Path, **places: Path) -> str:
    """What the command printed; isolated from the checkout by its working folder."""
    environment = os.environ | {name: str(path) for name, path in places.items()}
    result = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, f"{command}\n{result.stdout}{result.stderr}"
    return result.stdout


def new_environment(folder: Path) -> Path:
    """The interpreter of an empty environment."""
    run(UV, "venv", "--quiet", "--clear", "--python", sys.executable, folder, folder=folder)
    return folder / "bin" / "python"


def install(python: Path, *what: str | Path) -> None:
    """Install into the environment of an interpreter."""
    run(UV, "pip", "install", "--quiet", "--python", python, *what, folder=python.parent)


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
    python = new_environment(environment)
    install(python, "-r", ROOT / "requirements" / "core.txt")
    install(python, "--no-deps", built.wheel)
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


def test_the_image_is_given_all_that_it_copies() -> None:
    """Every source of a COPY exists and is let in; the packages and the lock are among them."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {
        word
        for line in lines
        if line.startswith("COPY") and "--from" not in line
        for word in line.split()[1:-1]
    }
    let_in = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert let_in[0] == "*"
    assert {line[1:] for line in let_in if line.startswith("!")} == copied
    assert {name for name in copied if not (ROOT / name).exists()} == set()
    assert {*PACKAGES, "docs/man", "requirements/batch.txt"} <= copied


@pytest.mark.parametrize("installer", ["pipx", "uv"])
def test_an_installer_of_applications_installs_it(
    installer: str, built: Built, tmp_path: Path
) -> None:
    """``pipx install`` and ``uv tool install`` give the command in an environment of its own."""
    words = {
        "pipx": ("install", "--python", sys.executable),
        "uv": ("tool", "install", "--quiet", "--python", sys.executable),
    }
    pins = tmp_path / "pins.txt"
    locked = (ROOT / "requirements" / "core.txt").read_text(encoding="utf-8").splitlines()
    names = (line.removesuffix("\\").strip() for line in locked if "==" in line)
    pins.write_text("\n".join(names) + "\n", encoding="utf-8")
    places = {
        "PIP_CONSTRAINT": pins,
        "UV_CONSTRAINT": pins,
        "PIPX_HOME": tmp_path / "pipx",
        "PIPX_MAN_DIR": tmp_path / "man",
        "UV_TOOL_DIR": tmp_path / "uv",
        "PIPX_BIN_DIR": tmp_path / "bin",
        "UV_TOOL_BIN_DIR": tmp_path / "bin",
    }
    program = Path(sys.executable).with_name(installer)
    run(program, *words[installer], built.wheel, folder=tmp_path, **places)
    answer = run(tmp_path / "bin" / "ndn", "compare", "--as-of", AS_OF, folder=tmp_path)
    assert "5,104.2" in answer
    if installer == "pipx":
        assert (tmp_path / "man" / "man1" / "ndn-compare.1").is_file()


def test_the_lowest_versions_that_it_asks_for_are_enough(built: Built, tmp_path: Path) -> None:
    """The oldest releases of all it depends on do what each optional part is for."""
    python = new_environment(tmp_path)
    extras = [word for extra in EXTRAS for word in ("--extra", extra)]
    install(python, "--resolution", "lowest-direct", "-r", ROOT / "pyproject.toml", *extras)
    install(python, "--no-deps", built.wheel)
    ndn, checkout_ndn = tmp_path / "bin" / "ndn", Path(sys.executable).with_name("ndn")
    (tmp_path / "sweep.toml").write_text(SWEEP, encoding="utf-8")
    for call in CALLS:
        run(ndn, *call.split(), folder=tmp_path)
    compare = ("compare", "--as-of", AS_OF, "--format", "json")
    assert run(ndn, *compare, folder=tmp_path) == run(checkout_ndn, *compare, folder=tmp_path)
