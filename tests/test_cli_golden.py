"""What the command prints, letter by letter, and the examples of its own help."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from ndnatlas.cli import COMMANDS, main
from routes.variants import DATA

Golden = Callable[[str, str], None]

# Answers that no later record changes: the past is a fixed network.
AS_OF = ("--as-of", "2018-06-01")


class Answer(NamedTuple):
    """The exit code of one call of ``ndn``, and what it printed."""

    code: int
    out: str
    err: str


def ndn(*arguments: str | Path) -> Answer:
    """Call ``ndn`` in this process; what is no mistake of a user's is raised."""
    out, err = io.StringIO(), io.StringIO()
    thresholds = gc.get_threshold()
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as end,
        ):
            main([str(argument) for argument in arguments])
    finally:
        gc.set_threshold(*thresholds)
    assert isinstance(end.value.code, int)
    return Answer(end.value.code, out.getvalue(), err.getvalue())


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let help wrap alike on every terminal."""
    monkeypatch.setenv("COLUMNS", "100")


CALLS: dict[str, tuple[str, ...]] = {
    "compare.txt": ("compare", *AS_OF),
    "compare.json": ("compare", "south-kuryk", "pakistan-torkham", *AS_OF, "--format", "json"),
    "compare.csv": ("compare", *AS_OF, "--format", "csv"),
    "compare.md": ("compare", *AS_OF, "--format", "md"),
    "compare-columns.txt": (
        *("compare", "north", "south-aktau", "south-kuryk", *AS_OF),
        *("--columns", "variant,rail_km,ferry_km,frontiers,origin,destination"),
        *("--sort", "-ferry_km", "--filter", "ferry_km>=0"),
    ),
    "compare-not-built.txt": ("compare", "north", "south-kuryk", "--as-of", "2010-06-01"),
    "show-north.txt": ("show", "north", *AS_OF),
    "show-north.json": ("show", "north", *AS_OF, "--format", "json"),
    "show-south-kuryk.txt": ("show", "south-kuryk", *AS_OF),
    "variants.txt": ("variants", *AS_OF),
    "places-aktau.txt": ("places", "Актау"),
    "places-aktau.json": ("places", "Актау", "--country", "KZ", "--format", "json"),
    "places-ports-az.txt": ("places", "--kind", "port", "--country", "az"),
    "route.txt": ("route", "Poti", "Hairatan", "--via", "kuryk-port", "--avoid", "TM", *AS_OF),
    "check.txt": ("check",),
    "audit-road.txt": ("audit", "--kind", "road"),
}


@pytest.mark.parametrize("name", CALLS)
def test_the_answer(name: str, golden: Golden) -> None:
    answer = ndn(*CALLS[name])
    assert (answer.code, answer.err) == (0, "")
    golden(f"cli/{name}", answer.out)


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_help(name: str, golden: Golden) -> None:
    answer = ndn(*name.split(), "--help")
    assert (answer.code, answer.err) == (0, "")
    golden(f"cli/help{'-' * bool(name)}{name}.txt", answer.out)


def test_json_keys_are_sorted() -> None:
    for call in (("compare", *AS_OF), ("variants", *AS_OF), ("show", "north", *AS_OF)):
        text = ndn(*call, "--format", "json").out
        again = json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True)
        assert text == again + "\n"


def example(name: str) -> list[str]:
    """The words of the example in a command's help, without the leading ``ndn``."""
    _, _, text = ndn(*name.split(), "--help").out.partition("Example:")
    words = shlex.split(text)
    assert words[:1] == ["ndn"], f"the help of {name or 'ndn'} has no example"
    return words[1:]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_the_example_of_the_help_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The files of their own that examples name.
    shutil.copy(DATA / "north.toml", tmp_path / "my-variant.toml")
    (tmp_path / "my-atlas").mkdir()
    line = '{"type": "LineString", "coordinates": [[56.10, 50.86], [56.21, 50.84]]}'
    (tmp_path / "my-line.geojson").write_text(line, encoding="utf-8")
    sweep = (
        'origins = ["Poti"]\ndestinations = ["Hairatan"]\nclosures = [[], ["aktau"]]\n'
        "dates = [2018-06-01]\n"
    )
    (tmp_path / "my-sweep.toml").write_text(sweep, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    words = example(name)
    assert words[0] == name or not name
    if "--online" in words:
        # What the atlas knows is answered from it, also under --online.
        words[1] = "Aktau-Port"
    answer = ndn(*words)
    assert answer.code == 0, answer.err
    if "-o" in words:
        assert (tmp_path / words[words.index("-o") + 1]).stat().st_size > 0
    else:
        assert answer.out
