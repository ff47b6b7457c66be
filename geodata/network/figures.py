"""What a network holds: kilometres by mode, gauge, country and state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from geodata.network.model import ELECTRIFICATIONS, MODES, SERVICES, STATES, Network


def figures(network: Network) -> dict[str, Any]:
    """The figures of a network, for JSON: kilometres to a metre, the largest first.

    Keys: ``nodes``, ``edges``, ``stations`` (numbers), ``length_km``, ``mode_km``, ``state_km``,
    ``country_km`` (``sea`` where there is none), ``gauge_km`` (of railways; mixed gauges joined by
    ``;``, ``unknown``), ``electrification_km`` (of railways), ``service_km`` (of railways; ``main``
    is no siding), ``countries``, ``sources``, ``licences``, ``report`` (of the build), ``sha256``.
    """
    edges = network.edges
    km = edges.length_m / 1000
    is_rail = np.asarray(edges.mode == 0)

    def shares(words: Sequence[str], codes: Any, chosen: Any = slice(None)) -> dict[str, float]:
        sums = np.bincount(codes[chosen], km[chosen], len(words))
        used = [i for i in np.argsort(-sums, kind="stable").tolist() if sums[i] > 0]
        return {words[i]: round(float(sums[i]), 3) for i in used}

    gauges = [";".join(map(str, found)) or "unknown" for found in network.gauge_sets]
    return {
        "nodes": network.node_count,
        "edges": len(edges),
        "stations": len(network.stations),
        "length_km": round(float(km.sum()), 3),
        "mode_km": shares([mode.value for mode in MODES], edges.mode),
        "state_km": shares([state.value for state in STATES], edges.state),
        "country_km": shares([code or "sea" for code in network.countries], edges.country),
        "gauge_km": shares(gauges, edges.gauges, is_rail),
        "electrification_km": shares(
            [word or "unknown" for word in ELECTRIFICATIONS], edges.electrification, is_rail
        ),
        "service_km": shares([word or "main" for word in SERVICES], edges.service, is_rail),
        "countries": sorted(code for code in network.countries if code),
        "sources": list(network.meta.get("sources", ())),
        "licences": list(network.licences),
        "report": dict(network.meta.get("report", {})),
        "sha256": network.digest,
    }
