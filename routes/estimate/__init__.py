"""Time and cost of routes: parameters as distributions, and Monte Carlo over them."""

from routes.estimate.estimate import Estimate, Item, estimate
from routes.estimate.excess import Excess, excess
from routes.estimate.montecarlo import SAMPLES, SEED, Portion, Spread
from routes.estimate.parameters import MissingParameterError, Parameters
from routes.estimate.reading import load_parameters

__all__ = [
    "SAMPLES",
    "SEED",
    "Estimate",
    "Excess",
    "Item",
    "MissingParameterError",
    "Parameters",
    "Portion",
    "Spread",
    "estimate",
    "excess",
    "load_parameters",
]
