"""Writing generated files: layers in FlatGeobuf, and the manifest that vouches for them."""

from __future__ import annotations

import hashlib
import json
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.errors import OutputError

MANIFEST = "manifest.toml"


@dataclass(frozen=True, slots=True)
class Input:
    """A file that a product is made from."""

    name: str
    sha256: str

    @classmethod
    def of(cls, path: Path, name: str | None = None) -> Input:
        """Take the digest of a file, by its own name unless another is given."""
        return cls(name or path.name, sha256(path))


@dataclass(frozen=True, slots=True)
class Product:
    """A generated file, as the manifest lists it."""

    file: str
    title: str
    inputs: tuple[Input, ...]
    licence: str
    rows: int
    sha256: str


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_text(path: Path, text: str) -> None:
    """Write a text file under a temporary name and put it in place when it is whole."""
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".build-") as folder:
            draft = Path(folder) / path.name
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot write: {error}") from error


def write_layer(
    path: Path, geometries: Sequence[Any], columns: Mapping[str, Sequence[str]], kind: str
) -> None:
    """Write geometries of one kind with text columns as FlatGeobuf, WGS 84, in the given order.

    There is no spatial index in the file: a reader that loads it whole needs none, and without
    it the order of the rows, and so every byte, follows from the input.
    """
    import numpy as np
    import pyogrio.raw
    import shapely

    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".build-") as folder:
            draft = Path(folder) / path.name
            pyogrio.raw.write(
                str(draft),
                geometry=np.array(shapely.to_wkb(list(geometries)), dtype=object),
                field_data=[np.array(values, dtype=object) for values in columns.values()],
                fields=list(columns),
                layer=path.stem,
                driver="FlatGeobuf",
                geometry_type=kind,
                crs="EPSG:4326",
                SPATIAL_INDEX="NO",
            )
            draft.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot write: {error}") from error


def read_manifest(folder: Path) -> list[Product]:
    """Read the products that the manifest of a folder lists."""
    table = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return [
        Product(
            row["file"],
            row["title"],
            tuple(Input(source["name"], source["sha256"]) for source in row["input"]),
            row["licence"],
            row["rows"],
            row["sha256"],
        )
        for row in table["product"]
    ]


def write_manifest(folder: Path, products: Iterable[Product]) -> None:
    """Write ``manifest.toml`` beside the products it lists, sorted by file name."""
    out = ["# Made by `make data`; never edited by hand.\n"]
    for product in sorted(products, key=lambda product: product.file):
        out.append("\n[[product]]\n")
        for key in ("file", "title", "licence", "rows", "sha256"):
            # A JSON string or integer is also a TOML one.
            out.append(f"{key} = {json.dumps(getattr(product, key), ensure_ascii=False)}\n")
        for source in product.inputs:
            out.append("[[product.input]]\n")
            out.append(f"name = {json.dumps(source.name)}\nsha256 = {json.dumps(source.sha256)}\n")
    write_text(folder / MANIFEST, "".join(out))
