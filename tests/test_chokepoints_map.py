"""The chokepoints on the map: every closure that does damage, sized by it, ranked beside it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from geodata.law import Cargo
from maps.chokepoints import LEAST_PX, MOST_PX, chokepoints_html, where
from routes.engine import Engine
from routes.law.law import Law
from routes.model import Comparison
from routes.variants import load_variants
from routes.whatif.chokepoints import Damage, chokepoints
from routes.whatif.closures import Subject
from routes.whatif.whatif import WhatIf
from tests.map_hostile import HOSTILE
from tests.map_sight import Look, browser, look, quiet
from tests.test_cli_golden import ndn
from tests.test_map_access import axe
from tests.test_routes import ground

__all__ = ["axe", "browser", "look"]  # fixtures

DAY = date(2018, 6, 1)
AS_OF = ("--as-of", DAY.isoformat())
SOME = ("north", "south-aktau", "btk", "pakistan-torkham")
SCOPE = "Each checkpoint closed alone."


@cache
def broken(*subjects: Subject) -> tuple[tuple[Damage, ...], Comparison]:
    """The ranking of some closures over some variants."""
    atlas, _ = ground()
    known = load_variants(atlas)
    law = Law(atlas, Cargo.COMMERCIAL)
    over = WhatIf([known[name] for name in SOME], Engine(atlas), law, DAY)
    return chokepoints(subjects, over), Comparison(DAY, over.before)


@cache
def page(*subjects: Subject) -> str:
    found, comparison = broken(*(subjects or (Subject.CHECKPOINT,)))
    return chokepoints_html(found, comparison, ground()[0], SCOPE)


def told(text: str) -> list[dict[str, Any]]:
    """The closures in the data of a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text)
    assert found
    closures = json.loads(found[1])["closures"]
    assert isinstance(closures, list)
    return closures


def test_every_closure_that_does_damage_is_marked() -> None:
    found, _ = broken(Subject.CHECKPOINT)
    closures = told(page())
    assert len(closures) == len(found) >= 10
    assert all(closure["at"] for closure in closures)
    assert [closure["rank"] for closure in closures] == [str(i + 1) for i in range(len(found))]
    radii = [closure["r"] for closure in closures]
    assert max(radii) == MOST_PX
    assert min(radii) >= LEAST_PX


def test_a_mark_lies_where_the_closure_is() -> None:
    atlas, _ = ground()
    found, _ = broken(Subject.CHECKPOINT, Subject.PLACE, Subject.COUNTRY, Subject.MODE)
    at = {damage.closure.id: where(damage, atlas) for damage in found}
    lon, lat = at["galaba-hairatan"] or (0, 0)
    assert (lon, lat) == pytest.approx((67.4, 37.2), abs=0.3)
    assert at["riga-port"] == atlas.places["riga-port"].position
    # A port that is left by sea has no crossing of its own.
    assert at["alat-port"] == pytest.approx(atlas.places["alat-port"].position, abs=0.05)
    assert at["RU"] is not None
    assert at["rail"] is None


def test_a_stretch_is_marked_half_way_along_it() -> None:
    atlas, _ = ground()
    found, _ = broken(Subject.SECTION)
    for damage in found:
        lon, lat = where(damage, atlas) or (0.0, 0.0)
        ends = [
            point for ident in damage.closure.sections for point in atlas.sections[ident].points
        ]
        assert min(p[0] for p in ends) <= lon <= max(p[0] for p in ends)
        assert min(p[1] for p in ends) <= lat <= max(p[1] for p in ends)


def test_the_popup_names_variants_and_kilometres() -> None:
    by_name = {one["sheet"]["name"]: dict(one["sheet"]["rows"]) for one in told(page())}
    aktau = by_name["Port of Aktau"]
    assert aktau["Lost"] == "none"
    assert aktau["Led around"].startswith("B: ")
    assert aktau["Led around"].endswith("(+31 km)")
    assert aktau["Added"] == "31 km in all\nfrontiers +0, transfers +0"
    assert by_name["Zilupe / Posin’"]["Lost"].startswith("A: ")


def test_equal_closures_give_equal_pages(tmp_path: Path) -> None:
    pages = []
    for seed in "12":
        path = tmp_path / f"{seed}.html"
        call = ["whatif", *SOME, "--each", "checkpoint", *AS_OF, "--map", str(path), "-q"]
        code = "from ndnatlas.cli import main; raise SystemExit(main())"
        subprocess.run(
            [sys.executable, "-c", code, *call], check=True, stdout=subprocess.DEVNULL,
            env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC"},
        )  # fmt: skip
        pages.append(path.read_bytes())
    assert pages[0] == pages[1]


def test_the_command_writes_the_table_and_the_map(tmp_path: Path) -> None:
    path = tmp_path / "chokepoints.html"
    words = ("whatif", "north", "south-aktau", "--each", "checkpoint", *AS_OF, "--map", str(path))
    found = ndn(*words, "--top", "3", "--with", "time", "--samples", "100")
    assert found.code == 0
    assert "Closures by the damage they do" in found.out
    assert f"wrote {path}" in found.err
    text = path.read_text(encoding="utf-8")
    assert "Chokepoints on 1 June 2018" in text
    assert len(told(text)) == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--close", "aktau", "--map", "x.html"), "--map shows the ranking of --each"),
        (("--each", "mode", "--map", "x.pdf"), "--map x.pdf: the map is written as HTML"),
        (("--each", "mode", "--map", "/nowhere/x.html"), "cannot write /nowhere/x.html"),
    ],
)
def test_a_mistake_is_told(words: tuple[str, ...], says: str) -> None:
    found = ndn("whatif", "north", *words, *AS_OF)
    assert found.code == 2
    assert says in found.err


def test_a_ranking_of_nothing_is_a_page_too() -> None:
    _, comparison = broken(Subject.CHECKPOINT)
    text = chokepoints_html((), comparison, ground()[0], SCOPE)
    assert "None of them breaks a variant." in text
    assert told(text) == []


# --- in a browser -------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("size", [(390, 844), (1400, 900)])
def test_marks_and_ranking_open_one_popup(look: Look, size: tuple[int, int]) -> None:
    sight = look(page(), size)
    assert sight.count(".leaflet-closures-pane .spot") == len(told(page()))
    assert sight.count("#closures tbody tr") == len(told(page()))
    sight.page.locator("#closures button.name").nth(1).click()
    assert "Rank" in sight.page.locator(".leaflet-popup").inner_text()
    sight.page.keyboard.press("Escape")
    assert sight.count(".leaflet-popup") == 0
    mark = sight.page.locator(".leaflet-closures-pane .spot").first
    mark.focus()
    assert sight.count("#closures tr.hot") == 1
    sight.page.keyboard.press("Enter")
    assert sight.count(".leaflet-popup") == 1
    assert sight.ask("() => document.documentElement.scrollWidth <= innerWidth")
    assert quiet(sight)


@pytest.mark.browser
def test_no_two_numbered_marks_overlap(look: Look) -> None:
    sight = look(page(Subject.CHECKPOINT, Subject.PLACE), (390, 844))
    apart = sight.ask(
        """() => [...document.querySelectorAll('.leaflet-pane .spot:not(.dot)')].map((n) => {
          const b = n.getBoundingClientRect();
          return [b.x + b.width / 2, b.y + b.height / 2, b.width / 2]; })"""
    )
    assert len(apart) > 5
    for number, (x, y, r) in enumerate(apart):
        for u, v, s in apart[:number]:
            assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 >= r + s - 1


@pytest.mark.browser
def test_without_a_script_marks_and_ranking_are_there(look: Look) -> None:
    sight = look(page(), script=False)
    assert sight.count("#chart .spot circle") == len(told(page()))
    assert sight.page.locator("#closures tbody tr").first.is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1400, 900)])
def test_axe_finds_no_violation(look: Look, axe: str, size: tuple[int, int], scheme: str) -> None:
    sight = look(page(), size=size, scheme=scheme)
    sight.page.locator("#closures button.name").first.click()
    sight.ask(f"() => {{ {axe}; }}")
    found = sight.ask(
        """async () => (await axe.run(document)).violations.map((v) =>
          [v.id, v.nodes.map((node) => node.html.slice(0, 120))])"""
    )
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False])
def test_hostile_names_stay_text(look: Look, *, policy: bool) -> None:
    found, comparison = broken(Subject.CHECKPOINT)
    bad = tuple(
        damage._replace(closure=damage.closure._replace(name=text))
        for damage, text in zip(found * 10, HOSTILE, strict=False)
    )
    text = chokepoints_html(bad, comparison, ground()[0], HOSTILE[0], title=HOSTILE[1])
    sight = look(text, policy=policy)
    assert sight.count("#closures tbody tr") == len(bad) >= 100
    assert sight.count("img, iframe, form, body body") == 0
    for row in (0, 40, 90):
        sight.page.locator("#closures button.name").nth(row).click()
        assert sight.count(".leaflet-popup dl") == 1
        sight.page.keyboard.press("Escape")
    assert quiet(sight)
