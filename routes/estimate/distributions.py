"""Distributions of a figure: fixed, uniform, triangular or lognormal, never negative."""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from statistics import NormalDist
from typing import Any, NamedTuple

from geodata.errors import did_you_mean

# Standard normal scores of the 10th and the 90th percentile differ by twice this.
Z90 = NormalDist().inv_cdf(0.9)

# Nothing that is carried is beyond these; within them no sum overflows.
LEAST, MOST = 1e-6, 1e9
# The largest standard deviation of a logarithm: the 90th percentile is 25,000 times the 10th.
WIDEST = 4.0


class Shape(StrEnum):
    """How the values of a figure are spread."""

    FIXED = "fixed"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    LOGNORMAL = "lognormal"


class DistributionError(ValueError):
    """What is written makes no distribution; the message says why."""


class Distribution(NamedTuple):
    """A distribution of values that are zero or more.

    ``low`` and ``high`` bound a uniform and a triangular one, ``middle`` is the mode of a
    triangular one, the median of a lognormal one and the value of a fixed one; ``sigma`` is the
    standard deviation of the logarithm of a lognormal one.
    """

    shape: Shape
    low: float
    middle: float
    high: float
    sigma: float = 0.0

    @property
    def mean(self) -> float:
        """The expected value."""
        if self.shape is Shape.LOGNORMAL:
            return self.middle * math.exp(self.sigma**2 / 2)
        if self.shape is Shape.UNIFORM:
            return (self.low + self.high) / 2
        return (self.low + self.middle + self.high) / 3

    def quantile(self, share: float) -> float:
        """The value below which lies this share (0 < share < 1) of the distribution."""
        if self.shape is Shape.LOGNORMAL:
            return self.middle * math.exp(self.sigma * NormalDist().inv_cdf(share))
        if self.shape is Shape.UNIFORM:
            return self.low + share * (self.high - self.low)
        if self.shape is Shape.FIXED or self.high == self.low:
            return self.middle
        width = self.high - self.low
        turn = (self.middle - self.low) / width
        if share < turn:
            return self.low + math.sqrt(share * width * (self.middle - self.low))
        return self.high - math.sqrt((1 - share) * width * (self.high - self.middle))

    def scaled(self, factor: float) -> Distribution:
        """The distribution of the values times a positive factor."""
        return self._replace(
            low=self.low * factor, middle=self.middle * factor, high=self.high * factor
        )


# What each shape is written with; a lognormal one takes two of the first or both of the second.
_KEYS = {
    Shape.UNIFORM: ("low", "high"),
    Shape.TRIANGULAR: ("low", "mode", "high"),
    Shape.LOGNORMAL: ("p10", "p50", "p90", "mean", "cv"),
}


def parse(shape: Shape, written: Any) -> Distribution:
    """The distribution that a value of TOML means.

    Parameters
    ----------
    shape : Shape
        The key it stands under.
    written : object
        A number for a fixed figure, else a table: ``low`` and ``high``; ``low``, ``mode`` and
        ``high``; two or three of ``p10``, ``p50`` and ``p90``, or ``mean`` and ``cv``, the
        standard deviation over the mean.

    Raises
    ------
    DistributionError
        For a number that is missing, negative, no number, or contradicts another.
    """
    if shape is Shape.FIXED:
        value = _number("", written)
        return Distribution(shape, value, value, value)
    if not isinstance(written, Mapping):
        raise DistributionError(f"is {written!r}, a table of {', '.join(_KEYS[shape])} is expected")
    for key in written:
        if key not in _KEYS[shape]:
            raise DistributionError(f"has no {key!r}; {did_you_mean(key, _KEYS[shape])}")
    numbers = {key: _number(f"{key} ", value) for key, value in written.items()}
    if shape is Shape.LOGNORMAL:
        return _lognormal(numbers)
    for key in _KEYS[shape]:
        if key not in numbers:
            raise DistributionError(f"lacks {key}")
    low, high = numbers["low"], numbers["high"]
    middle = numbers.get("mode", (low + high) / 2)
    if not low <= middle <= high:
        raise DistributionError(f"needs {' <= '.join(_KEYS[shape])}, found {written}")
    return Distribution(shape, low, middle, high)


def _number(key: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise DistributionError(f"{key}is {value!r}, a number is expected")
    if value < 0:
        raise DistributionError(f"{key}is {value:g}, zero or more is expected")
    if value and not LEAST <= value <= MOST:
        raise DistributionError(f"{key}is {value:g}, outside {LEAST:g} to {MOST:g}")
    return float(value)


def _lognormal(numbers: Mapping[str, float]) -> Distribution:
    for key, value in numbers.items():
        if value == 0 and key != "cv":
            raise DistributionError(f"{key} is 0, more is expected")
    if set(numbers) == {"mean", "cv"}:
        sigma = math.sqrt(math.log1p(numbers["cv"] ** 2))
        median = numbers["mean"] * math.exp(-(sigma**2) / 2)
        return _bounded(median, sigma)
    given = [key for key in ("p10", "p50", "p90") if key in numbers]
    if len(given) != len(numbers) or len(given) < 2:
        raise DistributionError("takes two or three of p10, p50, p90, or else mean and cv")
    ordered = [numbers[key] for key in given]
    if ordered != sorted(ordered):
        raise DistributionError(f"needs {' <= '.join(given)}, found {dict(numbers)}")
    score = {"p10": -Z90, "p50": 0.0, "p90": Z90}
    first, last = given[0], given[-1]
    sigma = math.log(numbers[last] / numbers[first]) / (score[last] - score[first])
    median = numbers[first] * math.exp(-sigma * score[first])
    if len(given) == 3 and not math.isclose(numbers["p50"], median, rel_tol=0.01):
        message = f"p10 and p90 of a lognormal one give p50 = {median:.4g}, not {numbers['p50']:g}"
        raise DistributionError(f"{message}; leave one out")
    return _bounded(median, sigma)


def _bounded(median: float, sigma: float) -> Distribution:
    if sigma > WIDEST:
        raise DistributionError(f"is too wide: the logarithm deviates by {sigma:.3g}")
    return Distribution(Shape.LOGNORMAL, 0.0, median, math.inf, sigma)
