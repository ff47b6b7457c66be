"""One gauge through a stop: dual-gauge track is no reason for a break of gauge there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from geodata.model import Mode

if TYPE_CHECKING:
    from geodata.network.model import Network
    from routes.engines.layers import Journey, Layer, Step


class _Block(NamedTuple):
    """Steps in a row in one layer, and the layers that all of their track has."""

    steps: tuple[Step, ...]
    layers: tuple[Layer, ...]


class _Choice(NamedTuple):
    """The layers of the blocks so far: how many breaks of gauge, and how many other than before."""

    breaks: int
    changed: int
    layers: tuple[Layer, ...]


def continued(journeys: Sequence[Journey], network: Network) -> tuple[Journey, ...]:
    """Journeys from stop to stop with the fewest breaks of gauge that their track admits.

    Each was found by itself, and on track of several gauges any of them would have done. The
    track stays as it is; what changes is the gauge on which it is used.

    Parameters
    ----------
    journeys : sequence of Journey
        In travelling order, each with a step or more.
    network : Network
        Where their edges are.
    """
    if len(journeys) == 1:
        return tuple(journeys)
    rails = {s.layer for j in journeys for s in j.steps if s.layer.mode is Mode.RAIL}
    found = [_blocks(journey, rails, network) for journey in journeys]
    chosen = iter(_chosen([block for blocks in found for block in blocks]))
    return tuple(
        journey._replace(
            steps=tuple(
                step._replace(layer=layer)
                for block, layer in zip(blocks, chosen, strict=False)
                for step in block.steps
            )
        )
        for journey, blocks in zip(journeys, found, strict=True)
    )


def _blocks(journey: Journey, rails: set[Layer], network: Network) -> list[_Block]:
    blocks = []
    for layer, group in groupby(journey.steps, key=lambda step: step.layer):
        steps = tuple(group)
        fitting = {other for other in rails if _has_all(steps, other, network)}
        layers = fitting - {layer} if layer.mode is Mode.RAIL else set()
        blocks.append(_Block(steps, (layer, *sorted(layers, key=lambda o: o.gauge_mm or 0))))
    return blocks


def _has_all(steps: Sequence[Step], layer: Layer, network: Network) -> bool:
    """Whether all track has the gauge of a layer, or a gauge that nobody knows."""
    gauges = (network.gauge_sets[network.edges.gauges[step.edge]] for step in steps)
    return all(not some or layer.gauge_mm in some for some in gauges)


def _chosen(blocks: Sequence[_Block]) -> tuple[Layer, ...]:
    """The layer of each block: the fewest breaks of gauge, then the fewest other than before."""
    best = {layer: _Choice(0, n > 0, (layer,)) for n, layer in enumerate(blocks[0].layers)}
    for block in blocks[1:]:
        best = {
            layer: min(
                _Choice(
                    one.breaks + (before.mode is layer.mode and before != layer),
                    one.changed + (n > 0),
                    (*one.layers, layer),
                )
                for before, one in best.items()
            )
            for n, layer in enumerate(block.layers)
        }
    return min(best.values()).layers
