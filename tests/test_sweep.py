"""Sweeps: every scenario once, the same on any workers, never through what is shut."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geodata.law import Cargo, Direction
from geodata.model import Mode
from routes.sweep import Plan, Scenario, SweepError, Way, sweep
from routes.sweep.columns import columns
from routes.sweep.ground import rows_of
from routes.sweep.plan import Estimates
from routes.sweep.rows import Rows
from routes.sweep.store import Store
from routes.sweep.work import compute
from routes.variants import load_variants
from routes.whatif.closures import Subject, breaks
from tests.test_closures import closures
from tests.test_routes import ground
from tests.test_sweep_reading import PART_ROWS, SMALL, plan_of, rows

ESTIMATED = """
variants = ["south-aktau", "north"]
closures = [[], ["aktau"]]
dates = [2018-06-01]
estimate = ["time", "cost"]
samples = 500
seed = 7
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, bytes]:
    """A small sweep, computed at one go in this process."""
    folder = tmp_path_factory.mktemp("whole")
    plan = plan_of(folder, SMALL)
    sweep(plan, ground()[0], folder / "out.parquet")
    return plan, (folder / "out.parquet").read_bytes()


def test_the_order_of_scenarios_is_that_of_the_product(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SMALL)
    assert plan.size == 2 * 2 * 9 * 2 * 4
    every = [plan.scenario(number) for number in range(plan.size)]
    assert len({one._replace(number=0) for one in every}) == plan.size
    assert [one.closures for one in every[:4]] == list(plan.closures)
    assert every[0][1:] == tuple(axis[0] for axis in plan[:8])
    assert every[-1][1:] == tuple(axis[-1] for axis in plan[:8])
    numbers = [number for part in range(plan.parts) for number in plan.numbers(part)]
    assert numbers == list(range(plan.size))


def test_the_table_has_every_scenario_once_in_order(whole: tuple[Plan, bytes]) -> None:
    plan, data = whole
    table = pq.read_table(_stream(data))
    assert table["scenario"].to_pylist() == list(range(plan.size))
    assert table.schema.names == [column.name for column in columns(None)]
    assert b"ODbL-1.0" in table.schema.metadata[b"licence"]
    assert b"OpenStreetMap" in table.schema.metadata[b"attribution"]
    assert len(table.schema.metadata[b"sources"]) > 1000
    assert all(field.metadata[b"description"] for field in table.schema)


def test_a_row_says_what_the_route_is(whole: tuple[Plan, bytes]) -> None:
    plan, data = whole
    atlas, _ = ground()
    engine_rows = Rows(atlas)
    for row in pq.read_table(_stream(data)).to_pylist():
        scenario = plan.scenario(row["scenario"])
        route = engine_rows.find(scenario).route
        assert (row["origin"], row["destination"]) == scenario.way[:2]
        assert (row["date"], row["cargo"]) == (scenario.on, scenario.cargo.value)
        if route is None:
            assert row["distance_km"] is row["crossings"] is row["countries"] is None
            assert row["state"] in ("closed", "not-built")
            assert row["reason"]
        else:
            assert row["distance_km"] == pytest.approx(route.distance_km, abs=1e-3)
            by_mode = sum(row[f"{mode}_km"] for mode in Mode)
            assert by_mode == pytest.approx(row["distance_km"], abs=0.01)
            assert row["countries"].split() == list(route.countries)
            assert row["crossings"] == len(route.crossings)


def test_processes_give_the_same_bytes(whole: tuple[Plan, bytes], tmp_path: Path) -> None:
    plan, data = whole
    path = tmp_path / "out.parquet"
    told: list[float | None] = []
    outcome = sweep(
        plan, ground()[0], path, workers=2, report=lambda _what, share: told.append(share)
    )
    assert path.read_bytes() == data
    assert (outcome.computed, outcome.kept) == (plan.size, 0)
    assert sum(outcome.states.values()) == plan.size
    assert [share for share in told if share is not None][-1] == 1
    assert [file.name for file in tmp_path.iterdir()] == ["out.parquet"]


def test_a_sweep_broken_off_goes_on(whole: tuple[Plan, bytes], tmp_path: Path) -> None:
    plan, data = whole
    path = tmp_path / "out.parquet"
    _break_off(plan, path, after=70)
    assert not path.exists()
    folder = tmp_path / "out.parquet.parts"
    part = folder / "00000003.parquet"
    part.write_bytes(part.read_bytes()[:-9])  # cut off by a full disk
    (folder / "00000099.parquet.new").write_bytes(b"half")
    outcome = sweep(plan, ground()[0], path)
    assert (outcome.computed, outcome.kept) == (plan.size - 60, 60)
    assert path.read_bytes() == data
    assert not folder.exists()
    again = sweep(plan, ground()[0], path)
    assert (again.computed, again.kept) == (0, plan.size)


def test_a_part_of_other_rows_is_computed_anew(whole: tuple[Plan, bytes], tmp_path: Path) -> None:
    plan, data = whole
    path = tmp_path / "out.parquet"
    _break_off(plan, path, after=40)
    folder = tmp_path / "out.parquet.parts"
    (folder / "00000001.parquet").write_bytes((folder / "00000000.parquet").read_bytes())
    assert sweep(plan, ground()[0], path).kept == 30
    assert path.read_bytes() == data


class BrokenOffError(Exception):
    """The work ends here."""


def _break_off(plan: Plan, path: Path, after: int) -> None:
    def report(what: str, _share: float | None) -> None:
        if what.startswith(f"{after} of"):
            raise BrokenOffError

    with pytest.raises(BrokenOffError):
        sweep(plan, ground()[0], path, report=report)


def test_another_sweep_is_refused_but_for_restart(tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    plan = plan_of(tmp_path, SMALL)
    _break_off(plan, path, after=20)
    other = plan_of(tmp_path, SMALL.replace('"ferry"', '"road"'))
    with pytest.raises(SweepError, match=r"holds parts of another sweep.*--restart"):
        sweep(other, ground()[0], path)
    sweep(other, ground()[0], path, restart=True)
    data = path.read_bytes()
    with pytest.raises(SweepError, match=r"not of this sweep.*--restart"):
        sweep(plan, ground()[0], path)
    assert path.read_bytes() == data
    assert not path.with_name("out.parquet.parts").exists()


def test_a_foreign_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "out.parquet"
    path.write_bytes(b"my thesis")
    with pytest.raises(SweepError, match="not of this sweep"):
        sweep(plan_of(tmp_path, SMALL), ground()[0], path)
    assert path.read_bytes() == b"my thesis"


def test_two_sweeps_at_one_table_are_refused(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SMALL)
    path = tmp_path / "out.parquet"
    with Store(path, plan), pytest.raises(SweepError, match="another sweep is at work"):
        sweep(plan, ground()[0], path)


def test_a_worker_with_another_atlas_refuses(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SMALL)._replace(ground="another")
    with pytest.raises(SweepError, match="another version of the program or the atlas"):
        compute(plan, 0)


def test_a_restart_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SMALL)
    folder = tmp_path / "out.parquet.parts"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    sweep(plan, ground()[0], tmp_path / "out.parquet", restart=True)
    assert [file.name for file in folder.iterdir()] == ["notes.txt"]


# --- closures -----------------------------------------------------------------------------------


PLACES = ("poti", "riga-port", "hairatan", "tashkent", "aktau-port", "dostyk", "mazar-i-sharif")


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Scenarios of free ways and of variants, with things closed that exist."""
    variants = load_variants(ground()[0])
    if draw(st.booleans()):
        way = Way("", "", variants[draw(st.sampled_from(sorted(variants)))])
    else:
        ends = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=2, unique=True))
        way = Way(ends[0], ends[1])
    shut = draw(st.lists(closures(), max_size=3))
    on = draw(st.dates(date(2008, 1, 1), date(2021, 8, 30)))
    # A bloc of members unknown on the day is refused when the plan is read.
    blocs = (ground()[0].blocs[one.id] for one in shut if one.subject is Subject.BLOC)
    assume(all(bloc.members(on) is not None for bloc in blocs))
    return Scenario(
        0,
        way,
        on,
        draw(st.sampled_from(Cargo)),
        draw(st.sampled_from(Direction)),
        draw(st.booleans()),
        tuple(Mode),
        tuple(closure.id for closure in shut),
        None,
    )


@settings(max_examples=60)
@given(scenarios())
def test_a_closure_never_yields_a_route_through_what_is_closed(scenario: Scenario) -> None:
    atlas, _ = ground()
    found = _ROWS.find(scenario)
    if found.route is None:
        assert found.state in ("closed", "not-built")
    else:
        assert not breaks(found.route, _ROWS.closures(scenario), atlas)
        if scenario.comply and scenario.way.variant is None:
            assert found.state != "closed"


_ROWS = Rows(ground()[0])


@pytest.mark.parametrize(
    ("closed", "comply", "reason"),
    [
        (("hairatan",), False, "Hairatan itself is shut"),
        (("rail", "road", "ferry", "air"), False, "every mode is shut"),
        (("AF",), False, "Hairatan itself is shut"),
        (("galaba-hairatan", "road"), False, "every way in the atlas passes"),
        (("KZ", "TM", "AF", "PK"), True, "Hairatan itself is shut"),
    ],
)
def test_why_there_is_no_way(closed: tuple[str, ...], comply: bool, reason: str) -> None:
    way = Way("poti", "hairatan")
    on, modes = date(2012, 6, 1), tuple(Mode)
    one = Scenario(0, way, on, Cargo.COMMERCIAL, Direction.TO, comply, modes, closed, None)
    found = _ROWS.find(one)
    assert found.route is None
    assert found.state == "closed"
    assert found.reason.startswith(reason)


def test_a_variant_is_led_around_what_breaks_it(tmp_path: Path) -> None:
    text = 'variants = ["south-aktau"]\nclosures = [[], ["aktau"], ["RU"]]\ndates = [2018-06-01]\n'
    plan = plan_of(tmp_path, text)
    path = tmp_path / "out.parquet"
    sweep(plan, ground()[0], path)
    as_is, around, other = rows(path)
    assert [row["broken"] for row in (as_is, around, other)] == [False, True, False]
    assert [row["around"] for row in (as_is, around, other)] == [None, "own", None]
    assert around["distance_km"] == pytest.approx(as_is["distance_km"] + 31.3, abs=0.01)
    assert as_is["distance_km"] == other["distance_km"]
    assert {row["modes"] for row in (as_is, around, other)} == {None}


# --- estimates ----------------------------------------------------------------------------------


def test_equal_seeds_give_equal_estimates_on_any_workers(tmp_path: Path) -> None:
    found = []
    for name, workers, part_rows in (("a", 1, 1), ("b", 2, 1), ("c", 1, 3)):
        plan = plan_of(tmp_path, ESTIMATED, part_rows)
        sweep(plan, ground()[0], tmp_path / f"{name}.parquet", workers=workers)
        found.append(rows(tmp_path / f"{name}.parquet"))
    assert found[0] == found[1] == found[2]
    for row in found[0]:
        assert 0 < row["time_p10_d"] < row["time_p50_d"] < row["time_p90_d"]
        assert 0 < row["cost_p10_usd_per_teu"] < row["cost_p90_usd_per_teu"]
        assert row["estimate_reason"] is None
        assert row["parameters"] == ""
    other = plan_of(tmp_path, ESTIMATED.replace("seed = 7", "seed = 8"))
    sweep(other, ground()[0], tmp_path / "d.parquet")
    assert rows(tmp_path / "d.parquet")[0]["time_p50_d"] != found[0][0]["time_p50_d"]


def test_only_what_is_asked_for_is_a_column() -> None:
    names = [column.name for column in columns(Estimates(("cost",), 100, 1))]
    assert "cost_p50_usd_per_teu" in names
    assert "time_p50_d" not in names


# --- kills and memory ---------------------------------------------------------------------------


RUN = """
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from geodata import load_atlas
from routes.sweep import read_plan, sweep, table
table.GROUP_ROWS = 100  # rows that wait to be written: a constant, not a matter of their number
if __name__ == "__main__":
    atlas = load_atlas()
    file, out, workers, part_rows = sys.argv[1:]
    plan = read_plan(Path(file), atlas, date(2018, 6, 1))._replace(part_rows=int(part_rows))
    sweep(plan, atlas, Path(out), workers=int(workers))
    import resource
    own, children = (resource.getrusage(who).ru_maxrss for who in
                     (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(max(own, children))
"""


def _command(file: Path, out: Path, workers: int, part_rows: int) -> list[str]:
    words = (file, out, workers, part_rows)
    return [sys.executable, "-c", RUN, *map(str, words)]


def _wait_for(reached: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while not reached():
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_it_loses_and_repeats_nothing(
    whole: tuple[Plan, bytes], tmp_path: Path, workers: int
) -> None:
    plan, data = whole
    plan_of(tmp_path, SMALL)
    out, folder = tmp_path / "out.parquet", tmp_path / "out.parquet.parts"
    command = _command(tmp_path / "sweep.toml", out, workers, plan.part_rows)
    for parts in (3, 12):
        with subprocess.Popen(command, start_new_session=True) as process:
            _wait_for(lambda parts=parts: len([*folder.glob("*.parquet")]) >= parts, process)  # type: ignore[misc]  # bound at once
            process.kill()
        _wait_until_free(folder)
        kept = {path.name: path.read_bytes() for path in folder.glob("*.parquet")}
        assert len(kept) >= parts
    outcome = sweep(plan, ground()[0], out)
    assert outcome.kept >= 10 * len(kept)
    assert out.read_bytes() == data


def _wait_until_free(folder: Path) -> None:
    """Wait until the workers have seen that their parent is gone."""
    import fcntl

    with (folder / "lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)


@pytest.mark.slow
def test_a_worker_process_that_dies_is_told_and_costs_nothing_finished(
    whole: tuple[Plan, bytes], tmp_path: Path
) -> None:
    plan, data = whole
    path = tmp_path / "out.parquet"

    def report(_what: str, share: float | None) -> None:
        if share is not None:
            multiprocessing.active_children()[0].kill()

    with pytest.raises(SweepError, match=r"a worker process died.*goes on from there"):
        sweep(plan, ground()[0], path, workers=2, report=report)
    assert sweep(plan, ground()[0], path).kept >= PART_ROWS
    assert path.read_bytes() == data


@pytest.mark.slow
def test_memory_is_flat_in_the_number_of_scenarios(tmp_path: Path) -> None:
    text = """
origins = ["aktau-port"]
destinations = ["beineu"]
dates = {from = 2008-01-01, until = UNTIL, every = "day"}
"""
    peaks_kib = []
    for until in ("2008-10-27", "2016-03-19"):  # 300 and 3,000 scenarios
        (tmp_path / "sweep.toml").write_text(text.replace("UNTIL", until), encoding="utf-8")
        command = _command(tmp_path / "sweep.toml", tmp_path / f"{until}.parquet", 1, 50)
        run = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks_kib.append(int(run.stdout))
    assert peaks_kib[1] < 1.05 * peaks_kib[0] + 4096


@pytest.mark.slow
# Workers of Dask are started and killed here; what their sockets say at the end is no fault.
@pytest.mark.filterwarnings(
    "default::ResourceWarning", "default::pytest.PytestUnraisableExceptionWarning"
)
def test_dask_gives_the_same_bytes_though_a_worker_is_killed(
    whole: tuple[Plan, bytes], tmp_path: Path
) -> None:
    cluster_of: Any = import_module("distributed").LocalCluster
    plan, data = whole
    path = tmp_path / "out.parquet"
    with cluster_of(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0",
        local_directory=str(tmp_path / "dask"),
    ) as cluster:  # fmt: skip
        killed: list[int] = []

        def report(_what: str, share: float | None) -> None:
            if share is not None and share > 0.5 and not killed:
                killed.append(cluster.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        outcome = sweep(plan, ground()[0], path, scheduler=cluster.scheduler_address, report=report)
    assert killed
    assert outcome.computed == plan.size
    assert path.read_bytes() == data


def _stream(data: bytes) -> Any:
    import io

    return io.BytesIO(data)


def test_the_ground_is_opened_once(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, SMALL)
    assert rows_of(plan) is rows_of(plan)
