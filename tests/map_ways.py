"""The ways of the small world: its places, the journeys of its variants, its frontiers."""

from __future__ import annotations

from geodata.model import Mode

PLACES = """
riga-port|Riga port|port|LV|24.09|56.97
zilupe|Zilupe|station|LV|28.12|56.39
moscow|Moscow|town|RU|37.62|55.75
ryazan|Ryazan|station|RU|39.74|54.63
samara|Samara|station|RU|50.13|53.19
orenburg|Orenburg|station|RU|55.10|51.77
iletsk|Iletsk I|siding|RU|55.02|51.16
aktobe|Aktobe|station|KZ|57.16|50.28
shalkar|Shalkar|station|KZ|59.62|47.83
kyzylorda|Kyzylorda|station|KZ|65.50|44.85
arys|Arys|station|KZ|68.81|42.43
sary-agach|Sary-Agach|station|KZ|69.17|41.46
tashkent|Tashkent|station|UZ|69.28|41.30
samarkand|Samarkand|station|UZ|66.96|39.65
karshi|Karshi|station|UZ|65.79|38.86
termez|Termez|station|UZ|67.28|37.23
hairatan|Hairatan|station|AF|67.41|37.22
poti|Poti|port|GE|41.66|42.15
tbilisi|Tbilisi|station|GE|44.80|41.72
alat|Alat|station|AZ|49.40|39.94
alat-port|Alat port|port|AZ|49.44|39.98
aktau-port|Aktau port|port|KZ|51.21|43.60
kuryk-port|Kuryk port|port|KZ|51.68|43.18
mangistau|Mangistau|station|KZ|51.90|43.69
beineu|Beineu|station|KZ|55.19|45.31
karakalpakstan|Karakalpakstan|station|UZ|56.19|44.77
nukus|Nukus|station|UZ|59.61|42.46
bukhara|Bukhara|station|UZ|64.55|39.72
karachi-port|Karachi port|port|PK|66.97|24.83
quetta|Quetta|town|PK|67.00|30.19
chaman|Chaman|town|PK|66.45|30.92
kandahar|Kandahar|town|AF|65.71|31.62
""".strip()

# variant, name: then legs as mode, gauge, schematic, places
JOURNEYS: tuple[tuple[str, str, tuple[tuple[Mode, bool, str], ...]], ...] = (
    (
        "north",
        "Northern: Riga, Iletsk, Keles",
        (
            (
                Mode.RAIL,
                False,
                "riga-port zilupe moscow ryazan samara orenburg iletsk aktobe shalkar kyzylorda "
                "arys sary-agach tashkent samarkand karshi termez hairatan",
            ),
        ),
    ),
    (
        "south-aktau",
        "Southern: Poti, Alat, Aktau",
        (
            (Mode.RAIL, False, "poti tbilisi alat alat-port"),
            (Mode.FERRY, False, "alat-port aktau-port"),
            (
                Mode.RAIL,
                False,
                "aktau-port mangistau beineu karakalpakstan nukus bukhara karshi termez hairatan",
            ),
        ),
    ),
    (
        "south-kuryk",
        "Southern: Poti, Alat, Kuryk",
        (
            (Mode.RAIL, False, "poti tbilisi alat alat-port"),
            (Mode.FERRY, False, "alat-port kuryk-port"),
            (
                Mode.RAIL,
                False,
                "kuryk-port mangistau beineu karakalpakstan nukus bukhara karshi termez hairatan",
            ),
        ),
    ),
    (
        "pakistan-chaman",
        "Pakistan: Karachi, Chaman, Kandahar",
        ((Mode.ROAD, True, "karachi-port quetta chaman kandahar"),),
    ),
)

# Two neighbours: id and name of the crossing between them, longitude, latitude, handover.
CROSSINGS: dict[frozenset[str], tuple[str | None, str | None, float, float, str | None]] = {
    frozenset(sides.split()): facts
    for sides, facts in {
        "zilupe moscow": ("zilupe-posin", "Zilupe / Posin", 28.30, 56.35, None),
        "iletsk aktobe": ("iletsk-zhaisan", "Iletsk / Zhaisan", 55.9, 50.8, "iletsk"),
        "sary-agach tashkent": ("sary-agach-keles", "Sary-Agach / Keles", 69.2, 41.42, None),
        "termez hairatan": ("galaba-hairatan", "Galaba / Hairatan", 67.39, 37.23, None),
        "tbilisi alat": ("gardabani-boyuk-kesik", "Gardabani / Böyük Kəsik", 45.2, 41.4, None),
        "alat-port aktau-port": ("aktau", "Aktau port", 51.21, 43.60, None),
        "alat-port kuryk-port": ("kuryk", "Kuryk port", 51.68, 43.18, None),
        "beineu karakalpakstan": (
            "beineu-karakalpakstan",
            "Oazis (Beineu / Karakalpakstan)",
            56.1,
            44.9,
            None,
        ),
        "chaman kandahar": (None, None, 66.40, 31.0, None),
    }.items()
}
