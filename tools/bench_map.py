"""Measure how fast the map opens in headless Chromium, from a file, without a network.

First paint, and the moment from which it can be used (``data-ready``), at full speed and at a
quarter of it, for the default map, the main variants, and forty variants past a thousand places;
and one step of the date control. Each figure is the median of several openings, by turns with those
of an empty page: how much later than that the map is painted says more on a busy machine. Bytes and
counts are held by the tests.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from geodata import load_atlas
from maps import map_html
from routes.comparison import compare
from routes.variants import load_variants
from tests.browser import ARGUMENTS, find_chromium
from tests.test_map_many import crowded

RUNS = 7
MAIN = 6

# Budgets of the page in milliseconds: first paint, ready; and ready at a quarter of the speed.
PAINT_MS, READY_MS, SLOW_READY_MS = 300, 600, 2000
# A page of forty variants past a thousand places has its own for being ready.
CROWDED, CROWDED_READY_MS = "40 variants", 1500

EMPTY = "<!DOCTYPE html><html lang='en'><title>Empty</title><p>Empty"

READY = """() => performance.getEntriesByName('ready')[0].startTime"""
PAINT = """() => new Promise((done) => {
  const look = () => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint) done(paint.startTime); else setTimeout(look, 5);
  };
  look();
})"""
STEP = """() => { const start = performance.now(); NdnAtlas.view.at(3000, 2);
  return performance.now() - start; }"""


class Opening(NamedTuple):
    """Milliseconds of one opening: first paint, ready, one step of the date."""

    paint: float
    ready: float
    step: float


def opened(browser: Browser, file: Path, slower: int) -> Page:
    """Open a file in a window of its own on a machine so many times slower, until it is painted."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(file.as_uri())
    page.evaluate(PAINT)
    return page


def timed(browser: Browser, file: Path, slower: int) -> Opening:
    """Open a map and take the times."""
    page = opened(browser, file, slower)
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(200)
    found = Opening(*(float(page.evaluate(one)) for one in (PAINT, READY, STEP)))
    page.context.close()
    return found


def measured(browser: Browser, file: Path, empty: Path, slower: int) -> tuple[Opening, float]:
    """Medians over several openings, and of the first paint of an empty page between them."""
    times, bare = [], []
    timed(browser, file, slower)  # the first opening of a file pays for what is kept afterwards
    for _ in range(RUNS):
        page = opened(browser, empty, slower)
        bare.append(float(page.evaluate(PAINT)))
        page.context.close()
        times.append(timed(browser, file, slower))
    medians = (statistics.median(column) for column in zip(*times, strict=True))
    return Opening(*medians), statistics.median(bare)


def pages() -> Iterator[tuple[str, str]]:
    """The maps that are measured, by name."""
    atlas = load_atlas()
    variants = list(load_variants(atlas).values())
    for name, chosen in (("all variants", variants), ("main variants", variants[:MAIN])):
        yield name, map_html(compare(chosen, atlas, lasts=False), atlas)
    yield CROWDED, crowded()


def is_late(name: str, took: Opening, slower: int) -> bool:
    """Whether an opening exceeds a budget; a crowded page has none at a quarter of the speed."""
    if name == CROWDED:
        return slower == 1 and took.ready > CROWDED_READY_MS
    if slower > 1:
        return took.ready > SLOW_READY_MS
    return took.paint > PAINT_MS or took.ready > READY_MS


def main() -> int:
    """Print the table; 1 when a budget is exceeded."""
    executable = find_chromium()
    if executable is None:
        print("map: Chromium is missing, nothing measured")
        return 0
    over = False
    head = ("kB", "speed", "empty ms", "paint ms", "ready ms", "step ms")
    print(f"{'map':<16} {head[0]:>5} {head[1]:>6}", *(f"{one:>9}" for one in head[2:]))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        file, empty = Path(folder) / "map.html", Path(folder) / "empty.html"
        empty.write_text(EMPTY, encoding="utf-8")
        for name, text in pages():
            file.write_text(text, encoding="utf-8")
            for slower in (1, 4):
                took, bare = measured(browser, file, empty, slower)
                late = is_late(name, took, slower)
                over = over or late
                print(
                    f"{name:<16} {len(text.encode()) // 1000:>5} {f'1/{slower}':>6}",
                    *(f"{ms:>9.0f}" for ms in (bare, *took)),
                    "OVER" if late else "",
                )
        browser.close()
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
