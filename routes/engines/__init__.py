"""Path engines for networks of any size: one interface, several ways of answering it.

``engine_for`` chooses the engine, ``alternatives`` finds distinct ways with any of them, and
``layers`` builds one graph of several modes and gauges. A name is imported when it is first used,
so that a stored network is opened without what its first answer does not need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routes.engines.choice import Kind, engine_for
    from routes.engines.graph import Graph
    from routes.engines.interface import Path, PathEngine
    from routes.engines.metric import Metric
    from routes.engines.opening import OpenedEngine
    from routes.engines.penalty import alternatives

__all__ = [
    "Graph",
    "Kind",
    "Metric",
    "OpenedEngine",
    "Path",
    "PathEngine",
    "alternatives",
    "engine_for",
]

_MODULES = {
    "Graph": "graph",
    "Kind": "choice",
    "Metric": "metric",
    "OpenedEngine": "opening",
    "Path": "interface",
    "PathEngine": "interface",
    "alternatives": "penalty",
    "engine_for": "choice",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = found
    return found
