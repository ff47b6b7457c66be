"""What ``-o`` writes: a file whole or not at all, in the format of its ending."""

from __future__ import annotations

import csv
import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ndnatlas.cli.settings import SUFFIXES
from tests.test_cli_golden import ndn

CALL = ("compare", "north", "--as-of", "2018-06-01")
OLD = "what stood here before\n"


def entries(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("ending", "format_"), [*SUFFIXES.items(), (".JSON", "json"), ("", "table")]
)
def test_the_ending_names_the_format(ending: str, format_: str, tmp_path: Path) -> None:
    path = tmp_path / f"answer{ending}"
    answer = ndn(*CALL, "-o", path)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"wrote {path}\n"
    assert path.read_text(encoding="utf-8") == ndn(*CALL, "--format", format_).out
    assert entries(tmp_path) == {path.name}


def test_the_option_is_stronger_than_the_ending(tmp_path: Path) -> None:
    path = tmp_path / "answer.csv"
    assert ndn(*CALL, "-o", path, "--format", "json").code == 0
    assert json.loads(path.read_text(encoding="utf-8"))["as_of"] == "2018-06-01"


def test_csv_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "answer.csv"
    ndn(*CALL, "-o", path, "-q")
    with path.open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["variant"] == "north"
    parts = ("tariff_km", "published_km", "measured_basis_km")
    assert float(row["distance_km"]) == pytest.approx(sum(float(row[part]) for part in parts))


def test_quiet_says_nothing(tmp_path: Path) -> None:
    assert ndn(*CALL, "-q", "-o", tmp_path / "answer.txt") == (0, "", "")


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    path.write_text(OLD * 1000, encoding="utf-8")
    assert ndn(*CALL, "-o", path).code == 0
    assert path.read_text(encoding="utf-8") == ndn(*CALL).out


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "answer.txt", tmp_path / "link.txt"
    path.write_text(OLD, encoding="utf-8")
    link.symlink_to(path)
    assert ndn(*CALL, "-o", link).code == 0
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == ndn(*CALL).out


def test_the_file_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    path, plain = tmp_path / "answer.txt", tmp_path / "plain.txt"
    plain.touch()
    ndn(*CALL, "-o", path)
    assert path.stat().st_mode == plain.stat().st_mode


@pytest.mark.parametrize(
    "call", [CALL, ("map", "north", "--as-of", "2018-06-01")], ids=["-o", "map"]
)
@pytest.mark.parametrize("step", ["write", "rename"])
def test_a_failure_midway_leaves_the_old_file(
    call: tuple[str, ...], step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ("answer.html" if call[0] == "map" else "answer.txt")
    path.write_text(OLD, encoding="utf-8")
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fail(*_: Any, **__: Any) -> None:
        raise full

    if step == "rename":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(Path, "write_bytes", _full)
    answer = ndn(*call, "-o", path)
    monkeypatch.undo()
    assert answer == (2, "", f"ndn: cannot write {path}: {full.strerror}\n")
    assert path.read_text(encoding="utf-8") == OLD
    assert entries(tmp_path) == {path.name}


def _full(path: Path, data: bytes) -> None:
    """Write on a disk that fills up after half of the bytes."""
    with path.open("wb") as stream:
        stream.write(data[: len(data) // 2])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_interrupt_midway_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answer.txt"
    path.write_text(OLD, encoding="utf-8")

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    assert ndn(*CALL, "-o", path).code == 130
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == OLD
    assert entries(tmp_path) == {"answer.txt"}


def test_an_unwritable_folder_is_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    path = folder / "answer.txt"
    path.write_text(OLD, encoding="utf-8")
    folder.chmod(0o500)
    # The superuser may write everywhere but on the kernel's own files.
    target = path if os.geteuid() else Path("/proc/answer.txt")
    answer = ndn(*CALL, "-o", target)
    folder.chmod(0o700)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"ndn: cannot write {target}: ")
    assert answer.err.count("\n") == 1
    assert path.read_text(encoding="utf-8") == OLD


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(OLD, encoding="utf-8")
    path = tmp_path / "file" / "answer.txt"
    answer = ndn(*CALL, "-o", path)
    assert answer.code == 2
    assert answer.err.startswith(f"ndn: cannot write {path}: ")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    answer = ndn(*CALL, "-o", tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert str(tmp_path) in answer.err
    assert answer.err.count("\n") == 1


def test_a_link_to_itself_is_one_line(tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    answer = ndn(*CALL, "-o", loop)
    assert answer.code == 2
    assert answer.err.startswith(f"ndn: cannot write {loop}: ")
    assert answer.err.count("\n") == 1


def test_nothing_is_kept_of_what_goes_to_the_null_device() -> None:
    assert ndn(*CALL, "-q", "-o", "/dev/null") == (0, "", "")
    assert not Path("/dev/null").is_file()


def test_a_full_device_is_one_line() -> None:
    answer = ndn(*CALL, "-o", "/dev/full")
    assert answer == (2, "", f"ndn: cannot write /dev/full: {os.strerror(errno.ENOSPC)}\n")


def test_a_pipe_may_be_named() -> None:
    command = "from ndnatlas.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", command, *CALL, "-q", "-o", "/dev/stdout"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == ndn(*CALL).out


def test_nothing_is_written_when_there_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "answer.txt"
    assert ndn("compare", "nort", "-o", path).code == 2
    assert ndn("route", "Poti", "Ganja", "--mode", "ferry", "-o", path).code == 1
    assert entries(tmp_path) == set()
