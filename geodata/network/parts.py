"""What other programs keep in a network's file: named parts, each of named arrays of integers.

Parts lie behind the arrays of the network and are no part of its checksum: a network is the same
with or without them. Layout: a table (magic number, length, CRC-32 of what follows, the checksum of
the header they belong to, a row for each array), then the arrays, each at a multiple of 64 bytes,
little-endian, 32 bits for an integer. What the numbers mean is known to whoever made the part.

Opening a part maps it and checks the table, not the arrays: that would read all of them. Their
checksums are compared by `check_parts`.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from geodata.errors import OptionError
from geodata.network.preamble import ALIGNMENT, SIZE, Preamble, read_preamble, refuse

# Signed or unsigned, as `memoryview.cast` calls them.
Form: TypeAlias = Literal["i", "I"]

_MAGIC = b"NDNPARTS"
_HEAD = struct.Struct("<8sII32s")
# Part, its version, array, form, CRC-32, where it begins, and its length in bytes.
_ROW = struct.Struct("<20sI20scxxxIQQ")
_ITEM = 4
_MOST_ROWS = 1000


class Part(NamedTuple):
    """A part: its name, the version of its meaning, its arrays of native 32-bit integers."""

    name: str
    version: int
    arrays: Mapping[str, memoryview]


class _Row(NamedTuple):
    part: str
    version: int
    array: str
    form: str
    crc: int
    start: int
    length: int


def packed(parts: Sequence[Part], checksum: bytes, start: int) -> Iterator[bytes | memoryview]:
    """The bytes of parts.

    Parameters
    ----------
    parts : sequence of Part
        With arrays of the formats ``i`` or ``I``.
    checksum : bytes
        The SHA-256 of the header of the network.
    start : int
        Where in the file they will begin.
    """
    arrays = [
        (part, name, array.cast("B") if array.nbytes else memoryview(b""), array.format)
        for part in parts
        for name, array in part.arrays.items()
    ]
    at = start + _padded(_HEAD.size + _ROW.size * len(arrays))
    rows = bytearray()
    for part, name, data, form in arrays:
        rows += _ROW.pack(
            part.name.encode("ascii"),
            part.version,
            name.encode("ascii"),
            form.encode("ascii"),
            zlib.crc32(data),
            at,
            len(data),
        )
        at += _padded(len(data))
    crc = zlib.crc32(checksum + rows)
    table = _HEAD.pack(_MAGIC, len(rows), crc, checksum) + rows
    yield table + bytes(_padded(len(table)) - len(table))
    for _, _, data, _ in arrays:
        yield data
        yield bytes(_padded(len(data)) - len(data))


def open_part(path: str | os.PathLike[str], name: str, version: int) -> Part | None:
    """Map a part of a network's file; ``None`` when it has none of the name and version.

    Raises
    ------
    OptionError
        When there is no such file.
    DataError
        When it is no network's file, cut short, or the table of its parts is damaged.
    """
    found = _mapped(path)
    if found is None:
        return None
    buffer, rows = found
    arrays = _arrays(buffer, rows, name, version)
    return Part(name, version, arrays) if arrays else None


def parts_of(path: object, buffer: memoryview, preamble: Preamble) -> dict[str, Part]:
    """All parts of a file that is mapped already; see `open_part`."""
    if not preamble.parts or sys.byteorder != "little":
        return {}
    rows = _rows(path, buffer, preamble)
    return {
        row.part: Part(row.part, row.version, _arrays(buffer, rows, row.part, row.version))
        for row in rows
    }


def check_parts(path: str | os.PathLike[str]) -> tuple[str, ...]:
    """Compare the checksums of all parts of a network's file; return their names.

    Raises
    ------
    OptionError, DataError
        As `open_part`, and when a single byte differs.
    """
    found = _mapped(path)
    if found is None:
        return ()
    buffer, rows = found
    # The table ends where the padding before the first array begins.
    end = read_preamble(path, bytes(buffer[:SIZE]), len(buffer)).parts
    end += _HEAD.size + _ROW.size * len(rows)
    for row in rows:
        if any(buffer[end : row.start]):
            refuse(path, f"is damaged: something stands before {row.array} of its {row.part}")
        end = row.start + row.length
        if zlib.crc32(buffer[row.start : end]) != row.crc:
            refuse(path, f"is damaged: {row.array} of its {row.part} does not have its checksum")
    if len(buffer) - end >= ALIGNMENT or any(buffer[end:]):
        refuse(path, "is damaged: something follows its parts")
    return tuple(dict.fromkeys(row.part for row in rows))


def _mapped(path: str | os.PathLike[str]) -> tuple[memoryview, list[_Row]] | None:
    """The whole file and the rows of its table; ``None`` when it has no parts."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123  # pathlib takes longer than all the rest
            length = os.fstat(stream.fileno()).st_size
            preamble = read_preamble(path, stream.read(SIZE), length)
            if not preamble.parts or sys.byteorder != "little":
                return None
            buffer = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
    except (FileNotFoundError, IsADirectoryError) as error:
        what = "no such file" if isinstance(error, FileNotFoundError) else "is a folder"
        raise OptionError(f"{path}: {what}") from error
    except OSError as error:
        refuse(path, f"cannot be read: {error.strerror or error}")
    return buffer, _rows(path, buffer, preamble)


def _rows(path: object, buffer: memoryview, preamble: Preamble) -> list[_Row]:
    """The table of the parts, checked."""
    first = preamble.parts + _HEAD.size
    if first > len(buffer):
        refuse(path, "is cut short")
    magic, length, crc, checksum = _HEAD.unpack_from(buffer, preamble.parts)
    if magic != _MAGIC or length % _ROW.size or length > _MOST_ROWS * _ROW.size:
        refuse(path, "is damaged: its parts have no table")
    table = bytes(buffer[first : first + length])
    if len(table) != length or zlib.crc32(checksum + table) != crc:
        refuse(path, "is damaged: the table of its parts does not have its checksum")
    if checksum != preamble.checksum:
        refuse(path, "is damaged: its parts are those of another network; build it again")
    rows = []
    try:
        for part, version, array, form, *numbers in _ROW.iter_unpack(table):
            row = _Row(_word(part), version, _word(array), _word(form), *numbers)
            if row.start % ALIGNMENT or row.start < first or row.length % _ITEM:
                raise ValueError
            if row.start + row.length > len(buffer) or row.form not in ("i", "I"):
                raise ValueError
            rows.append(row)
    except ValueError:
        refuse(path, "is damaged: the table of its parts has a row that is none")
    return rows


def _arrays(
    buffer: memoryview, rows: Sequence[_Row], name: str, version: int
) -> dict[str, memoryview]:
    return {
        row.array: buffer[row.start : row.start + row.length].cast(_form(row.form))
        for row in rows
        if (row.part, row.version) == (name, version)
    }


def _word(text: bytes) -> str:
    return text.rstrip(b"\0").decode("ascii")


def _form(form: str) -> Form:
    return "i" if form == "i" else "I"


def _padded(length: int) -> int:
    return length + -length % ALIGNMENT
