"""Named exceptions to the checks: what looks wrong, is known, and why it stays."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from geodata.tables import Problems, is_new, read_rows

COLUMNS = ("rule", "subject", "reason")


class Rule(StrEnum):
    """A check that a subject may be excused from.

    ``outside-country``: a place lies outside its country on the outlines at 1:10m.
    ``below-great-circle``: a section's quoted distance is shorter than the great circle.
    ``off-tariff``: a leg's measured length is more than 8 % off its tariff length.
    """

    OUTSIDE_COUNTRY = "outside-country"
    BELOW_GREAT_CIRCLE = "below-great-circle"
    OFF_TARIFF = "off-tariff"


def read_exceptions(folder: Path, problems: Problems) -> dict[tuple[Rule, str], str]:
    """``exceptions.csv``: the reason for each rule and subject.

    The subject is the id of a place or section, or ``from--to`` of a leg between two stops.
    """
    found: dict[tuple[Rule, str], str] = {}
    taken: dict[str, object] = {}
    for row in read_rows(folder / "exceptions.csv", COLUMNS, problems):
        rule = row.choice("rule", Rule, Rule.OUTSIDE_COUNTRY)
        subject = row.required("subject")
        if is_new(f"{rule} {subject}", taken, row, "subject"):
            taken[f"{rule} {subject}"] = row
            found[rule, subject] = row.required("reason")
    return found
