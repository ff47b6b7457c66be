"""The first bytes of a network's file, which tell where all else lies.

This module and `parts` need nothing but the standard library, and little of that: a program that
wants only a part of a file opens it without loading anything else.
"""

from __future__ import annotations

import struct
from typing import NamedTuple, NoReturn

from geodata.errors import DataError, Problem

# The first byte and the line end show a file that was sent as text.
MAGIC = b"\x89NDNNET\n"
VERSION = 1
ALIGNMENT = 64
_LAYOUT = struct.Struct("<8sIIQ32sQ")
SIZE = _LAYOUT.size


class Preamble(NamedTuple):
    """Lengths in bytes; ``checksum`` is the SHA-256 of the header, ``parts`` begin there or 0."""

    header_length: int
    file_length: int
    checksum: bytes
    parts: int

    @property
    def arrays(self) -> int:
        """Where the arrays begin."""
        return SIZE + self.header_length

    @property
    def arrays_end(self) -> int:
        """Where the arrays end."""
        return self.parts or self.file_length

    def pack(self) -> bytes:
        """The bytes of this version."""
        return _LAYOUT.pack(MAGIC, VERSION, *self)


def read_preamble(name: object, first: bytes, length: int) -> Preamble:
    """The preamble of a file.

    Parameters
    ----------
    name : object
        The file, for messages.
    first : bytes
        Its first `SIZE` bytes.
    length : int
        How many bytes it has.

    Raises
    ------
    DataError
        When it is no network's file, of another version, or not as long as it says.
    """
    if first[: len(MAGIC)] != MAGIC:
        what = "is empty" if not first else "is no network's file"
        refuse(name, f"{what}; ndn network build makes one")
    if len(first) < SIZE:
        refuse(name, "is cut short")
    _, version, *lengths = _LAYOUT.unpack(first)
    if version != VERSION:
        refuse(name, f"is of version {version}; this program reads {VERSION}: build it again")
    found = Preamble(*lengths)
    if length != found.file_length:
        kind = "is cut short" if length < found.file_length else "is damaged"
        refuse(name, f"{kind}: {length:,} bytes, expected {found.file_length:,}")
    if found.parts and not (found.arrays <= found.parts <= length and not found.parts % ALIGNMENT):
        refuse(name, "is damaged: its parts begin where none can")
    return found


def refuse(name: object, message: str) -> NoReturn:
    """Raise a `DataError` about a file."""
    raise DataError([Problem(str(name), "", "", message)])
