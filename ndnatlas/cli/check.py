"""``ndn check``: every fault in the atlas or in a user's own files."""

from __future__ import annotations

from pathlib import Path

import click

from geodata.atlas import Atlas
from geodata.check import check_atlas
from geodata.errors import OptionError, Problem
from geodata.published import read_published
from geodata.reading import DATA, read_atlas
from geodata.tables import Problems, read_toml, require_file
from ndnatlas.cli.exit_codes import DONE, NO
from ndnatlas.cli.options import shared
from ndnatlas.cli.output import write
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import Table, counted
from routes.estimate.published import FILE as PUBLISHED
from routes.estimate.published import read_published as read_published_estimates
from routes.estimate.reading import FILE as PARAMETERS
from routes.estimate.reading import is_parameter_file, read_parameters
from routes.variants import read_variant, read_variants


@click.command("check", epilog="Example: ndn check my-variant.toml --atlas my-atlas")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@shared
def command(settings: Settings, files: tuple[Path, ...]) -> int:
    """Report every fault at once, each with file, row and field; the exit code is 1 if any.

    FILE is a variant, or a file of parameters for estimates, in TOML. Without files the atlas
    itself is checked, with the folder of --atlas laid over it.
    """
    problems = Problems()
    atlas = read_atlas(settings.overlay, problems)
    if files:
        for path in files:
            _check_file(path, atlas, problems)
    if not files or settings.overlay:
        variants = read_variants(atlas, problems)
        cited = {source for variant in variants.values() for source in variant.sources}
        for folder in (DATA, settings.overlay):
            figures = read_published(atlas.places, problems, folder) if folder else ()
            cited |= {figure.source for figure in figures}
        estimated = read_parameters(PARAMETERS, atlas, problems)
        cited |= {source for one in estimated.by_id.values() for source in one.sources}
        totals = read_published_estimates(PUBLISHED, atlas, variants, problems)
        cited |= {source for figure in totals for source in figure.sources}
        check_atlas(atlas, problems, cited)
    found = sorted(set(problems))
    data = {"problems": [_as_dict(problem) for problem in found]}
    rows = [(p.file, p.where, p.field, p.message) for p in found]
    what = counted(len(files), "file") if files else "the atlas"
    checked = f"{len(atlas.places):,} places, {len(atlas.sections):,} sections"
    verdict = counted(len(found), "fault") if found else f"no fault in {what} ({checked})"
    table = Table(("file", "where", "field", "fault"), rows, verdict)
    write(settings, data, [table])
    return NO if found else DONE


def _check_file(path: Path, atlas: Atlas, problems: Problems) -> None:
    """Note the faults of one file; that there is none, or none of its kind, is one of them."""
    try:
        require_file(path, "is a folder; check one with --atlas")
    except OptionError as error:
        problems.append(Problem(str(path), "", "", str(error).removeprefix(f"{path}: ")))
        return
    if path.suffix.lower() != ".toml":
        message = "is no TOML; tables are checked with --atlas FOLDER, lines with ndn crossings"
        problems.append(Problem(str(path), "", "", message))
        return
    # Faults of the syntax are noted by the reader proper.
    if is_parameter_file(read_toml(path, Problems())):
        read_parameters(path, atlas, problems)
    else:
        read_variant(path, atlas, problems)


def _as_dict(problem: Problem) -> dict[str, str]:
    return {
        "file": problem.file,
        "where": problem.where,
        "field": problem.field,
        "message": problem.message,
    }
