"""The page's data with every repeated word held once.

``assets/unpack.js`` undoes it. A place or crossing becomes a list in the order of ``FIELDS``, rows
become a flat list of labels and values. A label is the number of a word; so is a value that is a
number, while a text stands for itself and a list holds numbers of sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

Packed: TypeAlias = list[int | str | list[int]]

FIELDS = (
    "name", "at", "variants", "rows", "kind", "rank", "estimated", "more", "named", "port",
)  # fmt: skip
"""The fields of places and crossings, those that both have first."""

_SHORTEST = 3
"""A shorter text is no longer than its number."""


class Words:
    """The words that rows share, most frequent first, so that these get the shortest numbers."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        labels: Counter[str] = Counter()
        texts: Counter[str] = Counter()
        for label, value in rows:
            labels[label] += 1
            if isinstance(value, str) and len(value) > _SHORTEST:
                texts[value] += 1
        shared = labels + Counter({text: n for text, n in texts.items() if n > 1})
        self.words = sorted(shared, key=lambda word: (-shared[word], word))
        self._numbers = {word: number for number, word in enumerate(self.words)}

    def rows(self, rows: Iterable[Sequence[Any]]) -> Packed:
        """Rows as a flat list."""
        out: Packed = []
        for label, value in rows:
            out += [self._numbers[label]]
            out += [self._numbers.get(value, value) if isinstance(value, str) else value]
        return out

    def item(self, item: Mapping[str, Any]) -> list[Any]:
        """A place or crossing as a list, without what it lacks at its end."""
        packed = {**item, "rows": self.rows(item["rows"])}
        if "more" in packed:
            packed["more"] = [[m["title"], self.rows(m["rows"])] for m in item["more"]]
        out = [packed.get(field, 0) for field in FIELDS]
        while not out[-1]:
            out.pop()
        return out


def _all_rows(facts: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    for item in (*facts["places"], *facts["crossings"], *facts["legs"]):
        yield from item["rows"]
        for more in item.get("more", ()):
            yield from more["rows"]


def packed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The data of the page in its short form."""
    words = Words(_all_rows(facts))
    return {
        **facts,
        "fields": FIELDS,
        "places": [words.item(item) for item in facts["places"]],
        "crossings": [words.item(item) for item in facts["crossings"]],
        "legs": [[leg["title"], words.rows(leg["rows"])] for leg in facts["legs"]],
        "words": words.words,
    }
