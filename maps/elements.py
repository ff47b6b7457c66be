"""The map's folium elements.

Stock folium hands the text of an element to Jinja2 a second time, unescaped, so that a name such
as ``{{ 7 * 7 }}`` would run as a template. The elements here render once, from templates that
escape everything, and hand the finished HTML to a region of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from branca.element import MacroElement
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from maps import panel
from maps.basemap import chart_context
from maps.embedding import ASSETS
from maps.sheet import Sheet
from maps.tiles import Tiles
from routes.wording.language import Language

TEMPLATES = ASSETS / "templates"


@cache
def environment() -> Environment:
    """The project's own templates: everything is escaped, a missing value is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def fill(template: str, context: Mapping[str, Any]) -> Markup:
    """The template filled in, safe to be put into the page."""
    return Markup(environment().get_template(template).render(context))  # noqa: S704  # escaped by it


class PageElement(MacroElement):
    """A part of the page: one template, and the region of the page that it belongs to."""

    region: ClassVar[str]
    template: ClassVar[str]

    def __init__(self, words: Language, context: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca
        self._name = type(self).__name__
        # Stock folium draws this at random, which would make every page differ.
        self._id = "atlas"
        self.context = {"say": words.say, **context}

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002  # branca's own signature
        """Put the finished HTML into its region of the page, and nothing where the element is."""
        # The map, an element's only possible parent, checks that the page is its root.
        regions: dict[str, list[Markup]] = getattr(self.get_root(), "regions", {})
        regions[self.region].append(fill(self.template, self.context))
        return ""


class Head(PageElement):
    """Title, date and the page's buttons."""

    region, template = "head", "head.html"


class Chart(PageElement):
    """Basemap and routes as SVG."""

    region, template = "map", "chart.svg"


class When(PageElement):
    """The choice of the date and the rules, and the states over time."""

    region, template = "panel", "when.html"


class ComparisonTable(PageElement):
    """The variants side by side."""

    region, template = "panel", "table.html"


class Legend(PageElement):
    """What lines, marks and states mean."""

    region, template = "panel", "legend.html"


class Itineraries(PageElement):
    """Every variant leg by leg, written by the script as it depends on the date; downloads."""

    region, template = "panel", "itinerary.html"


class Sources(PageElement):
    """Sources and licences."""

    region, template = "panel", "sources.html"


class Foot(PageElement):
    """The credits that always show."""

    region, template = "foot", "foot.html"


def elements(
    page: Sheet, words: Language, title: str | None, tiles: Tiles | None
) -> list[PageElement]:
    """All parts of the page, in reading order."""
    foot = {
        "boundaries": panel.boundaries(words, tiles),
        "tiles": tiles.attribution if tiles else "",
    }
    return [
        Head(words, panel.head_context(page, words, title)),
        Chart(words, chart_context(page, words)),
        When(words, panel.when_context(page)),
        ComparisonTable(words, panel.table_context(page, words)),
        Legend(words, panel.legend_context(page, words)),
        Itineraries(words, {}),
        Sources(words, panel.sources_context(page, words, tiles)),
        Foot(words, foot),
    ]
