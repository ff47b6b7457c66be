"""The atlas in Russian: every act, line and checkpoint is named, and nothing else changes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from geodata.atlas import Atlas, load_atlas
from geodata.countries import COUNTRY_NAMES
from geodata.countries_ru import RUSSIAN_COUNTRIES, RUSSIAN_GENITIVES
from geodata.errors import DataError
from geodata.published import load_published
from geodata.russian import in_russian, read_russian
from geodata.search import resolve
from geodata.tables import Problems
from routes.estimate.published import load_published as load_estimates
from routes.variants import load_variants
from tests.test_cli_golden import ndn
from tests.test_overlay import SOURCE, laid

LATIN = re.compile("[A-Za-z]{2}")
# Numbers of stations and roads are Latin in Russian, too.
NUMBER = re.compile(r"\b(?:[IVX]+|N-\d+)\b")


@cache
def russian() -> Atlas:
    return in_russian(load_atlas())


def test_every_record_has_a_name() -> None:
    atlas, problems = load_atlas(), Problems()
    words = read_russian(atlas, problems)
    assert problems == []
    for table in ("acts", "lines", "checkpoints"):
        assert set(getattr(words, table)) == set(getattr(atlas, table)), table


def test_every_remark_is_there_and_is_one_of_the_tables() -> None:
    atlas = load_atlas()
    remarks = {place.warning for place in atlas.places.values()}
    remarks |= {point.note for point in atlas.checkpoints.values()}
    remarks |= {figure.note for figure in load_published(atlas)}
    remarks |= {figure.note or None for figure in load_estimates(atlas, load_variants(atlas))}
    assert set(russian().remarks) == remarks - {None}


def test_all_that_is_shown_is_in_russian() -> None:
    atlas = russian()
    names = [place.name for place in atlas.places.values()]
    names += [line.name for line in atlas.lines.values()]
    names += [point.name for point in atlas.checkpoints.values()]
    names += [act.title for act in atlas.acts.values()]
    names += [text for v in load_variants(atlas).values() for text in (v.name, v.summary)]
    names += [text for text in atlas.remarks.values() if "Türkmen" not in text]
    allowed = re.compile(r"300-IV|ESR")
    assert [n for n in names if LATIN.search(NUMBER.sub("", allowed.sub("", n)))] == []


def test_a_line_keeps_as_many_places_in_its_name() -> None:
    parts = re.compile(" [-–/] ")
    for ident, line in load_atlas().lines.items():
        assert len(parts.findall(line.name)) == len(parts.findall(russian().lines[ident].name))


def test_nothing_but_names_changes() -> None:
    atlas, own = load_atlas(), russian()
    assert (own.language, own.sections, own.sources) == ("ru", atlas.sections, atlas.sources)
    for ident, place in own.places.items():
        before = atlas.places[ident]
        assert place._replace(name="", names=(), warning="") == before._replace(
            name="", names=(), warning=""
        )
    assert in_russian(own) is own


def test_an_atlas_is_told_by_the_code_of_the_language() -> None:
    atlas = load_atlas()
    assert atlas.told("ru") == russian()
    assert atlas.told("en") is atlas


def test_a_place_is_found_by_the_names_that_it_had() -> None:
    for text in ("Hairatan", "Хайратон", "hairatan", "Aktau-Port", "Актау-Порт", "663503"):
        assert resolve(russian(), text).id == resolve(load_atlas(), text).id


def test_countries_have_both_forms() -> None:
    assert set(RUSSIAN_COUNTRIES) == set(RUSSIAN_GENITIVES)
    assert set(COUNTRY_NAMES) <= set(RUSSIAN_COUNTRIES)


ACT = """\
[{id}]
title = "A strike at Kuryk"
effect = "forbids"
since = "2018-05-20"
checkpoints = ["kuryk"]
sources = ["survey"]
"""


def test_an_overlay_names_its_own_records(tmp_path: Path) -> None:
    names = '[acts]\nstrike = "Забастовка в Курыке"\n[places]\ntermez = "Термез-Главный"\n'
    tables = {"sources.toml": SOURCE, "acts.toml": ACT.format(id="strike"), "russian.toml": names}
    atlas = in_russian(load_atlas(laid(tmp_path, tables)))
    assert atlas.acts["strike"].title == "Забастовка в Курыке"
    assert atlas.places["termez"].name == "Термез-Главный"
    assert atlas.acts["isaf-2001"].title == russian().acts["isaf-2001"].title


def test_a_replaced_record_is_not_called_by_the_name_of_the_built_in_one(tmp_path: Path) -> None:
    tables = {"sources.toml": SOURCE, "acts.toml": ACT.format(id="chaman-2016-08")}
    atlas = in_russian(load_atlas(laid(tmp_path, tables)))
    assert atlas.acts["chaman-2016-08"].title == "A strike at Kuryk"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[act]\na = "b"', "russian.toml: act: is unknown; did you mean 'acts'?"),
        ("acts = 1", "russian.toml: acts: is no table such as [acts]"),
        ('[acts]\nisaf-2002 = "b"', "russian.toml: [acts], isaf-2002: names none of the acts"),
        ("[lines]\nn5 = 5", "russian.toml: [lines], n5: is needed, as text in quotes"),
        ('[places]\nosh = " "', "russian.toml: [places], osh: is needed, as text in quotes"),
    ],
)
def test_a_fault_is_one_line(text: str, message: str, tmp_path: Path) -> None:
    atlas = load_atlas(laid(tmp_path, {"russian.toml": text}))
    with pytest.raises(DataError) as caught:
        in_russian(atlas)
    assert str(caught.value).splitlines() == [message]
    answer = ndn("check", "--atlas", tmp_path)
    assert (answer.code, answer.out.splitlines()[0]) == (1, "1 fault")
    assert message.rpartition(": ")[2] in answer.out
