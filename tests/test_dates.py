"""The network of every date: what exists, and what is named when it is missing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from geodata import Atlas, Mode
from geodata.assembly import SCHEMATIC_KM
from geodata.geodesy import great_circle_km
from routes.comparison import compare
from routes.model import Comparison, Variant

FIRST, LAST = date(2008, 1, 1), date(2026, 11, 22)
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def changes(atlas: Atlas, variants: dict[str, Variant]) -> list[date]:
    """The days on which a line, a crossing point or an edition of a variant begins or ends."""
    days = {day for line in atlas.lines.values() for day in (line.opened, line.closed)}
    days |= {day for point in atlas.checkpoints.values() for day in (point.opened, point.closed)}
    days |= {
        day
        for variant in variants.values()
        for edition in variant.editions
        for day in (edition.since, edition.until)
    }
    return sorted(day for day in days if day and FIRST < day <= LAST)


@pytest.fixture(scope="module")
def history(
    atlas: Atlas, variants: dict[str, Variant], changes: list[date]
) -> dict[date, Comparison]:
    """The comparison on both sides of every change, which stands for every day between."""
    days = sorted({FIRST, LAST, *changes, *(day - DAY for day in changes)})
    return {day: compare(variants.values(), atlas, day, lasts=False) for day in days}


def lengths(comparison: Comparison) -> dict[str, float | None]:
    return {
        entry.variant.id: round(entry.route.distance_km, 1) if entry.route else None
        for entry in comparison.entries
    }


def test_every_day_has_an_answer_or_a_named_reason(history: dict[date, Comparison]) -> None:
    for day, comparison in history.items():
        for entry in comparison.entries:
            if entry.route is None:
                assert entry.status.state == "not-built"
                assert "missing" in entry.status.reason, (day, entry.variant.id)
            else:
                assert entry.route.distance_km > 0


def test_a_route_changes_only_on_a_recorded_day(
    history: dict[date, Comparison], changes: list[date]
) -> None:
    for before, after in pairwise(history):
        if after not in changes:
            assert lengths(history[before]) == lengths(history[after]), (before, after)


def test_nothing_runs_over_what_does_not_exist(history: dict[date, Comparison]) -> None:
    for day, comparison in history.items():
        for entry in comparison.entries:
            for leg in entry.route.legs if entry.route else ():
                for run in leg.runs:
                    assert run.section.opened is None or run.section.opened <= day
                    assert run.section.closed is None or day < run.section.closed


@pytest.mark.parametrize(
    ("variant", "day"),
    [
        ("middle-corridor-dostyk", date(2014, 8, 22)),
        ("south-kuryk", date(2016, 12, 1)),
        ("north-turkmenistan", date(2013, 5, 11)),
        ("btk", date(2017, 10, 30)),
    ],
)
def test_a_variant_begins_with_its_last_line(
    variant: str, day: date, history: dict[date, Comparison]
) -> None:
    assert lengths(history[day - DAY])[variant] is None
    assert lengths(history[day])[variant]


def test_hairatan_has_its_railway_to_mazar_since_2011(atlas: Atlas) -> None:
    line = atlas.lines["hairatan-mazar"]
    assert line.opened
    assert line.opened.year == 2011


def test_long_chords_are_schematic_and_known(atlas: Atlas) -> None:
    drawn = [s for s in atlas.sections.values() if s.mode in (Mode.RAIL, Mode.ROAD)]
    long = {
        section.id
        for section in drawn
        if any(great_circle_km(a, b) > SCHEMATIC_KM for a, b in pairwise(section.points))
    }
    assert all(atlas.sections[section].schematic for section in long)
    undeclared = {s for s in long if not atlas.lines[atlas.sections[s].line].schematic}
    assert undeclared == {"zhetybay--zhanaozen"}
