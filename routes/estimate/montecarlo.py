"""Monte Carlo over the components of routes: quantiles of days and dollars, and what makes them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from geodata.errors import OptionError
from routes.audit import quantile
from routes.estimate.components import Component, Draw, Term
from routes.estimate.sampling import Sampler, constant, unit_of

if TYPE_CHECKING:
    from routes.estimate.sampling import Floats

SAMPLES = 10_000
SEED = 1
# Fewer tell little about a tenth, more fill the memory.
FEWEST, MOST = 100, 10_000_000
HOURS_PER_DAY = 24.0
# Small enough that all draws of a block stay in the cache.
BLOCK = 1 << 13


class Spread(NamedTuple):
    """The 10th, 50th and 90th percentile of an amount."""

    p10: float
    p50: float
    p90: float


class Portion(NamedTuple):
    """What one component adds: its median amount, and its share in the variance of the total.

    A share is the covariance with the total over the variance of the total. The shares of a
    route sum to 1; what correlated components vary together is in the shares of both.
    """

    p50: float
    share: float


class Outcome(NamedTuple):
    """An amount of a route, days or US dollars per TEU: its spread, and a portion a component."""

    spread: Spread
    portions: tuple[Portion, ...]


class Sampled(NamedTuple):
    """What came of the draws for one route."""

    days: Outcome
    dollars: Outcome


def sample(
    routes: Sequence[Sequence[Component]],
    samples: int = SAMPLES,
    seed: int = SEED,
    *,
    detailed: bool = False,
) -> list[Sampled]:
    """Draw the time and the cost of routes.

    Parameters
    ----------
    routes : sequence of sequences of Component
        From `routes.estimate.components.components`, for each route.
    samples : int
        How often every random number is drawn.
    seed : int
        Zero or more; equal seeds give equal results, whatever other routes are asked for.
    detailed : bool
        Whether to find the median of every component, too; it is NaN otherwise.

    Raises
    ------
    OptionError
        For too few or too many samples, or a negative seed.
    """
    if not FEWEST <= samples <= MOST:
        raise OptionError(f"samples: {samples:,} is outside {FEWEST:,} to {MOST:,}")
    if seed < 0:
        raise OptionError(f"seed: {seed} is negative, zero or more is expected")
    if not routes:
        return []
    sums = [total for parts in routes for total in _sums(parts, samples)]
    draws = list({draw.key: draw for total in sums for draw in total.draws}.values())
    sampler = Sampler(seed)
    for start in range(0, samples, BLOCK):
        size = min(BLOCK, samples - start)
        sampler.start_block()
        values = {draw.key: sampler.values(draw, size) for draw in draws}
        for total in sums:
            total.add(values, start, size, detailed=detailed)
    found = [total.outcome() for total in sums]
    return [Sampled(*pair) for pair in zip(found[::2], found[1::2], strict=True)]


def _sums(parts: Sequence[Component], samples: int) -> tuple[_Sum, _Sum]:
    """The days and the dollars of a route."""
    days = [
        [term._replace(weight=term.weight / HOURS_PER_DAY) for term in part.hours] for part in parts
    ]
    return _Sum(days, samples), _Sum([part.dollars for part in parts], samples)


class _Sum:
    """A weighted sum of draws, with what is needed to share its variance out."""

    def __init__(self, parts: Sequence[Sequence[Term]], samples: int) -> None:
        import numpy as np

        self.draws: list[Draw] = []
        # What is always the same needs no draw.
        self._fixed: list[float] = []
        self._parts: list[dict[str, float]] = []
        # One railway's tariff serves many legs: it is added up once, with all their kilometres.
        self._weights: dict[str, float] = {}
        for part in parts:
            fixed, weights = 0.0, dict[str, float]()
            for draw, weight in part:
                always = constant(draw)
                if always is not None:
                    fixed += weight * always
                    continue
                if draw.key not in self._weights:
                    self.draws.append(draw)
                for found in (weights, self._weights):
                    found[draw.key] = found.get(draw.key, 0.0) + weight * unit_of(draw)
            self._fixed.append(fixed)
            self._parts.append(weights)
        self._total = np.zeros(samples, dtype=np.float32)
        self._part_values: list[Floats] = []
        self._samples = samples
        self._covariance = dict.fromkeys(self._weights, 0.0)

    def add(self, values: Mapping[str, Floats], start: int, size: int, *, detailed: bool) -> None:
        """Add one block of samples."""
        import numpy as np

        block = self._total[start : start + size]
        scratch = np.empty(size, dtype=np.float32)
        for key, weight in self._weights.items():
            np.multiply(values[key], weight, out=scratch)
            block += scratch
        mean = float(block.mean(dtype="f8"))
        # Centred before they are multiplied: single precision has no digits to lose.
        np.subtract(block, mean, out=scratch)
        for key in self._weights:
            self._covariance[key] += float(np.dot(values[key], scratch))
        if detailed:
            self._keep_parts(values, start, size)

    def _keep_parts(self, values: Mapping[str, Floats], start: int, size: int) -> None:
        import numpy as np

        if not self._part_values:
            self._part_values = [np.zeros(self._samples, dtype=np.float32) for _ in self._parts]
        for part, kept in zip(self._parts, self._part_values, strict=True):
            for key, weight in part.items():
                kept[start : start + size] += weight * values[key]

    def outcome(self) -> Outcome:
        """The spread of the sum, and the portion of each part."""
        import numpy as np

        # From the covariances themselves, so that the shares of the parts add up to 1.
        variance = sum(self._covariance[key] * weight for key, weight in self._weights.items())
        portions = []
        for number, (part, fixed) in enumerate(zip(self._parts, self._fixed, strict=True)):
            own = sum(self._covariance[key] * weight for key, weight in part.items())
            p50 = math.nan
            if self._part_values:
                p50 = fixed + float(np.median(self._part_values[number]))
            portions.append(Portion(p50, own / variance if variance > 0 else 0.0))
        self._total.sort()
        # An array is a sequence in all that matters here.
        ordered = cast("Sequence[float]", self._total)
        always = sum(self._fixed)
        spread = Spread(*(always + float(quantile(ordered, share)) for share in (0.1, 0.5, 0.9)))
        return Outcome(spread, tuple(portions))
