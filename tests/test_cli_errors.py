"""A user's mistake ends in one clear line and the right exit code, never in a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_cli_golden import ndn

AS_OF = ("--as-of", "2018-06-01")

# A mistake in the call, the exit code, and what the one line must say.
MISTAKES: list[tuple[tuple[str, ...], int, tuple[str, ...]]] = [
    (("comprae",), 2, ("no command 'comprae'", "did you mean 'compare'?")),
    (("compare", "--colums", "name"), 2, ("--colums", "--columns")),
    (("show",), 2, ("VARIANT", "ndn show --help")),
    (("show", "north", "south-kuryk"), 2, ("south-kuryk",)),
    (("compare", "nort"), 2, ("unknown variant 'nort'", "did you mean 'north'?")),
    (("show", "nort"), 2, ("unknown variant 'nort'", "did you mean 'north'?")),
    (("map", "nort"), 2, ("unknown variant 'nort'", "did you mean 'north'?")),
    (("compare", "gone.toml"), 2, ("gone.toml: no such file",)),
    (("compare", "--atlas", ""), 2, ("--atlas", "the name of the folder is empty")),
    (("compare", "--atlas", "gone"), 2, ("gone: no such folder",)),
    (("check", "--atlas", "gone"), 2, ("gone: no such folder",)),
    (("compare", "--as-of", "yesterday"), 2, ("--as-of", "'yesterday' is no date", "YYYY-MM-DD")),
    (("compare", "--as-of", "2018-6-1"), 2, ("'2018-6-1' is no date", "did you mean 2018-06-01?")),
    (("compare", "--as-of", "2018-02-30"), 2, ("--as-of", "2018-02-30")),
    (("compare", "--as-of", ""), 2, ("--as-of", "'' is no date")),
    (("compare", "--format", "xml"), 2, ("'xml'", "table", "json", "csv", "md")),
    (("compare", "--sort", "distance"), 2, ("unknown column 'distance'", "'distance_km'?")),
    (("compare", "--columns", "nme"), 2, ("--columns: unknown column 'nme'", "'name'?")),
    (("compare", "--filter", "distance_km~5"), 2, ("'distance_km~5'", "distance_km<5000")),
    (("compare", "--filter", "distance_km<far"), 2, ("'far'", "is no number")),
    (("compare", "--filter", "state<open"), 2, ("compares a text", "use = or !=")),
    (("places", "--kind", "prot"), 2, ("'prot'", "'port'")),
    (("places", "--country", "XX"), 2, ("no places in 'XX'", "KZ")),
    (("route", "Aktua", "Poti"), 2, ("unknown place 'Aktua'", "did you mean 'Aktau'")),
    (("route", "Poti", "Zzyzx"), 2, ("unknown place 'Zzyzx'",)),
    (("route", "Po\x1bti", "Poti"), 2, ("'Po\\x1bti' holds the control character U+001B",)),
    (("places", "a\x00b"), 2, ("'a\\x00b' holds the control character U+0000",)),
    (("places", "\u202eitop"), 2, ("holds the control character U+202E",)),
    (("route", "Poti"), 2, ("TO", "ndn route --help")),
    (("route", "51.22,43.6", "Poti"), 2, ("likely swapped", "43.6,51.22", "aktau-port")),
    (("route", "100,50", "Poti"), 2, ("is no latitude,longitude", "did you mean 50,100?")),
    (("route", "200,300", "Poti"), 2, ("200,300 is no latitude,longitude",)),
    (("route", "0,0", "Poti"), 2, ("0,0 is", "km from the nearest place", "25 km")),
    (("route", "Poti", "Batumi", "--mode", "ral"), 2, ("'ral'", "'rail'")),
    (("route", "Poti", "Batumi", "--avoid", "ZZ"), 2, ("--avoid", "no places in ZZ")),
    (("route", "Poti", "Batumi", "--avoid", "Samtredya"), 2, ("'Samtredya'", "Samtredia")),
    (("route", "Poti", "Batumi", "--via", "Samtredya"), 2, ("'Samtredya'", "Samtredia")),
    (("route", "Poti", "Poti"), 1, ("poti", "one place")),
    (("route", "Poti", "Ganja", "--mode", "ferry", *AS_OF), 1, ("(poti)", "(ganja)", "rail")),
    (("audit", "--kind", "rod"), 2, ("'rod'", "'road'")),
    (("geocode",), 2, ("TEXT", "ndn geocode --help")),
    (("geocode", "Zzyzx"), 2, ("unknown place 'Zzyzx'", "--online")),
    (("compare", "north", "-o", "gone/x.csv"), 2, ("cannot write gone/x.csv",)),
    (("map", "north", "-o", "gone/x.html"), 2, ("cannot write gone/x.html",)),
]


@pytest.mark.parametrize(
    ("call", "code", "said"), MISTAKES, ids=[" ".join(call) for call, _, _ in MISTAKES]
)
def test_a_mistake_is_one_line(call: tuple[str, ...], code: int, said: tuple[str, ...]) -> None:
    answer = ndn(*call)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("ndn: ")
    for words in said:
        assert words in answer.err


LONG = "a" * 300
LONGER = "ab " * 10_000

# What nobody means, in every place where a text is taken.
NASTY: list[tuple[str, ...]] = [
    ("compare", LONG),
    ("compare", f"{LONG}.toml"),
    ("show", LONG),
    ("show", LONGER),
    ("check", LONG),
    ("compare", "--atlas", LONG),
    ("compare", "-o", f"{LONG}.csv"),
    ("compare", ""),
    ("compare", "."),
    ("compare", "/"),
    ("compare", "../north"),
    ("compare", "north.toml"),
    ("compare", "\udcff"),
    ("compare", "\x1b[2J"),
    ("compare", "north\nsouth"),
    ("compare", "--columns", ","),
    ("compare", "--sort", "-"),
    ("compare", "--sort", ""),
    ("compare", "--filter", ""),
    ("compare", "--filter", "distance_km<nan"),
    ("compare", "--filter", "(((((<5"),
    ("compare", "--as-of", "0000-01-01"),
    ("compare", "--as-of", "0001-01-01"),
    ("compare", "--as-of", "9999-12-31"),
    ("compare", "--as-of", "２０１８-06-01"),
    ("compare", "--as-of", "2018-06-01T00:00"),
    ("compare", "-o", "."),
    ("compare", "-o", ""),
    ("compare", "-o", "/dev/full"),
    ("check", "."),
    ("check", ""),
    ("check", "/dev/null"),
    ("show", ""),
    ("places", "!!!"),
    ("places", "\udcff"),
    ("places", "\x00"),
    ("places", "\u202e"),
    ("places", LONGER),
    ("places", "--country", ""),
    ("route", "", ""),
    ("route", "!!!", "Poti"),
    ("route", LONGER, "Poti"),
    ("route", "nan,nan", "Poti"),
    ("route", "1e9,1e9", "Poti"),
    ("route", f"{'9' * 400},0", "Poti"),
    ("route", "90,180", "Poti"),
    ("route", "-90,-180", "Poti"),
    ("route", "Poti", "Batumi", "--avoid", ""),
    ("route", "Poti", "Batumi", "--avoid", "Poti"),
    ("route", "Poti", "Batumi", "--avoid", "GE"),
    ("route", "Poti", "Batumi", "--via", ""),
    ("route", "Poti", "Poti", "--via", "Poti"),
    ("geocode", ""),
    ("geocode", "\x00"),
    ("map", "north", "-o", "."),
]


@pytest.mark.parametrize("call", NASTY, ids=lambda call: ascii(" ".join(call))[1:60])
def test_nothing_makes_it_fall(
    call: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # An exception that is no mistake of the user's is raised by the call itself.
    answer = ndn(*call)
    assert answer.code in (0, 1, 2)
    assert answer.err.count("\n") <= 1
    assert answer.err.replace("\n", "").isprintable()
    if answer.code == 2:
        assert answer.out == ""
        assert answer.err


def shell(*arguments: bytes | str) -> subprocess.CompletedProcess[str]:
    """Call ``ndn`` in a process of its own."""
    command = "from ndnatlas.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", command, *arguments],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [(b"compare", b"\xff\xfe"), (b"places", b"Akt\xe4u"), (b"route", b"\xd0", b"Poti")],
    ids=repr,
)
def test_bytes_that_are_no_text(arguments: tuple[bytes, ...]) -> None:
    result = shell(*arguments)
    assert result.returncode in (0, 1, 2)
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") <= 1


def test_without_a_command_it_shows_its_help() -> None:
    answer = ndn()
    assert answer.code in (0, 2)
    assert "Usage: ndn [OPTIONS] COMMAND" in answer.out + answer.err
    assert "ndn: Usage" not in answer.err


def test_a_place_that_is_not_found_has_exit_code_1() -> None:
    answer = ndn("places", "Zzyzx")
    assert answer.code == 1
    assert "'Zzyzx'" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("text", ["!!!", "  ", "\u200c"])
def test_a_text_without_letters_finds_no_place(text: str) -> None:
    assert ndn("places", text).code == 1
    answer = ndn("route", text, "Poti")
    assert answer.code == 2
    assert "did you mean" not in answer.err


def test_a_variant_without_a_route_has_exit_code_1() -> None:
    assert ndn("compare", "south-kuryk", "--as-of", "2010-06-01").code == 1
    assert ndn("show", "south-kuryk", "--as-of", "2010-06-01").code == 1
    # Beside one that has a route the comparison is an answer.
    assert ndn("compare", "north", "south-kuryk", "--as-of", "2010-06-01").code == 0


def test_the_reader_of_a_pipe_may_go() -> None:
    command = f"{sys.executable} -c 'from ndnatlas.cli import main; main()' places | head -n 1"
    result = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.startswith("id")
    assert result.stderr == ""


def test_a_bug_shows_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("routes.variants.load_variants", broken)
    with pytest.raises(ZeroDivisionError):
        ndn("compare")


def test_an_interrupt_has_exit_code_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("routes.variants.load_variants", interrupted)
    answer = ndn("compare")
    assert (answer.code, answer.out) == (130, "")
    assert answer.err.strip() == "ndn: interrupted"
