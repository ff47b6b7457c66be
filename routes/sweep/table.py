"""Rows as Parquet, by Apache Arrow: a part as bytes, and the parts joined into the table."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.errors import require_library
from geodata.model import Source
from routes.sweep.columns import columns
from routes.sweep.plan import Plan

if TYPE_CHECKING:
    import pyarrow as pa

# Rows of a row group in the table: enough to compress well, some megabytes in memory.
GROUP_ROWS = 10_000
DIGEST = b"ndn_sweep"
LICENCE = "ODbL-1.0, https://opendatacommons.org/licenses/odbl/1-0/"
ATTRIBUTION = "© OpenStreetMap contributors, GeoNames; NDN Atlas and the sources listed"


def require(library: str, extra: str) -> None:
    """Check that a library of an extra is there.

    Raises
    ------
    MissingExtraError
        With what installs it.
    """
    require_library(
        library,
        f"a sweep needs {library}, which is not installed; pip install 'ndn-atlas[{extra}]'",
    )


def schema(plan: Plan, sources: Iterable[Source] = ()) -> pa.Schema:
    """The columns with their units, and what the table was made of and from."""
    import pyarrow as pa

    fields = [
        pa.field(
            column.name,
            getattr(pa, {"bool": "bool_"}.get(column.type, column.type))(),
            nullable=not column.is_kept,
            metadata={"description": column.meaning},
        )
        for column in columns(plan.estimates)
    ]
    cited = {
        one.id: ". ".join(part for part in (one.author, one.title, one.date, one.licence) if part)
        for one in sources
    }
    metadata = {
        DIGEST: plan.digest,
        "scenarios": str(plan.size),
        "licence": LICENCE,
        "attribution": ATTRIBUTION,
        "sources": json.dumps(cited, ensure_ascii=False, sort_keys=True),
    }
    return pa.schema(fields, metadata=metadata)


def encoded(rows: Iterable[Mapping[str, Any]], plan: Plan) -> bytes:
    """The rows of a part as a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema(plan)), out, compression="zstd")
    return out.getvalue()


def is_part(path: Path, plan: Plan, part: int) -> bool:
    """Whether a file is whole and holds just the scenarios of a part of this plan."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    numbers = plan.numbers(part)
    try:
        with pq.ParquetFile(path) as file:
            if digest(file) != plan.digest or file.metadata.num_rows != len(numbers):
                return False
            found = file.read(["scenario"]).column(0).to_pylist()
    except (OSError, pa.ArrowException):
        return False
    return bool(found == list(numbers))


def digest(file: Any) -> str | None:
    """Which plan an open Parquet file is of, ``None`` for one that no sweep has made."""
    found = file.schema_arrow.metadata or {}
    return found[DIGEST].decode("ascii", "replace") if DIGEST in found else None


def digest_of(path: Path) -> str | None:
    """`digest` of a file that may be none of Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            return digest(file)
    except (OSError, pa.ArrowException):
        return None


def join(
    parts: Iterable[Path], plan: Plan, sources: Iterable[Source], path: Path
) -> dict[str, int]:
    """Write the parts, in their order, into one table, a row group at a time.

    Returns
    -------
    dict
        How many rows have each state.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    whole = schema(plan, sources)
    states: dict[str, int] = {}
    waiting: list[Any] = []
    with pq.ParquetWriter(path, whole, compression="zstd") as writer:

        def flush() -> None:
            table = (
                pa.concat_tables(waiting).combine_chunks().replace_schema_metadata(whole.metadata)
            )
            writer.write_table(table, row_group_size=GROUP_ROWS)
            waiting.clear()

        for part in parts:
            table = pq.read_table(part)
            for item in pc.value_counts(table["state"]).to_pylist():
                states[item["values"]] = states.get(item["values"], 0) + item["counts"]
            waiting.append(table)
            if sum(len(table) for table in waiting) >= GROUP_ROWS:
                flush()
        if waiting:
            flush()
    return states
