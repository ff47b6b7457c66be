"""The command in Russian: every answer whole, in declensions that agree, in straight columns."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import click
import pytest

from geodata.atlas import load_atlas
from geodata.model import Mode
from ndnatlas.cli import COMMANDS, cli
from ndnatlas.cli.characters import width
from ndnatlas.cli.difference_words import Words
from ndnatlas.cli.estimates import NAMES as ESTIMATE_NAMES
from ndnatlas.cli.russian import RUSSIAN
from ndnatlas.cli.summary import HEADINGS, NAMES, NOTES
from ndnatlas.cli.words import count, km, say, share, signed, speaking
from routes.estimate.published import load_published as load_estimates
from routes.law.states import STATES
from routes.reason import retold
from routes.variants import load_variants
from routes.wording.language import language
from routes.wording.russian import RUSSIAN as OF_RULES
from tests.test_cli_golden import AS_OF, ndn

Golden = Callable[[str, str], None]

TRANSLATED = (
    "compare", "show", "variants", "places", "timeline", "crossings", "route", "whatif", "audit",
)  # fmt: skip
LINE = '{"type": "LineString", "coordinates": [[77.2, 34.4], [78.9, 34.9], [56.1, 50.8]]}'
CALLS: dict[str, tuple[str, ...]] = {
    "compare": ("compare", *AS_OF),
    "compare-columns": (
        *("compare", "north", "south-kuryk", "--as-of", "2010-06-01", "--columns"),
        ",".join(name for name in NAMES if name not in ESTIMATE_NAMES) + ",ru_km,csto_km",
    ),
    "compare-diff": ("compare", "south-aktau", "south-astrakhan", "--diff", *AS_OF),
    "compare-no-diff": ("compare", "north", "south-kuryk", "--diff", "--as-of", "2010-06-01"),
    "compare-estimates": ("compare", "btk", "--with", "time,cost", "--samples", "200", *AS_OF),
    "show": ("show", "south-kuryk", "--cargo", "special", *AS_OF),
    "show-not-built": ("show", "south-kuryk", "--as-of", "2010-06-01"),
    "show-violation": ("show", "south-aktau", "--cargo", "special", "--as-of", "2016-01-01"),
    "variants": ("variants", "--as-of", "2030-01-01", "--cargo", "special", "--direction", "from"),
    "places": ("places", "Актау"),
    "places-kind": ("places", "--kind", "airfield"),
    "timeline": ("timeline", "pakistan-torkham", "south-kuryk", "--cargo", "special"),
    "route": ("route", "Poti", "Hairatan", "--via", "kuryk-port", *AS_OF),
    "route-alternatives": ("route", "Поти", "Хайратон", "--avoid", "Туркменистан", "-k", "3"),
    "whatif": ("whatif", "--close", "aktau", "--close", "RU", *AS_OF),
    "whatif-bloc": ("whatif", "--close", "CSTO", "--close", "ferry", "--comply", *AS_OF),
    "whatif-period": (
        *("whatif", "south-kuryk", "--close", "Port of Kuryk", "--from", "2018-06-01"),
        *("--until", "2018-07-01"),
    ),
    "whatif-each": (
        *("whatif", "--each", "country", "--each", "bloc", "--each", "mode", "--top", "9"),
        *AS_OF,
    ),
    "crossings": ("crossings", "путь.geojson"),
    "route-joined": ("route", "43.6,51.2", "Хайратон", *AS_OF),
    "route-comply": ("route", "Баку", "Хайратон", "--comply", *AS_OF),
    "audit": ("audit",),
    "audit-time": ("audit", "--kind", "time"),
    "audit-cost": ("audit", "--kind", "cost"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "путь.geojson").write_text(LINE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def in_russian(*arguments: str) -> str:
    answer = ndn(*arguments, "--lang", "ru")
    assert answer.code in (0, 1), answer.err
    return answer.out


@cache
def names() -> tuple[str, ...]:
    """What is no word: ids, and the publications that are cited, longest first."""
    atlas = load_atlas()
    found: set[str] = {*atlas.places, *atlas.checkpoints, *atlas.sources, *atlas.acts}
    found |= {*atlas.sections, *atlas.lines, *load_variants(atlas)}
    found |= {figure.id for figure in load_estimates(atlas, load_variants(atlas))}
    for source in atlas.sources.values():
        found |= {source.title, source.author, source.date, source.licence}
    # Of other alphabets, on purpose: units, systems, columns and calls.
    found |= {"ndn show VARIANT --with time,cost", "WGS 84", "id", "p10", "p50", "p90", "n ", " I"}
    return tuple(sorted(found, key=lambda name: -len(name)))


def words_left(text: str, ids: Iterable[str] = ()) -> set[str]:
    """Latin words that are no id, no cited publication, no code and no number."""
    for name in (*names(), *ids):
        text = text.replace(name, " ")
    return {word for word in re.findall(r"[A-Za-z]+", text) if not word.isupper()}


@pytest.mark.parametrize("name", CALLS)
def test_no_english_word_is_left(name: str) -> None:
    # Only closures are told by the ids of blocs and modes.
    closed = (*load_atlas().blocs, *Mode) if name.startswith("whatif") else ()
    assert words_left(in_russian(*CALLS[name]), closed) == set()


@pytest.mark.parametrize(
    "name", ["compare-columns", "compare-diff", "show", "whatif", "timeline", "route-alternatives"]
)
def test_the_answer_in_russian(name: str, golden: Golden) -> None:
    arguments = CALLS[name] if "--as-of" in CALLS[name] else (*CALLS[name], *AS_OF)
    golden(f"cli-ru/{name}.txt", in_russian(*arguments))


def test_every_command_that_writes_tables_is_asked() -> None:
    assert {arguments[0] for arguments in CALLS.values()} == set(TRANSLATED)
    with_lang = {name for name in COMMANDS if "--lang" in options(name)}
    assert with_lang >= set(TRANSLATED)


def options(name: str) -> list[str]:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    return [text for option in command.params for text in option.opts]


@pytest.mark.parametrize("name", ["compare", "show", "whatif", "timeline", "compare-diff"])
def test_machines_get_the_same_in_every_language(name: str) -> None:
    for kind in ("json", "csv"):
        call = (*CALLS[name], "--format", kind)
        assert in_russian(*call) == ndn(*call).out


def test_the_environment_chooses_the_language_and_the_locale_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "ru_RU.UTF-8")
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert ndn(*CALLS["compare"]).out.startswith("Route variants as of 2018-06-01")
    monkeypatch.setenv("NDN_LANG", "ru")
    russian = ndn(*CALLS["compare"]).out
    assert russian.startswith("Варианты маршрутов на 1 июня 2018")
    assert russian == in_russian(*CALLS["compare"])
    assert ndn(*CALLS["compare"], "--lang", "en").out.startswith("Route variants")
    monkeypatch.setenv("NDN_LANG", "")
    assert ndn(*CALLS["compare"]).out.startswith("Route variants")
    monkeypatch.setenv("NDN_LANG", "de")
    answer = ndn(*CALLS["compare"])
    assert (answer.code, answer.out) == (2, "")
    assert "'de' is not one of 'en', 'ru'" in answer.err


def test_one_call_leaves_no_language_behind() -> None:
    in_russian(*CALLS["variants"])
    assert ndn(*CALLS["variants"]).out.startswith("Route variants")


def test_columns_are_straight() -> None:
    title, heading, *rows = in_russian("compare", *AS_OF).splitlines()
    assert title
    at = width(heading[: heading.index("состояние")])
    for row in rows[:21]:
        assert row[at - 1] == " "
        assert row[at] in {state.symbol for state in STATES.values()}
    ends = {width(row[: row.index(",") + 2]) for row in rows[:21]}
    assert len(ends) == 1, "the first numbers end in one column"


def test_numbers_stay_whole_in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ndnatlas.cli.output.terminal_columns", lambda: 60)
    told = in_russian("compare", "north", *AS_OF)
    assert "5\u00a0104,2" in told
    assert all(width(line) <= 60 for line in told.splitlines())


def test_markdown_and_html_are_russian_too() -> None:
    assert "| вариант | состояние |" in in_russian(*CALLS["compare"], "--format", "md")
    page = in_russian(*CALLS["compare"], "--format", "html")
    assert '<html lang="ru">' in page
    assert ">вариант<" in page


@pytest.mark.parametrize(
    ("noun", "one", "few", "many"),
    [
        ("variant", "1 вариант", "2 варианта", "5 вариантов"),
        ("transshipment", "1 перевалка", "4 перевалки", "11 перевалок"),
        ("break of gauge", "21 смена колеи", "22 смены колеи", "0 смен колеи"),
        ("frontier|more", "1 границу", "2 границы", "5 границ"),
        ("border with customs|more", "1 границу с таможней", "3 границы с таможней",
         "12 границ с таможней"),
    ],
)  # fmt: skip
def test_nouns_agree_with_their_numbers(noun: str, one: str, few: str, many: str) -> None:
    with speaking("ru"):
        for text in (one, few, many):
            assert count(int(text.split()[0]), noun) == text


def test_numbers_are_written_as_russians_do() -> None:
    with speaking("ru"):
        assert km(1234567.25) == "1\u00a0234\u00a0567,2"
        assert signed(-31.3) == "-31,3"
        assert share(0.457) == "45,7\u00a0%"
    assert (km(1234567.25), signed(31.3), share(0.457)) == ("1,234,567.2", "+31.3", "45.7%")


def literals() -> Iterator[tuple[str, str]]:
    """Every phrase that a module of the command says, where it is written out."""
    folder = Path(str(Words.__init__.__code__.co_filename)).parent
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            suffix = {"say": "", "count": "|n"}.get(node.func.id)
            if suffix is None or not node.args:
                continue
            choices = [node.args[0]]
            if isinstance(choices[0], ast.IfExp):
                choices = [choices[0].body, choices[0].orelse]
            for choice in choices:
                if isinstance(choice, ast.Constant) and isinstance(choice.value, str):
                    yield path.name, choice.value + suffix


def test_everything_said_has_a_translation_with_the_same_holes() -> None:
    holes = re.compile(r"\{\w+\}")
    found = list(literals())
    assert len(found) > 100
    for file, phrase in found:
        assert phrase in RUSSIAN or phrase in OF_RULES, f"{file}: {phrase!r}"
    for phrase, russian in RUSSIAN.items():
        for form in (russian,) if isinstance(russian, str) else russian:
            assert set(holes.findall(form)) == set(holes.findall(phrase)), phrase


def test_the_phrases_of_the_command_hide_none_of_the_rules() -> None:
    assert set(RUSSIAN) & set(OF_RULES) == set()


def test_headings_notes_and_states_are_translated() -> None:
    for name in (*NAMES, *NOTES):
        if name not in ESTIMATE_NAMES:
            assert HEADINGS.get(name, name) in RUSSIAN, name
    assert {*NOTES.values(), *STATES} <= set(RUSSIAN)


def test_json_of_a_reason_stays_english() -> None:
    call = ("show", "south-kuryk", "--as-of", "2010-06-01", "--format", "json")
    reason = json.loads(in_russian(*call))["status"]["reason"]
    assert reason.startswith("no way from Gəncə (ganja) to Alat port")
    with speaking("ru"):
        assert retold(reason, load_atlas()) == reason


def test_hostile_names_stay_harmless_in_russian(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(
        'id = "own"\nname = "{n} {place}|x<b>"\nname_ru = "{n} <b>своё</b>|{place}"\n'
        'stops = ["termez", "galaba"]\n',
        encoding="utf-8",
    )
    assert "{n} <b>своё</b>|{place} (own), на 1 июня 2018" in in_russian("show", str(file), *AS_OF)
    assert "{n} {place}|x<b> (own), as of 2018-06-01" in ndn("show", str(file), *AS_OF).out
    page = in_russian("show", str(file), *AS_OF, "--format", "html")
    assert "<b>" not in page
    assert language("ru").say("by", mark="{mark}") == "через {mark}"
    with speaking("ru"):
        assert say("in {country}", country="{country}") == "{country}"
