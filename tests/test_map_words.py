"""How the map words what it shows: letters, shares, short names, estimates, long reasons."""

from __future__ import annotations

import re

from geodata.model import Basis
from maps import map_html
from maps.panel import LONG_REASON, folded
from maps.sheet import sheet
from maps.style import letter
from maps.text import shares, short_name
from maps.words import leg_rows, place_rows
from routes.model import Status
from tests.map_fixture import comparison, world

LONG = "no way from Aqina to Andkhoy by rail or ferry: " + "missing, and again missing; " * 5


def test_letters_run_on_after_z() -> None:
    assert [letter(i) for i in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def test_shares_leave_out_what_rounds_to_nothing() -> None:
    assert shares([("tariff", 999.0), ("measured", 1.0)], 1000.0) == "100 % tariff"
    assert shares([], 0.0) == ""


def test_the_kilometres_of_a_measured_leg_say_so() -> None:
    page = map_html(comparison(), world())
    assert re.search(r"Ferry, ~\d+ km \(measured\)", page)
    assert re.search(r"Ferry, \d+ km \(published\)", page)
    assert "~ Kilometres measured on the drawn line" in page
    (entry, *_) = comparison().entries
    assert entry.route is not None
    mixed = entry.route.legs[0]._replace(
        distance_km=6.6, basis_km={Basis.TARIFF: 5.0, Basis.MEASURED: 1.6}
    )
    assert dict(leg_rows(world(), mixed))["Distance"] == "~7 km (5.0 tariff + 1.6 measured)"


def test_an_estimated_position_is_marked() -> None:
    page = map_html(comparison(), world())
    assert page.count('class="stop estimated"') == 1
    assert "Estimated position" in page
    (stop,) = [s for s in sheet(comparison(), world()).stops if s.place.is_estimated]
    assert dict(place_rows(stop))["Position"].endswith("\nestimated position")
    known = comparison()
    only = map_html(known._replace(entries=known.entries[:1]), world())
    assert "Estimated position" not in only


def test_labels_go_without_brackets() -> None:
    assert (
        short_name("Oazis / Karakalpakstan (Beineu / Karakalpakstan)") == "Oazis / Karakalpakstan"
    )
    assert short_name("(Turksib)") == "(Turksib)"
    assert short_name("Alat") == "Alat"


def test_a_long_reason_is_folded_and_whole() -> None:
    start, rest = folded(LONG)
    assert f"{start} {rest}" == LONG
    assert len(start) < LONG_REASON
    assert folded("short") == ("short", "")
    full = comparison()
    gone = full.entries[-1]._replace(status=Status("not-built", LONG.strip()))
    page = map_html(full._replace(entries=(*full.entries[:-1], gone)), world())
    assert f"<details><summary>No route: <bdi>{start}</bdi></summary><bdi>" in page
