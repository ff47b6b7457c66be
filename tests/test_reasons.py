"""Reasons of states in English and in Russian: the same facts, each in its own words."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest

from geodata.atlas import Atlas, load_atlas
from geodata.law import Cargo, Direction
from geodata.model import Mode
from geodata.russian import in_russian
from routes.assembly import assemble_stops, edition_on
from routes.comparison import compare
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.law.law import Law
from routes.law.timeline import timeline
from routes.reason import Reason, retold
from routes.retelling import retell
from routes.variants import load_variants
from routes.wording.english import ENGLISH
from routes.wording.russian import RUSSIAN

HOLES = re.compile(r"\{\w+\}")
# Ids of acts and places, codes of countries, numbers of roads, lines and stations.
NO_WORDS = re.compile(r"\([a-z0-9-]+\)|\b[A-Z]{2}\b|\bN-\d+\b|\b[IVX]+\b")
DAY = date(2018, 6, 1)


@cache
def russian() -> Atlas:
    return in_russian(load_atlas())


@cache
def reasons() -> dict[str, Reason]:
    """Every reason in the timelines of all variants, for all goods and both ways."""
    atlas = load_atlas()
    engine, variants = Engine(atlas), load_variants(atlas)
    found: dict[str, Reason] = {}
    for cargo in Cargo:
        for direction in Direction:
            law = Law(atlas, cargo, direction)
            for variant in variants.values():
                for period in timeline(variant, engine, law):
                    reason = period.status.reason
                    assert isinstance(reason, Reason)
                    found[reason] = reason
    return found


def test_all_reasons_in_both_languages(golden: Callable[[str, str], None]) -> None:
    lines = [f"{text}\n    {one.told(russian())}\n" for text, one in sorted(reasons().items())]
    golden("reasons-ru.txt", "".join(lines))


def test_no_latin_word_is_left_in_russian() -> None:
    for reason in reasons().values():
        told = NO_WORDS.sub("", reason.told(russian()))
        assert not re.search("[A-Za-z]", told), told


def test_a_reason_is_its_english_sentence() -> None:
    atlas = load_atlas()
    for text, reason in reasons().items():
        assert reason == text
        assert reason.told(atlas) == text
        assert json.loads(json.dumps({"reason": reason})) == {"reason": text}


def test_a_reason_survives_the_way_to_another_process() -> None:
    for reason in reasons().values():
        copy = pickle.loads(pickle.dumps(reason))  # noqa: S301  # our own bytes
        assert (copy, copy.key, copy.parts) == (reason, reason.key, reason.parts)
        assert copy.told(russian()) == reason.told(russian())


def test_the_phrases_are_the_same_in_both_languages() -> None:
    assert set(ENGLISH) == set(RUSSIAN)
    for key, phrase in RUSSIAN.items():
        forms = (phrase,) if isinstance(phrase, str) else phrase
        english = ENGLISH[key]
        assert isinstance(english, str)
        assert len(forms) in (1, 3), key
        assert all(set(HOLES.findall(form)) == set(HOLES.findall(english)) for form in forms), key


def test_other_texts_stay_as_they_are() -> None:
    assert retold("what a user wrote", russian()) == "what a user wrote"


def test_over_the_russian_atlas_everything_is_told_in_russian_at_once() -> None:
    atlas = load_atlas()
    for cargo in Cargo:
        for day in (date(2008, 1, 1), DAY, date(2026, 1, 1)):
            variants = (load_variants(ground).values() for ground in (atlas, russian()))
            english, own = (
                compare(some, ground, day, cargo, lasts=False)
                for some, ground in zip(variants, (atlas, russian()), strict=True)
            )
            assert retell(english, russian()) == own


WAYS: dict[str, tuple[tuple[str, str], dict[str, Any]]] = {
    "on_no_line": (("navoi-airport", "termez"), {}),
    "to_be_avoided": (("galaba", "hairatan"), {"avoid_countries": frozenset(("AF",))}),
    "abroad": (("galaba", "hairatan"), {"countries": frozenset(("UZ",))}),
    "other_modes": (("alat-port", "aktau-port"), {"modes": frozenset((Mode.ROAD, Mode.AIR))}),
    "other_gauges": (("termez", "galaba"), {"gauges_mm": frozenset((1435,))}),
    "missing": (("alat-port", "kuryk-port"), {"modes": frozenset((Mode.FERRY,))}),
    "one_place": (("termez", "termez"), {}),
}


@pytest.mark.parametrize("kind", WAYS)
def test_why_there_is_no_way(kind: str, golden: Callable[[str, str], None]) -> None:
    stops, conditions = WAYS[kind]
    on = date(2010, 1, 1) if kind == "missing" else DAY
    told = []
    for atlas in (load_atlas(), russian()):
        asked = Conditions(frozenset(Mode), on=on)._replace(**conditions)
        with pytest.raises(NoRouteError) as caught:
            assemble_stops(stops, atlas, Engine(atlas), asked)
        cause = caught.value.cause
        assert isinstance(cause, Reason)
        assert cause.key in (kind, "joined")
        told.append(f"{caught.value}\n")
    golden(f"why-not/{kind}.txt", "".join(told))
    assert not re.search("[A-Za-z]", re.sub(r"\([a-z, -]+\)|termez|AF|UZ", "", told[1]))


def test_an_edition_that_is_not_there_is_told_in_the_language_of_the_atlas() -> None:
    variant = load_variants(load_atlas())["north"]
    gone = variant._replace(editions=(variant.editions[0],))
    with pytest.raises(NoRouteError) as caught:
        edition_on(gone, DAY)
    assert str(caught.value) == (
        "north has no edition on 2018-06-01; it is declared for the beginning to 2011-01-01"
    )
    entry = compare([gone], russian(), DAY, lasts=False).entries[0]
    assert entry.status.reason == (
        "вариант north на 1 июня 2018 не описан; он описан с начала до 1 января 2011"
    )
