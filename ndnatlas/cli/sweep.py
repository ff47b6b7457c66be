"""``ndn sweep``: many scenarios, to one Parquet table."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.core import ParameterSource

from geodata.errors import OptionError
from ndnatlas.cli.exit_codes import DONE
from ndnatlas.cli.options import shared
from ndnatlas.cli.progress import Progress
from ndnatlas.cli.settings import Settings
from ndnatlas.cli.tables import counted

ENDING = ".parquet"


@click.command("sweep", epilog="Example: ndn sweep my-sweep.toml -o my-sweep.parquet")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--workers",
    type=click.IntRange(1, 1024),
    metavar="N",
    help="Processes at work on this machine (default: one for each processor).",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Compute on the cluster of this Dask scheduler, such as tcp://192.0.2.1:8786.",
)
@click.option("--restart", is_flag=True, help="Throw away a table or parts that are there.")
@shared
def command(
    settings: Settings,
    file: Path,
    workers: int | None,
    scheduler: str | None,
    *,
    restart: bool,
) -> int:
    """Compute every scenario that FILE describes, and write them as one Parquet table.

    FILE is TOML. Every combination of its lists is one scenario: of origins and destinations (or
    variants), dates, cargo, direction, comply, modes, closures, parameters of estimates.

    The rows are the same on any number of workers. What is finished waits beside the table in a
    folder; the same command goes on from there, whatever broke it off. When FILE or the atlas has
    changed meanwhile, it refuses, and --restart begins anew.

    The table goes to -o, or to the name of FILE ending in .parquet, in this folder. Needs pyarrow
    (pip install 'ndn-atlas[sweep]'), and for --scheduler Dask (pip install 'ndn-atlas[dask]').
    """
    if settings.chosen_format:
        raise OptionError(f"--format {settings.chosen_format}: a sweep is written as Parquet")
    path = settings.output or Path(file.with_suffix(ENDING).name)
    if path.suffix.lower() != ENDING:
        raise OptionError(f"{path}: a sweep is written as Parquet, such as {path.stem}{ENDING}")
    if scheduler is not None and workers is not None:
        raise OptionError("--workers are processes here; a cluster has its own (--scheduler)")
    from routes.sweep import read_plan, sweep

    atlas = settings.atlas()
    source = click.get_current_context().get_parameter_source("as_of")
    plan = read_plan(file, atlas, settings.as_of)
    if source is not ParameterSource.DEFAULT and plan.dates != (settings.as_of,):
        raise OptionError(f"--as-of is for a sweep without dates; {file.name} names its own")
    with Progress(settings) as progress:
        outcome = sweep(
            plan,
            atlas,
            path,
            workers=workers or len(os.sched_getaffinity(0)),
            scheduler=scheduler,
            restart=restart,
            report=progress,
        )
    if not settings.quiet:
        click.echo(_told(path, plan.size, outcome.computed, outcome.kept, outcome.states), err=True)
    return DONE


def _told(path: Path, total: int, computed: int, kept: int, states: dict[str, int]) -> str:
    if not states:
        return f"{path} is complete ({counted(total, 'scenario')})"
    earlier = f", {kept:,} of them by an earlier run" if kept and computed else ""
    counts = ", ".join(f"{number:,} {state}" for state, number in sorted(states.items()))
    return f"wrote {path} ({total:,} scenarios{earlier}: {counts})"
