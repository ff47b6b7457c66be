"""Large maps in a real Chromium: a thousand places and forty variants stay usable."""

from __future__ import annotations

import pytest

from geodata import Atlas
from geodata.model import Place
from maps import map_html
from maps.history import history
from routes.comparison import compare
from routes.model import Variant
from tests.map_fixture import World, comparison, world
from tests.map_past import past
from tests.map_sight import Look, Sight, browser, look, page_of, quiet

__all__ = ["browser", "look"]  # fixtures

pytestmark = pytest.mark.browser

PLACES, COPIES = 1000, 10
MOST_BYTES, MAIN_BYTES = 390_000, 330_000
MOST_NODES, MOST_LAYOUTS = 7000, 5


def crowded() -> str:
    """Forty variants, their legs passing a thousand places between them."""
    ground, full = world(), comparison(copies=COPIES)
    extra: dict[str, Place] = {}
    routed = [entry for entry in full.entries if entry.route]
    each = PLACES // len(routed)
    entries = []
    for number, entry in enumerate(full.entries):
        route = entry.route
        if route is None:
            entries.append(entry)
            continue
        leg = route.legs[0]
        a, b = ground.places[leg.start], ground.places[leg.end]
        via = []
        for i in range(each):
            share = (i + 1) / (each + 1)
            id_ = f"place-{number}-{i}"
            extra[id_] = a._replace(
                id=id_,
                name=f"Place {number}.{i}",
                lon=a.lon + (b.lon - a.lon) * share,
                lat=a.lat + (b.lat - a.lat) * share + number / 20,
                names=(),
            )
            via.append(id_)
        legs = (leg._replace(via=tuple(via)), *route.legs[1:])
        entries.append(entry._replace(route=route._replace(legs=legs)))
    compared = full._replace(entries=tuple(entries))
    places = {**ground.places, **extra}
    return map_html(compared, World(places, ground.checkpoints, ground.sources),
                    past=past(compared))  # fmt: skip


def layouts(sight: Sight, action: str) -> int:
    """How often the page is laid out, at its own bidding and for the next frame, by an action."""
    session = sight.page.context.new_cdp_session(sight.page)
    session.send("Performance.enable")

    def count() -> int:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(int(one["value"]) for one in metrics if one["name"] == "LayoutCount")

    before = count()
    frame = "await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
    sight.ask(f"async () => {{ {action}; {frame} }}")
    found = count() - before
    session.detach()
    return found


def test_a_thousand_places_and_forty_variants_are_usable(look: Look) -> None:
    """What there is to lay out stays small, and no action lays it out again and again."""
    sight = look(crowded())
    assert sight.ask("() => NdnAtlas.view.data.places.length") >= PLACES
    # The names of hidden variants' places are not made.
    assert sight.count(".label") < PLACES / 4
    for action in (
        "",
        "document.querySelector('[data-choice=all]').click()",
        "NdnAtlas.view.at(3000, 2)",
        "NdnAtlas.view.map.setZoom(4, { animate: false })",
        "NdnAtlas.view.map.setZoom(2, { animate: false })",
        "NdnAtlas.view.highlight(1)",
        "document.querySelector('thead button').click()",
    ):
        assert layouts(sight, action) <= MOST_LAYOUTS, action
        assert sight.count("body *") < MOST_NODES, action
    assert sight.count(".badge.on-line:not([hidden])") > 20
    assert quiet(sight)


def test_work_grows_no_faster_than_what_shows(look: Look) -> None:
    """Ten times the variants: ten times the lines at most, and as many layouts."""
    everything = "document.querySelector('[data-choice=all]').click()"
    few, many = (look(page_of(copies=copies)) for copies in (1, COPIES))
    assert layouts(many, everything) <= layouts(few, everything) + 1
    drawn = "path.leaflet-interactive"
    assert many.count(drawn) <= COPIES * few.count(drawn)
    assert many.count("body *") < COPIES * few.count("body *")


def test_the_default_map_stays_within_the_budget(
    atlas: Atlas, variants: dict[str, Variant]
) -> None:
    whole = list(variants.values())
    for chosen, most in ((whole, MOST_BYTES), (whole[:6], MAIN_BYTES)):
        page = map_html(compare(chosen, atlas, lasts=False), atlas)
        assert len(page.encode()) < most


def test_the_built_in_variants_step_through_time(
    look: Look, atlas: Atlas, variants: dict[str, Variant]
) -> None:
    """All of the real atlas: every edge of every rule, without a complaint."""
    compared = compare(variants.values(), atlas, lasts=False)
    sight = look(map_html(compared, atlas, past=history(compared, atlas)))
    counts = sight.ask(
        """() => {
          const { view } = NdnAtlas, found = [];
          view.choose(view.routed);
          for (let rule = 0; rule < 4; rule++) {
            view.at(0, rule);
            for (const day of view.when.edges().filter((_, i) => i % 5 === 0)) {
              view.at(day, rule);
              const drawn = document.querySelectorAll('path.line[data-variant]').length;
              const due = view.current.flatMap((e) => (e.legs || []).flatMap((leg) => leg.strokes));
              found.push([drawn, due.length]);
            }
          }
          return found;
        }"""
    )
    assert len(counts) > 30
    assert all(drawn == due for drawn, due in counts)
    assert quiet(sight)
