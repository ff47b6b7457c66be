"""A small static site of a comparison: an index, and a page and a map for every variant.

No page asks for anything outside itself: style and pictures are part of it, links are relative,
and there is no script but in the live maps. So the site works from a folder, a stick or a server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geodata.model import Basis
from geodata.progress import Progress, say_nothing
from maps.compact import compact_style
from maps.embedding import ASSETS, asset
from maps.page import map_html
from maps.picture import words
from maps.picture.composition import drawn_variants, plate
from maps.picture.display import Display
from maps.picture.key import legend_entries
from maps.picture.svg import picture_svg
from maps.picture.theme import variable
from maps.selfcontained import require_self_contained, source_hash
from maps.sheet import Ground, Sheet, sheet
from maps.site_tables import about, facts, km, periods, sources, state, tables
from maps.site_timeline import timeline_bar
from maps.strip import strip
from maps.style import letter, line_classes, theme_css
from maps.text import clean
from maps.words import frontier_pairs
from routes.law.states import STATES
from routes.law.timeline import Period
from routes.model import Comparison, Entry
from routes.wording.language import Language

if TYPE_CHECKING:
    from maps.site_charts import Charts

WIDE, NARROW = (900.0, 580.0), (366.0, 420.0)
"""Sizes of the map on a page: names are placed for each, so that both can be read."""

COLUMNS = (
    "quoted_km",
    "of_it_tariff",
    "site_published",
    "site_measured",
    "drawn_km",
    "site_customs",
    "site_transfers",
)
"""The headings of the figures in the comparison."""


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ASSETS / "site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _style() -> str:
    own = (compact_style(asset(name)) for name in ("marks.css", "site/site.css"))
    return "\n".join((theme_css().strip(), *own))


def page_names(comparison: Comparison) -> tuple[str, ...]:
    """A file name for each variant: its id, in small letters, told apart where these are alike."""
    taken: dict[str, int] = {}
    names = []
    for entry in comparison.entries:
        # Where capital letters do not count, North.html and north.html are one file.
        name = base = entry.variant.id.lower()
        while name in taken:
            taken[base] += 1
            name = f"{base}-{taken[base]}"
        taken[name] = 1
        names.append(name)
    return tuple(names)


def site(
    comparison: Comparison,
    atlas: Ground,
    timelines: Mapping[str, Sequence[Period]],
    *,
    title: str | None = None,
    every: bool = True,
    charts: Charts | None = None,
    progress: Progress = say_nothing,
) -> dict[str, bytes]:
    """All files of the site, by their relative paths, in the language of the atlas.

    Parameters
    ----------
    comparison
        The variants, with their routes on the date.
    atlas
        The atlas that the routes were made over, or in whose language they were told again.
    timelines
        The periods of each variant by its id, from `routes.law.timeline.timeline`.
    title
        Heading of the index; by default the routes' common destination.
    every
        Whether the index draws all variants, or of many only the main ones.
    charts
        Draws the charts of the comparison, from `maps.site_charts`; the pages have none without.
    progress
        Told how far it is.
    """
    progress("drawing the comparison", 0)
    page = sheet(comparison, atlas)
    names = page_names(comparison)
    files = {"index.html": _index(page, names, title, charts, every=every)}
    files["map.html"] = map_html(comparison, atlas, title=title, lang=page.words.code)
    for index, (entry, name) in enumerate(zip(comparison.entries, names, strict=True)):
        progress(f"drawing {entry.variant.name}", (index + 1) / (len(names) + 1))
        past = timelines.get(entry.variant.id, ())
        files[f"variants/{name}.html"] = _variant(page, names, index, past, charts)
        if entry.route:
            alone = comparison._replace(entries=(entry,))
            files[f"maps/{name}.html"] = map_html(
                alone, atlas, title=entry.variant.name, lang=page.words.code
            )
    return {path: text.encode("utf-8") for path, text in files.items()}


def _filled(template: str, page: Sheet, title: str, context: Mapping[str, Any]) -> str:
    style = _style()
    pictures = "img-src data:; " if context["charts"] else ""
    policy = (
        f"default-src 'none'; style-src {source_hash(style)}; {pictures}base-uri 'none'; "
        "form-action 'none'"
    )
    own = page.words
    known = words.last_known(page.comparison)
    return (
        _environment()
        .get_template(template)
        .render(
            **context,
            say=own.say,
            lang=own.code,
            title=clean(title),
            policy=Markup(policy),  # noqa: S704  # hashes and constants only
            style=Markup(style),  # noqa: S704  # our own files
            boundaries=own.say("picture_boundaries", boundaries=own.say("boundaries")),
            credits=[own.say(key) for key in words.CREDITS],
            known=own.say("picture_known", date=own.day(known)) if known else "",
        )
    )


def _drawing(display: Display, prefix: str) -> Markup:
    drawing = picture_svg(display, variable, prefix=prefix, file=False)
    return Markup(drawing)  # noqa: S704  # escaped there


def _plates(page: Sheet, drawn: frozenset[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    said = words.description(page, drawn)
    for kind, (wide, tall) in (("wide", WIDE), ("narrow", NARROW)):
        items = plate(page, drawn, (0.5, 0.5, wide - 0.5, tall - 0.5)).items
        found[kind] = _drawing(Display(wide, tall, items, page.words.say("map"), said), f"{kind}-")
    found["legend"] = [
        {"word": word, "drawing": _sample(Display(46, 20, tuple(draw((2.0, 10.0))), "", ""))}
        for word, draw in legend_entries(page, drawn)
    ]
    return found


def _sample(display: Display) -> Markup:
    drawing = picture_svg(display, variable, file=False, named=False)
    return Markup(drawing)  # noqa: S704  # drawn from constants


def _row(index: int, entry: Entry, link: str, own: Language) -> dict[str, Any]:
    route = entry.route
    figures: tuple[str, ...] = ("",) * len(COLUMNS)
    if route:
        figures = (
            about(route.basis_km, route.distance_km, own),
            *(km(route.basis_km.get(word, 0.0), own) for word in Basis),
            km(route.measured_km, own),
            str(route.customs_borders),
            str(route.transshipments),
        )
    return {
        "letter": letter(index),
        "style": line_classes(index),
        "name": clean(entry.variant.name),
        "link": link,
        "state": state(entry.status.state, own),
        "figures": figures,
        "frontiers": frontier_pairs(route) if route else own.say("site_no_route"),
    }


def _index(
    page: Sheet,
    names: Sequence[str],
    title: str | None,
    charts: Charts | None,
    *,
    every: bool,
) -> str:
    comparison = page.comparison
    drawn = drawn_variants(page, every=every)
    heading = clean(title if title is not None else words.heading(page))
    shown = {entry.status.state for entry in comparison.entries}
    routed = sum(1 for entry in comparison.entries if entry.route)
    own = page.words
    rest = own.say("site_hidden", len(drawn), all=routed)
    context = {
        "heading": heading,
        "subtitle": words.subtitle(page, frozenset(range(len(comparison.entries)))),
        "columns": [own.say(key) for key in COLUMNS],
        "rows": [
            _row(index, entry, f"variants/{name}.html", own)
            for index, (entry, name) in enumerate(zip(comparison.entries, names, strict=True))
        ],
        "about": any(e.route and words.is_about(e.route) for e in comparison.entries),
        "states": [
            (state(word, own), own.say(f"meaning_{word}")) for word in STATES if word in shown
        ],
        "hidden": rest if len(drawn) < routed else "",
        "map": _plates(page, drawn),
        "charts": charts.all_variants(drawn) if charts else [],
    }
    return require_self_contained(_filled("index.html", page, heading, context))


def _variant(
    page: Sheet,
    names: Sequence[str],
    index: int,
    past: Sequence[Period],
    charts: Charts | None,
) -> str:
    comparison = page.comparison
    entry, own = comparison.entries[index], page.words

    def beside(other: int) -> dict[str, Any] | None:
        if not 0 <= other < len(names):
            return None
        return _row(other, comparison.entries[other], f"{names[other]}.html", own)

    drawn = frozenset({index}) if entry.route else frozenset()
    rules = words.rules(comparison, own)
    as_of = comparison.as_of
    called = own.say("site_states_of", name=clean(entry.variant.name))
    bar = timeline_bar(past, as_of, called, own)
    context = {
        "variant": _row(index, entry, "", own),
        "before": beside(index - 1),
        "after": beside(index + 1),
        "subtitle": own.say("site_subtitle", date=own.day(as_of), rules=rules),
        "summary": clean(entry.variant.summary),
        "facts": facts(entry, own),
        "map": _plates(page, drawn) if drawn else None,
        "live": f"../maps/{names[index]}.html",
        "tables": tables(entry, page.ground),
        "strip": _drawing(strip(entry, page.ground), "strip-") if entry.route else None,
        "charts": charts.variant(index) if charts else [],
        "bar": _drawing(bar, "bar-"),
        "periods": periods(past, own.say("site_for", rules=rules), own),
        "sources": sources(entry, past, page.ground),
    }
    heading = f"{letter(index)}: {entry.variant.name}"
    return require_self_contained(_filled("variant.html", page, heading, context))
