"""Parts of a network's file: what was put in comes out, and nothing that was damaged."""

from __future__ import annotations

import subprocess
import sys
import zlib
from array import array
from pathlib import Path

import pytest

from geodata.errors import DataError, OptionError
from geodata.network import parts
from geodata.network.parts import Part, check_parts, open_part
from geodata.network.preamble import MAGIC
from geodata.network.storage import check_network_file, open_network, write_network
from tests.test_network_storage import ROOT, some_network

INDEX = Part(
    "index",
    3,
    {
        "signed": memoryview(array("i", [-1, 2, -(2**31)])),
        "empty": memoryview(array("I")),
        "unsigned": memoryview(array("I", range(100, 150))),
    },
)
OTHER = Part("other", 1, {"one": memoryview(array("i", [7]))})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_network(tmp_path / "net.ndn", some_network(), [INDEX, OTHER])
    return tmp_path / "net.ndn"


def test_what_is_put_in_comes_out(path: Path) -> None:
    found = open_part(path, "index", 3)
    assert found is not None
    assert found.arrays.keys() == INDEX.arrays.keys()
    for name, values in INDEX.arrays.items():
        assert found.arrays[name].tolist() == values.tolist()
        assert found.arrays[name].format == values.format
        assert found.arrays[name].readonly
    assert open_part(str(path), "other", 1) == OTHER
    assert check_parts(path) == ("index", "other")


def test_another_name_or_version_is_no_such_part(path: Path) -> None:
    assert open_part(path, "index", 4) is None
    assert open_part(path, "none", 3) is None


def test_a_network_is_the_same_with_parts_and_without(path: Path, tmp_path: Path) -> None:
    digest = write_network(tmp_path / "bare.ndn", some_network())
    assert open_network(path).digest == digest
    assert check_network_file(path).digest == digest
    assert open_part(tmp_path / "bare.ndn", "index", 3) is None
    assert check_parts(tmp_path / "bare.ndn") == ()
    write_network(tmp_path / "again.ndn", open_network(path), [INDEX, OTHER])
    assert (tmp_path / "again.ndn").read_bytes() == path.read_bytes()


def test_every_damaged_byte_is_found_by_the_full_check(path: Path) -> None:
    whole = path.read_bytes()
    start = whole.index(b"NDNPARTS")
    assert len(whole) - start > 500
    for at in [*range(56, 64), *range(start, len(whole), 3)]:
        damaged = bytearray(whole)
        damaged[at] ^= 0xFF
        path.write_bytes(damaged)
        with pytest.raises(DataError, match="is damaged"):
            check_network_file(path)


def test_a_file_cut_short_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(0, len(whole), 61):
        path.write_bytes(whole[:length])
        with pytest.raises(DataError):
            open_part(path, "index", 3)


def test_the_parts_of_another_network_are_refused(path: Path, tmp_path: Path) -> None:
    write_network(tmp_path / "other.ndn", some_network(4), [INDEX, OTHER])
    mine, other = path.read_bytes(), (tmp_path / "other.ndn").read_bytes()
    body, foreign = mine[: mine.index(b"NDNPARTS")], other[other.index(b"NDNPARTS") :]
    path.write_bytes(body + foreign)
    with pytest.raises(DataError, match="those of another network"):
        open_part(path, "index", 3)


def test_a_table_that_lies_is_refused(path: Path) -> None:
    """Each field of a row is changed, and the checksum of the table made to fit."""
    whole = path.read_bytes()
    start = whole.index(b"NDNPARTS")
    head = parts._HEAD.unpack_from(whole, start)
    first = start + parts._HEAD.size
    row = list(parts._ROW.unpack_from(whole, first))
    for field, value in ((0, b"\xff"), (3, b"d"), (5, 1), (5, 64), (5, 2**60), (6, 3), (6, 2**60)):
        changed = [*row[:field], value, *row[field + 1 :]]
        table = parts._ROW.pack(*changed) + whole[first + parts._ROW.size : first + head[1]]
        packed = parts._HEAD.pack(head[0], head[1], zlib.crc32(head[3] + table), head[3]) + table
        path.write_bytes(whole[:start] + packed + whole[start + len(packed) :])
        with pytest.raises(DataError, match="a row that is none"):
            open_part(path, "index", 3)


def test_what_is_no_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such file"):
        open_part(tmp_path / "none.ndn", "index", 3)
    with pytest.raises(OptionError, match="is a folder"):
        open_part(tmp_path, "index", 3)
    for content in (b"", b"PK\x03\x04", MAGIC + bytes(100)):
        (tmp_path / "foreign.ndn").write_bytes(content)
        with pytest.raises(DataError):
            open_part(tmp_path / "foreign.ndn", "index", 3)


FRESH = """
import sys
from geodata.network.parts import open_part
part = open_part(sys.argv[1], "index", 3)
heavy = {"numpy", "json", "hashlib", "pathlib", "dataclasses"} & set(sys.modules)
print(sorted(heavy), part.arrays["signed"][2])
"""


def test_a_part_is_opened_without_what_it_does_not_need(path: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-I", "-c", FRESH, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == f"[] {-(2**31)}\n"
