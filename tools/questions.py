"""The questions that every measured library answers, with the answers they must agree on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from routes.engines.penalty import alternatives
from routes.errors import NoRouteError

if TYPE_CHECKING:
    from routes.engines.interface import PathEngine
    from tools.railway import Railway

FILE = "questions.json"
PATHS, REROUTES, DETOURS, PLACES = 25, 10, 4, 1000
CLOSURES, AROUND = 1000, 20
MAX_SHARED = 0.6


class Reroute(NamedTuple):
    """A way to be found with something closed that the best way uses; ``cost`` is the answer."""

    source: int
    target: int
    closed: int
    cost: float


class Questions(NamedTuple):
    """All questions. Costs are metres; the names are those of the jobs in the report.

    ``path`` and ``alternatives`` have source, target and the costs of the ways, ``forbid`` closes
    a country and ``remove`` an edge, ``matrix`` is from and to all these nodes, ``closures`` are
    edges closed one at a time, each time with the ways between ``around``.
    """

    path: list[tuple[int, int, float]]
    forbid: list[Reroute]
    remove: list[Reroute]
    alternatives: list[tuple[int, int, list[float]]]
    matrix: list[int]
    closures: list[int]
    around: list[tuple[int, int]]


def pose(railway: Railway, engine: PathEngine) -> Questions:
    """Draw questions between random nodes, the same each time, and answer them."""
    bits = np.random.PCG64(7).random_raw(6000) % np.uint64(railway.node_count)
    numbers = iter(bits.astype(np.int64).tolist())
    pairs = [(next(numbers), next(numbers)) for _ in range(400)]
    path = [(a, b, engine.path(a, b).cost) for a, b in pairs[:PATHS]]
    forbid: list[Reroute] = []
    remove: list[Reroute] = []
    detours: list[tuple[int, int, list[float]]] = []
    without = [engine.closing(railway.country == code) for code in range(8)]
    for a, b in pairs[PATHS:]:
        edges = engine.path(a, b).edges
        middle = edges[len(edges) // 2]
        country = int(railway.country[middle])
        try:
            cost = engine.closing([middle]).path(a, b).cost
            remove.append(Reroute(a, b, middle, cost))
            forbid.append(Reroute(a, b, country, without[country].path(a, b).cost))
        except NoRouteError:
            continue
        ways = alternatives(engine, a, b, 4, max_shared=MAX_SHARED)
        if len(ways) == 4:
            detours.append((a, b, [way.cost for way in ways]))
        if len(forbid) >= REROUTES and len(detours) >= DETOURS:
            break
    around = pairs[:AROUND]
    used = sorted({edge for a, b in around for edge in engine.path(a, b).edges})
    closures = used[:: max(1, len(used) // CLOSURES)][:CLOSURES]
    matrix = [next(numbers) for _ in range(PLACES)]
    return Questions(
        path, forbid[:REROUTES], remove[:REROUTES], detours[:DETOURS], matrix, closures, around
    )


def write_questions(folder: Path, questions: Questions) -> None:
    """Write the questions beside the railway."""
    (folder / FILE).write_text(json.dumps(questions._asdict()), encoding="utf-8")


def read_questions(folder: Path) -> Questions:
    """The questions as ``write_questions`` left them."""
    posed = json.loads((folder / FILE).read_text(encoding="utf-8"))
    for name in ("forbid", "remove"):
        posed[name] = [Reroute(*question) for question in posed[name]]
    return Questions(**posed)
