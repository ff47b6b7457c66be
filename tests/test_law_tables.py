"""Acts, blocs and memberships of a user's own: what they change, and one line for each fault."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from geodata.atlas import load_atlas
from geodata.law import Act, Cargo, Direction, Effect
from geodata.law_tables import read_acts, read_blocs
from geodata.model import Mode
from geodata.tables import Problems
from tests.test_cli_golden import ndn
from tests.test_overlay import SOURCE, laid, one_line, table

BLOC = "own,My union,2012-01-01,,survey,"
MEMBERS = ("own,KZ,2010,,survey,", "own,UZ,2011-05,2020-01-01,survey,left again")
ACT = """\
[strike]
title = "A strike at Kuryk"
effect = "forbids"
since = "2018-05-20"
until = "2018-07"
modes = ["ferry"]
checkpoints = ["kuryk"]
sources = ["survey"]
"""
LAID = {
    "sources.toml": SOURCE,
    "blocs.csv": table("blocs.csv", BLOC),
    "memberships.csv": table("memberships.csv", *MEMBERS),
    "acts.toml": ACT,
}


def state_of(variant: str, day: str, folder: Path, *words: str) -> dict:
    answer = ndn("show", variant, "--atlas", folder, "--as-of", day, "--format", "json", *words)
    return json.loads(answer.out)["status"]


# --- what they change ---------------------------------------------------------------------------


def test_they_have_no_fault(tmp_path: Path) -> None:
    answer = ndn("check", "--atlas", laid(tmp_path, LAID))
    assert (answer.code, answer.err) == (0, "")


def test_an_act_of_my_own_closes_a_variant(tmp_path: Path) -> None:
    laid(tmp_path, LAID)
    states = {day: state_of("south-kuryk", day, tmp_path) for day in ("2018-05-19", "2018-05-20")}
    assert states["2018-05-19"]["state"] == "open"
    found = states["2018-05-20"]
    assert (found["state"], found["from"], found["to"]) == ("closed", "2018-05-20", "2018-07-01")
    assert (found["records"], found["sources"]) == (["strike"], ["survey"])
    assert found["reason"] == "A strike at Kuryk (from 2018-05-20 until 2018-07-01)"
    # The other ports stay open, and so does Kuryk itself in the atlas as it comes.
    assert state_of("south-aktau", "2018-06-01", tmp_path)["state"] == "open"
    built_in = json.loads(
        ndn("show", "south-kuryk", "--as-of", "2018-06-01", "--format", "json").out
    )
    assert built_in["status"]["state"] == "open"
    timeline = ndn("timeline", "south-kuryk", "--atlas", tmp_path, "--as-of", "2019-01-01")
    assert "A strike at Kuryk" in timeline.out
    call = ("route", "alat-port", "kuryk-port", "--comply", "--cargo", "commercial")
    (route,) = json.loads(
        ndn(*call, "--atlas", tmp_path, "--as-of", "2018-06-01", "--format", "json").out
    )["routes"]
    assert [crossing["id"] for crossing in route["crossings"]] == ["aktau"]
    assert route["mode_km"]["rail"] > 0


def test_an_act_with_a_known_id_replaces_it(tmp_path: Path) -> None:
    later = ACT.replace("[strike]", "[russia-decree-2015]").replace("2018-05-20", "2016-01-01")
    laid(tmp_path, LAID | {"acts.toml": later})
    plain, own = load_atlas(), load_atlas(tmp_path)
    assert list(own.acts) == list(plain.acts)
    assert own.acts["russia-decree-2015"].since == date(2016, 1, 1)
    words = ("--cargo", "special")
    assert state_of("north", "2015-06-01", tmp_path, *words)["records"] != ["russia-decree-2015"]


def test_a_bloc_of_my_own_ends_customs_and_counts_kilometres(tmp_path: Path) -> None:
    atlas = load_atlas(laid(tmp_path, LAID))
    bloc = atlas.blocs["own"]
    assert bloc.members(date(2011, 5, 1)) == frozenset(("KZ", "UZ"))
    assert bloc.members(date(2020, 1, 1)) == frozenset(("KZ",))
    for day, kept in (("2011-12-31", True), ("2012-01-01", False), ("2020-01-01", True)):
        assert atlas.customs_between("KZ", "UZ", date.fromisoformat(day)) is kept
    call = ("compare", "north", "--atlas", tmp_path, "--as-of", "2012-06-01", "--format", "json")
    (row,) = json.loads(ndn(*call).out)["variants"]
    inside = row["country_km"]["KZ"] + row["country_km"]["UZ"]
    assert row["bloc_km"]["OWN"] == pytest.approx(inside, abs=0.01)


def test_a_record_is_what_was_written(tmp_path: Path) -> None:
    text = """\
[mine]
title = "All of it"
effect = "permits"
since = "2012"
until = "2014-03"
cargo = ["special"]
directions = ["to", "from"]
modes = ["rail", "road"]
countries = ["KZ", "UZ"]
checkpoints = ["kuryk", "aktau"]
exclusive = true
beneficiaries = ["US", "NATO"]
lethal = false
overflight = false
treaty = "a-treaty"
sources = ["survey"]
note = "worth knowing"
"""
    own = load_atlas(laid(tmp_path, LAID | {"acts.toml": text})).acts["mine"]
    assert own == Act(
        id="mine",
        title="All of it",
        effect=Effect.PERMITS,
        since=date(2012, 1, 1),
        until=date(2014, 3, 1),
        cargo=(Cargo.SPECIAL,),
        directions=(Direction.TO, Direction.FROM),
        modes=(Mode.RAIL, Mode.ROAD),
        countries=("KZ", "UZ"),
        checkpoints=("kuryk", "aktau"),
        exclusive=True,
        beneficiaries=("US", "NATO"),
        lethal=False,
        overflight=False,
        treaty="a-treaty",
        sources=("survey",),
        note="worth knowing",
    )
    bare = load_atlas(laid(tmp_path, LAID)).acts["strike"]
    assert (bare.lethal, bare.exclusive, bare.overflight, bare.treaty) == (None, False, False, None)


def test_the_days_of_checking_are_the_users_where_given(tmp_path: Path) -> None:
    text = f'{ACT}[known_to]\nspecial = "2022-02"\n'
    own, plain = load_atlas(laid(tmp_path, LAID | {"acts.toml": text})), load_atlas()
    assert own.known_to[Cargo.SPECIAL] == date(2022, 2, 1)
    assert own.known_to[Cargo.COMMERCIAL] == plain.known_to[Cargo.COMMERCIAL]


# --- one line for each fault --------------------------------------------------------------------

WHERE = "[strike], "
ACTS: dict[str, tuple[str, ...]] = {
    f'{ACT}efect = "x"\n': (f"{WHERE}efect", "is unknown", "did you mean 'effect'?"),
    f'{ACT}"a\\nb" = 5\n': ("is unknown",),
    ACT.replace('title = "A strike at Kuryk"\n', ""): (f"{WHERE}title", "is empty"),
    ACT.replace('"A strike at Kuryk"', "5"): (f"{WHERE}title", "5", "a text in quotes"),
    ACT.replace('"forbids"', '"forbid"'): (f"{WHERE}effect", "'forbid' is none of", "forbids"),
    ACT.replace('effect = "forbids"\n', ""): (f"{WHERE}effect", "is empty"),
    ACT.replace('"2018-05-20"', "2018-05-20"): (f"{WHERE}since", "a text in quotes"),
    ACT.replace('"2018-05-20"', '"20.5.2018"'): (f"{WHERE}since", "YYYY-MM-DD"),
    ACT.replace('"2018-05-20"', '"2018-02-30"'): (f"{WHERE}since", "no day of the calendar"),
    ACT.replace('"2018-05-20"', '"2018-08"'): (f"{WHERE}until", "2018-07-01 is not after 2018-08"),
    ACT.replace('["ferry"]', '"ferry"'): (f"{WHERE}modes", "'ferry'", "a list of texts"),
    ACT.replace('["ferry"]', "[1]"): (f"{WHERE}modes", "a list of texts"),
    ACT.replace('["ferry"]', '["fery"]'): (f"{WHERE}modes", "'fery' is none of", "ferry"),
    f'{ACT}cargo = ["military"]\n': (f"{WHERE}cargo", "'military' is none of", "special"),
    f'{ACT}directions = ["back"]\n': (f"{WHERE}directions", "'back' is none of", "from"),
    f'{ACT}countries = ["kz"]\n': (f"{WHERE}countries", "'kz' is no ISO 3166-1", "such as KZ"),
    f'{ACT}exclusive = "yes"\n': (f"{WHERE}exclusive", "'yes'", "true or false"),
    f"{ACT}lethal = 1\n": (f"{WHERE}lethal", "1", "true or false"),
    ACT.replace('"forbids"', '"permits"'): (f"{WHERE}countries", "names the countries that give"),
    ACT.replace("checkpoints", "countries")
    .replace('"kuryk"', '"KZ"')
    .replace('"forbids"', '"permits"\nexclusive = true'): (
        f"{WHERE}checkpoints",
        "an exclusive permission names some",
    ),
    f"{ACT}exclusive = true\n": (f"{WHERE}exclusive", "only an act that permits"),
    ACT.replace("[strike]", "[A_Strike]"): ("[A_Strike], id", "'A_Strike' is no id"),
    'strike = "yes"\n': ("strike", "is no table such as [an-act]"),
    "known_to = 2018\n": ("known_to", "is no table"),
    '[known_to]\nmilitary = "2021-08-31"\n': ("[known_to], military", "is unknown", "commercial"),
    "[known_to]\nspecial = 2021-08-31\n": ("[known_to], special", "a date in quotes"),
    '[known_to]\nspecial = "soon"\n': ("[known_to], special", "'soon'", "'2021-08-31'"),
    ACT.replace('"survey"]', '"survey"'): ("no valid TOML",),
    f"deep = {'[' * 5000}\n": ("nested too deeply",),
}


@pytest.mark.parametrize(("text", "said"), ACTS.items(), ids=[" ".join(s) for s in ACTS.values()])
def test_a_fault_of_an_act_is_one_line(text: str, said: tuple[str, ...], tmp_path: Path) -> None:
    problems = Problems()
    read_acts(laid(tmp_path, {"acts.toml": text}), problems)
    is_said_once("acts.toml", said, problems)


def is_said_once(name: str, said: tuple[str, ...], problems: Problems) -> None:
    (problem,) = problems
    line = str(problem)
    assert line.startswith(f"{name}: ")
    assert len(line) < 400
    assert [words for words in said if words not in line] == [], line


def test_an_act_of_no_checkpoint_is_one_line_of_the_command(tmp_path: Path) -> None:
    text = ACT.replace('"kuryk"', '"kurik"')
    said = (f"{WHERE}checkpoints", "'kurik' is no checkpoint", "did you mean 'kuryk'?")
    one_line("acts.toml", said, laid(tmp_path, LAID | {"acts.toml": text}))


BLOCS: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
    ("blocs.csv", (BLOC, BLOC), ("row 3, id", "'own' stands twice")),
    ("blocs.csv", (BLOC.replace("My union", ""),), ("row 2, name", "is empty")),
    ("blocs.csv", (BLOC.replace("2012-01-01", "soon"),), ("row 2, customs_free_since", "'soon'")),
    ("blocs.csv", (BLOC.replace(",,", ",?,"),), ("row 2, known_from", "'?' is no date")),
    ("memberships.csv", (MEMBERS[0].replace("KZ", "7"),), ("row 2, country", "'7'")),
    ("memberships.csv", (MEMBERS[0].replace("2010", ""),), ("row 2, since", "is empty")),
    ("memberships.csv", (MEMBERS[0].replace("2010,", "2010,2009"),), ("row 2, until", "not after")),
    ("memberships.csv", (MEMBERS[0].replace("own", "eau"),), ("row 2, bloc", "'eau' is no bloc")),
    ("memberships.csv", (MEMBERS[0].replace("own", ""),), ("row 2, bloc", "is empty")),
]


@pytest.mark.parametrize(
    ("name", "rows", "said"), BLOCS, ids=[f"{n} {' '.join(s)}" for n, _, s in BLOCS]
)
def test_a_fault_of_a_bloc_is_one_line(
    name: str, rows: tuple[str, ...], said: tuple[str, ...], tmp_path: Path
) -> None:
    problems = Problems()
    read_blocs(laid(tmp_path, LAID | {name: table(name, *rows)}), problems)
    is_said_once(name, said, problems)


def test_every_fault_of_an_act_is_reported_at_once(tmp_path: Path) -> None:
    text = ACT.replace('"forbids"', '"forbid"').replace("ferry", "fery").replace('"kuryk"', "5")
    problems = Problems()
    read_acts(laid(tmp_path, {"acts.toml": text}), problems)
    assert sorted(problem.field for problem in problems) == ["checkpoints", "effect", "modes"]


# What only a look at other records can tell.
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("acts.toml", ACT.replace('"survey"', '"hearsay"'), "'hearsay' is no source"),
        ("acts.toml", ACT.replace('"survey"', ""), "every fact names its source"),
        (
            "blocs.csv",
            table("blocs.csv", BLOC.replace("survey", "")),
            "every fact names its source",
        ),
        (
            "memberships.csv",
            table("memberships.csv", MEMBERS[0].replace("survey", "hearsay")),
            "'hearsay' is no source",
        ),
    ],
)
def test_the_check_reports_it(name: str, text: str, said: str, tmp_path: Path) -> None:
    answer = ndn("check", "--atlas", laid(tmp_path, LAID | {name: text}), "--format", "json")
    assert (answer.code, answer.err) == (1, "")
    (problem,) = json.loads(answer.out)["problems"]
    assert said in problem["message"]
