"""Two ways laid beside each other share the most that can be shared, whichever comes first."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from geodata.model import Basis, Mode, Section
from routes.difference.alignment import aligned
from routes.model import Run
from tests.test_difference import keys


def section(name: str, km: float) -> Section:
    """A section from one made-up place to another; its ends are letters of its name."""
    mode, basis = Mode.RAIL, Basis.TARIFF
    return Section(
        name, "line", name[0], name[-1], mode, 1520, km, basis, km, (), (), False, None, None, ()
    )


SECTIONS = [section(f"{a}{b}", km) for (a, b), km in zip(combinations("pqrs", 2), range(1, 7))]  # noqa: B905  # six of each
WAYS = st.lists(st.builds(Run, st.sampled_from(SECTIONS), st.booleans()), max_size=7)


def heaviest(a: list[tuple[str, bool]], b: list[tuple[str, bool]]) -> float:
    """The weight of the best common subsequence, by trying all of them."""
    km = {s.id: s.distance_km for s in SECTIONS}
    most = 0.0
    for size in range(len(a) + 1):
        for part in combinations(a, size):
            rest = iter(b)
            if all(key in rest for key in part):
                most = max(most, sum(km[name] for name, _ in part))
    return most


@given(WAYS, WAYS)
def test_what_is_shared_is_the_most_that_can_be(a: list[Run], b: list[Run]) -> None:
    blocks = aligned(a, b)
    assert [block[:2] for block in blocks] == sorted(block[:2] for block in blocks)
    shared_km = 0.0
    at_a = at_b = 0
    for first_a, first_b, length in blocks:
        assert first_a >= at_a
        assert first_b >= at_b
        at_a, at_b = first_a + length, first_b + length
        assert keys(a[first_a:at_a]) == keys(b[first_b:at_b])
        shared_km += sum(run.section.distance_km for run in a[first_a:at_a])
    assert shared_km == heaviest(keys(a), keys(b))
    assert [(j, i, n) for i, j, n in blocks] == [tuple(block) for block in aligned(b, a)]
