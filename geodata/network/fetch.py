"""Downloading the railways, roads and ferries of an area from an Overpass service, by tiles.

Every tile is kept when it has come, whole, so that a download that was interrupted goes on where it
stopped, and the same area is not asked for twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from geodata.errors import NetworkError, OptionError
from geodata.model import Mode
from geodata.network.answers import elements
from geodata.network.areas import Box, tiles
from geodata.network.overpass import (
    Question,
    Service,
    TooMuchError,
    ask,
    questions,
)
from geodata.progress import Progress, say_nothing
from geodata.writing import replacing

SUFFIXES = (".osm.pbf", ".osm", ".osm.bz2", ".osm.gz")
# Answers older than this are asked for again.
MAX_AGE_D = 30.0
# A tile that is too much for the service is quartered; a 64th of a side is its last chance.
_MOST_QUARTERINGS = 6


class Fetched(NamedTuple):
    """What a download brought."""

    tiles: int
    asked: int
    nodes: int
    ways: int


def cache_folder() -> Path:
    """Where answers are kept: ``ndn-atlas/overpass`` in the user's cache."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    root = Path(base) if base.startswith("/") else Path.home() / ".cache"
    return root / "ndn-atlas" / "overpass"


def fetch(
    area: Any,
    path: Path,
    modes: frozenset[Mode],
    *,
    service: Service | None = None,
    cache: Path | None = None,
    max_age_d: float = MAX_AGE_D,
    progress: Progress = say_nothing,
) -> Fetched:
    """Download the lines and stops of an area into a file of OpenStreetMap. This goes online.

    Parameters
    ----------
    area : shapely Polygon or MultiPolygon
        In degrees, WGS 84.
    path : Path
        A file whose name ends in one of `SUFFIXES`; it is written when all has come.
    modes : set of Mode
        Rail, ferry, road.
    service : Service, optional
        Whom to ask, and how patiently.
    cache : Path, optional
        Where answers are kept; `cache_folder` when left out.
    max_age_d : float
        Answers kept longer than so many days are asked for again.
    progress : callable, optional
        Told what is being done.

    Raises
    ------
    OptionError
        For another ending, a mode that has no network, or a missing library.
    NetworkError
        When the service cannot be reached or refuses: what has come so far is kept.
    OutputError
        When a file cannot be written.
    """
    if not path.name.lower().endswith(SUFFIXES):
        raise OptionError(f"{path}: what is fetched is written to {', '.join(SUFFIXES)} files")
    if not modes or Mode.AIR in modes:
        raise OptionError("networks of rail, ferry and road can be fetched")
    service = service or Service()
    boxes = tiles(area)
    tasks = [(box, question) for box in boxes for question in questions(modes)]
    store = _Store(cache or cache_folder(), service, max_age_d)
    found = _Elements()
    for number, (box, question) in enumerate(tasks):
        what = f"{question.mode}{' stations' if question.stops else ''}"
        label = f"request {number + 1} of {len(tasks)}, {what}"
        share = number / len(tasks)
        progress(label, share)
        try:
            for body in _answers(store, box, question, label, share, progress):
                found.add(elements(body)["elements"])
        except NetworkError as error:
            raise NetworkError(
                f"{error}. {number} of {len(tasks)} requests are answered and kept; "
                "run the command again to go on"
            ) from error
    progress(f"writing {path.name}", 1.0)
    _write(path, found)
    return Fetched(len(boxes), store.asked, len(found.nodes), len(found.ways))


def _answers(
    store: _Store, box: Box, question: Question, label: str, share: float, progress: Progress
) -> Iterator[bytes]:
    """The answers about a tile: one, or those about its quarters if it is too much at once."""
    pending = [(box, 0)]
    while pending:
        part, depth = pending.pop()
        try:
            yield store.answer(part, question, lambda why: progress(f"{label}: {why}", share))
        except TooMuchError as error:
            if depth == _MOST_QUARTERINGS:
                raise NetworkError(f"{store.service.host}: {error}") from error
            progress(f"{label}: too much at once, asking for quarters", share)
            pending += [(quarter, depth + 1) for quarter in part.quarters()]


class _Store:
    """Answers kept in a folder, each under a name made of the question."""

    def __init__(self, folder: Path, service: Service, max_age_d: float) -> None:
        self.service = service
        self.asked = 0
        self._folder = folder
        self._max_age_d = max_age_d

    def answer(self, box: Box, question: Question, waiting: Any) -> bytes:
        """The answer kept, or else the service's, which is then kept."""
        path = self._folder / f"{self._key(box, question)}.json"
        kept = self._kept(path)
        if kept is not None:
            return kept
        if self.asked:
            self.service.sleep(self.service.pause_s)
        self.asked += 1
        body = ask(self.service, box, question, waiting)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OptionError(f"{self._folder}: {error.strerror}; choose a folder") from error
        with replacing(path) as draft:
            draft.write_bytes(body)
        return body

    def _key(self, box: Box, question: Question) -> str:
        asked = [self.service.url, list(box), question.way_filter, question.stop_tags]
        text = json.dumps([1, question.stops, *asked], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    def _kept(self, path: Path) -> bytes | None:
        """An answer that was kept, if it is young enough and sound."""
        try:
            age_d = (time.time() - path.stat().st_mtime) / 86_400
            body = path.read_bytes() if age_d <= self._max_age_d else b""
            elements(body)
        except (OSError, ValueError):
            return None
        return body


class _Elements:
    """Nodes and ways of many answers, each once."""

    def __init__(self) -> None:
        self.nodes: dict[int, Mapping[str, Any]] = {}
        self.ways: dict[int, Mapping[str, Any]] = {}

    def add(self, listed: Sequence[Mapping[str, Any]]) -> None:
        """Take the elements of an answer."""
        for element in listed:
            if element["type"] == "node":
                # Of two the one with tags says more.
                if element.get("tags") or element["id"] not in self.nodes:
                    self.nodes[element["id"]] = element
            elif element["type"] == "way":
                self.ways[element["id"]] = element


def _write(path: Path, found: _Elements) -> None:
    try:
        import osmium
        from osmium.osm.mutable import Node, Way
    except ImportError as error:
        raise OptionError(
            f"{path}: needs pyosmium: install the extra with pip install 'ndn-atlas[osm]'"
        ) from error
    header = osmium.io.Header()
    header.set("generator", "ndn-atlas")
    with replacing(path) as draft, osmium.SimpleWriter(str(draft), header=header) as writer:
        for number, node in sorted(found.nodes.items()):
            writer.add_node(
                Node(
                    id=number,
                    version=1,
                    location=(node["lon"], node["lat"]),
                    tags=node.get("tags", {}),
                )
            )
        for number, way in sorted(found.ways.items()):
            writer.add_way(Way(id=number, version=1, nodes=way["nodes"], tags=way.get("tags", {})))
