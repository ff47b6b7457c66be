"""The figures of a network for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ndnatlas.cli.tables import Table, counted

# Of many gaps, conflicts and missing stations people are shown the first.
_SHOWN = 10


def tables(data: Mapping[str, Any], title: str) -> list[Table]:
    """The figures of a network for people: what it holds, its pieces and gaps, its stations."""
    rows = [
        (name, word, km)
        for name, key in (
            ("mode", "mode_km"),
            ("country", "country_km"),
            ("gauge", "gauge_km"),
            ("electrified", "electrification_km"),
            ("track", "service_km"),
            ("state", "state_km"),
        )
        for word, km in data[key].items()
    ]
    report = data["report"]
    summary = (
        f"{title}: {data['length_km']:,.1f} km in {counted(data['edges'], 'edge')}, "
        f"{counted(data['nodes'], 'node')}, {counted(data['stations'], 'station')}"
    )
    notes = [*_connection(report, data["length_km"]), *_set_right(report), *_stations(report)]
    notes += [f"source: {licence}" for licence in data["licences"]]
    found = [
        Table(("attribute", "value", "km"), rows, summary, notes, keys=("by", "what", "km")),
    ]
    gaps = report.get("largest_gaps", [])[:_SHOWN]
    if gaps:
        lines = [
            (
                f"{gap['from'][1]:.5f}, {gap['from'][0]:.5f}",
                f"{gap['to'][1]:.5f}, {gap['to'][0]:.5f}",
                gap["gap_m"],
                gap["behind_km"],
            )
            for gap in gaps
        ]
        columns = ("dead end lat, lon", "line lat, lon", "gap m", "keeps apart km")
        found.append(Table(columns, lines, f"Gaps ({report['gaps']:,}), not joined"))
    return found


def _connection(report: Mapping[str, Any], length_km: float) -> list[str]:
    if not report:
        return []
    largest_km = report["largest_km"][0]
    return [
        f"connected: {counted(report['pieces'], 'piece')}, the largest with {largest_km:,.1f} km "
        f"({largest_km / max(length_km, 1e-9):.1%})"
    ]


def _set_right(report: Mapping[str, Any]) -> list[str]:
    words = {
        "single_points": "stretch of a single point left out",
        "missing_vertices": "vertex without a location",
        "repeated_vertices": "repeated vertex",
        "over_antimeridian": "cut at the antimeridian",
    }
    found = report.get("set_right", {})
    told = [f"{words[key]}: {number:,}" for key, number in found.items() if number]
    return [f"set right: {'; '.join(told)}"] if told else []


def _stations(report: Mapping[str, Any]) -> list[str]:
    tied = report.get("stations")
    if not tied or not tied["stations"]:
        return []
    loose = f", {tied['loose']:,} beside no line" if tied["loose"] else ""
    notes = [
        f"stations: {tied['stations']:,}{loose}; matched with the atlas by code "
        f"{tied['by_code']:,}, by name {tied['by_name']:,}, by distance {tied['by_distance']:,}"
    ]
    notes += [f"conflict: {text}" for text in tied["conflicts"][:_SHOWN]]
    if tied["missing"]:
        more = ", ..." if len(tied["missing"]) > _SHOWN else ""
        listed = ", ".join(tied["missing"][:_SHOWN])
        notes.append(f"places of the atlas not found ({len(tied['missing']):,}): {listed}{more}")
    return notes
