"""Drawing random numbers: each draw from a stream of its own, the same whoever asks for it.

A stream is seeded by the seed and the key of the draw, by nothing else. What two routes share is
therefore drawn alike for both, and a result depends neither on the order of the draws, nor on the
other routes, nor on how the work is split.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist
from typing import TYPE_CHECKING

from routes.estimate.components import Draw
from routes.estimate.distributions import Distribution, Shape

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

# Draws have 16 bits: each is one of this many equally likely quantiles, which are looked up. That
# costs an eighth of a normal number, and is off by less than a hundred-thousandth in probability.
LEVELS = 1 << 16
LEVELS_PER_WORD = 4

# Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17: within 7.5e-8.
_P = 0.2316419
_B = (1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530)


class Stream:
    """The draws of one key, block by block."""

    def __init__(self, key: str, seed: int) -> None:
        import hashlib

        import numpy as np

        digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
        words = np.frombuffer(digest, dtype="<u4").tolist()
        self._bits = np.random.SFC64(np.random.SeedSequence(seed, spawn_key=tuple(words)))

    def levels(self, size: int) -> npt.NDArray[np.uint16]:
        """The next whole numbers from 0 to 65,535, all equally likely."""
        words = self._bits.random_raw(-(-size // LEVELS_PER_WORD))
        # Little-endian everywhere, so that a seed means the same on every machine.
        return words.astype("<u8", copy=False).view("<u2")[:size]

    def scores(self, size: int) -> Floats:
        """The next standard normal numbers."""
        return normal_scores().take(self.levels(size))


@cache
def normal_scores() -> Floats:
    """The standard normal quantile in the middle of each of the equally likely levels."""
    import numpy as np

    inverse = NormalDist().inv_cdf
    upper = [inverse(0.5 + (level + 0.5) / LEVELS) for level in range(LEVELS // 2)]
    found = np.array([-score for score in reversed(upper)] + upper, dtype=np.float32)
    found.flags.writeable = False
    return found


def normal_share(scores: Floats) -> Floats:
    """The share of the standard normal distribution below each score."""
    import numpy as np

    size = np.abs(scores)
    t = 1 / (1 + _P * size)
    poly = _B[0] * t
    for factor in _B[1:]:
        poly += factor
        poly *= t
    tail = np.exp(-0.5 * size * size) * (poly / math.sqrt(2 * math.pi))
    share: Floats = np.where(scores < 0, tail, 1 - tail)
    return share


def at_shares(distribution: Distribution, shares: Floats) -> Floats:
    """The quantiles of a uniform or triangular distribution at shares from 0 to 1."""
    import numpy as np

    low, middle, high = distribution.low, distribution.middle, distribution.high
    width = high - low
    if distribution.shape is Shape.UNIFORM or not width:
        return low + shares * width
    found: Floats = np.where(
        shares < (middle - low) / width,
        low + np.sqrt(shares * (width * (middle - low))),
        high - np.sqrt((1 - shares) * (width * (high - middle))),
    )
    return found


class Sampler:
    """Draws the values of `Draw` in blocks; factors are drawn once and shared."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._streams: dict[str, Stream] = {}
        self._factors: dict[str, Floats] = {}

    def start_block(self) -> None:
        """Forget the factors of the block before."""
        self._factors.clear()

    def _stream(self, key: str) -> Stream:
        if key not in self._streams:
            self._streams[key] = Stream(key, self._seed)
        return self._streams[key]

    def _factor(self, key: str, size: int) -> Floats:
        if key not in self._factors:
            self._factors[key] = self._stream(f"factor|{key}").scores(size)
        return self._factors[key]

    def _correlated(self, draw: Draw, key: str, size: int, deviation: float = 1.0) -> Floats:
        """Normal numbers of this standard deviation, those of one factor correlated."""
        scores = self._stream(key).scores(size)
        scores *= deviation * math.sqrt(1 - draw.correlation)
        if draw.factor is not None:
            scores += self._factor(draw.factor, size) * (deviation * math.sqrt(draw.correlation))
        return scores

    def values(self, draw: Draw, size: int) -> Floats:
        """The next values of a draw as multiples of its `unit_of`.

        They have single precision: seven digits are more than any figure of the file has.
        """
        import numpy as np

        spread = draw.parameter.distribution
        chance = draw.parameter.chance
        if chance < 1:
            # Whether it happens is what is correlated; how bad it is then is drawn apart.
            happens = self._correlated(draw, f"{draw.key}|happens", size)
            felt = happens > (NormalDist().inv_cdf(1 - chance) if chance > 0 else math.inf)
            certain = draw._replace(
                parameter=draw.parameter._replace(chance=1.0), factor=None, correlation=0.0
            )
            return felt * self.values(certain, size)
        if spread.shape is Shape.LOGNORMAL:
            # A speed is inverted by turning its logarithm round.
            deviation = -spread.sigma if draw.is_inverse else spread.sigma
            scores = self._correlated(draw, draw.key, size, deviation)
            return np.exp(scores, out=scores)
        if draw.factor is not None:
            shares = normal_share(self._correlated(draw, draw.key, size))
        else:
            levels = self._stream(draw.key).levels(size)
            shares = (levels.astype(np.float32) + np.float32(0.5)) / np.float32(LEVELS)
        found = at_shares(spread, shares)
        return np.reciprocal(found) if draw.is_inverse else found


def unit_of(draw: Draw) -> float:
    """What the values of a draw are multiples of: the median of a lognormal one, else 1."""
    spread = draw.parameter.distribution
    if spread.shape is not Shape.LOGNORMAL:
        return 1.0
    return 1 / spread.middle if draw.is_inverse else spread.middle


def constant(draw: Draw) -> float | None:
    """The value of a draw that is always the same, ``None`` for others."""
    spread = draw.parameter.distribution
    if spread.shape is not Shape.FIXED or draw.parameter.chance < 1:
        return None
    return 1 / spread.middle if draw.is_inverse else spread.middle
