"""The file for machines: the same again, quickly, and never a damaged or foreign one."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import DataError, OptionError, OutputError
from geodata.model import Mode
from geodata.network.model import Network, freeze
from geodata.network.noding import node_lines
from geodata.network.preamble import MAGIC, VERSION, Preamble
from geodata.network.sources import NAMELESS, Register
from geodata.network.stations import with_stations
from geodata.network.stop_tags import Stop
from geodata.network.storage import check_network_file, open_network, write_network
from geodata.network.strings import Strings
from geodata.network.tags import Facts

ROOT = Path(__file__).parents[1]


def some_network(ways: int = 3) -> Network:
    register = Register()
    for way in range(ways):
        register.add(way + 1, Facts(Mode.RAIL, "rail", gauges_mm=(1435, 1520)), f"Линия {way}")
    points = np.array([(60 + way / 100 + i / 100, 40.0) for way in range(ways) for i in range(2)])
    refs = np.full(len(points), NAMELESS, dtype=np.int64)
    network, _ = node_lines(register.lines([2] * ways, refs, points))
    stop = Stop(5, 60.005, 40.0, Mode.RAIL, "station", ("Станция", "Station"), ("esr=123456",))
    network, _ = with_stations(network, [stop])
    meta = {"sources": ["x.osm"], "licences": ["© OpenStreetMap contributors, ODbL 1.0"]}
    return freeze(replace(network, countries=("", "KZ"), meta=meta))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_network(tmp_path / "net.ndn", some_network())
    return tmp_path / "net.ndn"


def test_what_is_written_is_read_again(path: Path) -> None:
    before, after = some_network(), open_network(path)
    for name, column in before.edges.columns().items():
        assert np.array_equal(column, after.edges.columns()[name]), name
        assert column.dtype == after.edges.columns()[name].dtype
    assert np.array_equal(before.points, after.points)
    assert np.array_equal(before.point_offsets, after.point_offsets)
    assert after.stations[0] == before.stations[0]
    assert list(after.names) == ["", "Линия 0", "Линия 1", "Линия 2"]
    for name in ("kinds", "gauge_sets", "countries", "meta"):
        assert getattr(before, name) == getattr(after, name)
    assert after.licences == ("© OpenStreetMap contributors, ODbL 1.0",)


def test_writing_what_was_read_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    digest = write_network(tmp_path / "again.ndn", open_network(path))
    assert (tmp_path / "again.ndn").read_bytes() == path.read_bytes()
    assert check_network_file(path).digest == digest
    assert sorted(p.name for p in tmp_path.iterdir()) == ["again.ndn", "net.ndn"]


def test_its_bytes_are_those_of_this_version(path: Path) -> None:
    """A change here is a new version of the format: raise VERSION and rewrite the digest."""
    content = path.read_bytes()
    assert content[:8] == MAGIC
    header_length = int.from_bytes(content[12:16], "little")
    header = json.loads(content[64 : 64 + header_length])
    names = "\n".join(f"{name} {place[0]}" for name, place in sorted(header["arrays"].items()))
    assert VERSION == 1
    assert hashlib.sha256(names.encode()).hexdigest()[:16] == ARRAYS_OF_VERSION_1
    assert all(place[2] % 64 == 0 for place in header["arrays"].values())


ARRAYS_OF_VERSION_1 = "27004fe4d7c2f020"


def test_arrays_are_mapped_and_read_only(path: Path) -> None:
    network = open_network(path)
    assert not network.points.flags.owndata
    with pytest.raises(ValueError, match="read-only"):
        network.tails[0] = 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "is no network's file"),
        (b"PK\x03\x04" + bytes(500), "is no network's file"),
        (MAGIC, "is cut short"),
        (MAGIC + bytes(56), "is of version 0"),
        (MAGIC + (9).to_bytes(4, "little") + bytes(52), "is of version 9"),
    ],
)
def test_a_foreign_file_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "foreign.ndn"
    path.write_bytes(content)
    with pytest.raises(DataError, match=message) as error:
        open_network(path)
    assert "\n" not in str(error.value)


def test_a_file_cut_short_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in [*range(0, 200, 7), *range(200, len(whole), 501), len(whole) - 1]:
        path.write_bytes(whole[:length])
        with pytest.raises(DataError):
            open_network(path)
    path.write_bytes(whole + b"x")
    with pytest.raises(DataError, match="is damaged"):
        open_network(path)


def test_every_damaged_byte_is_found_by_the_full_check(path: Path) -> None:
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        path.write_bytes(damaged)
        with pytest.raises(DataError):
            check_network_file(path)


def forged(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Write the file again with another header, and a checksum that fits it."""
    content = path.read_bytes()
    length = int.from_bytes(content[12:16], "little")
    header = json.loads(content[64 : 64 + length])
    change(header)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 64)
    body = content[64 + length :]
    checksum = hashlib.sha256(text).digest()
    preamble = Preamble(len(text), 64 + len(text) + len(body), checksum, 0)
    path.write_bytes(preamble.pack() + text + body)


@pytest.mark.parametrize(
    "change",
    [
        lambda h: h.pop("arrays"),
        lambda h: h["arrays"].pop("edges.tails"),
        lambda h: h["arrays"]["edges.tails"].__setitem__(0, "|O"),
        lambda h: h["arrays"]["edges.tails"].__setitem__(1, [10**12]),
        lambda h: h["arrays"]["edges.tails"].__setitem__(1, [-1]),
        lambda h: h["arrays"]["edges.tails"].__setitem__(1, [2]),
        lambda h: h["arrays"]["edges.tails"].__setitem__(2, -64),
        lambda h: h["arrays"]["edges.tails"].__setitem__(2, "x"),
        lambda h: h["arrays"]["points"].__setitem__(1, [12]),
        lambda h: h["arrays"]["nodes.lon"].__setitem__(1, [2]),
        lambda h: h["arrays"]["point_offsets"].__setitem__(1, [3]),
        lambda h: h.__setitem__("gauge_sets", []),
        lambda h: h.__setitem__("gauge_sets", [["x"]]),
        lambda h: h.__setitem__("kinds", None),
        lambda h: h.__setitem__("meta", 5),
        lambda h: h["arrays"].__setitem__("edges.tails", h["arrays"]["edges.way"]),
    ],
)
def test_a_header_that_lies_is_refused(
    change: Callable[[dict[str, Any]], object], path: Path
) -> None:
    forged(path, change)
    with pytest.raises(DataError) as error:
        open_network(path)
    assert "is damaged" in str(error.value)
    assert "\n" not in str(error.value)


def test_numbers_that_point_nowhere_are_refused(path: Path) -> None:
    network = some_network()
    for name, value in (("tails", 99), ("heads", -1), ("gauges", 7), ("mode", 9), ("length_m", -1)):
        column = network.edges.columns()[name].copy()
        column[0] = value
        write_network(path, replace(network, edges=replace(network.edges, **{name: column})))
        with pytest.raises(DataError, match="is damaged"):
            open_network(path)


def test_a_missing_file_is_the_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such file"):
        open_network(tmp_path / "none.ndn")
    with pytest.raises(OptionError, match="is a folder"):
        open_network(tmp_path)


def test_what_cannot_be_written_leaves_what_was_there(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        write_network(path, some_network(5))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["net.ndn"]
    with pytest.raises(OutputError, match="cannot write"):
        write_network(tmp_path / "no" / "net.ndn", some_network())
    with pytest.raises(OutputError, match="it is a folder"):
        write_network(tmp_path, some_network())


FRESH = """
import sys, time
from pathlib import Path
from geodata.network.storage import open_network
path = Path(sys.argv[1])
open_network(path)
started = time.process_time()
network = open_network(path)
took = time.process_time() - started
heavy = {"shapely", "pandas", "geopandas", "pyogrio", "networkx", "osmium"} & set(sys.modules)
print(took < 0.05, sorted(heavy), network.node_count)
"""


def test_a_fresh_process_opens_it_without_the_heavy_libraries(path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", FRESH, path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "True [] 5\n"


@given(st.lists(st.text()))
def test_texts_are_what_they_were(texts: list[str]) -> None:
    packed = Strings.of(texts)
    assert list(packed) == [text.encode("utf-8", "replace").decode() for text in texts]
    assert packed[:2] == list(packed)[:2]
    assert packed == Strings.of(texts)
    with pytest.raises(IndexError):
        packed[len(texts)]
