"""Stations of a network as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from geodata.model import LonLat
from geodata.network.strings import Strings

Floats: TypeAlias = NDArray[np.float64]


class Station(NamedTuple):
    """A station, siding, yard, port or border point, and the node that stands for it.

    ``node`` is -1 where no line is near; ``away_m`` is how far the node lies from the station.
    ``place`` is the id of the atlas's place that it was matched with by ``matched_by``: ``code``,
    ``name`` or ``distance``.
    """

    name: str
    kind: str
    lon: float
    lat: float
    node: int
    away_m: float
    names: tuple[str, ...]
    codes: tuple[str, ...]
    osm_id: int
    place: str | None
    matched_by: str | None
    place_away_km: float | None

    @property
    def position(self) -> LonLat:
        """Longitude and latitude."""
        return (self.lon, self.lat)


@dataclass(frozen=True, slots=True, eq=False)
class Stations:
    """Stations as columns: see `Station`. ``names`` and ``codes`` are lines of one text each."""

    lon: Floats
    lat: Floats
    node: NDArray[np.int32]
    away_m: Floats
    osm_id: NDArray[np.int64]
    place_away_km: Floats
    name: Strings
    kind: Strings
    names: Strings
    codes: Strings
    place: Strings
    matched_by: Strings

    def __len__(self) -> int:
        return len(self.lon)

    def __getitem__(self, index: int) -> Station:
        away_km = float(self.place_away_km[index])
        return Station(
            name=self.name[index],
            kind=self.kind[index],
            lon=float(self.lon[index]),
            lat=float(self.lat[index]),
            node=int(self.node[index]),
            away_m=float(self.away_m[index]),
            names=tuple(self.names[index].splitlines()),
            codes=tuple(self.codes[index].splitlines()),
            osm_id=int(self.osm_id[index]),
            place=self.place[index] or None,
            matched_by=self.matched_by[index] or None,
            place_away_km=None if np.isnan(away_km) else away_km,
        )


def no_stations() -> Stations:
    """Stations of a network that has none."""
    floats, ints, ids = np.empty(0), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int64)
    texts = Strings.of(())
    return Stations(
        lon=floats, lat=floats, node=ints, away_m=floats, osm_id=ids, place_away_km=floats,
        name=texts, kind=texts, names=texts, codes=texts, place=texts, matched_by=texts,
    )  # fmt: skip
