"""``python -m geodata.build``: rebuild all generated data from its named inputs."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping
from pathlib import Path

from geodata.atlas import Atlas
from geodata.borders import GENERATED, load_borders
from geodata.build.borders import build_borders
from geodata.build.products import (
    Input,
    Product,
    read_manifest,
    sha256,
    write_manifest,
    write_text,
)
from geodata.build.sealanes import build_lanes, load_land, write_shapes
from geodata.build.sections import LICENCE, build_section_facts
from geodata.build.snapshot import snapshot_text
from geodata.errors import NdnError
from geodata.model import LonLat, Mode, section_id
from geodata.reading import DATA, read_atlas
from geodata.records import read_lines, read_places, read_sections
from geodata.snapshot import FILE
from geodata.tables import Problems

WORLD = Path("node_modules/world-atlas/countries-10m.json")


def build(world: Path) -> None:
    """Build borders, then the sea lanes around them, then the facts of every section.

    Parameters
    ----------
    world
        ``countries-10m.json`` of the npm package world-atlas 2.0.2.
    """
    GENERATED.mkdir(parents=True, exist_ok=True)
    borders = build_borders(world, GENERATED)
    lanes = _build_lanes()
    atlas = _read()
    inputs = _inputs("places", "lines", "sections", "shapes")
    # Sections are measured in the view of the United Nations.
    inputs += tuple(Input(product.file, product.sha256) for product in (*borders[:2], lanes[-1]))
    facts = build_section_facts(
        atlas.sections.values(), atlas.places, load_borders(), GENERATED, inputs
    )
    snapshot = _build_snapshot(facts)
    write_manifest(GENERATED, (*borders, *lanes, facts, snapshot))


def build_only_borders(world: Path) -> None:
    """Build the borders alone, and renew their part of the manifest.

    Right as long as the outlines stay as they are: lanes and facts are made from them.
    """
    borders = build_borders(world, GENERATED)
    files = {product.file for product in borders}
    others = [product for product in read_manifest(GENERATED) if product.file not in files]
    write_manifest(GENERATED, (*borders, *others))


def _read() -> Atlas:
    problems = Problems()
    atlas = read_atlas(None, problems)
    problems.raise_if_any()
    return atlas


def _build_snapshot(facts: Product) -> Product:
    """Build the file that the atlas opens from, last of all: it holds everything above."""
    atlas = _read()
    path = Path(FILE)
    write_text(path, snapshot_text(atlas))
    inputs = (
        *_inputs(
            "places", "names", "lines", "sections", "shapes", "checkpoints", "blocs", "memberships"
        ),
        Input.of(DATA / "acts.toml"),
        Input.of(DATA / "sources.toml"),
        Input(facts.file, facts.sha256),
    )
    rows = len(atlas.places) + len(atlas.sections)
    title = "The atlas as one file: every place, line, section, checkpoint and source"
    return Product(path.name, title, inputs, LICENCE, rows, sha256(path))


def _build_lanes() -> tuple[Product, Product]:
    """Build the lanes of the ferry lines, which the atlas can then be read with."""
    ports = _ferry_ports()
    countries = GENERATED / "countries.fgb"
    inputs = (*_inputs("places", "lines", "sections"), Input.of(countries))
    courses, layer = build_lanes(
        {section: (a, b) for section, (_, a, b) in ports.items()},
        load_land(countries),
        GENERATED,
        inputs,
    )
    by_ends = {ports[section][0]: course for section, course in courses.items()}
    return layer, write_shapes(GENERATED / "sealanes.csv", by_ends, inputs)


def _ferry_ports() -> Mapping[str, tuple[tuple[str, str], LonLat, LonLat]]:
    """Return for each ferry section the ids of its two ports, and where they are."""
    problems = Problems()
    places = read_places(DATA, problems)
    lines = read_lines(DATA, problems)
    rows = read_sections(DATA, problems)
    problems.raise_if_any()
    return {
        section_id(row.start, row.end, Mode.FERRY): (
            (row.start, row.end),
            places[row.start][1].position,
            places[row.end][1].position,
        )
        for row in rows
        if lines[row.line][1].mode is Mode.FERRY
    }


def _inputs(*tables: str) -> tuple[Input, ...]:
    return tuple(Input.of(DATA / f"{table}.csv") for table in tables)


def main() -> int:
    """Run the builders; a fault of the inputs is told in a line each, and the answer is 1."""
    parser = argparse.ArgumentParser(prog="python -m geodata.build", description=__doc__)
    parser.add_argument("--world", type=Path, default=WORLD, help="countries-10m.json")
    parser.add_argument(
        "--borders", action="store_true", help="build the borders alone, not what rests on them"
    )
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    # The reader of vector files reports each layer it makes.
    logging.getLogger("pyogrio").setLevel(logging.WARNING)
    try:
        (build_only_borders if arguments.borders else build)(arguments.world)
    except NdnError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command's own voice
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
