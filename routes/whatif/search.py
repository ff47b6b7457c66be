"""Finding what is to close: by id, code or name, or everything of a kind that routes pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from geodata.atlas import Atlas, country_name
from geodata.countries import COUNTRY_NAMES, country_code
from geodata.errors import NdnError, OptionError, UnknownPlaceError
from geodata.law import Bloc
from geodata.model import Kind, Mode, Place, exists
from geodata.search import fold, resolve
from routes.crossings import sections_at
from routes.engine import Engine
from routes.model import Route, Run
from routes.whatif.closures import Closure, Subject, touched
from routes.wording.language import language

# How like a word must be (0 to 1) to be proposed before the nearest name of a place.
LIKE = 0.75
# Before the id of a line that a place or checkpoint has, too.
LINE = "line:"


def find_closure(text: str, atlas: Atlas, on: date) -> Closure:
    """The one thing that a text names, with all that shuts with it on a date.

    An id comes first, in any case: of a place, a checkpoint, a section, a line with all its
    sections; ``line:`` before it makes it a line's. Then the name or id of a bloc, the code or
    name of a country, a mode, the name of a checkpoint; then whatever `geodata.search.resolve`
    takes for a place.

    Parameters
    ----------
    text : str
        What a user typed.
    atlas : Atlas
        Where to look.
    on : date
        The members of a bloc and the way of the lines are those of this day.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError
        When nothing answers, with the nearest that does, or several places do, with all of them.
    OptionError
        For a country without places in the atlas, or a bloc of members unknown on the date.
    """
    wanted = text.strip()
    for ident in (wanted, wanted.lower()):
        if found := _by_id(ident, atlas, on):
            return found
    try:
        return _by_name(wanted, atlas, on) or of_place(resolve(atlas, wanted), atlas)
    except UnknownPlaceError as error:
        message = f"{text!r} is no place, checkpoint, section, line, country, bloc or mode"
        near = _nearest(wanted.lower(), atlas)
        hint = f"did you mean {near!r}?" if near else str(error).partition("; ")[2]
        raise UnknownPlaceError("; ".join(filter(None, (message, hint)))) from None


def find_closures(texts: Iterable[str], atlas: Atlas, on: date, option: str) -> tuple[Closure, ...]:
    """What the values of an option name, each once; an error begins with the option.

    Raises
    ------
    UnknownPlaceError, AmbiguousPlaceError, CoordinateError, OptionError
        As `find_closure` does.
    """
    found: dict[Closure, None] = {}
    for text in texts:
        try:
            found[find_closure(text, atlas, on)] = None
        except NdnError as error:
            raise type(error)(f"{option}: {error}") from error
    return tuple(found)


def _by_id(ident: str, atlas: Atlas, on: date) -> Closure | None:
    place = of_place(atlas.places[ident], atlas) if ident in atlas.places else None
    if ident in atlas.checkpoints:
        point = of_checkpoint(ident, atlas, on)
        if place is None:
            return point
        # Some ports have the id of the place they lie at: then both are meant.
        name = language(atlas.language).listed((point.name, place.name))
        return point._replace(name=name, places=place.places)
    if place is None and ident in atlas.sections:
        return of_sections((ident,), atlas)
    line = ident.removeprefix(LINE)
    return of_line(line, atlas) if place is None and line in atlas.lines else place


def _by_name(text: str, atlas: Atlas, on: date) -> Closure | None:
    """A country, bloc, mode or checkpoint."""
    wanted = fold(text)
    for bloc in atlas.blocs.values():
        if wanted in (fold(bloc.id), fold(bloc.name)):
            return of_bloc(bloc, on)
    if code := _country(text, atlas):
        return of_country(code, atlas.language)
    if wanted in Mode.__members__.values():
        return of_mode(Mode(wanted), atlas.language)
    grounds = (atlas, atlas.english) if atlas.english else (atlas,)
    points = [point for ground in grounds for point in ground.checkpoints.values()]
    named = list(dict.fromkeys(point.id for point in points if fold(point.name) == wanted))
    return of_checkpoint(named[0], atlas, on) if len(named) == 1 else None


def _country(text: str, atlas: Atlas) -> str | None:
    """The code of a country by code or name, if the atlas has places there."""
    known = {place.country for place in atlas.places.values()}
    code = country_code(text) or text.upper()
    if code in known:
        return code
    if code in COUNTRY_NAMES or (len(code) == 2 and code.isalpha()):  # ISO 3166-1 alpha-2
        raise OptionError(f"the atlas has no places in {country_name(code)}")
    return None


def _nearest(word: str, atlas: Atlas) -> str | None:
    """The likest of the ids and names that are not those of places."""
    import difflib

    words: dict[str, str] = {}
    for names in (
        atlas.checkpoints,
        (_line_id(line, atlas) for line in atlas.lines),
        atlas.blocs,
        Mode,
        COUNTRY_NAMES.values(),
        atlas.sections if "--" in word else (),
    ):
        words |= {str(name).lower(): str(name) for name in names}
    near = difflib.get_close_matches(word, words, n=1, cutoff=LIKE)
    return words[near[0]] if near else None


def of_checkpoint(ident: str, atlas: Atlas, on: date) -> Closure:
    """A border crossing point: every section whose crossing it answers for."""
    name = atlas.checkpoints[ident].name
    return Closure(Subject.CHECKPOINT, ident, name, sections=sections_at(ident, atlas, on))


def of_place(place: Place, atlas: Atlas) -> Closure:
    """A place, with the station that stands for it on the network."""
    both = frozenset((place.id, atlas.node(place.id)))
    return Closure(Subject.PLACE, place.id, place.name, both)


def of_sections(idents: Sequence[str], atlas: Atlas) -> Closure:
    """Sections in a row, known by the first of them."""
    row = [atlas.sections[ident] for ident in idents]
    ends = [place for section in row for place in (section.start, section.end)]
    outer = [place for place in dict.fromkeys(ends) if ends.count(place) == 1]
    name = " - ".join(atlas.places[place].name for place in outer or ends[:1])
    return Closure(Subject.SECTION, idents[0], name, sections=frozenset(s.id for s in row))


def of_line(ident: str, atlas: Atlas) -> Closure:
    """A line with all its sections, whatever the date.

    Where a place or checkpoint has the id of the line, the closure has it with ``line:`` before it.
    """
    sections = frozenset(s.id for s in atlas.sections.values() if s.line == ident)
    name = atlas.lines[ident].name
    return Closure(Subject.LINE, _line_id(ident, atlas), name, sections=sections)


def _line_id(ident: str, atlas: Atlas) -> str:
    """What a user may type for a line."""
    is_taken = ident in atlas.places or ident in atlas.checkpoints or ident in atlas.sections
    return LINE + ident if is_taken else ident


def of_country(code: str, lang: str = "en") -> Closure:
    """A country, by its name in a language."""
    return Closure(
        Subject.COUNTRY, code, language(lang).country(code), countries=frozenset((code,))
    )


def of_bloc(bloc: Bloc, on: date) -> Closure:
    """The members of a bloc on a date."""
    members = bloc.members(on)
    if members is None:
        raise OptionError(
            f"the members of {bloc.name} are known from {bloc.known_from} on, not for {on}"
        )
    return Closure(Subject.BLOC, bloc.id, bloc.name, countries=members)


def of_mode(mode: Mode, lang: str = "en") -> Closure:
    """A mode, by its name in a language."""
    return Closure(
        Subject.MODE, mode.value, language(lang).say(f"mode_{mode}"), modes=frozenset((mode,))
    )


def closures_on(
    subject: Subject, routes: Iterable[Route], atlas: Atlas, engine: Engine, on: date
) -> Iterator[Closure]:
    """Everything of a kind that any of the routes passes or may pass, in a stable order.

    Of places those worth naming: junctions, ports, towns, border stations, and the ends of routes.
    Frontier points are left to the checkpoints.
    Sections in series, which close together as far as any route is concerned, count as one.
    """
    passed = list(routes)
    if subject is Subject.SECTION:
        return _stretches(passed, atlas, engine)
    if subject is Subject.LINE:
        lines = {run.section.line for route in passed for run in _runs(route)}
        return (of_line(line, atlas) for line in sorted(lines))
    if subject is Subject.PLACE:
        return _places(passed, atlas, engine)
    if subject is Subject.COUNTRY:
        sections = {run.section.id: run.section for route in passed for run in _runs(route)}
        met = {code for section in sections.values() for code in touched(section, atlas)}
        return (of_country(code, atlas.language) for code in sorted(met))
    if subject is Subject.BLOC:
        return (of_bloc(bloc, on) for bloc in atlas.blocs.values() if bloc.members(on))
    if subject is Subject.MODE:
        return (of_mode(mode, atlas.language) for mode in Mode)
    points = (p.id for p in atlas.checkpoints.values() if exists(p.opened, p.closed, on))
    return (of_checkpoint(point, atlas, on) for point in points)


def _runs(route: Route) -> Iterator[Run]:
    return (run for leg in route.legs for run in leg.runs)


def _ends(routes: Iterable[Route], atlas: Atlas) -> set[str]:
    """Where routes begin and end on the network."""
    return {atlas.node(end) for route in routes for end in (route.origin, route.destination)}


def _places(routes: Sequence[Route], atlas: Atlas, engine: Engine) -> Iterator[Closure]:
    ends = _ends(routes, atlas)
    met = {place for route in routes for run in _runs(route) for place in (run.start, run.end)}
    for place in map(atlas.places.__getitem__, sorted(met)):
        is_named = place.id in engine.principal and place.kind is not Kind.FRONTIER
        if is_named or place.id in ends:
            yield of_place(place, atlas)


def _stretches(routes: Sequence[Route], atlas: Atlas, engine: Engine) -> Iterator[Closure]:
    """Sections in series between junctions, ends of lines and ends of routes."""
    ends = _ends(routes, atlas)
    done: set[str] = set()
    for route in routes:
        row: list[str] = []
        for run in _runs(route):
            row.append(run.section.id)
            if engine.degree(run.end) != 2 or run.end in ends:
                if done.isdisjoint(row):
                    yield of_sections(row, atlas)
                done.update(row)
                row = []
