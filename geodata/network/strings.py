"""Many texts in two arrays, so that a file of them can be mapped and read one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Offsets: TypeAlias = NDArray[np.int64]


class Strings(Sequence[str]):
    """An immutable sequence of texts, decoded when asked for.

    Parameters
    ----------
    offsets
        Where each text begins in ``data``, and where the last one ends: n + 1 numbers.
    data
        All texts in UTF-8, one after the other.
    """

    __slots__ = ("data", "offsets")

    def __init__(self, offsets: Offsets, data: Bytes) -> None:
        self.offsets = offsets
        self.data = data

    @classmethod
    def of(cls, texts: Iterable[str]) -> Strings:
        """Pack texts; what UTF-8 cannot hold (a lone surrogate) becomes a question mark."""
        encoded = [text.encode("utf-8", errors="replace") for text in texts]
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(text) for text in encoded], out=offsets[1:])
        return cls(offsets, np.frombuffer(b"".join(encoded), dtype=np.uint8))

    def __len__(self) -> int:
        return max(len(self.offsets) - 1, 0)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(f"text {index} of {len(self)}")
        start, end = int(self.offsets[index]), int(self.offsets[index + 1])
        return self.data[start:end].tobytes().decode("utf-8", errors="replace")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Strings):
            return NotImplemented
        return np.array_equal(self.offsets, other.offsets) and np.array_equal(self.data, other.data)

    def __hash__(self) -> int:
        return hash((len(self), len(self.data)))
