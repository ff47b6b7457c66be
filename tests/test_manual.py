"""The manual pages tell what the commands do, and roff reads them without a word of warning."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import pytest

from tools import docs_manual
from tools.docs_commands import Described, described

PAGES = sorted(docs_manual.pages())


def printed(name: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    """A page as a terminal shows it, and what roff says of it."""
    command = ("groff", "-k", "-man", "-ww", *options, str(docs_manual.FOLDER / name))
    return subprocess.run(command, capture_output=True, check=True)


def test_the_pages_are_current(
    request: pytest.FixtureRequest, golden: Callable[[str, str], None]
) -> None:
    if request.config.getoption("--golden"):
        docs_manual.write()
    found = {path.name: path.read_text(encoding="utf-8") for path in docs_manual.FOLDER.iterdir()}
    assert found == docs_manual.pages(), "see `make golden`"


@pytest.mark.parametrize("name", PAGES)
def test_roff_has_nothing_to_say(name: str) -> None:
    answer = printed(name, "-Tutf8", "-rLL=400n", "-P-c", "-P-b", "-P-u")
    assert answer.stderr == b""
    assert "SEE ALSO" in answer.stdout.decode()


@pytest.mark.parametrize("one", tuple(described()), ids=lambda one: one.words)
def test_every_option_and_the_example_are_there(one: Described) -> None:
    name = f"{one.words.replace(' ', '-')}.1"
    answer = printed(name, "-Tutf8", "-rLL=400n", "-P-c", "-P-b", "-P-u").stdout.decode()
    shown = " ".join(answer.replace("\u2010", "-").split())
    for names, _ in one.options:
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", names):
            assert option in shown
    example = (one.command.epilog or "").partition("Example: ")[2]
    assert " ".join(example.split()) in shown
