"""The columns of the exported sheets: names, kinds, units, meanings."""

from __future__ import annotations

from routes.export.model import Column, Kind

KM = "km"
MM = "mm"
DEGREES = "degree, WGS 84"


def text(name: str, meaning: str) -> Column:
    """A column of texts."""
    return Column(name, Kind.TEXT, meaning)


def km(name: str, meaning: str) -> Column:
    """A column of kilometres."""
    return Column(name, Kind.NUMBER, meaning, KM)


def whole(name: str, meaning: str, unit: str = "") -> Column:
    """A column of whole numbers."""
    return Column(name, Kind.WHOLE, meaning, unit)


def flag(name: str, meaning: str) -> Column:
    """A column of yes and no."""
    return Column(name, Kind.FLAG, meaning)


def day(name: str, meaning: str) -> Column:
    """A column of dates."""
    return Column(name, Kind.DAY, meaning)


VARIANT = text("variant", "id of the variant")
AS_OF = day("as_of", "the date whose network and rules are shown")
SOURCES = text("sources", "ids of the sources, separated by spaces; see the sheet sources")
LON = Column("lon", Kind.NUMBER, "longitude", DEGREES)
LAT = Column("lat", Kind.NUMBER, "latitude", DEGREES)
BASES = (
    km("tariff_km", "quoted kilometres by the railways' tariff"),
    km("published_km", "quoted kilometres by another publication"),
    km("measured_basis_km", "quoted kilometres measured on the drawn line for want of others"),
)
DISTANCE = km("distance_km", "quoted distance: tariff, published and measured kilometres")
MEASURED = km("measured_km", "geodesic length of the drawn line on WGS 84")

LEGS = (
    VARIANT,
    whole("leg", "number of the leg, from 1"),
    text("start", "id of the place it leaves"),
    text("start_name", "name of the place it leaves"),
    text("end", "id of the place it reaches"),
    text("end_name", "name of the place it reaches"),
    text("mode", "rail, ferry, road or air"),
    whole("gauge_mm", "track gauge", MM),
    DISTANCE,
    text("distance_basis", "basis of most of its kilometres: tariff, published or measured"),
    *BASES,
    MEASURED,
    km("from_origin_km", "quoted distance from the origin of the variant to the end of the leg"),
    text("countries", "countries it runs through, ISO 3166-1 alpha-2, in order"),
    text("via", "names of the principal places passed"),
    flag("schematic", "whether the line is drawn straight between distant places"),
    AS_OF,
    SOURCES,
)

CROSSINGS = (
    VARIANT,
    whole("crossing", "number of the crossing, from 1"),
    text("from_country", "country left, ISO 3166-1 alpha-2"),
    text("to_country", "country entered, ISO 3166-1 alpha-2"),
    text("mode", "rail, ferry, road or air"),
    text("checkpoint", "id of the border crossing point; empty where none is registered"),
    text("name", "name of the border crossing point"),
    text("checkpoint_left", "id of the crossing point on the side left"),
    text("checkpoint_entered", "id of the crossing point on the side entered"),
    text("station_left", "station on the side left"),
    text("station_entered", "station on the side entered"),
    text("operator_left", "railway on the side left"),
    text("operator_entered", "railway on the side entered"),
    whole("gauge_left_mm", "track gauge on the side left", MM),
    whole("gauge_entered_mm", "track gauge on the side entered", MM),
    flag("break_of_gauge", "whether the two gauges differ"),
    flag("customs", "whether goods pass customs; empty where no crossing point is registered"),
    text("handover", "where the railways exchange the train, if that is not the frontier"),
    km("at_km", "quoted distance from the origin"),
    LON,
    LAT,
    AS_OF,
    SOURCES,
)

PLACES = (
    VARIANT,
    whole("number", "number of the place on the way, from 1"),
    text("place", "id of the place"),
    text("name", "its name"),
    text("kind", "port, station, town, airfield, frontier, siding or halt"),
    text("country", "country it lies in, ISO 3166-1 alpha-2"),
    km("at_km", "quoted distance from the origin"),
    LON,
    LAT,
    whole("uncertainty_m", "how far the real thing may lie from the position", "m"),
    flag("estimated", "whether the position is an estimate"),
    text("esr", "codes of the CIS railways"),
    text("unlocode", "UN/LOCODE"),
    AS_OF,
    SOURCES,
)

VARIANTS = (
    VARIANT,
    text("name", "its name"),
    text("summary", "what it is"),
    text("state", "open, restricted, unused, closed, not-built or unknown"),
    text("reason", "why it is in that state"),
    day("state_from", "first day of that state"),
    day("state_to", "first day after it"),
    day("known_to", "day to which the records were checked"),
    text("cargo", "whose rules: commercial or special cargo"),
    text("direction", "to or from Afghanistan"),
    text("origin", "id of the place it begins at"),
    text("destination", "id of the place it ends at"),
    DISTANCE,
    *BASES,
    MEASURED,
    text("frontiers", "countries left and entered at each frontier, in order"),
    whole("customs_borders", "crossings with customs"),
    whole("breaks_of_gauge", "changes of gauge on the way"),
    whole("transshipments", "changes of mode on the way"),
    text("depends_on", "country with most of the quoted kilometres"),
    Column("dependence_pct", Kind.NUMBER, "its share of the quoted kilometres", "%"),
    text("agreement", "agreement whose list of checkpoints is looked at"),
    flag("complies", "whether it passes only checkpoints that the agreement lists"),
    AS_OF,
    SOURCES,
)

SOURCES_SHEET = (
    text("source", "id of the source"),
    text("title", "its title"),
    text("author", "its author or publisher"),
    text("date", "its date"),
    text("locator", "where in it, or where it is found"),
    text("licence", "its terms"),
)
