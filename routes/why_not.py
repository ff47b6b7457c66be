"""Why no way joins two places: found by lifting one condition after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from geodata.atlas import Atlas, country_name
from geodata.model import Mode, Section, exists
from routes.crossings import countries_of
from routes.engine import Conditions, Engine
from routes.errors import NoRouteError
from routes.model import Run

Runs = Sequence[Run]
# Why in words, and the lines that did not exist on the date.
Cause = tuple[str, tuple[str, ...]]


def why_not(
    start: str, end: str, atlas: Atlas, engine: Engine, conditions: Conditions
) -> NoRouteError:
    """The error that names the two places and the condition that keeps them apart."""
    first, last = atlas.places[start], atlas.places[end]
    modes = " or ".join(mode for mode in Mode if mode in conditions.modes)
    where = f" in {', '.join(sorted(conditions.countries))}" if conditions.countries else ""
    when = f" on {conditions.on}" if conditions.on else ""
    gauges = " or ".join(f"{gauge_mm} mm" for gauge_mm in sorted(conditions.gauges_mm))
    track = f" on {gauges} track" if gauges else ""
    head = f"no way from {first.name} ({start}) to {last.name} ({end})"
    head += f" by {modes}{track}{where}{when}"
    for place in (first, last):
        if not engine.degree(atlas.node(place.id)):
            return _error(head, f"{place.name} ({place.id}) is on no line of the atlas")
    for lift, explain in _CONDITIONS:
        lifted = lift(conditions)
        if lifted == conditions:
            continue
        try:
            runs = engine.path(atlas.node(start), atlas.node(end), lifted)
        except NoRouteError:
            continue
        cause, lines = explain(runs, conditions, atlas)
        return _error(head, cause, lines)
    return NoRouteError(head)


def _error(head: str, cause: str, lines: tuple[str, ...] = ()) -> NoRouteError:
    return NoRouteError(f"{head}: {cause}", cause, lines)


def _missing(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    sections = {
        run.section.line: run.section
        for run in runs
        if conditions.on and not exists(run.section.opened, run.section.closed, conditions.on)
    }
    pieces = (f"{atlas.lines[line].name}, {_dates(s)}" for line, s in sections.items())
    return f"missing {'; '.join(pieces)}", tuple(sections)


def _dates(section: Section) -> str:
    dates = (("opened", section.opened), ("closed", section.closed))
    return ", ".join(f"{word} {day}" for word, day in dates if day)


def _avoided(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    passed = dict.fromkeys(countries_of(runs, atlas))
    for run in runs:
        passed |= dict.fromkeys((run.start, run.section.id, run.end))
    asked = conditions.avoid_places | conditions.avoid_countries | conditions.avoid_sections
    met = [item for item in passed if item in asked]
    return f"every way in the atlas passes what is to be avoided ({', '.join(met)})", ()


def _others(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:
    through = countries_of(runs, atlas)
    names = [country_name(code) for code in through if code not in conditions.countries]
    return f"every way in the atlas leads through {', '.join(names)}", ()


def _modes(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:  # noqa: ARG001  # one signature for all
    met = dict.fromkeys(run.section.mode for run in runs)
    needed = " and ".join(mode for mode in met if mode not in conditions.modes)
    return f"every way in the atlas needs {needed}", ()


def _gauges(runs: Runs, conditions: Conditions, atlas: Atlas) -> Cause:  # noqa: ARG001  # as above
    met = {
        run.section.gauge_mm
        for run in runs
        if not conditions.admits_gauge(run.section.mode, run.section.gauge_mm)
    }
    needed = " and ".join(
        f"{gauge_mm} mm" if gauge_mm else "unknown"
        for gauge_mm in sorted(met, key=lambda gauge_mm: gauge_mm or 0)
    )
    return f"every way in the atlas needs track of {needed} gauge", ()


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
