"""How periods are made of records, on a made-up atlas where the records are few."""

from __future__ import annotations

from datetime import date, timedelta

from geodata.atlas import Atlas
from geodata.law import Cargo
from geodata.model import Mode
from routes.engine import Engine
from routes.law.law import Law
from routes.law.timeline import lasting, timeline
from routes.model import Edition, Status, Variant
from tests.tiny_atlas import forbid, permit, tiny_atlas

ONE_DAY = timedelta(days=1)


def days_of_2012(count: int) -> list[date]:
    return [date(2012, month, 1) for month in range(1, count + 1)]


def own(*stops: str) -> Variant:
    edition = Edition(None, None, stops, (Mode.RAIL, Mode.FERRY), ())
    return Variant("own", "Own", "", (edition,), (), "own.toml")


def ruled_by(atlas: Atlas, cargo: Cargo = Cargo.COMMERCIAL) -> tuple[Engine, Law]:
    return Engine(atlas), Law(atlas, cargo)


def told(atlas: Atlas, *stops: str, cargo: Cargo = Cargo.COMMERCIAL) -> list[tuple]:
    periods = timeline(own(*stops), *ruled_by(atlas, cargo))
    return [(p.since, p.status.state, p.status.records) for p in periods]


def test_one_closure_after_another_is_two_periods_and_one_state() -> None:
    a, b, c, d = days_of_2012(4)
    bans = (
        forbid("first", countries=("XB",), since=a, until=b),
        forbid("second", countries=("XA",), since=b, until=c),
        forbid("other-cargo", cargo=(Cargo.SPECIAL,), since=d),
    )
    atlas = tiny_atlas(*bans)
    expected = [(None, "open", ()), (a, "closed", ("first",)), (b, "closed", ("second",))]
    assert told(atlas, "west", "east") == [*expected, (c, "open", ())]
    engine, law = ruled_by(atlas)
    closed = Status("closed", "")
    for day, span in ((a, (a, c)), (b, (a, c)), (c - ONE_DAY, (a, c))):
        found = lasting(own("west", "east"), closed, engine, law, day)
        assert (found.since, found.until) == span
    still_open = lasting(own("west", "east"), Status("open", ""), engine, law, c)
    assert (still_open.since, still_open.until) == (c, None)


def test_an_open_way_has_a_period_for_each_set_of_permissions() -> None:
    a, b, c = days_of_2012(3)
    acts = (permit("XA", "XC"), permit("XB", ident="old", since=a, until=c))
    atlas = tiny_atlas(*acts, permit("XB", ident="new", since=b))
    periods = told(atlas, "west", "east", cargo=Cargo.SPECIAL)
    assert periods == [
        (None, "closed", ("old",)),
        (a, "open", ("permit", "old")),
        (b, "open", ("permit", "old", "new")),
        (c, "open", ("permit", "new")),
    ]
    engine, law = ruled_by(atlas, Cargo.SPECIAL)
    found = lasting(own("west", "east"), Status("open", ""), engine, law, b)
    assert (found.since, found.until) == (a, None)


def test_two_reasons_without_a_record_are_two_periods() -> None:
    (a,) = days_of_2012(1)
    acts = (
        permit("XA"),
        permit("XB", ident="by-land", checkpoints=("ab",)),
        permit("XB", ident="by-sea", checkpoints=("harbour",), since=a),
    )
    stops = ("west", "harbour", "port")
    periods = timeline(own(*stops), *ruled_by(tiny_atlas(*acts), Cargo.SPECIAL))
    assert [(p.since, p.status.state, p.status.records) for p in periods] == [
        (None, "closed", ()),
        (a, "closed", ()),
    ]
    assert [p.status.reason.partition(" to Afghanistan ")[2] for p in periods] == [
        "to XB by Harbour",
        "to XC by Port",
    ]


def test_what_is_not_built_yet_is_told_by_what_came_last() -> None:
    a, b = days_of_2012(2)
    atlas = tiny_atlas()
    first, last = "west--mid", "gate--east"
    lines = {**atlas.lines}
    ground_sections = {**atlas.sections}
    for ident, opened in ((first, a), (last, b)):
        lines[ident] = lines[ident]._replace(opened=opened)
        ground_sections[ident] = ground_sections[ident]._replace(opened=opened)
    atlas = atlas._replace(lines=lines, sections=ground_sections)
    assert told(atlas, "west", "mid", "gate", "east") == [
        (None, "not-built", (last,)),
        (b, "open", ()),
    ]


def test_editions_are_kept_apart() -> None:
    a, b = days_of_2012(2)
    modes = (Mode.RAIL, Mode.FERRY)
    editions = (
        Edition(None, a, ("west", "mid"), modes, ()),
        Edition(b, None, ("west", "east"), modes, ()),
    )
    variant = own("west", "east")._replace(editions=editions)
    found = timeline(variant, *ruled_by(tiny_atlas()))
    assert [(p.since, p.status.state) for p in found] == [
        (None, "open"),
        (a, "not-built"),
        (b, "open"),
    ]
    assert [p.route and p.route.destination for p in found] == ["mid", None, "east"]
