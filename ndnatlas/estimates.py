"""Time and cost of routes, with their uncertainty."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ndnatlas.asked import Ground, path_of, whole_of
from ndnatlas.comparing import comparison_of, ground_of
from routes import estimate as estimating
from routes.estimate import SAMPLES, SEED, Estimate

if TYPE_CHECKING:
    from ndnatlas.found import Way
    from routes.model import Comparison


class Estimates(NamedTuple):
    """The estimates of a comparison, by the ids of its variants; a notebook shows them."""

    as_of: date
    by_variant: Mapping[str, Estimate]

    def __repr__(self) -> str:
        """What fits a line."""
        days = (f"{ident} {one.time_d.p50:.1f} d" for ident, one in self.by_variant.items())
        return f"Estimates({', '.join(days)} as of {self.as_of})"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from routes.notebook.estimates import estimates_html

        return estimates_html(self.by_variant, f"Time and cost as of {self.as_of}")


def estimate(
    comparison: Comparison | Way,
    parameters: str | os.PathLike[str] | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
    atlas: Ground = None,
) -> Estimates:
    """Estimate the time and cost of routes; what they share is drawn alike for all of them.

    Parameters
    ----------
    comparison : Comparison or Way
        What `compare`, `route` or `alternatives` gave; an entry without a route has no estimate.
    parameters : path, optional
        Your own figures in TOML, laid over the built-in ones.
    samples, seed : int
        How many random samples, and what they begin with: the same seed gives the same figures.
    atlas : Atlas or path, optional
        The atlas that it was made over, where it does not know it itself.

    Returns
    -------
    Estimates
        Days and US dollars per TEU, as 10th, 50th and 90th percentile of a Monte Carlo simulation;
        see `routes.estimate.estimate.estimate`.

    Raises
    ------
    MissingParameterError
        For the first figure that is missing.
    DataError
        With every fault of the parameters.
    OptionError
        For samples or a seed out of range.

    Examples
    --------
    >>> from ndnatlas import compare, estimate
    >>> found = estimate(compare("south-kuryk", as_of="2018-06-01"), samples=1000)
    >>> found.by_variant["south-kuryk"].time_d.p50 > 10
    True
    """
    compared = comparison_of(comparison, "estimate")
    ground = ground_of(compared, atlas)
    with_route = {e.variant.id: e.route for e in compared.entries if e.route is not None}
    file = None if parameters is None else Path(path_of(parameters, "parameters"))
    drawn = whole_of(samples, "samples", least=0)
    figures = estimating.load_parameters(ground, file)
    found = estimating.estimate(
        list(with_route.values()),
        ground,
        figures,
        compared.as_of,
        drawn,
        whole_of(seed, "seed", least=0),
    )
    return Estimates(compared.as_of, dict(zip(with_route, found, strict=True)))
