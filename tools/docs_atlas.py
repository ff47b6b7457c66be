"""The data book as pages: every place, line, checkpoint, act, bloc, variant and source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from geodata import Atlas, country_name
from geodata.model import Kind, Line, Place, Section
from routes.model import Variant
from tools.docs_maps import atlas_map
from tools.docs_tables import Cell, Html, Page, joined, link, page, picture, table

_RANKS = {kind: rank for rank, kind in enumerate(Kind)}


def atlas_pages(atlas: Atlas, variants: Iterable[Variant]) -> Iterator[Page]:
    """Every page of the data book, and the maps on them."""
    book = _Book(atlas)
    yield book.contents()
    yield from book.places()
    yield from book.lines()
    yield from book.checkpoints()
    yield book.acts()
    yield book.blocs()
    yield book.variants(variants)
    yield book.sources()


class _Book:
    """The pages of one atlas. Links between them are relative: all lie in ``atlas/``."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._by_country: dict[str, list[Place]] = defaultdict(list)
        for place in sorted(atlas.places.values(), key=lambda p: (_RANKS[p.kind], p.name, p.id)):
            self._by_country[place.country].append(place)
        self._by_line: dict[str, list[Section]] = defaultdict(list)
        for section in atlas.sections.values():
            self._by_line[section.line].append(section)

    def contents(self) -> Page:
        """What there is."""
        a = self._atlas
        rows: list[tuple[Cell, ...]] = [
            (link("places.html", "places"), len(a.places), "stations, ports, towns, frontiers"),
            (link("lines.html", "lines"), len(a.lines), f"with {len(a.sections):,} sections"),
            (link("checkpoints.html", "checkpoints"), len(a.checkpoints), "border crossing points"),
            (link("acts.html", "acts"), len(a.acts), "agreements, decrees, closures"),
            (link("blocs.html", "blocs"), len(a.blocs), "treaties and their members"),
            (link("variants.html", "variants"), "", "the built-in ways"),
            (link("sources.html", "sources"), len(a.sources), "publications"),
        ]
        told = (
            "Every record of the built-in atlas, made from the tables with this site. "
            "What the columns mean stands in [the data book](../data.md). A click on the head of "
            "a table sorts it; the box above it shows only the rows with what you type."
        )
        return page("atlas/index.md", "The atlas", told, table(("table", "records", "holds"), rows))

    def places(self) -> Iterator[Page]:
        """A page for every country, with a map."""
        countries = sorted(self._by_country, key=country_name)
        rows = [
            (link(f"places-{c.lower()}.html", country_name(c)), c, len(self._by_country[c]))
            for c in countries
        ]
        yield page("atlas/places.md", "Places", table(("country", "code", "places"), rows))
        for code in countries:
            found, name = self._by_country[code], country_name(code)
            ids = [place.id for place in found]
            within = set(ids)
            inside = [s for s in self._atlas.sections.values() if {s.start, s.end} <= within]
            stem = f"places-{code.lower()}"
            title = f"Places: {name}"
            columns = ("id", "name", "kind", "lon", "lat", "± m", "codes", "other names")
            yield Page(f"atlas/maps/{stem}.svg", atlas_map(title, found, faint=inside))
            yield page(
                f"atlas/{stem}.md",
                title,
                picture(f"maps/{stem}.svg", f"Map of the places of {name}"),
                table((*columns, "dates", "sources", "note"), map(self._place, found), ids),
            )

    def _place(self, place: Place) -> tuple[Cell, ...]:
        others = joined(name.text for name in place.names if name.text != place.name)
        return (
            place.id,
            place.name,
            place.kind,
            f"{place.lon:.4f}",
            f"{place.lat:.4f}",
            f"~{place.uncertainty_m:,}" if place.is_estimated else place.uncertainty_m,
            " ".join(filter(None, (place.esr, place.unlocode))),
            others,
            _dates(place.opened, place.closed),
            _sources(place.sources),
            place.warning,
        )

    def lines(self) -> Iterator[Page]:
        """A list of the lines, and for each a page with its map and sections."""
        lines = self._atlas.lines.values()
        rows = [
            (
                link(f"lines/{line.id}.html", line.name),
                line.mode,
                line.gauge_mm and str(line.gauge_mm),
                len(self._by_line[line.id]),
                sum(section.distance_km for section in self._by_line[line.id]),
                "yes" if line.schematic else "",
                _dates(line.opened, line.closed),
                _sources(line.sources),
            )
            for line in lines
        ]
        columns = ("line", "mode", "gauge mm", "sections", "quoted km", "schematic", "dates")
        yield page(
            "atlas/lines.md",
            "Lines",
            table((*columns, "sources"), rows, (line.id for line in lines)),
        )
        for line in lines:
            yield from self._line(line)

    def _line(self, line: Line) -> Iterator[Page]:
        sections = self._by_line[line.id]
        ids = list(dict.fromkeys(i for s in sections for i in (s.start, s.end)))
        marked = [self._atlas.places[i] for i in [ids[0], ids[-1], *ids[1:-1]]]
        yield Page(f"atlas/maps/line-{line.id}.svg", atlas_map(line.name, marked, sections))
        rows = [
            (
                self._link(section.start, "../"),
                self._link(section.end, "../"),
                section.distance_km,
                section.basis,
                section.measured_km,
                joined(f"{f.from_country}-{f.to_country}" for f in section.frontiers),
                "yes" if section.schematic else "",
                _sources(section.sources, "../"),
                section.note,
            )
            for section in sections
        ]
        columns = ("from", "to", "quoted km", "basis", "drawn line km", "frontiers", "schematic")
        gauge = f", {line.gauge_mm} mm" if line.gauge_mm else ""
        yield page(
            f"atlas/lines/{line.id}.md",
            line.name,
            f"<p>{line.mode}{gauge}; {_dates(line.opened, line.closed) or 'no dates known'}; "
            f'<a href="../lines.html#{line.id}">all lines</a></p>',
            picture(f"../maps/line-{line.id}.svg", f"Map of {line.name}"),
            table((*columns, "sources", "note"), rows),
            searched=False,
        )

    def checkpoints(self) -> Iterator[Page]:
        """The border crossing points, with a map of their places."""
        points = self._atlas.checkpoints.values()
        own = [checkpoint.id for checkpoint in points]
        ids = dict.fromkeys(i for c in points for i in (c.place_a, c.place_b) if i)
        marked = [self._atlas.places[i] for i in ids]
        title = "Border crossing points"
        drawn = atlas_map(title, marked, faint=self._atlas.sections.values())
        yield Page("atlas/maps/checkpoints.svg", drawn)
        rows = [
            (
                c.id,
                c.name,
                c.mode,
                joined(filter(None, (c.country_a, c.country_b)), "-"),
                self._link(c.place_a),
                self._link(c.place_b),
                " / ".join(filter(None, (c.operator_a, c.operator_b))),
                " / ".join(str(mm) for mm in (c.gauge_a_mm, c.gauge_b_mm) if mm),
                self._link(c.handover),
                _dates(c.opened, c.closed),
                _sources(c.sources),
                c.note,
            )
            for c in points
        ]
        columns = ("id", "name", "mode", "frontier", "place", "opposite", "railways", "gauge mm")
        yield page(
            "atlas/checkpoints.md",
            title,
            picture("maps/checkpoints.svg", "Map of the border crossing points"),
            table((*columns, "handover at", "dates", "sources", "note"), rows, own),
        )

    def acts(self) -> Page:
        """What bears on whether a way was open."""
        acts = self._atlas.acts.values()
        rows = [
            (
                act.id,
                act.title,
                act.effect,
                _dates(act.since, act.until),
                joined(act.cargo),
                joined(act.directions),
                joined(act.modes),
                joined(act.countries),
                joined(link(f"checkpoints.html#{i}", i) for i in act.checkpoints),
                "yes" if act.exclusive else "",
                _sources(act.sources),
                act.note,
            )
            for act in acts
        ]
        columns = ("id", "title", "effect", "in force", "cargo", "direction", "modes", "countries")
        told = "What follows from them for a way stands in [Whether a way was open](../law.md)."
        ids = (act.id for act in acts)
        body = table((*columns, "checkpoints", "exclusive", "sources", "note"), rows, ids)
        return page("atlas/acts.md", "Agreements, decrees and closures", told, body)

    def blocs(self) -> Page:
        """Which country belonged to which treaty, and when."""
        rows = [
            (
                bloc.id,
                bloc.name,
                country_name(member.country),
                _dates(member.since, member.until),
                _sources((*member.sources, *bloc.sources)),
                member.note,
            )
            for bloc in self._atlas.blocs.values()
            for member in bloc.memberships
        ]
        columns = ("id", "bloc", "member", "dates", "sources", "note")
        return page("atlas/blocs.md", "Blocs", table(columns, rows))

    def variants(self, variants: Iterable[Variant]) -> Page:
        """The built-in ways, with the stops of every edition."""
        rows = [
            (
                variant.id,
                variant.name,
                _dates(edition.since, edition.until),
                joined((self._atlas.places[i].name for i in edition.stops), " - "),
                joined(edition.modes),
                joined(edition.countries),
                joined(edition.avoid),
                variant.summary,
            )
            for variant in variants
            for edition in variant.editions
        ]
        columns = ("id", "name", "dates", "stops", "modes", "countries", "avoids", "summary")
        return page("atlas/variants.md", "Variants", table(columns, rows))

    def sources(self) -> Page:
        """The publications, each with an anchor of its id."""
        sources = self._atlas.sources.values()
        rows = [(s.id, s.title, s.author, s.date, s.locator, s.licence) for s in sources]
        columns = ("id", "title", "author", "date", "locator", "licence")
        body = table(columns, rows, (source.id for source in sources))
        return page("atlas/sources.md", "Sources", body)

    def _link(self, place: str | None, up: str = "") -> Cell:
        if place is None:
            return None
        known = self._atlas.places[place]
        return link(f"{up}places-{known.country.lower()}.html#{place}", known.name)


def _sources(ids: Iterable[str], up: str = "") -> Html:
    return joined(link(f"{up}sources.html#{i}", i) for i in dict.fromkeys(ids))


def _dates(since: object, until: object) -> str:
    """A half-open interval; nothing where neither end is known."""
    if since and until:
        return f"from {since} until {until}"
    return f"from {since}" if since else f"until {until}" if until else ""
