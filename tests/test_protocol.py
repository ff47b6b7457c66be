"""Which ways keep to the list of checkpoints of the agreement on special cargo, and since when."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geodata.atlas import Atlas
from routes.assembly import assemble, assemble_stops
from routes.engine import Conditions, Engine
from routes.law.protocol import protocol
from routes.model import Protocol, Variant
from routes.variants import find_variants
from tests.test_cli_golden import ndn
from tests.tiny_atlas import permit, tiny_atlas, way

AGREEMENT, PROTOCOL = "kazakhstan-us-rail-2010", "kazakhstan-us-rail-2017"
FIRST_DAY, LAST_DAY, LISTED = date(2010, 7, 14), date(2018, 5, 4), date(2018, 5, 5)

Listed = Callable[[str, date], Protocol | None]


@pytest.fixture(scope="module")
def listed(atlas: Atlas, engine: Engine, variants: dict[str, Variant]) -> Listed:
    """What the agreement says of a variant on a date."""
    return lambda name, day: protocol(assemble(variants[name], atlas, engine, day), atlas, day)


def test_before_the_agreement_there_is_no_list(listed: Listed) -> None:
    before = FIRST_DAY.replace(day=13)
    for name in ("north", "south-aktau", "kkt"):
        assert listed(name, before) is None
    found = listed("north", FIRST_DAY)
    assert found
    assert found.agreement == AGREEMENT


COMPLY = {
    "north": ("iletsk-zhaisan", "sary-agach-keles"),
    "north-beineu": ("iletsk-zhaisan", "beineu-karakalpakstan"),
    "north-tallinn": ("iletsk-zhaisan", "sary-agach-keles"),
    "dushanbe": ("iletsk-zhaisan", "sary-agach-keles"),
}


@pytest.mark.parametrize("name", COMPLY)
@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY, LISTED, date(2026, 1, 1)])
def test_the_north_keeps_to_it(name: str, day: date, listed: Listed) -> None:
    agreement = AGREEMENT if day < LISTED else PROTOCOL
    assert listed(name, day) == Protocol(agreement, True, COMPLY[name], ())


@pytest.mark.parametrize(("name", "port"), [("south-aktau", "aktau"), ("south-kuryk", "kuryk")])
def test_the_caspian_ports_are_listed_since_may_2018(
    name: str, port: str, atlas: Atlas, listed: Listed
) -> None:
    missing = f"{atlas.checkpoints[port].name} is not among them"
    rest = ("beineu-karakalpakstan",)
    assert listed(name, LAST_DAY) == Protocol(AGREEMENT, False, rest, (missing,))
    assert listed(name, LISTED) == Protocol(PROTOCOL, True, (port, *rest), ())


@pytest.mark.parametrize(
    ("name", "passed", "violated"),
    [
        ("north-ozinki", ("iletsk-zhaisan", "sary-agach-keles"), ("Ozinki", "to Russia at km")),
        ("far-east", ("sary-agach-keles",), ("Lokot",)),
        ("south-astrakhan", ("beineu-karakalpakstan",), ("Kigash",)),
        ("kkt", ("iletsk-zhaisan",), ("Turksib",)),
        ("north-turkmenistan", ("iletsk-zhaisan",), ("Bolashak",)),
    ],
)
def test_other_frontiers_are_violations(
    name: str, passed: tuple[str, ...], violated: tuple[str, ...], listed: Listed
) -> None:
    found = listed(name, LISTED)
    assert found
    assert (found.complies, found.checkpoints) == (False, passed)
    for words, line in zip(violated, found.violations, strict=True):
        assert words in line
        assert line.endswith("is not among them")


@pytest.mark.parametrize("name", ["pakistan-torkham", "btk", "turkmenistan", "ulyanovsk"])
def test_a_way_outside_kazakhstan_is_not_asked(
    name: str, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    day = date(2018, 1, 1)
    edition = variants[name].editions[-1]
    conditions = Conditions(modes=frozenset(edition.modes), on=day)
    assert protocol(assemble_stops(edition.stops, atlas, engine, conditions), atlas, day) is None


def test_a_ferry_to_kazakhstan_is_asked(atlas: Atlas, engine: Engine) -> None:
    for day, complies in ((LAST_DAY, False), (LISTED, True)):
        for stops in (("alat-port", "aktau-port"), ("aktau-port", "alat-port")):
            found = protocol(assemble_stops(stops, atlas, engine, Conditions(on=day)), atlas, day)
            assert found
            assert found.complies is complies


def test_a_list_is_that_of_the_treaty_alone() -> None:
    own = permit("XB", ident="own", exclusive=True, checkpoints=("ab",))
    assert protocol(way(tiny_atlas(own), "west", "mid"), tiny_atlas(own), LISTED) is None
    one = own._replace(treaty="kazakhstan-us-rail")
    atlas = tiny_atlas(one)
    assert protocol(way(atlas, "west", "mid"), atlas, LISTED) == Protocol("own", True, ("ab",), ())
    found = protocol(way(atlas, "west", "mid", "gate", "east"), atlas, LISTED)
    assert found == Protocol("own", False, ("ab",), ("Bc is not among them",))
    # There and back again passes a checkpoint once for the list, at each passage for a fault.
    again = protocol(way(atlas, "mid", "east", "mid", "west", "mid"), atlas, LISTED)
    assert again == Protocol("own", False, ("ab",), ("Bc is not among them",) * 2)


MINE = """\
id = "mine"
name = "By Petropavl"
modes = ["rail"]
stops = ["orenburg", "iletsk", "zhaisan", "aktobe", "{stop}"]
"""


def test_a_variant_of_a_users_own_is_asked(tmp_path: Path, atlas: Atlas, engine: Engine) -> None:
    path = tmp_path / "mine.toml"
    for stop, complies in (("keles", True), ("serhetyaka", False)):
        path.write_text(MINE.format(stop=stop), encoding="utf-8")
        (variant,) = find_variants((str(path),), atlas)
        found = protocol(assemble(variant, atlas, engine, LISTED), atlas, LISTED)
        assert found
        assert found.complies is complies
        answer = ndn("compare", path, "--as-of", LISTED.isoformat(), "--format", "json")
        (row,) = json.loads(answer.out)["variants"]
        assert row["protocol"] == {
            "agreement": PROTOCOL,
            "complies": complies,
            "checkpoints": list(found.checkpoints),
            "violations": list(found.violations),
        }


def test_the_answer_of_the_command_has_it() -> None:
    answer = ndn("compare", "south-kuryk", "btk", "--as-of", "2018-06-01", "--format", "json")
    kuryk, btk = json.loads(answer.out)["variants"]
    assert kuryk["protocol"]["complies"] is True
    assert kuryk["protocol"]["checkpoints"] == ["kuryk", "beineu-karakalpakstan"]
    assert kuryk["protocol"]["violations"] == []
    assert btk["protocol"] is None
    shown = ndn("show", "south-kuryk", "--as-of", "2018-06-01").out
    assert f"passes the checkpoints of {PROTOCOL}: kuryk, beineu-karakalpakstan" in shown
    shown = ndn("show", "south-aktau", "--as-of", "2012-06-01").out
    assert "Port of Aktau is not among them" in shown
