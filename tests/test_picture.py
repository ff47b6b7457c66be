"""Static pictures: what they show, that nothing touches, and that other programs read them."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from itertools import combinations
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geodata import Atlas
from geodata.errors import OptionError
from maps.embedding import digest
from maps.picture import (
    composition,
    palette,
    picture_pdf,
    picture_png,
    picture_svg,
    replaced_letters,
)
from maps.picture.composition import Plate, drawn_variants, plate
from maps.picture.display import Clip
from maps.picture.frame import bar_box
from maps.picture.lettering import FACES, FONTS, cut, face, lacking, width, wrapped
from maps.picture.placing import touch
from maps.picture.theme import THEMES
from maps.sheet import Sheet, sheet
from tests.picture_fixture import AS_OF, HOSTILE, SVG, compared, hostile, require_harmless

FOUR = ("north", "south-aktau", "south-kuryk", "pakistan-torkham")
CHOICES = (FOUR, (), ("far-east",), ("btk",), ("north", "kkt", "ulyanovsk", "turkmenistan"))
FRAMES = ((0.0, 0.0, 860.0, 690.0), (0.0, 0.0, 366.0, 420.0), (0.0, 0.0, 1140.0, 300.0))
SHARE_OF_SCALE = 0.002


def drawn_plate(
    atlas: Atlas, names: tuple[str, ...], box: tuple[float, float, float, float] = FRAMES[0]
) -> tuple[Sheet, frozenset[int], Plate]:
    page = sheet(compared(atlas, *names), atlas)
    drawn = drawn_variants(page, every=bool(names))
    return page, drawn, plate(page, drawn, box)


@pytest.mark.parametrize("box", FRAMES)
@pytest.mark.parametrize("names", CHOICES)
def test_names_and_letters_touch_nothing(
    names: tuple[str, ...], box: tuple[float, float, float, float], atlas: Atlas
) -> None:
    _, drawn, found = drawn_plate(atlas, names, box)
    labels = [placed.box for placed in found.lettering.placed]
    badges = [badge.box for badge in found.lettering.badges]
    boxes = [*labels, *badges, bar_box(found.bar)]
    assert not [pair for pair in combinations(boxes, 2) if touch(*pair)]
    assert labels
    assert {badge.variant for badge in found.lettering.badges} <= drawn
    left, top, right, bottom = found.window.box
    assert all(left <= b[0] and top <= b[1] and b[2] <= right and b[3] <= bottom for b in boxes)
    # A name may touch its own mark alone.
    for placed in found.lettering.placed:
        others = [m for m in found.arranged if m is not placed.label.mark and not m.covered]
        assert not any(touch(placed.box, mark.box) for mark in others)


@pytest.mark.parametrize("names", CHOICES[:2])
def test_every_variant_has_its_letter_and_every_end_its_name(
    names: tuple[str, ...], atlas: Atlas
) -> None:
    page, drawn, found = drawn_plate(atlas, names)
    assert {badge.variant for badge in found.lettering.badges} == drawn
    named = {placed.label.text for placed in found.lettering.placed}
    ends = {s.place.name for s in page.stops if s.rank == 0 and s.variants & drawn}
    assert ends <= named


def test_counts_equal_the_data(atlas: Atlas) -> None:
    page, drawn, found = drawn_plate(atlas, FOUR)
    display = composition(page.comparison, atlas)
    root = require_harmless(picture_svg(display, palette("light")))
    for index in drawn:
        lines = root.findall(f".//{SVG}g[@class='line variant-{index + 1}']/{SVG}path")
        assert len(lines) == len(page.drawing.strokes[index])
    assert len(found.arranged) == len(page.stops) + len(page.frontiers)
    words = {node.text for node in root.iter(f"{SVG}text")}
    for entry in page.comparison.entries:
        assert entry.route
        assert entry.variant.name in words
        assert entry.status.state in words
        assert any(f"{entry.route.distance_km:,.0f} km" in (word or "") for word in words)


@pytest.mark.parametrize("box", FRAMES)
@pytest.mark.parametrize("names", CHOICES)
def test_the_scale_bar_tells_the_distance(
    names: tuple[str, ...], box: tuple[float, float, float, float], atlas: Atlas
) -> None:
    _, _, found = drawn_plate(atlas, names, box)
    ends = (found.window.lon_lat(found.bar.start), found.window.lon_lat(found.bar.end))
    _, _, length_m = Geod(ellps="WGS84").inv(*ends[0], *ends[1])
    assert length_m / 1000 == pytest.approx(found.bar.km, rel=SHARE_OF_SCALE)


def test_many_variants_stand_under_the_map(atlas: Atlas) -> None:
    every = composition(compared(atlas), atlas)
    main = composition(compared(atlas), atlas, every=False)
    frames = [
        next(item for item in display.items if isinstance(item, Clip)).box
        for display in (every, main)
    ]
    assert frames[0][2] > frames[1][2]
    root = require_harmless(picture_svg(every, palette("light")))
    listed = [node for node in root.iter(f"{SVG}text") if node.get("font-size") == "12.5"]
    assert len({(node.get("x"), node.get("y")) for node in listed}) == len(listed)
    assert all(float(node.get("y", "inf")) < every.height for node in root.iter(f"{SVG}text"))


def test_a_place_lies_where_it_is_drawn(atlas: Atlas) -> None:
    _, _, found = drawn_plate(atlas, FOUR)
    position = atlas.places["tashkent"].position
    back = found.window.lon_lat(found.window.position(position))
    assert back == pytest.approx(position, abs=0.01)


def test_seas_are_water_and_capitals_are_land(atlas: Atlas) -> None:
    _, _, found = drawn_plate(atlas, FOUR)
    at_sea = [(50.6, 39.0), (34.4, 43.3)]
    on_land = [atlas.places[id_].position for id_ in ("tashkent", "moscow", "kandyagash")]
    assert all(found.window.is_water(found.window.position(point)) for point in at_sea)
    assert not any(found.window.is_water(found.window.position(point)) for point in on_land)


def test_an_estimate_and_a_date_are_told(atlas: Atlas) -> None:
    display = composition(compared(atlas, "south-kuryk"), atlas, title="Two seas")
    text = " ".join(
        node.text or "" for node in require_harmless(picture_svg(display, palette("dark"))).iter()
    )
    for said in (
        "Two seas", "as of 1 June 2018", "United Nations view", "OpenStreetMap", "~", "Estimated",
        "ordinary freight towards Afghanistan",
    ):  # fmt: skip
        assert said in text


def test_both_themes_have_the_same_colours() -> None:
    assert set(THEMES["light"]) == set(THEMES["dark"])


def test_a_pdf_is_read_by_another_program(atlas: Atlas) -> None:
    display = composition(compared(atlas, *FOUR), atlas)
    document = pypdfium2.PdfDocument(picture_pdf(display, palette("light"), AS_OF))
    assert len(document) == 1
    page = document[0]
    assert page.get_width() == pytest.approx(841.89, abs=0.01)
    text = page.get_textpage().get_text_range()
    for word in (display.title, "NDN North by Saryagash", "Böyük Kəsik", "Samara"):
        assert word in text
    facts = document.get_metadata_dict()
    assert facts["Title"] == display.title
    assert facts["CreationDate"] == "D:20180601000000Z"
    document.close()


def unpacked(png: bytes) -> np.ndarray:
    """The pixels of a PNG, by the norm: chunks, checksums, and the filter of each row."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        (long,) = struct.unpack_from(">L", png, at)
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + long]
        assert struct.unpack_from(">L", png, at + 8 + long) == (zlib.crc32(name + data),)
        chunks[name] = data
        at += 12 + long
    wide, tall, depth, kind, *_ = struct.unpack(">2L5B", chunks[b"IHDR"])
    assert (depth, kind) == (8, 2)
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), dtype=np.uint8).reshape(tall, -1)
    assert set(rows[:, 0]) == {2}
    return np.cumsum(rows[:, 1:].reshape(tall, wide, 3), axis=0, dtype=np.uint8)


@pytest.mark.parametrize("width_px", [333, 1200])
@pytest.mark.parametrize("theme", THEMES)
def test_a_png_has_the_width_asked_for_and_shows_something(
    theme: str, width_px: int, atlas: Atlas
) -> None:
    display = composition(compared(atlas, *FOUR), atlas)
    pixels = unpacked(picture_png(picture_pdf(display, palette(theme), AS_OF), width_px))
    assert pixels.shape[1] == width_px
    assert pixels.shape[0] == pytest.approx(width_px * display.height / display.width, abs=1)
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    colours, counts = np.unique(packed, return_counts=True)
    assert len(colours) > 200
    found = {f"{colour:06x}": int(n) for colour, n in zip(colours, counts, strict=True)}
    for name in ("land", "water", "paper"):
        assert found[THEMES[theme][name].removeprefix("#")] > pixels.size / 3 / 50
    # The top left pixel is paper, not black.
    assert bytes(pixels[0, 0]).hex() == THEMES[theme]["paper"].removeprefix("#")


def test_a_png_of_gigabytes_is_refused(atlas: Atlas) -> None:
    display = composition(compared(atlas, "north"), atlas)
    with pytest.raises(OptionError, match="pixels is too large"):
        picture_png(picture_pdf(display, palette("light"), AS_OF), 100_000)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, atlas: Atlas) -> None:
    found, ground = hostile(atlas, text)
    display = composition(found, ground, title=text)
    require_harmless(picture_svg(display, palette("light")))
    document = pypdfium2.PdfDocument(picture_pdf(display, palette("light"), AS_OF))
    assert len(document) == 1
    document.close()


def test_what_the_fonts_lack_is_told(atlas: Atlas) -> None:
    found, ground = hostile(atlas, "თბილისი")
    display = composition(found, ground)
    assert set(replaced_letters(display)) == set("თბილისი")
    assert replaced_letters(composition(compared(atlas), atlas)) == ""


def test_equal_pictures_are_equal_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from datetime import date; from hashlib import sha256\n"
        "from geodata import load_atlas; from tests.picture_fixture import compared, AS_OF\n"
        "from maps.picture import *\n"
        "atlas = load_atlas(); display = composition(compared(atlas), atlas, every=False)\n"
        "svg = picture_svg(display, palette('light')).encode()\n"
        "pdf = picture_pdf(display, palette('light'), AS_OF)\n"
        "print(*(sha256(d).hexdigest() for d in (svg, pdf, picture_png(pdf, 400))))"
    )
    paths = (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    path = os.pathsep.join(part for part in paths if part)
    answers = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path}
        answers.add(
            subprocess.run(
                [sys.executable, "-c", code],
                env=environment, cwd=tmp_path, capture_output=True, check=True, text=True,
            ).stdout
        )  # fmt: skip
    assert len(answers) == 1


def test_the_fonts_are_as_built() -> None:
    records = json.loads((FONTS / "manifest.json").read_text(encoding="utf-8"))
    assert set(records) == set(FACES.values())
    for name, record in records.items():
        assert digest(FONTS / name) == record["sha256"]
        assert record["licence"] == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE-noto").read_text(encoding="utf-8")


def test_the_fonts_hold_the_letters_of_the_atlas(atlas: Atlas) -> None:
    names = "".join(place.name for place in atlas.places.values())
    assert lacking(names) == ""
    for style in FACES:
        assert face(style).fit("Əə Řķ Öş Ғқ №–’") == "Əə Řķ Öş Ғқ №–’"


@given(st.text(max_size=80), st.floats(5, 400))
def test_a_cut_text_fits(text: str, room: float) -> None:
    found = cut(text, 10, "regular", room)
    assert width(found, 10) <= max(room, width("…", 10))
    lines = wrapped(text, 10, "bold", room, 3)
    assert len(lines) <= 3
    assert all(width(line, 10, "bold") <= max(room, width("…", 10, "bold")) for line in lines)
