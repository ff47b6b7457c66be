"""Measure Monte Carlo beside one draw of numpy, and the memory of sweeps of ten times the size.

Estimates of twelve variants are timed beside a draw of as many normal numbers as they have
samples; the cheaper uniform ones stand beside it. Figures are the median of the CPU time, user
plus system. A sweep runs in fresh processes; its peak memory is that of the largest of these, and
must not grow with the number of its scenarios. The exit code is 1 when a budget is exceeded.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from geodata import load_atlas
from routes.comparison import compare
from routes.estimate import estimate, load_parameters
from routes.variants import load_variants

RUNS = 9
DAY = date(2018, 6, 1)
VARIANTS, SAMPLES = 12, 100_000
MOST_DRAWS = 50
"""How many draws of as many numbers an estimate may cost."""

DAYS = 50
MOST_GROWTH = 1.1
"""How much more memory ten times the scenarios may take: what the allocator keeps varies."""

SWEEP = """\
variants = ["south-aktau", "btk", "pakistan-torkham"]
closures = [[], ["aktau"], ["AZ"], ["RU"]]
dates = {{ from = 2014-01-01, until = {until}, every = "day" }}
estimate = ["time"]
samples = 100
"""
# A row group waits in memory until it is full: with small ones both sweeps fill several.
NDN = """\
import routes.sweep.table as table
from ndnatlas.cli import main
table.GROUP_ROWS = 200
raise SystemExit(main())
"""


def cpu_ms(work: Callable[[], object]) -> float:
    """Median CPU time in milliseconds, after one run that fills the caches."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def monte_carlo() -> bool:
    """Print the table of estimates; whether one is over its budget."""
    atlas = load_atlas()
    found = compare(list(load_variants(atlas).values()), atlas, DAY, lasts=False)
    routes = [entry.route for entry in found.entries if entry.route][:VARIANTS]
    parameters = load_parameters(atlas)
    own = cpu_ms(lambda: estimate(routes, atlas, parameters, DAY, SAMPLES))
    random = np.random.default_rng(1)
    size = SAMPLES * len(routes)
    over = False
    print(f"{f'{SAMPLES:,} samples':<16} {'CPU ms':>8} {'draws':>6} {'budget':>7}")
    print(f"{f'{len(routes)} variants':<16} {own:>8.1f}")
    for name, draw, most in (
        ("normal", random.standard_normal, MOST_DRAWS),
        ("uniform", random.random, None),
    ):
        taken = cpu_ms(lambda draw=draw: draw(size))  # type: ignore[misc]  # of this turn
        late = most is not None and own / taken > most
        over = over or late
        print(
            f"{f'numpy, {name}':<16} {taken:>8.1f} {own / taken:>6.1f} {most or '':>7}"
            f"{'  OVER' if late else ''}"
        )
    return over


def peak_mb(days: int, folder: Path) -> tuple[int, float]:
    """How many scenarios a sweep of so many days has, and its peak memory in megabytes."""
    import pyarrow.parquet as pq

    until = date.fromordinal(date(2014, 1, 1).toordinal() + days)
    plan, table = folder / f"{days}.toml", folder / f"{days}.parquet"
    plan.write_text(SWEEP.format(until=until), encoding="utf-8")
    command = [sys.executable, "-c", NDN, "sweep", str(plan), "-o", str(table), "-q"]
    process = subprocess.Popen([*command, "--workers", "1"])
    # Of the processes that it started as well, the largest.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return pq.read_metadata(table).num_rows, usage.ru_maxrss / 1024


def memory() -> bool:
    """Print the table of sweeps; whether their memory grows."""
    print(f"{'sweep':<16} {'peak MB':>8} {'ratio':>6} {'budget':>7}")
    with tempfile.TemporaryDirectory() as folder:
        found = [peak_mb(days, Path(folder)) for days in (DAYS, 10 * DAYS)]
    (_, first), (_, last) = found
    over = last / first > MOST_GROWTH
    for (rows, peak), told in zip(
        found, ("", f" {last / first:>6.2f} {MOST_GROWTH:>7g}"), strict=True
    ):
        print(f"{f'{rows:,} scenarios':<16} {peak:>8.1f}{told}{'  OVER' if told and over else ''}")
    return over


def main() -> int:
    """Print the tables; 1 when a budget is exceeded."""
    over = monte_carlo()
    print()
    return int(memory() or over)


if __name__ == "__main__":
    sys.exit(main())
