"""Finding places: by any spelling, script, code or position, or by none."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata.search
from geodata.atlas import Atlas, load_atlas
from geodata.errors import AmbiguousPlaceError, CoordinateError, OptionError, UnknownPlaceError
from geodata.geodesy import great_circle_km
from geodata.model import Kind, Name, Place
from geodata.search import JOIN_LIMIT_KM, fold, nearest, resolve, search, spellings


@cache
def atlas() -> Atlas:
    return load_atlas()


def places() -> st.SearchStrategy[Place]:
    return st.deferred(lambda: st.sampled_from(sorted(atlas().places.values())))


def placed(*rows: tuple[str, str, Kind]) -> Atlas:
    """The atlas with just these places: id, name, kind."""
    found = {
        ident: Place(ident, name, kind, "KZ", 60.0 + n, 45.0, 0)
        for n, (ident, name, kind) in enumerate(rows)
    }
    return atlas()._replace(places=found)


def candidates(text: str) -> set[str]:
    """The id of the place that a text means, or of all those that it may mean."""
    try:
        return {resolve(atlas(), text).id}
    except AmbiguousPlaceError as error:
        return set(re.findall(r"([a-z0-9-]+) \(", str(error)))


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("aktau-port", "aktau-port"),
        ("Aktau", "aktau-port"),
        ("AKTAU PORT", "aktau-port"),
        ("Aqtau", "aktau-port"),
        ("Актау", "aktau-port"),
        ("663503", "aktau-port"),
        ("KZAAU", "aktau-port"),
        ("kzaau", "aktau-port"),
        ("43.5996,51.2226", "aktau-port"),
        (" 43.60 , 51.22 ", "aktau-port"),
        ("+43.6,51.2", "aktau-port"),
        ("Karakalpakstan", "karakalpakstan"),
        ("Gəncə", "ganja"),
        ("Böyük Kəsik", "boyuk-kesik"),
        ("Boyuk Kesik", "boyuk-kesik"),
    ],
)
def test_what_a_text_means(text: str, ident: str) -> None:
    assert resolve(atlas(), text).id == ident


@given(places())
@settings(max_examples=200)
def test_an_id_is_never_ambiguous(place: Place) -> None:
    assert resolve(atlas(), place.id) is place


@given(places(), st.data())
@settings(max_examples=60)
def test_every_spelling_leads_to_its_place(place: Place, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(sorted(set(spellings(place)))))
    text = data.draw(st.sampled_from([text, text.upper(), text.casefold()]))
    meant = candidates(text)
    # A minor place gives way to another's id, and to places of some importance of its name.
    assert place.id in meant or meant == {text} or place.kind in (Kind.SIDING, Kind.HALT)


@given(places())
@settings(max_examples=60)
def test_every_position_is_joined_to_the_nearest_place(place: Place) -> None:
    found = resolve(atlas(), f"{place.lat},{place.lon}")
    assert found.position == place.position


def test_an_ambiguous_name_lists_the_candidates() -> None:
    two = placed(
        ("abay-a", "Abay", Kind.STATION), ("abay-b", "Abay", Kind.TOWN), ("c", "Abay", Kind.HALT)
    )
    with pytest.raises(AmbiguousPlaceError) as caught:
        resolve(two, "abay")
    message = str(caught.value)
    assert message.startswith("'abay' may be any of abay-a (Abay, station, KZ), abay-b (")
    assert message.endswith("; give the id")
    assert "c (" not in message
    assert resolve(two, "c").kind is Kind.HALT


def test_a_station_is_meant_before_a_halt_of_the_name() -> None:
    two = placed(("a", "Abay", Kind.HALT), ("b", "Abay", Kind.STATION))
    assert resolve(two, "Abay").id == "b"


def test_an_id_beats_the_name_of_another_place() -> None:
    two = placed(("abay", "Somewhere", Kind.HALT), ("b", "Abay", Kind.STATION))
    assert resolve(two, "abay").id == "abay"


def test_ambiguous_names_of_the_atlas_are_told_apart() -> None:
    names: dict[str, list[Place]] = {}
    for place in atlas().places.values():
        if place.kind in (Kind.PORT, Kind.TOWN, Kind.STATION):
            names.setdefault(fold(place.name), []).append(place)
    alike = next(found for found in names.values() if len(found) > 1)
    with pytest.raises(AmbiguousPlaceError) as caught:
        resolve(atlas(), alike[0].name)
    assert all(f"{place.id} (" in str(caught.value) for place in alike)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Aktua", "did you mean 'Aktau' (aktau-port)?"),
        ("Hairaton", "(hairatan)?"),
        ("Ташкентт", "(tashkent"),
        ("Gardabanni", "(gardabani)?"),
    ],
)
def test_a_typo_is_answered_with_the_nearest_name(text: str, hint: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        resolve(atlas(), text)
    assert str(caught.value).startswith(f"unknown place {text!r}; did you mean ")
    assert hint in str(caught.value)


def test_nonsense_gets_no_hint() -> None:
    for text in ("Zzyzxqq", "!!!", ""):
        with pytest.raises(UnknownPlaceError) as caught:
            resolve(atlas(), text)
        assert str(caught.value) == f"unknown place {text!r}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("100,50", "did you mean 50,100?"),
        ("-100,50", "did you mean 50,-100?"),
        ("200,300", "200,300 is no latitude,longitude"),
        ("51.22,43.6", "likely swapped (latitude comes first): 43.6,51.22 is by Aktau-Port"),
        ("0,0", "a position is joined over 25 km at most"),
    ],
)
def test_a_wrong_position_is_explained(text: str, said: str) -> None:
    with pytest.raises(CoordinateError) as caught:
        resolve(atlas(), text)
    assert said in str(caught.value)


def test_a_position_is_joined_over_the_limit_and_no_further() -> None:
    # A place by itself, so that none is nearer to what lies north of it.
    alone = placed(("a", "A", Kind.STATION))
    degree_km = great_circle_km((60, 45), (60, 46))
    assert nearest(alone, 45 + (JOIN_LIMIT_KM - 0.1) / degree_km, 60).id == "a"
    with pytest.raises(CoordinateError, match="25 km from the nearest place, A"):
        nearest(alone, 45 + (JOIN_LIMIT_KM + 0.1) / degree_km, 60)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Böyük  Kəsik", "boyuk kəsik"),
        ("Posin’", "posin"),
        ("Алма-Ата I", "алма ата i"),
        ("Йошкар-Ола", "иошкар ола"),
        ("  St. (Petersburg)/Main ", "st petersburg main"),
        ("Разъезд № 1", "разъезд no 1"),
        ("!!!", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text() | st.text("№℡Ⅷﬁ²ŐЙёÉßİ’-_ aZ"))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_best_come_first() -> None:
    found = search(atlas(), "Aktau")
    assert found[0].place.id == "aktau-port"
    assert found[0].score == 100
    scores = [round(match.score) for match in found]
    assert scores == sorted(scores, reverse=True)


def test_kind_and_country_narrow_the_search() -> None:
    ports = search(atlas(), kind=Kind.PORT, country="AZ")
    assert {match.place.id for match in ports} >= {"alat-port", "baku"}
    assert all(match.place.kind is Kind.PORT for match in ports)
    assert all(match.place.country == "AZ" for match in ports)
    assert search(atlas(), "Aktau", country="LV") == []


def test_without_a_text_everything_is_found_by_importance() -> None:
    found = search(atlas())
    assert len(found) == len(atlas().places)
    kinds = [list(Kind).index(match.place.kind) for match in found]
    assert kinds == sorted(kinds)


def test_a_text_without_letters_finds_nothing() -> None:
    assert search(atlas(), "!!!") == []
    assert search(atlas(), " ") == []


def test_the_spelling_that_matched_is_told() -> None:
    named = placed(("a", "Alpha", Kind.STATION))
    place = named.places["a"]._replace(names=(Name("Бета", "ru", "official"),))
    (match,) = search(named._replace(places={"a": place}), "бета")
    assert (match.place.id, match.matched) == ("a", "Бета")


def test_thousands_of_names_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(text: str) -> str:
        nonlocal calls
        calls += 1
        return fold(text)

    fresh = atlas()._replace(places=dict(atlas().places))
    monkeypatch.setattr(geodata.search, "fold", counted)
    for _ in range(50):
        assert resolve(fresh, "Aktau").id == "aktau-port"
    once = calls
    for _ in range(50):
        resolve(fresh, "Baku")
    assert calls - once == 50


@pytest.mark.parametrize("text", ["Poti\x00", "Po\nti", "Po\u2028ti", "\u202ePoti", "\ud800"])
def test_a_name_has_no_control_character(text: str) -> None:
    for find in (resolve, search):
        with pytest.raises(OptionError, match="holds the control character"):
            find(atlas(), text)


def test_joiners_belong_to_names() -> None:
    # As in the Persian for "border village".
    assert resolve(placed(("a", "ده\u200cمرز", Kind.TOWN)), "ده\u200cمرز").id == "a"
