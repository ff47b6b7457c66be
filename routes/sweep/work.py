"""The unit of work: one part of a plan as the bytes of a Parquet file."""

from __future__ import annotations

from routes.sweep.ground import rows_of
from routes.sweep.plan import Plan
from routes.sweep.table import encoded


def compute(plan: Plan, part: int) -> bytes:
    """The rows of a part, computed wherever this is called."""
    rows = rows_of(plan)
    return encoded(
        (rows.row(plan.scenario(number), plan.estimates) for number in plan.numbers(part)), plan
    )
