"""Building a network from files: read, merged, noded, cut at frontiers, tied to stations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from geodata.atlas import Atlas
from geodata.borders import Borders
from geodata.errors import DataError, OptionError, Problem
from geodata.model import Mode
from geodata.network import graphs, lines, osm
from geodata.network.countries import with_countries
from geodata.network.model import Network, freeze
from geodata.network.noding import Faults, node_lines
from geodata.network.pieces import GAP_M, Gap, Piece, gaps, pieces
from geodata.network.sources import Source, Wanted, merged
from geodata.network.stations import Tied, with_stations
from geodata.progress import Progress, say_nothing
from geodata.tables import require_file

SUFFIXES = (*osm.SUFFIXES, *graphs.SUFFIXES, *lines.SUFFIXES)


class Built(NamedTuple):
    """A network, and what was found on the way."""

    network: Network
    pieces: tuple[Piece, ...]
    gaps: tuple[Gap, ...]
    faults: Faults
    tied: Tied


def build_network(
    files: Sequence[Path],
    *,
    wanted: Wanted | None = None,
    mode: Mode | None = None,
    borders: Borders | None = None,
    atlas: Atlas | None = None,
    gap_m: float = GAP_M,
    licence: str | None = None,
    progress: Progress = say_nothing,
) -> Built:
    """Build a network from one or more files.

    Parameters
    ----------
    files : sequence of Path
        Any of `SUFFIXES`: files of OpenStreetMap, graphs of osmnx, lines. What several of them
        hold is taken once.
    wanted : Wanted, optional
        Modes and states to take: by default railways and ferries in use.
    mode : Mode, optional
        The mode of lines that have no tags to tell it.
    borders : Borders, optional
        To tell the country of every edge.
    atlas : Atlas, optional
        To match stations with its places.
    gap_m : float
        Dead ends this near to another line are reported.
    licence : str, optional
        A notice to hand on, for files that do not say where they come from.
    progress : callable, optional
        Told what is being done.

    Raises
    ------
    OptionError
        For a file that is missing or of an unknown kind.
    DataError
        For one that is broken, and when no file has a line of what is wanted.
    """
    wanted = wanted or Wanted()
    sources = []
    for number, path in enumerate(files):
        progress(f"reading {path.name}", number / len(files))
        sources.append(_read(path, wanted, mode))
    return network_of(
        sources,
        borders=borders,
        atlas=atlas,
        gap_m=gap_m,
        names=[path.name for path in files],
        licence=licence,
        progress=progress,
    )


def network_of(
    sources: Sequence[Source],
    *,
    borders: Borders | None = None,
    atlas: Atlas | None = None,
    gap_m: float = GAP_M,
    names: Sequence[str] = (),
    licence: str | None = None,
    progress: Progress = say_nothing,
) -> Built:
    """Build a network from what was read; see `build_network`."""
    lines_, stops = merged(sources)
    progress("noding", None)
    network, faults = node_lines(lines_)
    if not len(network.edges):
        what = ", ".join(names) or "the graph"
        raise DataError([Problem(what, "", "", "holds no line of the modes and states asked for")])
    if borders is not None:
        network = with_countries(network, borders, progress)
    network, tied = with_stations(network, stops, atlas, progress)
    progress("components", None)
    found_pieces, found_gaps = pieces(network), gaps(network, gap_m)
    licences = [licence] if licence else []
    licences += [source.licence for source in sources if source.licence]
    meta = {
        "sources": sorted(set(names)),
        "licences": sorted(set(licences)),
        "report": as_dict(found_pieces, found_gaps, faults, tied),
    }
    network = freeze(replace(network, meta=meta))
    return Built(network, found_pieces, found_gaps, faults, tied)


def _read(path: Path, wanted: Wanted, mode: Mode | None) -> Source:
    require_file(path)
    name = path.name.lower()
    if name.endswith(osm.SUFFIXES):
        return osm.read_osm(path, wanted)
    if name.endswith(graphs.SUFFIXES):
        return graphs.read_graphml(path, wanted, mode)
    if name.endswith(lines.SUFFIXES):
        return lines.read_lines(path, wanted, mode)
    raise OptionError(f"{path}: networks are built from {', '.join(SUFFIXES)} files")


# Of hundreds of small pieces or gaps the first few are named.
LISTED = 20


def as_dict(
    found_pieces: Sequence[Piece],
    found_gaps: Sequence[Gap],
    faults: Faults,
    tied: Tied,
) -> Mapping[str, Any]:
    """The figures of a build, for JSON; kilometres to a metre, degrees to a centimetre."""
    return {
        "pieces": len(found_pieces),
        "largest_km": [round(piece.length_km, 3) for piece in found_pieces[:LISTED]],
        "gaps": len(found_gaps),
        "largest_gaps": [
            {
                "from": [round(x, 7) for x in gap.start],
                "to": [round(x, 7) for x in gap.end],
                "gap_m": round(gap.gap_m, 2),
                "behind_km": round(gap.behind_km, 3),
            }
            for gap in found_gaps[:LISTED]
        ],
        "set_right": faults._asdict(),
        "stations": tied._asdict(),
    }
