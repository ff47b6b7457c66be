"""Why no way over a network joins two stops: found by lifting one condition after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from geodata.atlas import country_name
from geodata.model import Mode
from routes.errors import NoRouteError
from routes.overland.model import Asked, Joined
from routes.overland.search import Search

if TYPE_CHECKING:
    from geodata.network.model import Network
    from routes.engines.layers import Journey
    from routes.overland.ground import Ground

# So many of the lines that did not exist are named.
NAMED = 3


def no_way(start: Joined, end: Joined, ground: Ground, asked: Asked) -> NoRouteError:
    """The error that names the two stops and the condition that keeps them apart."""
    names = [f"{stop.place.name} ({stop.place.id})" for stop in (start, end)]
    modes = " or ".join(mode for mode in Mode if mode in asked.modes)
    gauges = " or ".join(f"{gauge_mm} mm" for gauge_mm in sorted(asked.gauges_mm))
    head = f"no way over the network from {names[0]} to {names[1]} by {modes}"
    head += f" on {gauges} track" if gauges else ""
    head += f" on {asked.on}" if asked.on else ""
    if ground.one[start.node] == ground.one[end.node]:
        return _error(head, "both are one place of the network; a route needs two")
    for lift, explain in _CONDITIONS:
        lifted = lift(asked)
        if lifted == asked:
            continue
        try:
            way = Search(ground, lifted).way(start.node, end.node)
        except NoRouteError:
            continue
        return _error(head, explain(way, asked, ground))
    return _error(head, _apart(start, end, ground.network))


def _error(head: str, cause: str) -> NoRouteError:
    return NoRouteError(f"{head}: {cause}", cause)


def _dates(way: Journey, asked: Asked, ground: Ground) -> str:
    from geodata.network.model import as_date

    network, edges = ground.network, ground.network.edges
    exists = network.date_mask(asked.on) if asked.on else None
    named: dict[str, None] = {}
    for step in way.steps:
        if exists is not None and not exists[step.edge]:
            days = (("opened", edges.opened), ("closed", edges.closed))
            dates = [(word, as_date(int(column[step.edge]))) for word, column in days]
            name = network.names[int(edges.name[step.edge])] or f"way {int(edges.way[step.edge])}"
            named[", ".join((name, *(f"{word} {day}" for word, day in dates if day)))] = None
    return f"missing {'; '.join(list(named)[:NAMED])}"


def _avoided(way: Journey, asked: Asked, ground: Ground) -> str:
    network = ground.network
    used = {network.countries[network.edges.country[step.edge]] for step in way.steps}
    edges = {step.edge for step in way.steps}
    met = [country_name(code) for code in sorted(asked.avoid_countries & used)]
    met += sorted(asked.avoid_checkpoints)
    met += [cut.name for cut in asked.cuts if edges & set(ground.edges_cut(cut).tolist())]
    listed = ", ".join(met) or ", ".join(map(country_name, sorted(asked.avoid_countries)))
    return f"every way passes what is to be avoided ({listed})"


def _gauges(way: Journey, asked: Asked, ground: Ground) -> str:  # noqa: ARG001  # one signature for all
    found = {step.layer.gauge_mm for step in way.steps if step.layer.mode is Mode.RAIL}
    others = sorted(gauge for gauge in found - asked.gauges_mm if gauge)
    return f"every way needs track of {' and '.join(map(str, others))} mm gauge"


def _changes(way: Journey, asked: Asked, ground: Ground) -> str:  # noqa: ARG001  # one signature for all
    return f"every way has more than {asked.max_transshipments} transshipments"


def _modes(way: Journey, asked: Asked, ground: Ground) -> str:  # noqa: ARG001  # one signature for all
    met = dict.fromkeys(step.layer.mode for step in way.steps)
    return f"every way needs {' and '.join(mode for mode in met if mode not in asked.modes)}"


def _apart(start: Joined, end: Joined, network: Network) -> str:
    """What is said when lifting a single condition does not help."""
    import numpy as np

    from geodata.network.pieces import component_of_nodes

    piece = component_of_nodes(network.node_count, network.tails, network.heads)
    km = np.bincount(piece[network.tails], network.length_m, int(piece.max()) + 1) / 1000
    ours = [int(piece[stop.node]) for stop in (start, end)]
    if ours[0] == ours[1]:
        return "no line leads that way: lines are one-way, or the conditions together leave none"
    told = " and ".join(f"{km[number]:,.1f} km" for number in ours)
    return f"they lie in pieces of the network that do not meet, of {told} (see ndn network info)"


Lift = Callable[[Asked], Asked]
Explain = Callable[..., str]
_CONDITIONS: Sequence[tuple[Lift, Explain]] = (
    (lambda a: a._replace(on=None), _dates),
    (
        lambda a: a._replace(avoid_countries=frozenset(), avoid_checkpoints=frozenset(), cuts=()),
        _avoided,
    ),
    (lambda a: a._replace(gauges_mm=frozenset()), _gauges),
    (lambda a: a._replace(max_transshipments=None), _changes),
    (lambda a: a._replace(modes=frozenset(Mode), max_transshipments=None), _modes),
)
