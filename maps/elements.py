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
    return Markup(environment().get_template(template).render(context))  # noqa: S704


class PageElement(MacroElement):
    """A part of the page: one template, and the region of the page that it belongs to."""

    region: ClassVar[str]
    template: ClassVar[str]

    def __init__(self, context: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca
        self._name = type(self).__name__
        # Stock folium draws this at random, which would make every page differ.
        self._id = "atlas"
        self.context = context

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002  branca's own signature
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


class ComparisonTable(PageElement):
    """The variants side by side."""

    region, template = "panel", "table.html"


class Legend(PageElement):
    """What lines and marks mean."""

    region, template = "panel", "legend.html"


class Itineraries(PageElement):
    """Every variant leg by leg."""

    region, template = "panel", "itinerary.html"


class Sources(PageElement):
    """Sources and licences."""

    region, template = "panel", "sources.html"


class Foot(PageElement):
    """The credits that always show."""

    region, template = "foot", "foot.html"


def elements(page: Sheet, title: str | None) -> list[PageElement]:
    """All parts of the page, in reading order."""
    return [
        Head(panel.head_context(page, title)),
        Chart(chart_context(page)),
        ComparisonTable(panel.table_context(page)),
        Legend(panel.legend_context(page)),
        Itineraries(panel.itinerary_context(page)),
        Sources(panel.sources_context(page)),
        Foot({"boundaries": panel.BOUNDARIES}),
    ]
