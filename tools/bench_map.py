"""Measure how fast the map opens in headless Chromium, from a file, without a network.

First paint, and the moment from which it can be used (``data-ready``), at full speed and at a
quarter of it, for the default map and the main variants; and one step of the date control. Each
figure is the median of several openings. Bytes and counts are held by the tests.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from geodata import load_atlas
from maps import map_html
from routes.comparison import compare
from routes.variants import load_variants
from tests.browser import ARGUMENTS, find_chromium

RUNS = 5
MAIN = 6

# Budgets of the page in milliseconds: first paint, ready; and ready at a quarter of the speed.
PAINT_MS, READY_MS, SLOW_READY_MS = 300, 600, 2000

READY = """() => new Promise(resolve => {
  const look = () => document.documentElement.hasAttribute("data-ready")
    ? resolve(performance.now()) : setTimeout(look, 5);
  look();
})"""
PAINT = """() => (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0"""
STEP = """() => { const start = performance.now(); NdnAtlas.view.at(3000, 2);
  return performance.now() - start; }"""


class Opening(NamedTuple):
    """Milliseconds of one opening: first paint, ready, one step of the date."""

    paint: float
    ready: float
    step: float


def opened(page: Page, file: Path) -> Opening:
    """Open the file afresh and take the times."""
    page.goto(file.as_uri())
    ready = float(page.evaluate(READY))
    page.wait_for_timeout(200)
    return Opening(float(page.evaluate(PAINT)), ready, float(page.evaluate(STEP)))


def measured(browser: Browser, file: Path, slower: int) -> Opening:
    """Medians over several openings on a machine so many times slower."""
    times = []
    for _ in range(RUNS):
        context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        times.append(opened(page, file))
        context.close()
    return Opening(*(statistics.median(column) for column in zip(*times, strict=True)))


def main() -> int:
    """Print the table; 1 when a budget is exceeded."""
    executable = find_chromium()
    if executable is None:
        print("map: Chromium is missing, nothing measured")
        return 0
    atlas = load_atlas()
    variants = list(load_variants(atlas).values())
    over = False
    print(f"{'map':<16} {'kB':>5} {'speed':>6} {'paint ms':>9} {'ready ms':>9} {'step ms':>8}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        for name, chosen in (("all variants", variants), ("main variants", variants[:MAIN])):
            file = Path(folder) / "map.html"
            text = map_html(compare(chosen, atlas, lasts=False), atlas)
            file.write_text(text, encoding="utf-8")
            for slower in (1, 4):
                took = measured(browser, file, slower)
                late = (
                    took.ready > SLOW_READY_MS
                    if slower > 1
                    else took.paint > PAINT_MS or took.ready > READY_MS
                )
                over = over or late
                print(
                    f"{name:<16} {len(text.encode()) // 1000:>5} {f'1/{slower}':>6} "
                    f"{took.paint:>9.0f} {took.ready:>9.0f} {took.step:>8.0f}"
                    f"{'  OVER' if late else ''}"
                )
        browser.close()
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
