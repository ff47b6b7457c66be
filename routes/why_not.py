"""Why no way joins two places: found by lifting one condition after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geodata.atlas import Atlas
from geodata.model import Mode, exists
from routes.crossings import countries_of
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Run
from routes.reason import Reason

Runs = Sequence[Run]
# Why, and the lines that did not exist on the date.
Cause = tuple[Reason, tuple[str, ...]]


def why_not(
    start: str, end: str, atlas: Atlas, engine: Engine, conditions: Conditions
) -> NoRouteError:
    """The error that names the two places and the condition that keeps them apart."""
    head = Reason.of(
        "no_way",
        atlas,
        start=start,
        end=end,
        modes=tuple(mode for mode in Mode if mode in conditions.modes),
        track=tuple(sorted(conditions.gauges_mm)),
        area=tuple(sorted(conditions.countries)),
        when=conditions.on,
    )

    def error(cause: Reason, lines: tuple[str, ...] = ()) -> NoRouteError:
        return NoRouteError(Reason.of("no_way_for", atlas, head=head, cause=cause), cause, lines)

    for place in (start, end):
        if not engine.degree(atlas.node(place)):
            return error(Reason.of("on_no_line", atlas, place=place))
    for lift, explain in _CONDITIONS:
        lifted = lift(conditions)
        if lifted == conditions:
            continue
        try:
            runs = engine.path(atlas.node(start), atlas.node(end), lifted)
        except NoRouteError:
            continue
        return error(*explain(runs, conditions, atlas))
    return NoRouteError(head)


def _missing(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    sections = {
        run.section.line: run.section
        for run in runs
        if conditions.on and not exists(run.section.opened, run.section.closed, conditions.on)
    }
    lines = tuple((line, found.opened, found.closed) for line, found in sections.items())
    return Reason.of("missing", atlas, lines=lines), tuple(sections)


def _avoided(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    passed = dict.fromkeys(countries_of(runs, atlas))
    for run in runs:
        passed |= dict.fromkeys((run.start, run.section.id, run.end))
    asked = conditions.avoid_places | conditions.avoid_countries | conditions.avoid_sections
    met = tuple(item for item in passed if item in asked)
    return Reason.of("to_be_avoided", atlas, ids=met), ()


def _others(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    through = countries_of(runs, atlas)
    others = tuple(code for code in through if code not in conditions.countries)
    return Reason.of("abroad", atlas, countries=others), ()


def _modes(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    met = dict.fromkeys(run.section.mode for run in runs)
    needed = tuple(mode for mode in met if mode not in conditions.modes)
    return Reason.of("other_modes", atlas, all_modes=needed), ()


def _gauges(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    met = {
        run.section.gauge_mm
        for run in runs
        if not conditions.admits_gauge(run.section.mode, run.section.gauge_mm)
    }
    needed = tuple(sorted(met, key=lambda gauge_mm: gauge_mm or 0))
    return Reason.of("other_gauges", atlas, all_gauges=needed), ()


_CONDITIONS: tuple[
    tuple[Callable[[Conditions], Conditions], Callable[[Runs, Conditions, Atlas], Cause]], ...
] = (
    (lambda c: c._replace(on=None), _missing),
    (
        lambda c: c._replace(
            avoid_places=frozenset(), avoid_countries=frozenset(), avoid_sections=frozenset()
        ),
        _avoided,
    ),
    (lambda c: c._replace(countries=frozenset()), _others),
    (lambda c: c._replace(gauges_mm=frozenset()), _gauges),
    (lambda c: c._replace(modes=frozenset(Mode)), _modes),
)
