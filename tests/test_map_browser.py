"""The map's page in a real Chromium, cut off from every network."""

from __future__ import annotations

import pytest
from pyproj import Geod

from tests.map_sight import SIZES, Look, browser, drawn, look, page_of, quiet, strokes

__all__ = ["browser", "look"]  # fixtures

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_page_asks_for_nothing_and_complains_of_nothing(
    look: Look, size: tuple[int, int], scheme: str
) -> None:
    sight = look(size=size, scheme=scheme)
    sight.page.wait_for_timeout(100)
    assert quiet(sight)
    assert sight.noise in ([], [sight.page.url.split("#")[0]])


def test_the_page_is_painted_before_its_script_begins(look: Look) -> None:
    sight = look()
    painted, began = sight.ask(
        """() => [performance.getEntriesByName('first-contentful-paint')[0].startTime,
          performance.getEntriesByName('begin')[0].startTime]"""
    )
    assert painted <= began


def test_nothing_moves_when_the_script_begins(look: Look) -> None:
    """What only works with a script has its place from the first paint on."""
    moved = """() => new Promise((done) => new PerformanceObserver((list) => {
      done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0));
    }).observe({ type: 'layout-shift', buffered: true }) || setTimeout(() => done(0), 200))"""
    for size in SIZES[:3]:
        assert look(size=size).ask(moved) < 0.05


def test_counts_equal_the_data(look: Look) -> None:
    sight, own = look(), drawn()
    assert sight.count("path.line[data-variant]") == strokes()
    assert sight.count("path.casing") == strokes()
    assert sight.count(".glyph.frontier") == len(own.frontiers)
    assert sight.count(".glyph") == len(own.frontiers) + len(own.stops)
    assert sight.count(".badge.on-line:not([hidden])") == len(own.comparison.entries) - 1
    assert sight.count("#table tbody") == len(own.comparison.entries)


@pytest.mark.parametrize("size", SIZES)
def test_no_label_touches_another_nor_leaves_the_map(look: Look, size: tuple[int, int]) -> None:
    sight = look(size=size)
    found = sight.ask(
        """() => {
          const frame = document.querySelector('.map').getBoundingClientRect();
          const shown = '.label.placed, .badge.on-line:not([hidden])';
          const boxes = [...document.querySelectorAll(shown)]
            .map((node) => [node.textContent, node.getBoundingClientRect()]);
          const bad = [];
          boxes.forEach(([a, p], i) => {
            if (p.left < frame.left || p.right > frame.right || p.top < frame.top
              || p.bottom > frame.bottom) bad.push(a);
            boxes.slice(i + 1).forEach(([b, q]) => {
              if (p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom)
                bad.push(a + ' / ' + b);
            });
          });
          return [boxes.length, bad];
        }"""
    )
    assert found[0] > 15
    assert found[1] == []


@pytest.mark.parametrize(
    ("lon", "lat", "zoom"), [(52, 45, 2), (25, 57, 5), (67, 25, 4), (80, 60, 7)]
)
def test_the_scale_bar_is_right_where_it_stands(
    look: Look, lon: float, lat: float, zoom: float
) -> None:
    sight = look()
    found = sight.ask(
        """([lat, lon, zoom]) => {
          const map = NdnAtlas.view.map, bar = document.querySelector('.scale .bar');
          map.setView([lat, lon], zoom, { animate: false });
          const width = bar.getBoundingClientRect().width, centre = map.getSize().divideBy(2);
          const ends = [-1, 1].map((side) =>
            map.containerPointToLatLng(centre.add([side * width / 2, 0])));
          return [Number(bar.dataset.km), ends.map((end) => [end.lng, end.lat])];
        }""",
        [lat, lon, zoom],
    )
    km, ((west, south), (east, north)) = found
    geodesic = Geod(ellps="WGS84").inv(west, south, east, north)[2] / 1000
    assert km == pytest.approx(geodesic, rel=0.02)


def test_the_scripts_projection_is_the_programs(look: Look) -> None:
    from maps.projection import to_plane

    points = [(24.1, 56.95), (67.4, 37.2), (131.9, 43.1), (66.9, 24.8), (-5.0, 50.0)]
    sight = look()
    found = sight.ask(
        """(points) => points.map(([lon, lat]) => {
          const projection = NdnAtlas.view.map.options.crs.projection;
          const point = projection.project(L.latLng(lat, lon)), back = projection.unproject(point);
          return [point.x, point.y, back.lng, back.lat];
        })""",
        points,
    )
    for (x, y, lon, lat), point in zip(found, points, strict=True):
        assert (x, y) == pytest.approx(to_plane([point])[0], abs=0.01)
        assert (lon, lat) == pytest.approx(point, abs=1e-9)


def test_a_tick_removes_only_its_variant(look: Look) -> None:
    sight = look()
    before = {i: sight.count(f"path.line[data-variant='{i}']") for i in range(4)}
    sight.page.locator("#show1").uncheck()
    after = {i: sight.count(f"path.line[data-variant='{i}']") for i in range(4)}
    assert after == {**before, 1: 0}
    assert sight.count(".badge.on-line:not([hidden])") == 3
    assert sight.count(".glyph[aria-label='Aktau port']") == 0
    assert sight.count(".glyph[aria-label='Kuryk port']") == 1
    sight.page.locator("#show1").check()
    assert sight.count("path.line[data-variant='1']") == before[1]


def test_a_row_and_its_lines_light_up_together(look: Look) -> None:
    sight = look()
    sight.page.locator("#table tbody").nth(2).hover()
    hot = "path.line.hot"
    assert sight.count(hot) == sight.count(f"{hot}[data-variant='2']") == strokes(2)
    sight.page.locator("h1").hover()
    assert sight.count(hot) == 0
    sight.ask("() => NdnAtlas.view.lines[3][0].line.fire('mouseover')")
    assert sight.ask("() => [...document.querySelectorAll('#table tbody.hot')].length") == 1
    assert sight.count("#table tbody.hot[data-variant='3']") == 1


def test_lanes_of_a_shared_line_lie_side_by_side(look: Look) -> None:
    sight = look()
    apart = sight.ask(
        """() => {
          const zoom = NdnAtlas.view.map.getZoom();
          const [a, b] = [1, 2].map((i) =>
            NdnAtlas.view.lines[i][0].line.stretches(zoom)[0].points);
          // Where the way begins, all lanes come from one place.
          return a.map((point, i) => point.distanceTo(b[i])).slice(1);
        }"""
    )
    width = sight.ask("() => NdnAtlas.view.map.lineWidth")
    assert min(apart) > width


def test_a_place_tells_all_that_is_known(look: Look) -> None:
    sight = look()
    sight.page.locator(".glyph[aria-label='Aktau port']").focus()
    sight.page.keyboard.press("Enter")
    text = sight.page.locator(".leaflet-popup-content").inner_text()
    for words in ("Ақтау", "Актау", "663503", "KZAAU", "Kazakhstan", "43.6000° N", "± 500 m",
                  "OpenStreetMap", "approximate", "Border crossing point", "Azerbaijan",
                  "km from the origin"):  # fmt: skip
        assert words in text
    sight.page.keyboard.press("Escape")
    assert sight.count(".leaflet-popup") == 0
    focused = "() => document.activeElement.getAttribute('aria-label')"
    assert sight.ask(focused) == "Aktau port"


def test_a_crossing_names_both_sides_and_the_handover(look: Look) -> None:
    sight = look()
    sight.page.locator(".glyph[aria-label='Iletsk / Zhaisan']").focus()
    sight.page.keyboard.press("Enter")
    text = sight.page.locator(".leaflet-popup-content").inner_text()
    for words in ("Russia – Kazakhstan", "Iletsk I", "Rail", "Variants\nA ", "yes", "In Russia",
                  "operator RU Railways, 1520 mm", "opened 1 May 1993", "Handover", "note",
                  "CIS Tariff Guide No. 4"):  # fmt: skip
        assert words in text


def test_the_kilometres_of_a_measured_leg_say_so(look: Look) -> None:
    sight = look(page_of())
    found = sight.ask("() => NdnAtlas.view.current[2].legs.map(NdnAtlas.quoted)")
    assert found[1].startswith("~")
    assert found[1].endswith("(measured)")
    assert found[0].endswith("km (tariff)")
    mixed = sight.ask("() => NdnAtlas.quoted({ basis: [5, 0, 1.6] })")
    assert mixed == "~7 km (5.0 tariff + 1.6 measured)"


def test_a_line_tells_of_its_leg(look: Look) -> None:
    sight = look()
    sight.ask(
        "() => { const { line } = NdnAtlas.view.lines[1][1];"
        "line.fire('click', { latlng: L.latLng(42, 50) }); }"
    )
    text = sight.page.locator(".leaflet-popup-content").inner_text()
    for words in ("B: Alat port – Aktau port", "Ferry", "km (published)", "Drawn line",
                  "Sections\n1", "Azerbaijan",
                  "CIS Tariff Guide No. 4"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (768, 1024)])
def test_small_screens_need_no_sideways_scroll(look: Look, size: tuple[int, int]) -> None:
    sight = look(size=size)
    assert sight.ask("() => document.documentElement.scrollWidth") <= size[0]
    assert sight.ask("() => document.querySelector('.map').clientHeight") >= 300
    assert sight.count(".badge.on-line:not([hidden])") == 4
    cut = sight.ask(
        """() => [...document.querySelectorAll('tbody td, tbody th, .head *')].filter((node) => {
          const box = node.getBoundingClientRect();
          return box.width > 1 && (box.right > innerWidth + 0.5 || box.left < -0.5);
        }).length"""
    )
    assert cut == 0


def test_without_script_map_and_table_are_there(look: Look) -> None:
    sight = look(script=False)
    assert sight.page.locator("#chart").is_visible()
    assert sight.count("#chart .line use") >= strokes()
    width = "getComputedStyle(document.querySelector('#c0')).vectorEffect"
    assert sight.ask(f"() => {width}") == "non-scaling-stroke"
    assert sight.page.locator("#chart text", has_text="Riga port").is_visible()
    assert sight.page.locator("#chart .letters text").all_text_contents() == list("ABCD")
    assert sight.page.locator("#table tbody").count() == 5
    assert not sight.page.locator("#theme").is_visible()
    assert not sight.page.locator("#show0").is_visible()
