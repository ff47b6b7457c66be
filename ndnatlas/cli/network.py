"""``ndn network``: networks from OpenStreetMap and other files: build, fetch, info."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from geodata.errors import OptionError
from geodata.model import Mode
from ndnatlas.cli.network_tables import tables
from ndnatlas.cli.options import shared
from ndnatlas.cli.output import write
from ndnatlas.cli.progress import Progress
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Table

LAPSED = ("construction", "proposed", "disused", "abandoned")
_MODES = (Mode.RAIL.value, Mode.FERRY.value, Mode.ROAD.value)


@click.group(
    "network", epilog="Example: ndn network build my-line.geojson --mode rail -o my-network.ndn"
)
def command() -> None:
    """Networks of track, road and ferry lines from OpenStreetMap: build, fetch, info."""


def _modes(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--mode",
        "modes",
        type=click.Choice(_MODES, case_sensitive=False),
        multiple=True,
        help="Take lines of this mode (several times for several; rail and ferry when left out). "
        "Lines without tags are taken for the one mode given.",
    )(function)


@command.command(
    "build", epilog="Example: ndn network build my-line.geojson --mode rail -o my-network.ndn"
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@_modes
@click.option(
    "--include",
    type=click.Choice(LAPSED, case_sensitive=False),
    multiple=True,
    help="Take lines in this state too (several times for several).",
)
@click.option(
    "--gap",
    "gap_m",
    type=click.FloatRange(0.0, 1000.0),
    default=20.0,
    show_default=True,
    metavar="METRES",
    help="Report dead ends this near to a line that they do not meet.",
)
@click.option("--no-countries", is_flag=True, help="Do not cut the network at frontiers.")
@click.option("--no-match", is_flag=True, help="Do not match stations with the atlas.")
@click.option(
    "--layer",
    type=click.Choice(["edges", "nodes", "stations"]),
    default="edges",
    show_default=True,
    help="What a .parquet file holds.",
)
@click.option("--licence", metavar="TEXT", help="A notice to hand on with the network.")
@shared
def build(
    settings: Settings,
    files: tuple[Path, ...],
    layer: str,
    **options: Any,
) -> None:
    """Build a network of FILE and write it to the file of -o.

    FILE is .osm.pbf, .osm, .osm.bz2 or .osm.gz, a .graphml of osmnx, lines in .geojson, .gpkg, .shp
    or .fgb, or a network that was built before (.ndn). The network is written for routing (.ndn),
    for QGIS (.gpkg), DuckDB (.parquet) or osmnx (.graphml); a .ndn file also holds its shortest
    ways ready for ndn route --network. Its figures are printed.
    """
    from geodata.network.export import SUFFIXES, save_network
    from geodata.network.figures import figures

    path = _output(settings, SUFFIXES, "the network")
    if any(file.suffix.lower() == ".ndn" for file in files):
        network = _opened(files)
    else:
        network = _built(settings, files, _Options(**options))
    save_network(path, network, layer, _prepared(path, network, settings))
    _wrote(settings, path)
    _answer(settings, figures(network), path)


@command.command("fetch", epilog="Example: ndn network fetch UZ --mode rail -o uz.osm.pbf")
@click.argument("area")
@_modes
@click.option(
    "--within",
    "within_km",
    type=click.FloatRange(1.0, 200.0),
    default=20.0,
    show_default=True,
    metavar="KM",
    help="How wide the corridor on either side of a variant is.",
)
@click.option("--url", metavar="URL", help="Another Overpass service than the public one.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where answers are kept (default: ndn-atlas/overpass in your cache).",
)
@click.option("--refresh", is_flag=True, help="Ask again for what is kept.")
@shared
def fetch(
    settings: Settings,
    area: str,
    modes: tuple[str, ...],
    within_km: float,
    url: str | None,
    cache: Path | None,
    refresh: bool,
) -> None:
    """Download the lines of AREA from OpenStreetMap, by osmnx, into the file of -o.

    AREA is a country (code or name), a rectangle west,south,east,north in degrees, a file with a
    polygon, or a variant (id or TOML file), around which a corridor is taken. This goes online: by
    tiles, slowly, and again after a pause when the service is busy. What has come is kept, so that
    the command goes on where it was stopped.
    """
    from geodata.network.fetch import MAX_AGE_D, SUFFIXES
    from geodata.network.fetch import fetch as download
    from geodata.network.overpass import Service

    path = _output(settings, SUFFIXES, "what is fetched")
    polygon = _area(area, within_km, settings)
    with Progress(settings) as progress:
        found = download(
            polygon,
            path,
            _taken(modes),
            service=Service() if url is None else Service(url=url),
            cache=cache,
            max_age_d=-1.0 if refresh else MAX_AGE_D,
            progress=progress,
        )
    _wrote(settings, path)
    row = (str(path), found.tiles, found.asked, found.ways, found.nodes)
    table = Table(("file", "tiles", "requests", "ways", "nodes"), [row])
    write(settings._replace(output=None), {"file": str(path), **found._asdict()}, [table])


@command.command("info", epilog="Example: ndn network info my-network.ndn --check")
@click.argument("network", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Compare the checksum of the whole file.")
@shared
def info(settings: Settings, network: Path, check: bool) -> None:
    """Print what a network holds: kilometres by mode, gauge, country and state; pieces and gaps."""
    from geodata.network.figures import figures
    from geodata.network.storage import check_network_file, open_network

    opened = check_network_file(network) if check else open_network(network)
    data = figures(opened) | ({"checked": True} if check else {})
    write(settings, {"file": str(network), **data}, tables(data, str(network)))


class _Options(NamedTuple):
    """How a network is built."""

    modes: tuple[str, ...]
    include: tuple[str, ...]
    gap_m: float
    no_countries: bool
    no_match: bool
    licence: str | None


def _built(settings: Settings, files: Sequence[Path], options: _Options) -> Any:
    from geodata.borders import load_borders
    from geodata.network.build import build_network
    from geodata.network.model import State
    from geodata.network.sources import Wanted

    states = frozenset({State.IN_USE, *map(State, options.include)})
    with Progress(settings) as progress:
        built = build_network(
            files,
            wanted=Wanted(_taken(options.modes), states),
            mode=Mode(options.modes[0]) if len(set(options.modes)) == 1 else None,
            borders=None if options.no_countries else load_borders(),
            atlas=None if options.no_match else settings.atlas(),
            gap_m=options.gap_m,
            licence=options.licence,
            progress=progress,
        )
    return built.network


def _prepared(path: Path, network: Any, settings: Settings) -> tuple[Any, ...]:
    """What a file for routing holds ready for searches."""
    if path.suffix.lower() != ".ndn":
        return ()
    from routes.overland.prepare import prepare

    with Progress(settings) as progress:
        progress("preparing shortest ways", None)
        part = prepare(network, settings.atlas())
    return () if part is None else (part,)


def _taken(modes: Sequence[str]) -> frozenset[Mode]:
    return frozenset(map(Mode, modes)) or frozenset({Mode.RAIL, Mode.FERRY})


def _opened(files: Sequence[Path]) -> Any:
    from geodata.network.storage import check_network_file

    if len(files) > 1:
        raise OptionError("a network that was built before is taken alone; give one .ndn file")
    return check_network_file(files[0])


def _area(text: str, within_km: float, settings: Settings) -> Any:
    from geodata.borders import load_borders
    from geodata.countries import country_code
    from geodata.network import areas

    rectangle = areas.box_area(text)
    if rectangle is not None:
        return rectangle
    if text.lower().endswith(areas.SUFFIXES):
        return areas.polygon_area(Path(text))
    borders = load_borders()
    code = country_code(text) or text.upper()
    if code in borders.shapes:
        return areas.country_area(code, borders)
    from routes.assembly import assemble
    from routes.engine import Engine
    from routes.variants import find_variants

    atlas = settings.atlas()
    (variant,) = find_variants((text,), atlas)
    route = assemble(variant, atlas, Engine(atlas), settings.as_of)
    return areas.corridor_area([leg.points for leg in route.legs], within_km)


def _output(settings: Settings, suffixes: Sequence[str], what: str) -> Path:
    """The file of -o."""
    if settings.output is None:
        raise click.UsageError(f"{what} needs a file: -o NAME{suffixes[0]}")
    if not settings.output.name.lower().endswith(tuple(suffixes)):
        raise OptionError(f"{settings.output}: {what} is written to {', '.join(suffixes)} files")
    return settings.output


def _wrote(settings: Settings, path: Path) -> None:
    if not settings.quiet:
        click.echo(f"wrote {path} ({path.stat().st_size / 1000:,.0f} kB)", err=True)


def _answer(settings: Settings, data: dict[str, Any], path: Path) -> None:
    shown = settings._replace(output=None)
    write(shown, {"file": str(path), **data}, tables(data, str(path)))
