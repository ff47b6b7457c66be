"""Two ways laid beside each other: what they have in common, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from routes.model import Run

# A section with the direction it is used in, or the id of a place.
_Key: TypeAlias = tuple[str, bool] | str
_Pair: TypeAlias = tuple[int, int]


class Block(NamedTuple):
    """Runs in a row that both ways have, from one index in each; of length 0 where they meet."""

    first_a: int
    first_b: int
    length: int


class _Token(NamedTuple):
    """Something that two ways may share: a section (``run`` its index), or the place before it."""

    key: _Key
    run: int
    weight_m: int


def aligned(a: Sequence[Run], b: Sequence[Run]) -> tuple[Block, ...]:
    """The longest common subsequence of two ways, by quoted kilometres, in travelling order.

    Sections count when both use them in the same direction. A place that both pass is a block of
    length 0, unless a section that both use, in whichever direction, ends there. Ties are broken
    alike whichever way comes first, so that exchanging the ways exchanges the indexes only.
    """
    lone = _lone_places(a, b)
    tokens_a, tokens_b = _tokens(a, lone), _tokens(b, lone)
    swapped = _order(b) < _order(a)
    pairs = _common(tokens_b, tokens_a) if swapped else _common(tokens_a, tokens_b)
    matches = [(tokens_a[j if swapped else i], tokens_b[i if swapped else j]) for i, j in pairs]
    return tuple(_blocks(matches))


def _order(way: Sequence[Run]) -> list[tuple[str, bool]]:
    return [(run.section.id, run.reverse) for run in way]


def _lone_places(a: Sequence[Run], b: Sequence[Run]) -> frozenset[str]:
    """Places that both pass and at which no section ends that both use."""
    used = {run.section.id for run in a} & {run.section.id for run in b}
    joints = {p for run in (*a, *b) if run.section.id in used for p in (run.start, run.end)}
    return (_places(a) & _places(b)) - joints


def _places(way: Sequence[Run]) -> frozenset[str]:
    return frozenset(place for run in way for place in (run.start, run.end))


def _tokens(way: Sequence[Run], lone: frozenset[str]) -> list[_Token]:
    tokens = []
    for index, run in enumerate(way):
        if run.start in lone:
            tokens.append(_Token(run.start, index, 0))
        key = (run.section.id, run.reverse)
        tokens.append(_Token(key, index, round(1000 * run.section.distance_km)))
    if way and way[-1].end in lone:
        tokens.append(_Token(way[-1].end, len(way), 0))
    return tokens


def _common(a: Sequence[_Token], b: Sequence[_Token]) -> list[_Pair]:
    """Index pairs of the heaviest common subsequence; of equally heavy ones the longest."""
    both = {token.key for token in a} & {token.key for token in b}
    left = [i for i, token in enumerate(a) if token.key in both]
    right = [j for j, token in enumerate(b) if token.key in both]
    if [a[i].key for i in left] == [b[j].key for j in right]:
        # Nearly always: what is shared comes in one order.
        return list(zip(left, right, strict=True))
    # best[i][j] is the weight and number of what left[i:] and right[j:] can have in common.
    best = [[(0, 0)] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        token = a[left[i]]
        for j in reversed(range(len(right))):
            found = max(best[i + 1][j], best[i][j + 1])
            if token.key == b[right[j]].key:
                weight, number = best[i + 1][j + 1]
                found = max(found, (weight + token.weight_m, number + 1))
            best[i][j] = found
    pairs = []
    i = j = 0
    while i < len(left) and j < len(right):
        if a[left[i]].key == b[right[j]].key:
            pairs.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _blocks(matches: Sequence[tuple[_Token, _Token]]) -> Iterator[Block]:
    """Matches in a row, joined."""
    sections: list[_Pair] = []
    for a, b in matches:
        if isinstance(a.key, str):
            yield from _joined(sections)
            sections = []
            yield Block(a.run, b.run, 0)
        else:
            sections.append((a.run, b.run))
    yield from _joined(sections)


def _joined(pairs: Sequence[_Pair]) -> Iterator[Block]:
    # Runs that follow each other in both ways keep their distance to their number in the row.
    numbered = enumerate(pairs)
    for _, group in groupby(
        numbered, key=lambda item: (item[1][0] - item[0], item[1][1] - item[0])
    ):
        row = [pair for _, pair in group]
        yield Block(*row[0], len(row))
