"""Closures and what they do as plain dictionaries: the JSON of ``ndn whatif``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.atlas import Atlas
from routes.asdict import entry_dict, km
from routes.difference.apart import apart
from routes.measures import added
from routes.whatif.chokepoints import Damage
from routes.whatif.closures import Closure
from routes.whatif.stages import Stage
from routes.whatif.whatif import Change


def closure_dict(closure: Closure) -> dict[str, Any]:
    """One thing that is closed."""
    return {"subject": closure.subject.value, "id": closure.id, "name": closure.name}


def changes_dict(
    closures: Iterable[Closure], changes: Sequence[Change], atlas: Atlas
) -> dict[str, Any]:
    """What closures do to variants: before, after, which break, and the way around each."""
    broken = [change for change in changes if change.is_broken]
    return {
        "closed": [closure_dict(closure) for closure in closures],
        "before": [entry_dict(change.before) for change in changes],
        "after": [entry_dict(change.after) for change in changes],
        "closed_before": [
            change.before.variant.id for change in changes if change.before.status.state == "closed"
        ],
        "broken": [change.before.variant.id for change in broken],
        "added_km": {
            change.before.variant.id: added(change.after.route, change.before.route)["added_km"]
            for change in broken
        },
        "detours": [_detour_dict(change, atlas) for change in broken],
    }


def _detour_dict(change: Change, atlas: Atlas) -> dict[str, Any]:
    before, after = change.before.route, change.after.route
    return {
        "id": change.before.variant.id,
        "around": change.around.value if change.around else None,
        "apart": list(apart(after, before, atlas)) if before and after else [],
        "breaks": [
            {
                "closed": piece.closure.id,
                "from": piece.start,
                "to": piece.end,
                "from_km": km(piece.start_km),
                "to_km": km(piece.end_km),
            }
            for piece in change.breaks
        ],
        **added(after, before),
    }


def stage_dict(stage: Stage, atlas: Atlas) -> dict[str, Any]:
    """One stage of a closure for a period."""
    return {
        "from": stage.since.isoformat(),
        "to": stage.until.isoformat() if stage.until else None,
        **changes_dict(stage.closures, stage.changes, atlas),
    }


def damage_dict(damage: Damage) -> dict[str, Any]:
    """One closure of a ranking."""
    return {
        **closure_dict(damage.closure),
        "broken": [change.before.variant.id for change in damage.broken],
        "lost": [change.before.variant.id for change in damage.lost],
        "by_other_modes": [change.before.variant.id for change in damage.by_other_modes],
        **{f"added_{key}": more for key, more in damage.added.items()},
    }
