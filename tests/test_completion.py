"""What Tab offers, in each shell, quickly and without a word of error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.atlas import Atlas
from ndnatlas.cli import COMMANDS, cli
from ndnatlas.cli.completing import SHELLS, TAKES, VARIABLE, Ids, answer, ids
from routes.model import Variant
from tests.test_cli_golden import ndn
from tests.test_imports import HEAVY


def offered(
    monkeypatch: pytest.MonkeyPatch, line: str, shell: str = "bash", word: str | None = None
) -> list[str]:
    """What is offered for a line, the cursor standing at its end."""
    words = line.split(" ")
    monkeypatch.setenv("COMP_WORDS", line)
    # fish hands over the word itself, the others its number.
    position = words[-1] if shell == "fish" else str(len(words) - 1)
    monkeypatch.setenv("COMP_CWORD", position if word is None else word)
    return answer(f"{shell}_complete", cli, COMMANDS).splitlines()


def values(lines: list[str]) -> list[str]:
    return [line.partition(",")[2] for line in lines]


def test_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    assert values(offered(monkeypatch, "ndn ")) == list(COMMANDS)
    assert values(offered(monkeypatch, "ndn comp")) == [
        name for name in COMMANDS if name.startswith("comp")
    ]


def test_options(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--as-of" in values(offered(monkeypatch, "ndn compare --a"))
    assert values(offered(monkeypatch, "ndn --vers")) == ["--version"]
    assert values(offered(monkeypatch, "ndn compare --cargo s")) == ["special"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ndn show south-k", ["south-kuryk"]),
        ("ndn show South-K", ["south-kuryk"]),
        ("ndn compare north south-a", ["south-aktau", "south-astrakhan"]),
        ("ndn export south-k", ["south-kuryk"]),
        ("ndn compare --as-of 2018-06-01 btk ulya", ["ulyanovsk"]),
        ("ndn route termez hairat", ["hairatan"]),
        ("ndn route termez hairatan --via galab", ["galaba"]),
        ("ndn whatif --close gardabani-b", ["gardabani-boyuk-kesik"]),
    ],
)
def test_ids(line: str, expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = values(offered(monkeypatch, line))
    assert [value for value in found if not value.endswith("-frontier")] == expected


def test_the_users_own_ids(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    ndn("init", folder, "-q")
    line = f"--atlas {folder} my-"
    assert values(offered(monkeypatch, f"ndn show {line}")) == ["my-route"]
    assert values(offered(monkeypatch, f"ndn route {line}")) == ["my-terminal"]


def test_a_file_where_no_id_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered(monkeypatch, "ndn show ./my") == ["file,./my"]


def test_all_ids_are_known(atlas: Atlas, variants: dict[str, Variant]) -> None:
    assert ids(Ids(variants=True), None) == sorted(variants)
    assert ids(Ids(places=True), None) == sorted(atlas.places)
    assert ids(Ids(checkpoints=True), None) == sorted(atlas.checkpoints)


def test_parameters_of_that_name_exist() -> None:
    for name, parameters in TAKES.items():
        command = cli.get_command(cli.make_context("ndn", [name]), name)
        assert command, name
        assert set(parameters) <= {param.name for param in command.params}, name


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line",
    [
        "ndn nothing ", "ndn show --as-of 99 x", "ndn show --atlas /none x", "ndn show 'x",
        "ndn route --atlas /dev/null te", "ndn \x00", "ndn compare --nothing --", "",
        "ndn export north -o ", "ndn show \ud800", "ndn map --tiles ", "ndn show --help x",
    ],
)  # fmt: skip
def test_nothing_is_ever_raised(shell: str, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {**os.environ, "COMP_WORDS": line, "COMP_CWORD": "2"})
    answer(f"{shell}_complete", cli, COMMANDS)


def test_a_damaged_table_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "places.csv").write_bytes(b"\xff\xfe\x00id")
    assert offered(monkeypatch, f"ndn route --atlas {tmp_path} te") == []


def test_words_that_are_no_request_get_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMP_WORDS", raising=False)
    assert answer("bash_complete", cli, COMMANDS) == ""
    assert answer("bash_complete_", cli, COMMANDS) == ""
    assert answer("tcsh_complete", cli, COMMANDS) == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell(shell: str) -> None:
    found = ndn("completion", shell)
    assert (found.code, found.err) == (0, "")
    assert f"{VARIABLE}={shell}_complete" in found.out
    assert found.out == answer(f"{shell}_source", cli, COMMANDS)


def test_no_script_of_another_shell() -> None:
    found = ndn("completion", "tcsh")
    assert (found.code, found.out) == (2, "")
    assert "bash" in found.err


# What the command does first of all.
PROGRAM = f"""#!{sys.executable}
import sys
from ndnatlas.cli import COMMANDS, cli
from ndnatlas.cli.completing import respond
respond(cli, COMMANDS)
heavy = {sorted(HEAVY)}
sys.exit(sum(name in sys.modules for name in heavy))
"""


def program(folder: Path) -> dict[str, str]:
    path = folder / "ndn"
    path.write_text(PROGRAM, encoding="utf-8")
    path.chmod(0o755)
    root = str(Path(__file__).parents[1])
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "PYTHONPATH": root}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes(tmp_path: Path) -> None:
    script = ndn("completion", "bash").out
    text = f"""{script}
COMP_WORDS=(ndn show south-k); COMP_CWORD=2
_ndn_completion ndn
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    result = subprocess.run(
        ["bash", "--norc", "-c", text],
        env=program(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout, result.stderr) == ("south-kuryk\n", "")


def test_nothing_heavy_is_loaded_for_a_key(tmp_path: Path) -> None:
    environment = program(tmp_path) | {
        VARIABLE: "zsh_complete", "COMP_WORDS": "ndn route termez haira", "COMP_CWORD": "3",
    }  # fmt: skip
    result = subprocess.run(
        [tmp_path / "ndn"], env=environment, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "hairatan" in result.stdout.splitlines()
