"""The declared variants: the figures that must hold, and files of a user's own."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from geodata.atlas import Atlas
from geodata.exceptions import Rule, read_exceptions
from geodata.model import Mode
from geodata.reading import DATA
from geodata.tables import Problems
from routes.assembly import assemble, edition_on
from routes.comparison import compare
from routes.engine import Engine
from routes.errors import NoRouteError
from routes.model import Leg, Route, Variant
from tests.test_cli_golden import ndn

DAY = date(2018, 6, 1)
# Enough days to meet every edition and every state of the network since 2009.
DAYS = tuple(date(year, month, 1) for year in range(2009, 2026) for month in (1, 7))


@pytest.fixture(scope="module")
def history(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> dict[tuple[str, date], Route]:
    """Every variant on each of the days, where it has a route."""
    found = {}
    for name, variant in variants.items():
        for day in DAYS:
            try:
                found[name, day] = assemble(variant, atlas, engine, day)
            except NoRouteError:
                continue
    return found


# --- the figures --------------------------------------------------------------------------------


def test_the_north_is_as_long_as_published(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    route = assemble(variants["north"], atlas, engine, DAY)
    assert (route.origin, route.destination) == ("riga-port", "hairatan")
    # 3,212 miles by rail from the port of Riga to the Afghan border.
    assert route.distance_km == pytest.approx(5169, rel=0.025)
    # From Python 3.12 sums of floats are rounded once, at their end.
    assert route.mode_km["rail"] == pytest.approx(route.distance_km, abs=1e-6)


# Tariff kilometres as published, railway by railway; "(exp)" is the point on the frontier.
CAUCASUS_KM = (
    362,  # Poti - Gardabani (exp)
    419,  # Böyük Kəsik (exp) - Alat
    10,  # Alat - Alat port
)
UZBEKISTAN_KM = (
    79,  # Beineu - Oazis (exp)
    328,  # Karakalpakstan (exp) - Kungrad
    122,  # Kungrad - Nukus
    196,  # Nukus - Miskin
    356,  # Miskin - Bukhara
    145,  # Bukhara - Kashkadarya
    264,  # Kashkadarya - Kumkurgan
    72,  # Kumkurgan - Termez
    10,  # Termez - Galaba
    5,  # Galaba - Galaba (exp)
)
FROM_AKTAU_KM = (408,)  # Aktau-Port - Beineu
FROM_KURYK_KM = (
    24,  # Kuryk-Port - Borzhakty; 30 where the harbour's own tracks are counted
    49,  # Borzhakty - Mangistau
    404,  # Mangistau - Beineu
)


@pytest.mark.parametrize(
    ("name", "from_port_km"), [("south-aktau", FROM_AKTAU_KM), ("south-kuryk", FROM_KURYK_KM)]
)
def test_the_south_is_as_long_as_published(
    name: str,
    from_port_km: tuple[int, ...],
    atlas: Atlas,
    engine: Engine,
    variants: dict[str, Variant],
) -> None:
    route = assemble(variants[name], atlas, engine, DAY)
    assert (route.origin, route.destination) == ("poti", "hairatan")
    published_km = sum((*CAUCASUS_KM, *from_port_km, *UZBEKISTAN_KM))
    assert route.distance_km == pytest.approx(published_km + route.mode_km["ferry"], rel=0.015)
    assert route.mode_km["rail"] == pytest.approx(published_km, rel=0.015)
    assert route.transshipments == 2


def test_kuryk_is_shorter_by_sea_and_longer_by_rail(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    kuryk = assemble(variants["south-kuryk"], atlas, engine, DAY).mode_km
    aktau = assemble(variants["south-aktau"], atlas, engine, DAY).mode_km
    assert kuryk["ferry"] < aktau["ferry"] - 30
    assert kuryk["rail"] > aktau["rail"] + 30


def test_the_line_from_miskin_to_bukhara_ended_a_detour(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    opened = date(2017, 12, 1)
    before = assemble(variants["south-aktau"], atlas, engine, opened - timedelta(days=1))
    after = assemble(variants["south-aktau"], atlas, engine, opened)
    assert 220 < before.distance_km - after.distance_km < 245
    assert "navoi" in {run.end for leg in before.legs for run in leg.runs}
    assert "navoi" not in {run.end for leg in after.legs for run in leg.runs}


def test_before_the_port_of_kuryk_there_is_no_way_by_it(
    atlas: Atlas, variants: dict[str, Variant]
) -> None:
    opened = date(2016, 12, 1)
    (entry,) = compare([variants["south-kuryk"]], atlas, opened - timedelta(days=1)).entries
    assert (entry.route, entry.status.state) == (None, "not-built")
    assert "Kuryk" in entry.status.reason
    assert "opened 2016-12-01" in entry.status.reason
    (entry,) = compare([variants["south-kuryk"]], atlas, opened).entries
    assert entry.route is not None


def test_the_ferries_leave_from_baku_and_later_from_alat(
    atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    for day, port in ((date(2012, 6, 1), "baku"), (DAY, "alat-port")):
        (ferry,) = [
            leg
            for leg in assemble(variants["south-aktau"], atlas, engine, day).legs
            if leg.mode is Mode.FERRY
        ]
        assert (ferry.start, ferry.end) == (port, "aktau-port")


# --- all of them --------------------------------------------------------------------------------


def rail_legs(history: dict[tuple[str, date], Route]) -> dict[str, Leg]:
    """Each different rail leg that is quoted by tariff, by ``from--to``."""
    return {
        f"{leg.start}--{leg.end} {leg.distance_km}": leg
        for route in history.values()
        for leg in route.legs
        if leg.mode is Mode.RAIL and leg.distance_basis == "tariff"
    }


def test_drawn_lines_are_as_long_as_their_tariff(history: dict[tuple[str, date], Route]) -> None:
    off = {
        f"{leg.start}--{leg.end}"
        for leg in rail_legs(history).values()
        if abs(leg.measured_km / leg.distance_km - 1) > 0.08
    }
    reasons = {
        subject: reason
        for (rule, subject), reason in read_exceptions(DATA, Problems()).items()
        if rule is Rule.OFF_TARIFF
    }
    assert off - reasons.keys() == set(), "legs that are off and have no reason"
    assert reasons.keys() - off == set(), "reasons that no leg needs"
    assert all(len(reason) > 20 for reason in reasons.values())


def test_every_variant_had_a_route_once(
    history: dict[tuple[str, date], Route], variants: dict[str, Variant]
) -> None:
    assert {name for name, _ in history} == set(variants)


def test_a_route_keeps_to_what_its_edition_declares(
    history: dict[tuple[str, date], Route], atlas: Atlas, variants: dict[str, Variant]
) -> None:
    for (name, day), route in history.items():
        edition = edition_on(variants[name], day)
        assert {leg.mode for leg in route.legs} <= set(edition.modes)
        if edition.countries:
            assert set(route.countries) <= set(edition.countries)
        passed = [route.origin, *(leg.end for leg in route.legs)]
        stops = iter(passed)
        assert all(stop in stops for stop in edition.stops), "stops in their order"
        for leg in route.legs:
            for run in leg.runs:
                assert not {run.start, run.end} & set(edition.avoid)
                section = run.section
                assert section.opened is None or section.opened <= day
                assert section.closed is None or day < section.closed


def test_only_routes_that_name_a_country_pass_it(
    history: dict[tuple[str, date], Route], variants: dict[str, Variant]
) -> None:
    for (name, day), route in history.items():
        if name in ("north", "north-beineu"):
            assert "TM" not in route.country_km
            assert ("TJ" in route.country_km) is (name == "north" and day < date(2011, 1, 1))


def test_every_variant_cites_sources_and_says_what_it_is(variants: dict[str, Variant]) -> None:
    for variant in variants.values():
        assert variant.sources
        assert variant.name
        assert variant.summary.endswith(".")


# --- files of a user's own ----------------------------------------------------------------------

MINE = """\
id = "mine"
name = "My way round the Caspian"
modes = ["rail", "ferry"]
stops = ["Поти", "Ganja", "alat-port", "KZAAU", "45.32,55.19"]
"""
OWN = "[[editions]]\n"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def test_a_file_is_compared_beside_built_in_variants(mine: Path) -> None:
    answer = ndn("compare", mine, "south-aktau", "--as-of", "2018-06-01", "--format", "json")
    assert answer.code == 0
    own, built_in = json.loads(answer.out)["variants"]
    assert (own["id"], own["name"]) == ("mine", "My way round the Caspian")
    # Names, codes and positions mean the places of the atlas.
    assert (own["origin"], own["destination"]) == ("poti", "beineu")
    stops = [leg["from"] for leg in own["legs"]]
    assert {"poti", "ganja", "alat-port", "aktau-port"} <= set(stops)
    assert own["mode_km"]["ferry"] == built_in["mode_km"]["ferry"]


@pytest.mark.parametrize("command", ["show", "compare", "check", "map"])
def test_a_file_works_in_every_command(
    command: str, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = ["-o", "mine.html"] if command == "map" else []
    answer = ndn(command, "mine.toml", *options)
    assert answer.code == 0, answer.err
    text = Path("mine.html").read_text(encoding="utf-8") if command == "map" else answer.out
    said = {"check": "no fault", "compare": "mine"}.get(command, "My way round the Caspian")
    assert said in text


def test_an_edition_that_is_over_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_text(f"{MINE}since = 2010-01-01\nuntil = 2014-01-01\n", encoding="utf-8")
    answer = ndn("compare", path, "--as-of", "2018-06-01")
    assert answer.code == 1
    assert "mine has no edition on 2018-06-01" in answer.out
    assert "2010-01-01 to 2014-01-01" in answer.out


def test_editions_follow_each_other(
    tmp_path: Path, atlas: Atlas, engine: Engine, variants: dict[str, Variant]
) -> None:
    north = variants["north"]
    change = north.editions[0].until
    assert change is not None
    assert edition_on(north, change - timedelta(days=1)) is north.editions[0]
    assert edition_on(north, change) is north.editions[1]


def test_no_terminal_obeys_a_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(MINE.replace("My way", "My\\u001b[2J\\u202eway"), encoding="utf-8")
    for call in (("show", path), ("compare", path, "--columns", "name"), ("check", path)):
        answer = ndn(*call)
        assert answer.code in (1, 2)
        assert "holds the control character U+001B" in answer.out + answer.err
        assert (answer.out + answer.err).replace("\n", "").isprintable()


# Each fault, and what its line must say beside the file.
FAULTS: dict[str, tuple[str, ...]] = {
    f'{MINE}sumary = "x"\n': ("sumary", "is unknown", "did you mean 'summary'?"),
    MINE.replace('id = "mine"\n', ""): ("id", "is needed"),
    MINE.replace('"mine"', '"My own"'): ("id", "'My own' is no id"),
    MINE.replace('"mine"', "5"): ("id", "text in quotes"),
    MINE.replace('name = "My', 'name = "" # '): ("name", "is needed"),
    MINE.replace('"ferry"]', '"fery"]'): ("modes", "'fery' is no mode", "did you mean 'ferry'?"),
    MINE.replace('["rail", "ferry"]', '"rail"'): ("modes", "list of texts"),
    MINE.replace("Ganja", "Gandja-Yeni"): ("stops", "unknown place 'Gandja-Yeni'"),
    MINE.replace("KZAAU", "Aktua"): ("stops", "'Aktua'", "did you mean 'Aktau'"),
    MINE.replace("45.32,55.19", "55.19,45.32"): ("stops", "likely swapped", "45.32,55.19"),
    MINE.replace("45.32,55.19", "0,0"): ("stops", "km from the nearest place"),
    MINE.replace("stops = [", "stops = []\n# "): ("stops", "two places or more"),
    MINE.replace('"Ganja"', "7"): ("stops", "list of texts"),
    f'{MINE}countries = ["kz"]\n': ("countries", "'kz' is no ISO 3166-1 code"),
    f"{MINE}since = 2018\n": ("since", "2018", "a date such as"),
    f'{MINE}since = "2018-05-05"\n': ("since", "'2018-05-05'", "a date such as"),
    f"{MINE}since = 2018-05-05T10:00:00\n": ("since", "a date such as"),
    f"{MINE}since = 2018-01-01\nuntil = 2017-01-01\n": ("until", "2017-01-01"),
    f'{MINE}avoid = ["nowhere-at-all"]\n': ("avoid", "unknown place 'nowhere-at-all'"),
    f'{MINE}sources = ["hearsay"]\n': ("sources", "'hearsay'"),
    f"{MINE}editions = 5\n": ("editions", "[[editions]]"),
    f"{MINE}editions = []\n": ("editions",),
    f'{MINE}[[editions]]\nstop = ["poti"]\n': ("edition 1", "stop", "did you mean 'stops'?"),
    f"{MINE}[[editions]]\n[[editions]]\n": ("edition 2", "since", "edition 1"),
    f"{MINE}since = 7\n{OWN}since = 2018-01-01\n": ("since", "is 7", "a date such as"),
    f'{MINE}avoid = ["nowhere"]\n{OWN}avoid = []\n': ("avoid", "unknown place 'nowhere'"),
    f'{MINE.replace("stops = [", "stops = []  # ")}{OWN}stops = ["poti", "baku"]\n': (
        "stops",
        "two places or more",
    ),
    f'{MINE}"a\\nb" = 5\n': ("is unknown",),
    f"{MINE}name = 5\n": ("no valid TOML",),
    f"{MINE}since = 2018-02-30\n": ("no valid TOML",),
    f"{MINE}deep = {'[' * 5000}\n": ("TOML",),
    "id = ": ("no valid TOML",),
    "id\x00 = 5": ("no valid TOML", "line 1"),
}


@pytest.mark.parametrize(
    ("text", "said"), FAULTS.items(), ids=[" ".join(s) for s in FAULTS.values()]
)
def test_a_fault_is_one_line(text: str, said: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    answer = ndn("compare", path)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("ndn: mine.toml: ")
    assert answer.err.count("\n") == 1, answer.err
    for words in said:
        assert words in answer.err
    checked = ndn("check", path, "--format", "json")
    (problem,) = json.loads(checked.out)["problems"]
    assert (checked.code, checked.err) == (1, "")
    assert problem["file"] == "mine.toml"


@pytest.mark.parametrize("content", [b"", b"\xff\xfeid", b"\xef\xbb\xbf", b"\x00"], ids=repr)
def test_a_file_that_is_no_variant_at_all(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    answer = ndn("compare", path)
    assert (answer.code, answer.out) == (2, "")
    assert all(line.startswith("ndn: mine.toml: ") for line in answer.err.splitlines())
    assert 1 <= answer.err.count("\n") <= 3
    assert ndn("check", path).code == 1


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('id = "a b"\nmodes = ["fery"]\nstops = ["Aktua"]\nfoo = 5\n', encoding="utf-8")
    fields = [line.split(": ")[2] for line in ndn("compare", path).err.splitlines()]
    assert sorted(fields) == ["foo", "id", "modes", "name", "stops", "stops"]


def test_a_folder_is_no_variant(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    for command in ("compare", "show"):
        answer = ndn(command, tmp_path / "mine.toml")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.count("\n") == 1


def test_a_file_named_without_its_ending_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text("", encoding="utf-8")
    answer = ndn("compare", "mine")
    message = "ndn: unknown variant 'mine'; did you mean the file mine.toml?\n"
    assert answer == (2, "", message)


def test_every_file_is_checked(tmp_path: Path) -> None:
    faulty = tmp_path / "mine.toml"
    faulty.write_text('id = "mine"\nname = "Mine"\nstops = ["Poti"]\n', encoding="utf-8")
    (tmp_path / "folder.toml").mkdir()
    others = [tmp_path / name for name in ("gone.toml", "folder.toml", "lines.csv")]
    others[2].write_text("id", encoding="utf-8")
    answer = ndn("check", *others, faulty, "--format", "json")
    assert (answer.code, answer.err) == (1, "")
    said = {p["file"]: p["message"] for p in json.loads(answer.out)["problems"]}
    assert said == {
        str(others[0]): "no such file",
        str(others[1]): "is a folder; check one with --atlas",
        str(others[2]): "is no TOML; tables are checked with --atlas FOLDER, lines with "
        "ndn crossings",
        "mine.toml": "needs two places or more",
    }


def test_control_characters_are_faults(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = 'id = "mine"\nname = "M\\u0007ne"\nstops = ["Po\\u0000ti", "poti", "batumi"]\n'
    path.write_text(text, encoding="utf-8")
    for command in ("compare", "show", "map"):
        answer = ndn(command, path)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.splitlines() == [
            "ndn: mine.toml: name: 'M\\x07ne' holds the control character U+0007",
            "ndn: mine.toml: stops: 'Po\\x00ti' holds the control character U+0000",
        ]
