"""Measure the CPU time of the command beside bare Python, and of frontiers beside an overlay.

Every command runs in a fresh process with the same interpreter and flags, on compiled bytecode.
The runs of the commands take turns, so that a busy machine slows them all alike, and each figure
is the median of user plus system time. The frontiers of lines are measured in this process
(`bench_lines`). The exit code is 1 when anything is over its budget.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.bench_lines import measure_lines, table

RUNS = 15

NDN = "from ndnatlas.cli import main; raise SystemExit(main())"


@dataclass(frozen=True, slots=True)
class Case:
    """A command to measure; ``budget`` is how many times bare Python it may cost."""

    name: str
    arguments: tuple[str, ...]
    budget: float | None = None


CASES = (
    Case("python -c pass", ("-c", "pass")),
    Case("load the atlas", ("-c", "from geodata import load_atlas; load_atlas()"), budget=4),
    Case("ndn --help", ("-c", NDN, "--help")),
    Case("ndn compare", ("-c", NDN, "compare"), budget=12),
)


def cpu_ms(arguments: tuple[str, ...]) -> float:
    """User plus system time of one run, in milliseconds.

    Raises
    ------
    subprocess.CalledProcessError
        The command failed, so its time means nothing.
    """
    # Isolated mode shuts out PYTHON* variables and the current folder, for all cases alike.
    command = [sys.executable, "-I", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return 1000 * (usage.ru_utime + usage.ru_stime)


def measure(runs: int) -> dict[str, float]:
    """Median CPU time of every case in milliseconds, after one run that warms the file cache."""
    for case in CASES:
        cpu_ms(case.arguments)
    times: dict[str, list[float]] = {case.name: [] for case in CASES}
    for _ in range(runs):
        for case in CASES:
            times[case.name].append(cpu_ms(case.arguments))
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> int:
    """Print the tables; 1 when a budget is exceeded."""
    parser = argparse.ArgumentParser(description="CPU time of the command and of frontiers.")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each case")
    runs: int = parser.parse_args().runs

    medians = measure(runs)
    bare = medians[CASES[0].name]
    lines = [f"{'command':<16} {'CPU ms':>8} {'ratio':>6} {'budget':>7}"]
    exceeded = False
    for case in CASES:
        ratio = medians[case.name] / bare
        over = case.budget is not None and ratio > case.budget
        exceeded = exceeded or over
        budget = "" if case.budget is None else f"{case.budget:g}"
        verdict = "  OVER" if over else ""
        lines.append(
            f"{case.name:<16} {medians[case.name]:>8.1f} {ratio:>6.2f} {budget:>7}{verdict}"
        )
    found = measure_lines(runs)
    exceeded = exceeded or any(row.is_over for row in found)
    report_text = "\n".join([*lines, "", *table(found)])
    print(report_text)
    report = Path("build/bench.txt")
    report.parent.mkdir(exist_ok=True)
    report.write_text(report_text + "\n", encoding="utf-8")
    return int(exceeded)


if __name__ == "__main__":
    sys.exit(main())
