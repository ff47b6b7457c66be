"""The file of a sweep, and ``ndn sweep``: what they take, and what they say of mistakes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from geodata.errors import DataError
from geodata.model import Mode
from routes.sweep import Plan, read_plan
from routes.sweep.dates import read_dates
from tests.test_cli_golden import ndn
from tests.test_routes import ground

TODAY = date(2018, 6, 1)

# 2 x 2 ways x 9 dates x 2 kinds of cargo x 4 closures = 288 scenarios.
SMALL = """
origins = ["Poti", "riga-port"]
destinations = ["Hairatan", "Tashkent"]
closures = [[], ["aktau"], ["RU", "TM"], ["ferry"]]
dates = {from = 2010-06-01, until = 2018-06-02, every = "year"}
cargo = ["commercial", "special"]
"""
PART_ROWS = 10
ONE = 'origins = ["Poti"]\ndestinations = ["Tashkent"]\ndates = [2018-06-01]\n'


def plan_of(folder: Path, text: str, part_rows: int = PART_ROWS) -> Plan:
    """The plan that a text describes, in small parts."""
    path = folder / "sweep.toml"
    path.write_text(text, encoding="utf-8")
    return read_plan(path, ground()[0], TODAY)._replace(part_rows=part_rows)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a table."""
    found: list[dict[str, Any]] = pq.read_table(path).to_pylist()
    return found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "sweep.toml: destinations: is needed, as a list of places; or give 'variants'"),
        ('origins = ["Poti"]', "destinations: is needed"),
        ('variants = ["north"]\norigins = ["Poti"]', "destinations: is needed"),
        ('variants = ["nort"]', "variants: unknown variant 'nort'; did you mean 'north'?"),
        ('variants = ["north", "NORTH"]', "variants: 'NORTH' stands twice, as 'north' before"),
        ('variants = ["north"]\nmodes = [["rail"]]', "modes: are for origins and destinations"),
        (ONE.replace("Poti", "Potti"), "origins: unknown place 'Potti'; did you mean"),
        (ONE.replace('["Poti"]', '["Poti", "poti"]'), "origins: 'poti' stands twice, as 'Poti'"),
        (ONE.replace('["Poti"]', '"Poti"'), "origins: is 'Poti', a list of texts is expected"),
        (ONE.replace('["Poti"]', "[]"), "origins: is empty; leave it out or name some"),
        (ONE.replace("Poti", "Tashkent"), "destinations: are the origins themselves"),
        (ONE + "close = [[]]", "close: is unknown; did you mean 'closures'?"),
        (ONE + 'closures = ["aktau"]', "closures: is ['aktau'], a list of lists is expected"),
        (ONE + 'closures = [["Aktua"]]', "closures: 'Aktua' is no place"),
        (ONE + 'closures = [["RU", "KZ"], ["KZ", "Russia"]]', "closures: ['KZ', 'Russia'] stands"),
        (ONE + 'closures = [["RU", "ru"]]', "closures: ['RU', 'ru'] names one thing twice"),
        (ONE.replace("2018", "2010") + 'closures = [["smgs"]]', "are known from 2016-07-01 on"),
        (ONE + 'cargo = ["speciall"]', "cargo: 'speciall' is none; did you mean 'special'?"),
        (ONE + "comply = [1]", "comply: is [1], a list of true and false is expected"),
        (ONE + "comply = [true, true]", "comply: holds true or false, or each once"),
        (ONE + 'modes = [["rail", "boat"]]', "modes: 'boat' is none"),
        (ONE + 'modes = [["rail", "road"], ["road", "rail"]]', "modes: ['road', 'rail'] stands"),
        (ONE.replace("2018-06-01", "1991-01-01"), "dates: 1991-01-01: the atlas describes"),
        (ONE.replace("2018-06-01", "2018-06-01, 2018-06-01"), "dates: 2018-06-01 stands twice"),
        (ONE.replace("2018-06-01", "2018-06-01T00:00:00"), "a list of dates such as [2018-06-01]"),
        (ONE + "seed = 3", 'seed: is for estimates; ask for them by estimate = ["time", "cost"]'),
        (ONE + 'estimate = ["tyme"]', "estimate: 'tyme' is none; did you mean 'time'?"),
        (ONE + 'estimate = ["time"]\nsamples = 1', "samples: is 1, a whole number of 100 to"),
        (ONE + 'estimate = ["time"]\nseed = -1', "seed: is -1, a whole number of 0 to"),
        (ONE + 'estimate = ["time"]\nparameters = ["no.toml"]', "parameters: "),
        ("origins = [", "sweep.toml: is no valid TOML"),
    ],
)
def test_a_mistake_is_named_by_its_field(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as error:
        plan_of(tmp_path, text)
    assert said in str(error.value)


def test_a_sweep_without_end_is_refused(tmp_path: Path) -> None:
    names = sorted(place for place, found in ground()[0].places.items() if not found.warning)[:800]
    text = f"""
origins = {names[:400]}
destinations = {names[400:]}
dates = {{from = 2000-01-01, until = 2020-01-01, every = "day"}}
"""
    with pytest.raises(DataError, match="makes 1,168,800,000 scenarios, at most 100,000,000"):
        plan_of(tmp_path, text)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = 'origins = ["?"]\ndestinations = ["??"]\nclosures = [["???"]]\nspeed = 3\n'
    with pytest.raises(DataError) as error:
        plan_of(tmp_path, text)
    assert len(error.value.problems) == 4


@pytest.mark.parametrize(
    ("run", "days"),
    [
        (
            {"from": date(2020, 1, 31), "until": date(2020, 5, 1), "every": "month"},
            ["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"],
        ),
        (
            {"from": date(2020, 2, 29), "until": date(2022, 3, 1), "every": "year"},
            ["2020-02-29", "2021-02-28", "2022-02-28"],
        ),
        (
            {"from": date(2019, 12, 30), "until": date(2020, 1, 13), "every": "week"},
            ["2019-12-30", "2020-01-06"],
        ),
        (
            {"from": date(2019, 12, 30), "until": date(2020, 1, 2), "every": "day"},
            ["2019-12-30", "2019-12-31", "2020-01-01"],
        ),
        ({"from": date(9999, 12, 1), "until": date.max, "every": "month"}, ["9999-12-01"]),
    ],
)
def test_a_run_of_dates(run: dict[str, Any], days: list[str]) -> None:
    faults: list[tuple[str, str]] = []
    found = read_dates(run, TODAY, lambda *fault: faults.append(fault))
    assert ([day.isoformat() for day in found], faults) == (days, [])


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ("{}", "dates.every: is missing, one of day, week, month, year is expected"),
        ('{from = 2018-01-01, every = "day"}', "dates.until: is missing, a date is expected"),
        ('{from = 2018-01-01, until = 2018-01-01, every = "day"}', "2018-01-01 is not after"),
        ('{from = 2018-01-01, to = 2019-01-01, every = "day"}', "dates.to: is unknown"),
        ('{from = 2000-01-01, until = 9999-01-01, every = "day"}', "are more than 20,000"),
    ],
)
def test_a_faulty_run_of_dates(run: str, said: str, tmp_path: Path) -> None:
    text = ONE.replace("[2018-06-01]", run)
    with pytest.raises(DataError) as error:
        plan_of(tmp_path, text)
    assert said in str(error.value)


def test_what_is_left_out_has_one_value(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, 'origins = ["Poti"]\ndestinations = ["Tashkent"]\n')
    assert plan.size == 1
    scenario = plan.scenario(0)
    assert scenario.on == TODAY
    assert scenario.modes == tuple(Mode)
    assert scenario.closures == ()
    assert scenario.figures is None


def test_a_place_is_never_its_own_destination(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, ONE.replace('["Poti"]', '["Poti", "Tashkent", "Termez"]'))
    assert [(way.origin, way.destination) for way in plan.ways] == [
        ("poti", "tashkent"),
        ("termez", "tashkent"),
    ]


def test_the_digest_follows_what_rows_depend_on_and_nothing_else(tmp_path: Path) -> None:
    same = [ONE, "# a word\n" + ONE, ONE.replace("Poti", "poti"), ONE + "closures = [[]]\n"]
    assert len({plan_of(tmp_path, text).digest for text in same}) == 1
    others = [
        ONE,
        ONE.replace("Poti", "Batumi"),
        ONE.replace("2018-06-01", "2018-06-02"),
        ONE + "comply = [true]\n",
        ONE + 'estimate = ["time"]\n',
        ONE + 'estimate = ["time"]\nseed = 2\n',
        ONE + 'closures = [["aktau"]]\n',
    ]
    assert len({plan_of(tmp_path, text).digest for text in others}) == len(others)
    assert plan_of(tmp_path, ONE)._replace(ground="other").digest != plan_of(tmp_path, ONE).digest


# --- the command --------------------------------------------------------------------------------


def test_the_command_writes_a_table_and_knows_it_again(tmp_path: Path) -> None:
    file, out = tmp_path / "my.toml", tmp_path / "my.parquet"
    file.write_text(ONE + 'closures = [[], ["RU"], ["ferry"]]\n', encoding="utf-8")
    answer = ndn("sweep", file, "-o", out, "--workers", "1")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith(f"wrote {out} (3 scenarios: ")
    assert len(rows(out)) == 3
    assert ndn("sweep", file, "-o", out).err == f"{out} is complete (3 scenarios)\n"
    assert ndn("sweep", file, "-o", out, "--restart", "--workers", "1", "-q").err == ""
    file.write_text(ONE, encoding="utf-8")
    refused = ndn("sweep", file, "-o", out)
    assert refused.code == 2
    assert "give --restart" in refused.err
    assert refused.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("no.toml",), 2, "no.toml: no such file"),
        (("s.toml", "-o", "s.csv"), 2, "s.csv: a sweep is written as Parquet, such as s.parquet"),
        (("s.toml", "--format", "csv"), 2, "--format csv: a sweep is written as Parquet"),
        (("s.toml", "--as-of", "2019-01-01"), 2, "--as-of is for a sweep without dates"),
        (("s.toml", "--workers", "0"), 2, "0 is not in the range 1<=x<=1024"),
        (("s.toml", "--workers", "2", "--scheduler", "tcp://x:1"), 2, "--workers are processes"),
        (("s.toml", "-o", "no/such/s.parquet"), 2, "cannot write"),
        (("s.toml", "--scheduler", "carrier-pigeon://coop"), 2, "is no address of a scheduler"),
    ],
)
def test_mistakes_of_the_command(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "s.toml").write_text(ONE, encoding="utf-8")
    answer = ndn("sweep", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not list(tmp_path.glob("*.parquet"))


def test_a_scheduler_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("routes.sweep.cluster.TIMEOUT_S", 0.5)
    file = tmp_path / "s.toml"
    file.write_text(ONE, encoding="utf-8")
    answer = ndn("sweep", file, "-o", tmp_path / "s.parquet", "--scheduler", "tcp://127.0.0.1:9")
    assert answer.code == 3
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in answer.err


@pytest.mark.parametrize(
    ("library", "extra", "more"),
    [("pyarrow", "sweep", ()), ("distributed", "dask", ("--scheduler", "tcp://127.0.0.1:9"))],
)
def test_a_library_that_is_missing_says_how_to_get_it(
    library: str, extra: str, more: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == library else object()
    )
    file = tmp_path / "s.toml"
    file.write_text(ONE, encoding="utf-8")
    answer = ndn("sweep", file, "-o", tmp_path / "s.parquet", *more)
    assert answer.code == 2
    assert f"a sweep needs {library}" in answer.err
    assert f"pip install 'ndn-atlas[{extra}]'" in answer.err
    assert answer.err.count("\n") == 1
