"""The face: what a person types in a notebook, as its own examples have it, and its mistakes."""

from __future__ import annotations

import copy
import doctest
import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import ndnatlas
from geodata.errors import NdnError
from ndnatlas import (
    Atlas,
    Cargo,
    Comparison,
    Route,
    alternatives,
    compare,
    estimate,
    export,
    find_places,
    find_variants,
    load_atlas,
    picture,
    render_map,
    route,
    timeline,
    to_frame,
    whatif,
)
from routes import comparison as lower
from tests.test_cli_golden import ndn
from tests.test_imports import heavy_after
from tests.test_init import mine

__all__ = ["mine"]

ON = "2018-06-01"
FACE = Path(ndnatlas.__file__).parent
MODULES = sorted(
    f"ndnatlas.{path.stem}" for path in FACE.glob("*.py") if not path.stem.startswith("_")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_print_what_they_show(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(import_module(name))
    assert found.failed == 0


def test_every_function_of_the_face_has_an_example() -> None:
    for name in ndnatlas.__all__:
        one = getattr(ndnatlas, name)
        if callable(one) and not isinstance(one, type) and one.__module__.startswith("ndnatlas"):
            assert f"from ndnatlas import {name}" in one.__doc__ or f", {name}\n" in one.__doc__
            assert ">>> " in one.__doc__


def test_what_is_exported_is_what_all_says() -> None:
    homes = set(ndnatlas._HOMES)
    assert homes | {"__version__"} == set(ndnatlas.__all__)
    assert ndnatlas.__all__ == sorted(ndnatlas.__all__)
    for name in ndnatlas.__all__:
        assert not isinstance(getattr(ndnatlas, name), ModuleType)


def test_importing_the_face_loads_nothing(tmp_path: Path) -> None:
    assert heavy_after("import ndnatlas", [], tmp_path) == set()
    code = "import ndnatlas, sys; print(sorted(m for m in sys.modules if m.startswith('routes')))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_comparing_in_python_loads_nothing_heavy(tmp_path: Path) -> None:
    code = f"import ndnatlas; ndnatlas.compare('north', as_of='{ON}')._repr_html_()"
    assert heavy_after(code, [], tmp_path) == set()


def test_ids_and_dates_give_what_the_packages_give(atlas: Atlas) -> None:
    found = compare("north", "south-kuryk", as_of=ON, cargo="special", direction="from")
    wanted = lower.compare(
        find_variants("north", "south-kuryk"),
        atlas,
        date(2018, 6, 1),
        Cargo.SPECIAL,
        ndnatlas.Direction.FROM,
    )
    assert found == wanted
    assert isinstance(found, Comparison)


def test_variants_are_named_in_any_way(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('id = "mine"\nname = "Mine"\nstops = ["poti", "baku"]\n', encoding="utf-8")
    (north,) = find_variants("north")
    ids = [entry.variant.id for entry in compare(north, [file, "BTK", "north"]).entries]
    assert ids == ["north", "mine", "btk"]
    assert len(compare().entries) == len(find_variants())


def test_a_way_knows_its_date_and_its_state() -> None:
    way = route("Poti", "Hairatan", via="kuryk-port", as_of=date(2018, 6, 1))
    assert isinstance(way, Route)
    assert way.status.state == "open"
    assert way.comparison.as_of == date(2018, 6, 1)
    assert "kuryk-port" in {place for leg in way.legs for place in leg.places}
    assert compare(way.comparison.entries[0].variant, as_of=ON).entries[0].route == way
    again = pickle.loads(pickle.dumps(way))  # noqa: S301  # what was just made
    assert (again, again.comparison) == (way, way.comparison)


def test_a_way_is_that_of_the_command() -> None:
    words = ("Poti", "Hairatan", "--avoid", "TM", "--mode", "rail", "--mode", "ferry")
    told = json.loads(ndn("route", *words, "--as-of", ON, "--format", "json").out)["routes"][0]
    way = route("Poti", "Hairatan", avoid="TM", modes=("rail", "ferry"), as_of=ON)
    assert round(way.distance_km, 3) == told["distance_km"]
    assert way.status.state == told["status"]["state"]


def test_alternatives_are_those_of_the_command() -> None:
    told = json.loads(
        ndn("route", "Poti", "Hairatan", "-k", "3", "--as-of", ON, "--format", "json").out
    )["routes"]
    found = alternatives("Poti", "Hairatan", 3, as_of=ON)
    kms = [round(e.route.distance_km, 3) for e in found.entries if e.route]
    assert kms == [one["distance_km"] for one in told]
    assert [e.variant.summary for e in found.entries][1:] == [
        "; ".join(one["apart"]) for one in told[1:]
    ]
    assert [e.variant.id for e in found.entries] == [f"poti-hairatan-{n}" for n in (1, 2, 3)]


def test_a_way_that_complies() -> None:
    way = route("Poti", "Hairatan", as_of=ON, comply=True)
    assert way.comparison.cargo is Cargo.SPECIAL
    assert way.status.state == "open"


def test_a_way_is_drawn_written_and_framed(tmp_path: Path) -> None:
    way = route("Poti", "Hairatan", as_of=ON)
    page = render_map(way)
    assert "poti-hairatan" in page.get_root().render()
    svg = picture(way).svg()
    assert svg.startswith("<?xml")
    assert export(way, tmp_path / "way.geojson").stat().st_size > 1000
    assert to_frame(way)["distance_km"].sum() == pytest.approx(way.distance_km, abs=0.01)
    (only,) = estimate(way, samples=200).by_variant
    assert only == "poti-hairatan"


def test_a_comparison_remembers_your_own_atlas(mine: Path, tmp_path: Path) -> None:
    found = compare("my-route", as_of="2025-06-01", atlas=mine)
    assert list(to_frame(found, "places")["place"])[-1] == "my-terminal"
    assert "Our terminal" in picture(found).svg()
    export(found, tmp_path / "mine.md")
    bare = Comparison._make(found)
    assert len(to_frame(bare, atlas=load_atlas(mine))) == len(to_frame(found))
    with pytest.raises(NdnError, match=r"my-route passes 'my-terminal', which the atlas lacks"):
        to_frame(bare)


def test_a_copy_remembers_what_it_was_made_over(mine: Path) -> None:
    found = compare("my-route", as_of="2025-06-01", atlas=mine)
    for same in (copy.copy(found), copy.deepcopy(found), found._replace(cargo=Cargo.SPECIAL)):
        assert len(to_frame(same)) == len(to_frame(found))
    way = route("my-terminal", "hairatan", as_of="2025-06-01", atlas=mine)
    assert len(to_frame(copy.deepcopy(way))) == len(way.legs)
    assert "my-terminal" in way._replace(transshipments=0)._repr_html_()


def test_what_was_pickled_asks_for_your_own_atlas(mine: Path) -> None:
    # With nothing of your own on the way, the built-in atlas would do without a word.
    found = compare("north", as_of=ON, atlas=mine)
    again = pickle.loads(pickle.dumps(found))  # noqa: S301  # what was just made
    assert again == found
    for parted in (again, pickle.loads(pickle.dumps(again))):  # noqa: S301  # as above
        with pytest.raises(NdnError, match=r"parted from the folder of tables .* atlas=\.\.\."):
            to_frame(parted)
    assert len(to_frame(again, atlas=mine)) == len(to_frame(found))
    built_in = compare("north", as_of=ON)
    assert len(to_frame(pickle.loads(pickle.dumps(built_in)))) > 0  # noqa: S301  # as above


def test_threads_write_the_same_bytes(tmp_path: Path) -> None:
    found = compare("north", as_of=ON)
    other = compare("north", as_of="2019-01-01")
    files = [tmp_path / f"{number}.gpkg" for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(export, [found, other] * 4, files))
    for kind in (files[::2], files[1::2]):
        assert len({file.read_bytes() for file in kind}) == 1


def test_a_timeline_is_that_of_the_command() -> None:
    told = json.loads(
        ndn("timeline", "south-kuryk", "--as-of", "2020-01-01", "--format", "json").out
    )["timelines"][0]["intervals"]
    found = timeline("south-kuryk", until="2020-01-01").periods["south-kuryk"]
    states = [(one.status.state, one.since and one.since.isoformat()) for one in found]
    assert states == [(one["state"], one["from"]) for one in told]


def test_closing_names_what_breaks() -> None:
    found = whatif("north", "south-aktau", close=["aktau", "RU"], as_of=ON)
    assert [change.before.variant.id for change in found.broken] == ["north", "south-aktau"]
    assert [closure.id for closure in found.closures] == ["aktau", "RU"]


def test_estimates_are_those_of_the_command() -> None:
    words = ("compare", "south-kuryk", "--as-of", ON, "--with", "time", "--samples", "500")
    told = json.loads(ndn(*words, "--format", "json").out)["variants"][0]["time_d"]
    found = estimate(compare("south-kuryk", as_of=ON), samples=500)
    assert found.by_variant["south-kuryk"].time_d.p50 == pytest.approx(told["p50"], abs=0.01)


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".png"])
def test_a_picture_is_saved(ending: str, tmp_path: Path) -> None:
    found = picture(compare("south-kuryk", as_of=ON), theme="dark")
    assert found.save(tmp_path / f"a{ending}").stat().st_size > 5000


def test_places_are_found() -> None:
    assert find_places("Hairaton")[0].id == "hairatan"
    assert {place.country for place in find_places(kind="port", country="Georgia")} == {"GE"}
