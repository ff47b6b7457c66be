"""One library answers all questions in a process of its own and reports CPU time and memory."""

from __future__ import annotations

import json
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from routes.engines.contraction import ContractionEngine
from routes.engines.graph import Graph
from routes.engines.metric import Metric
from routes.engines.penalty import alternatives
from routes.errors import NoRouteError
from tools.questions import CLOSURES, MAX_SHARED, PLACES, Questions, Reroute, read_questions
from tools.railway_files import FLAT, read_railway
from tools.rival import NoWayError, Rival
from tools.rivals import RIVALS

if TYPE_CHECKING:
    from routes.engines.interface import PathEngine

Question = TypeVar("Question")
ENGINE = "engine"

# Ticks are an eighth or a quarter of a metre: over a thousand edges a few metres of a thousand km.
TOLERANCE = 1e-5


def timed(ask: Callable[[], object]) -> float:
    """CPU time of one call in milliseconds."""
    start = time.process_time()
    ask()
    return 1000.0 * (time.process_time() - start)


def median_ms(
    questions: Sequence[Question],
    ask: Callable[[Question], object],
    after: Callable[[Question], object] | None = None,
    rounds: int = 1,
) -> float:
    """Median CPU time of a question in milliseconds, each asked some rounds.

    What ``after`` does, to undo what the question did, is not counted.
    """
    times = []
    for question in list(questions) * rounds:
        start = time.process_time()
        ask(question)
        times.append(1000.0 * (time.process_time() - start))
        if after:
            after(question)
    return statistics.median(times)


def same(found: float, expected: float) -> None:
    """Stop when a library disagrees: then its time means nothing.

    Raises
    ------
    ValueError
        The costs differ.
    """
    if not math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=1.0):
        raise ValueError(f"a way of {found} m was found; expected {expected} m")


def open_engine(folder: Path) -> PathEngine:
    """The engine over the railway, with its stored order."""
    railway = read_railway(folder)
    graph = Graph(railway.node_count, railway.tails, railway.heads, railway.lon, railway.lat)
    order = np.fromfile(folder / FLAT / "order", dtype=np.uint32)
    return ContractionEngine(graph, Metric.of(railway.length_m), order)


def measure_engine(folder: Path, questions: Questions) -> dict[str, float]:
    """CPU milliseconds of each job by the engine."""
    country = read_railway(folder).country
    masks = [country == code for code in range(8)]
    engines: list[PathEngine] = []
    times = {"build": timed(lambda: engines.append(open_engine(folder)))}
    engine = engines[0]
    # The first search customises the metric.
    times["build"] += timed(lambda: engine.path(0, 1))
    for a, b, cost in questions.path:
        same(engine.path(a, b).cost, cost)
    times["path"] = median_ms(questions.path, lambda q: engine.path(q[0], q[1]), rounds=8)

    for job, asked in (("forbid", questions.forbid), ("remove", questions.remove)):
        closed = masks if job == "forbid" else {q.closed: [q.closed] for q in asked}
        times[job] = median_ms(
            asked,
            lambda q, closed=closed: same(  # type: ignore[misc]  # mypy has no default in a lambda
                engine.closing(closed[q.closed]).path(q.source, q.target).cost, q.cost
            ),
            after=lambda q: engine.path(q.source, q.target),
            rounds=4,
        )
    times["alternatives"] = median_ms(
        questions.alternatives,
        lambda q: alternatives(engine, q[0], q[1], 4, max_shared=MAX_SHARED),
        rounds=4,
    )
    places = questions.matrix
    times["matrix"] = statistics.median(
        timed(lambda: engine.matrix(places, places)) for _ in range(3)
    )

    def closures() -> None:
        for edge in questions.closures:
            view = engine.closing([edge])
            for a, b in questions.around:
                try:
                    view.path(a, b)
                except NoRouteError:
                    continue

    times["closures"] = timed(closures)
    return times


def measure_rival(rival: Rival, questions: Questions) -> dict[str, float]:
    """CPU milliseconds of each job by another library; big jobs are scaled from a part."""

    def way(a: int, b: int, cost: float) -> None:
        same(rival.length(rival.edges(rival.nodes(a, b))), cost)

    def around(question: Reroute, closed: list[int]) -> None:
        rival.close(closed)
        way(question.source, question.target, question.cost)

    times = {
        "path": median_ms(questions.path, lambda q: way(*q)),
        "forbid": median_ms(
            questions.forbid,
            lambda q: around(q, rival.by_country[q.closed]),
            after=lambda q: rival.restore(rival.by_country[q.closed]),
        ),
        "remove": median_ms(
            questions.remove,
            lambda q: around(q, [q.closed]),
            after=lambda q: rival.restore([q.closed]),
        ),
        "alternatives": median_ms(
            questions.alternatives, lambda q: rival.alternatives(q[0], q[1], 4, MAX_SHARED)
        ),
    }
    part = questions.matrix[: rival.rows]
    whole = PLACES / len(part)
    times["matrix"] = whole * timed(lambda: rival.table(part, questions.matrix))

    def closures() -> None:
        for edge in questions.closures[: rival.closures]:
            rival.close([edge])
            for a, b in questions.around:
                try:
                    rival.nodes(a, b)
                except NoWayError:
                    continue
            rival.restore([edge])

    times["closures"] = CLOSURES / rival.closures * timed(closures)
    return times


def peak_mb() -> float:
    """The most memory this program held; getrusage would count what its parent held too."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return float(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(name: str, folder: Path) -> None:
    """Print the report of one library as JSON."""
    questions = read_questions(folder)
    if name == ENGINE:
        times = measure_engine(folder, questions)
    else:
        rivals: list[Rival] = []
        build = timed(lambda: rivals.append(RIVALS[name](read_railway(folder))))
        times = {"build": build, **measure_rival(rivals[0], questions)}
    print(json.dumps({"times": times, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
