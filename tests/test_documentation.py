"""The pages of the documentation show what is: commands, their output, and the reference of them.

How a document is read stands in ``tests/documents.py``. ``make golden`` rewrites what is printed,
and the reference of the commands; read the difference before you commit it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import ndnatlas
from tests.documents import (
    assert_current,
    assert_links_lead_somewhere,
    blocks,
    calls,
    rewritten,
)
from tools import docs_api, docs_commands

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "docs/tutorial.md",
    "docs/howto.md",
    "docs/method.md",
    "docs/limits.md",
    "docs/api.md",
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# The fixture is asked for so that `make golden` runs this test.
@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_pages_show_is_what_is_printed(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    golden: Callable[[str, str], None],
) -> None:
    document = read(name)
    monkeypatch.chdir(tmp_path)
    if request.config.getoption("--golden"):
        (ROOT / name).write_text(rewritten(document, name), encoding="utf-8")
        return
    assert_current(document, name)


def test_the_reference_of_the_commands_is_current(
    request: pytest.FixtureRequest, golden: Callable[[str, str], None]
) -> None:
    found = docs_commands.reference()
    if request.config.getoption("--golden"):
        docs_commands.PATH.write_text(found, encoding="utf-8")
    assert docs_commands.PATH.read_text(encoding="utf-8") == found, "see `make golden`"


def test_the_reference_of_the_packages_is_current(
    request: pytest.FixtureRequest, golden: Callable[[str, str], None]
) -> None:
    document = docs_api.PATH.read_text(encoding="utf-8")
    found = docs_api.reference(document)
    if request.config.getoption("--golden"):
        docs_api.PATH.write_text(found, encoding="utf-8")
    else:
        assert document == found, "see `make golden`"


def test_the_reference_names_all_that_the_face_gives() -> None:
    text = docs_api.PATH.read_text(encoding="utf-8").partition(docs_api.MARK)[0]
    assert [name for name in ndnatlas.__all__ if f"`{name}`" not in text] == []
    homes = (home for package in docs_api.PACKAGES for home in docs_api.homes(package))
    below = {home.rpartition(".")[2] for home in homes}
    assert set(ndnatlas.__all__) - below == {"__version__"}


@pytest.mark.parametrize("name", [*DOCUMENTS, "docs/commands.md"])
def test_links_of_the_pages_lead_somewhere_in_the_repository(name: str) -> None:
    assert_links_lead_somewhere(ROOT / name)


def typed() -> list[str]:
    """The lines to type at a shell, of all pages but the reference."""
    shells = (b for name in DOCUMENTS for b in blocks(read(name)) if b.language == "sh")
    return [line for block in shells for line in block.text.splitlines()]


def test_what_is_typed_at_a_shell_is_there() -> None:
    assert len(typed()) > 2
    for line in typed():
        program, *words = line.split()
        if program == "make":
            call = ["make", "-n", *words]
            done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
        else:
            # The clone, the search path and the installers are of the reader's machine.
            assert line in (
                "git clone ADDRESS ndn-atlas",
                "cd ndn-atlas",
                'export PATH="$PWD/.venv/bin:$PATH"',
                # Installers are tried in tests/test_wheel.py.
                "pipx install .",
                "uv tool install .",
                "pipx install '.[osm]'",
                "docker build -t ndn-atlas .",
                'docker run --rm -v "$PWD:/data" ndn-atlas map -o ndn.html',
            )


def test_the_tutorial_goes_all_the_way() -> None:
    text = read("docs/tutorial.md")
    steps = [int(number) for number in re.findall(r"^## (\d+)\. ", text, flags=re.MULTILINE)]
    assert steps == list(range(1, len(steps) + 1))
    consoles = [block for block in blocks(text) if block.language == "console"]
    commands = [call.command.split()[1] for block in consoles for call in calls(block)]
    assert commands == [
        *("doctor", "variants", "compare", "compare", "show", "compare", "map", "picture"),
    ]
