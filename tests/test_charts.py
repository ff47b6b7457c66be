"""Charts: what they show is what the data say, the same on every machine, whatever names hold."""

from __future__ import annotations

import math
import os
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from geodata.errors import OptionError
from geodata.model import Mode
from maps.charts import Chart, curve_chart, days_chart, kilometres_chart, render, timeline_chart
from maps.charts.canvas import wrapped
from maps.charts.course import LEG, course
from maps.charts.kilometres import pieces
from maps.charts.palette import FILLS, MODE_HATCHES, STATE_LOOKS, fill, ink_on, stroke
from maps.charts.timeline import spans
from routes.comparison import compare
from routes.engine import Engine
from routes.estimate import Estimate, estimate, load_parameters
from routes.law.law import Law
from routes.law.states import STATES
from routes.law.timeline import timeline
from routes.model import Comparison
from routes.variants import load_variants
from tests.test_cli_golden import ndn
from tests.test_routes import ground

DAY = date(2018, 6, 1)
AS_OF = ("--as-of", DAY.isoformat())
SOME = ("north", "south-kuryk", "pakistan-torkham", "kkt")
HOSTILE = "\x00<script>alert(1)</script> -->&amp; $x^{2$ \\frac Ⴀ 漢字 \u202egnp.exe " + "w" * 300


def compared(names: tuple[str, ...] = SOME, on: date = DAY) -> Comparison:
    atlas, _ = ground()
    variants = load_variants(atlas)
    return compare([variants[name] for name in names], atlas, on, lasts=False)


def estimated(comparison: Comparison) -> dict[str, Estimate]:
    atlas, _ = ground()
    ways = [(entry.variant.id, entry.route) for entry in comparison.entries if entry.route]
    found = estimate(
        [route for _, route in ways], atlas, load_parameters(atlas), comparison.as_of, 500,
        detailed=True,
    )  # fmt: skip
    return {ident: one for (ident, _), one in zip(ways, found, strict=True)}


def charts(comparison: Comparison, title: str = "A title") -> dict[str, Chart]:
    """A chart of every kind."""
    atlas, _ = ground()
    law, engine = Law(atlas), Engine(atlas)
    variants = [entry.variant for entry in comparison.entries]
    periods = [(variant, timeline(variant, engine, law)) for variant in variants]
    estimates = estimated(comparison)
    return {
        "kilometres": kilometres_chart(comparison, title, "about"),
        "curve": curve_chart(comparison, estimates, title, "about"),
        "days": days_chart(comparison, estimates, title, "about"),
        "timeline": timeline_chart(periods, date(2008, 1, 1), DAY, title, "about"),
    }


KINDS = ("kilometres", "curve", "days", "timeline")


@pytest.fixture(scope="module")
def drawn() -> dict[str, Chart]:
    return charts(compared())


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_sound_svg_and_png(kind: str, drawn: dict[str, Chart]) -> None:
    svg = render(drawn[kind], ".svg")
    root = ElementTree.fromstring(svg)  # noqa: S314  # our own file
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    text = svg.decode()
    assert "<dc:date>" not in text
    assert "© OpenStreetMap contributors" in text
    links = re.findall(r'(?:xlink:href|src)="([^#"][^"]*)"', text)
    assert links == []
    png = render(drawn[kind], ".png", 900)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 900


@pytest.mark.parametrize("kind", KINDS)
def test_what_names_hold_is_drawn_and_never_obeyed(kind: str) -> None:
    comparison = compared(("north", "south-kuryk"))
    entries = tuple(
        entry._replace(variant=entry.variant._replace(name=HOSTILE)) for entry in comparison.entries
    )
    chart = charts(comparison._replace(entries=entries), HOSTILE)[kind]
    root = ElementTree.fromstring(render(chart, ".svg"))  # noqa: S314  # our own file
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "script" not in tags
    assert render(chart, ".png", 400)


def test_one_variant_without_a_way(tmp_path: Path) -> None:
    comparison = compared(("btk", "north"), date(2010, 1, 1))
    for chart in charts(comparison).values():
        assert b"<svg" in render(chart, ".svg")
    assert ndn("chart", "days", "btk", "--as-of", "2010-01-01", "-o", tmp_path / "x.svg").code == 1


# --- what they show -----------------------------------------------------------------------------


def test_pieces_add_up_to_the_route() -> None:
    for entry in compared().entries:
        assert entry.route is not None
        found = pieces(entry.route)
        assert sum(found.values()) == pytest.approx(entry.route.distance_km)
        for area, km in entry.route.country_km.items():
            assert sum(v for (a, _), v in found.items() if a == area) == pytest.approx(km)
        for mode in Mode:
            by_mode = sum(v for (_, m), v in found.items() if m is mode)
            assert by_mode == pytest.approx(entry.route.mode_km[mode])


def test_a_course_spends_every_part_once_and_never_goes_back() -> None:
    atlas, _ = ground()
    comparison = compared(tuple(load_variants(atlas)))
    estimates = estimated(comparison)
    for entry in comparison.entries:
        if entry.route is None:
            continue
        found = estimates[entry.variant.id]
        steps = course(entry.route, found)
        last = steps[-1]
        assert last.km == pytest.approx(entry.route.distance_km)
        assert last.days == pytest.approx(math.fsum(item.days.p50 for item in found.items))
        assert last.dollars == pytest.approx(math.fsum(item.dollars.p50 for item in found.items))
        for a, b in pairwise(steps):
            assert b.km >= a.km - 1e-9
            assert b.days >= a.days - 1e-9
            assert b.part == LEG or b.km == a.km


def test_spans_cover_the_picture_without_gaps() -> None:
    atlas, engine = ground()
    since, until = date(2008, 1, 1), date(2021, 8, 30)
    for variant in load_variants(atlas).values():
        found = list(spans(timeline(variant, engine, Law(atlas)), since, until))
        assert (found[0][0], found[-1][1]) == (since, until)
        for a, b in pairwise(found):
            assert a[1] == b[0]
            assert a[2] != b[2]


# --- colours ------------------------------------------------------------------------------------


def test_nothing_is_told_by_colour_alone() -> None:
    assert set(MODE_HATCHES) == set(Mode)
    assert len(set(MODE_HATCHES.values())) == len(Mode)
    assert set(STATE_LOOKS) == set(STATES)
    assert len({STATES[state].symbol for state in STATE_LOOKS}) == len(STATES)
    assert len({stroke(index) for index in range(24)}) == 24
    assert len({fill(index) for index in range(21)}) == 21


# Simulation at full severity in linear RGB: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009).
DEFICIENCIES = {
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def _linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def _lab(linear: list[float]) -> tuple[float, float, float]:
    """CIE L*a*b* under D65 of linear sRGB (IEC 61966-2-1)."""
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    clipped = [min(max(part, 0.0), 1.0) for part in linear]
    white = (0.95047, 1.0, 1.08883)
    xyz = [
        sum(a * b for a, b in zip(row, clipped, strict=True)) / w
        for row, w in zip(rows, white, strict=True)
    ]
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("kind", DEFICIENCIES)
@pytest.mark.parametrize("what", ["fills", "states"])
def test_colours_stay_apart_for_every_kind_of_vision(kind: str, what: str) -> None:
    colours = FILLS if what == "fills" else ("#009e73", "#f0e442", "#d55e00", "#dfe3e7", "#ffffff")
    if what == "states":
        assert set(colours) == {colour for colour, _ in STATE_LOOKS.values()}
    matrix = DEFICIENCIES[kind]
    seen = []
    for colour in colours:
        linear = _linear(colour)
        seen.append(
            _lab([sum(m * part for m, part in zip(row, linear, strict=True)) for row in matrix])
        )
    nearest = min(math.dist(a, b) for i, a in enumerate(seen) for b in seen[i + 1 :])
    assert nearest > 8, f"CIE 1976 difference {nearest:.1f}"


@pytest.mark.parametrize("colour", [fill(index) for index in range(21)])
def test_a_code_can_be_read_on_its_fill(colour: str) -> None:
    lights = sorted(
        0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(_linear, (colour, ink_on(colour)))
    )
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def test_long_texts_are_cut() -> None:
    assert wrapped("word " * 100, 30).count("\n") == 1
    assert wrapped("word " * 100, 30).endswith("…")
    assert wrapped("", 30) == ""


def test_other_endings_and_giants_are_refused(drawn: dict[str, Chart]) -> None:
    with pytest.raises(OptionError, match=r"\.gif: a chart is written as"):
        render(drawn["days"], ".gif")
    with pytest.raises(OptionError, match="ask for fewer"):
        render(drawn["days"]._replace(height_in=90), ".png", 10_000)


# --- the command --------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_draws_every_kind(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    answer = ndn("chart", kind, *SOME, *AS_OF, "-o", path)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err.startswith(f"wrote {path} (")
    assert [file.name for file in tmp_path.iterdir()] == ["chart.svg"]


def test_letters_that_the_font_lacks_are_told(tmp_path: Path) -> None:
    answer = ndn("chart", "kilometres", "north", *AS_OF, "--title", "新", "-o", tmp_path / "c.svg")
    assert answer.code == 0
    assert "DejaVu Sans lacks 新; a box stands for each" in answer.err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("kilometers",), 2, "'kilometers' is not one of 'kilometres'"),
        (("days", "-o", "c.gif"), 2, "c.gif: a chart is written as SVG or PNG"),
        (("days", "--format", "csv"), 2, "--format csv: a chart is written as SVG or PNG"),
        (("days", "-o", "c.svg", "--width", "900"), 2, "--width: only a PNG has pixels"),
        (("days", "--since", "2010-01-01"), 2, "--since is the first day of a timeline"),
        (("timeline", "--seed", "3"), 2, "--seed is for estimates"),
        (("days", "--samples", "3"), 2, "samples: 3 is outside"),
        (("timeline", "--since", "2018-06-01"), 2, "--since 2018-06-01 is not before --as-of"),
        (("days", "nort"), 2, "unknown variant 'nort'; did you mean 'north'?"),
    ],
)
def test_mistakes_are_named(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = ndn("chart", *arguments, *AS_OF)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert answer.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_without_matplotlib_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    answer = ndn("chart", "kilometres", "-o", tmp_path / "c.svg")
    assert answer.code == 2
    assert "pip install 'ndn-atlas[charts]'" in answer.err
    assert answer.err.count("\n") == 1


SCRIPT = """
import sys
from tests.test_charts import charts, compared
from maps.charts import render
drawn = charts(compared(("north", "south-kuryk")))
for kind in sorted(drawn):
    sys.stdout.buffer.write(render(drawn[kind], ".svg") + render(drawn[kind], ".png", 500))
"""


@pytest.mark.slow
def test_a_chart_is_the_same_everywhere(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.size: 30\naxes.facecolor: red\n", encoding="utf-8")
    root = str(Path(__file__).parents[1])
    found = set()
    for number, here in enumerate((root, str(tmp_path))):
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")]),
            "PYTHONHASHSEED": str(number),
            "TZ": ("UTC", "Asia/Tokyo")[number],
        }
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT], cwd=here, env=environment, capture_output=True,
            check=True,
        )  # fmt: skip
        found.add(run.stdout)
    assert len(found) == 1
