"""What closures do, and the ranking of closures, as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from geodata.atlas import Atlas
from ndnatlas.cli.difference_words import is_nothing, listed
from ndnatlas.cli.excesses import PAIRED, SUMMED, Estimates
from ndnatlas.cli.states import rules_in_words
from ndnatlas.cli.summary import state_cell
from ndnatlas.cli.tables import Cell, Shown, Table
from ndnatlas.cli.ways import figure_headings, figure_keys, figures, more_of
from ndnatlas.cli.words import count, day, km, say
from routes.difference.apart import apart
from routes.law.law import Law
from routes.measures import MEASURES
from routes.whatif.chokepoints import Damage
from routes.whatif.closures import Break, Closure
from routes.whatif.whatif import Around, Change

TAKES = {
    Around.OWN: "its own countries",
    Around.COUNTRY: "another country",
    Around.MODE: "another mode",
    None: "no way",
}

ATLAS = "ways around are those that the network of the atlas has"
SHORTER = (
    "a way around leads from the origin to the destination, not by the variant's own stops: it may "
    "be shorter than the variant"
)


def change_table(
    closures: Sequence[Closure],
    changes: Sequence[Change],
    law: Law,
    when: str,
    estimates: Estimates,
) -> Table:
    """What closures do to each variant that they break; the others are named below."""
    broken = [change for change in changes if change.is_broken]
    lost = sum(change.is_lost for change in broken)
    names = listed(closure.name for closure in closures)
    title = (
        say(
            "Closed: {names}; {when}; states for {rules}",
            names=names,
            when=when,
            rules=rules_in_words(law.cargo, law.direction),
        )
        + "\n"
        + say(
            "{variants} of {all} broken, {lost} without a way around",
            len(broken),
            variants=count(len(broken), "variant"),
            all=len(changes),
            lost=lost,
        )
    )
    rows = [_row(change, law.atlas, estimates, len(closures) > 1) for change in broken]
    columns = (
        "variant", "way around by", *figure_headings(), *estimates.headings(), "state",
        "breaks at", "the way",
    )  # fmt: skip
    keys = (
        "variant", "around", *figure_keys(), *estimates.keys(), "state", "breaks_at", "apart",
    )  # fmt: skip
    notes = list(_notes(changes))
    if estimates.headings() and broken:
        notes.append(say(PAIRED))
    return Table(columns, rows, title, notes, keys)


def _row(
    change: Change, atlas: Atlas, estimates: Estimates, is_one_of_many: bool
) -> tuple[Cell, ...]:
    before, after = change.before.route, change.after.route
    if before and after:
        goes = "; ".join(apart(after, before, atlas)) or say("same_places")
    else:
        goes = change.cause
    return (
        change.before.variant.id,
        Shown(change.around.value if change.around else "none", say(TAKES[change.around])),
        *figures(after, before),
        *estimates.cells(change),
        state_cell(change.after.status.state),
        "; ".join(_where(piece, atlas, is_one_of_many) for piece in change.breaks),
        goes,
    )


def _where(piece: Break, atlas: Atlas, is_one_of_many: bool) -> str:
    """A break in words: its ends, and from which quoted kilometre to which."""
    ends = dict.fromkeys((piece.start, piece.end))
    names = " - ".join(atlas.places[place].name for place in ends)
    kms = dict.fromkeys(km(end, 0) for end in (piece.start_km, piece.end_km))
    text = say("{names} (km {kms})", names=names, kms="-".join(kms))
    return f"{piece.closure.id}: {text}" if is_one_of_many else text


def _notes(changes: Sequence[Change]) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    shorter = False
    for change in changes:
        ident = change.before.variant.id
        if change.is_broken:
            before, after = change.before.route, change.after.route
            more_km = after.distance_km - before.distance_km if before and after else 0.0
            shorter = shorter or (more_km < 0 and not is_nothing(more_km))
        elif change.before.route is None:
            groups.setdefault("without a route on the date", []).append(ident)
        elif change.is_idle:
            groups.setdefault("closed to the cargo anyway", []).append(ident)
        else:
            groups.setdefault("not broken", []).append(ident)
    if any(change.is_broken for change in changes):
        yield say(ATLAS)
    if shorter:
        yield say(SHORTER)
    closed = [
        change.before.variant.id
        for change in changes
        if change.before.status.state == "closed" and not change.is_idle
    ]
    if closed:
        yield f"{say('closed to the cargo before already')}: {', '.join(closed)}"
    for what, idents in groups.items():
        yield f"{say(what)}: {', '.join(idents)}"


def damage_table(
    found: Sequence[Damage], wanted: str, on: date, variants: int, estimates: Estimates
) -> Table:
    """Closures by the damage they do, the worst first."""
    title = say(
        "Closures by the damage they do, each {wanted} alone, as of {day}; {variants}",
        wanted=wanted,
        day=day(on),
        variants=count(variants, "variant"),
    )
    rows = [
        (
            damage.closure.id,
            damage.closure.name,
            say(damage.closure.subject.value),
            len(damage.broken),
            len(damage.lost),
            len(damage.by_other_modes),
            *(more_of(measure, damage.added[measure.key]) for measure in MEASURES),
            *estimates.sum_cells(damage.broken),
            ", ".join(change.before.variant.id for change in damage.lost),
            ", ".join(change.before.variant.id for change in damage.broken if not change.is_lost),
        )
        for damage in found
    ]
    columns = (
        "closed|thing", "name", "kind", "broken", "lost", "by other mode",
        *(f"added {measure.heading}" for measure in MEASURES), *estimates.headings(),
        "lost for want of a way", "with a way around",
    )  # fmt: skip
    keys = (
        "id", "name", "subject", "broken", "lost", "by_other_modes",
        *(f"added_{measure.key}" for measure in MEASURES), *estimates.keys(), "variants_lost",
        "variants_around",
    )  # fmt: skip
    notes = [
        say(ATLAS),
        say(
            "ranked by variants lost, then by the kilometres that the ways around of the others "
            "add in all; a shorter one adds nothing"
        ),
        *([say(SUMMED)] if estimates.headings() else []),
    ]
    return Table(columns, rows, title, notes if rows else [say("none breaks a variant")], keys)
