"""A user's own folder of tables and variants, laid over the built-in atlas."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata import law_tables, records
from geodata.atlas import load_atlas
from geodata.errors import DataError, OptionError
from geodata.geodesy import geodesic_km
from geodata.model import Basis, Mode
from routes.variants import load_variants
from tests.test_cli_golden import ndn

NO_FILE = "is no file, but a pipe, a device, or a link that leads nowhere"
AS_OF = ("--as-of", "2018-06-01")

HEADERS = {
    "places.csv": records.PLACES,
    "names.csv": records.NAMES,
    "lines.csv": records.LINES,
    "sections.csv": records.SECTIONS,
    "shapes.csv": records.SHAPES,
    "checkpoints.csv": records.CHECKPOINTS,
    "blocs.csv": law_tables.BLOCS,
    "memberships.csv": law_tables.MEMBERSHIPS,
}
SOURCE = """\
[survey]
title = "Own survey"
author = "A. Surveyor"
date = "2020"
locator = "sheet 1"
licence = "mine"
"""
VARIANT = """\
id = "by-harbour"
name = "By the new harbour"
summary = "Poti by a harbour of my own."
modes = ["rail", "ferry"]
stops = ["harbour", "beineu", "hairatan"]
sources = ["survey"]
"""
# A harbour north of Aktau, a ferry to it from Alat, and a railway on to Mangistau.
TABLES: dict[str, tuple[str, ...]] = {
    "places.csv": ("harbour,New Harbour,port,KZ,50.9,44.3,50,,,,2012,,survey,",),
    "names.csv": ("harbour,Жаңа айлақ,kk,official",),
    "lines.csv": (
        "harbour-line,Harbour - Mangistau,rail,1520,no,2012,,survey",
        "harbour-ferry,Alat - Harbour ferry,ferry,,yes,2014,,survey",
    ),
    "sections.csv": (
        "harbour-line,harbour,mangistau,140,published,,own survey",
        "harbour-ferry,alat-port,harbour,,measured,,",
    ),
    "shapes.csv": ("harbour,mangistau,51.6,44.2",),
    "checkpoints.csv": ("harbour,New Harbour,ferry,KZ,harbour,KTZ,1520,,,,,,2012,,survey,",),
}


def table(name: str, *rows: str) -> str:
    return "\n".join((",".join(HEADERS[name]), *rows, ""))


def laid(folder: Path, files: dict[str, str]) -> Path:
    """A folder with these files."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A folder without a fault: a place, two lines, a checkpoint, a source and a variant."""
    files = {name: table(name, *rows) for name, rows in TABLES.items()}
    files |= {"sources.toml": SOURCE, "variants/by-harbour.toml": VARIANT}
    return laid(tmp_path / "mine", files)


# --- what it adds -------------------------------------------------------------------------------


def test_a_sound_folder_has_no_fault(mine: Path) -> None:
    answer = ndn("check", "--atlas", mine)
    assert (answer.code, answer.err) == (0, "")
    assert "no fault in the atlas" in answer.out


def test_its_variant_is_compared_over_its_line(mine: Path) -> None:
    answer = ndn("compare", "--atlas", mine, *AS_OF, "--format", "json")
    assert answer.code == 0
    variants = {row["id"]: row for row in json.loads(answer.out)["variants"]}
    assert {"north", "south-kuryk", "by-harbour"} <= set(variants)
    own = variants["by-harbour"]
    assert own["origin"] == "harbour"
    assert own["basis_km"]["published"] == 140
    assert own["legs"][0]["sources"][0] == "survey"
    assert [c["id"] for c in own["crossings"]] == ["beineu-karakalpakstan", "galaba-hairatan"]


def test_its_line_serves_routes(mine: Path) -> None:
    call = ("route", "alat-port", "beineu", "--via", "Жаңа айлақ", "--atlas", mine, *AS_OF)
    answer = ndn(*call, "--format", "json")
    (route,) = json.loads(answer.out)["routes"]
    ferry, rail = route["legs"][:2]
    assert (ferry["to"], ferry["mode"], ferry["distance_basis"]) == ("harbour", "ferry", "measured")
    assert (rail["from"], rail["mode"]) == ("harbour", "rail")
    (crossing,) = route["crossings"]
    assert (crossing["id"], crossing["from"], crossing["to"]) == ("harbour", "AZ", "KZ")


def test_its_sections_are_measured_when_they_are_read(mine: Path) -> None:
    atlas = load_atlas(mine)
    rail = atlas.sections["harbour--mangistau"]
    assert rail.points[1] == (51.6, 44.2)
    assert rail.measured_km == pytest.approx(geodesic_km(rail.points), abs=0.001)
    assert (rail.distance_km, rail.basis) == (140, Basis.PUBLISHED)
    ferry = atlas.sections["alat-port--harbour--ferry"]
    assert (ferry.mode, ferry.basis) == (Mode.FERRY, Basis.MEASURED)
    assert ferry.distance_km == pytest.approx(ferry.measured_km, abs=0.05)


def test_its_dates_hold(mine: Path) -> None:
    answer = ndn("compare", "by-harbour", "--atlas", mine, "--as-of", "2011-12-31")
    assert answer.code == 1
    assert "missing Harbour - Mangistau, opened 2012-01-01" in answer.out


def test_a_record_with_a_known_id_replaces_it(mine: Path) -> None:
    row = "aktau-port,My Aktau,port,KZ,51.21,43.61,10,,,,,,survey,"
    laid(mine, {"places.csv": table("places.csv", *TABLES["places.csv"], row)})
    built_in, own = load_atlas(), load_atlas(mine)
    assert own.places["aktau-port"].name == "My Aktau"
    assert len(own.places) == len(built_in.places) + 1
    # What was drawn to the old position is drawn and measured anew.
    ident = "aktau-port--mangistau"
    assert own.sections[ident].points[0] == (51.21, 43.61)
    assert own.sections[ident].measured_km != built_in.sections[ident].measured_km
    assert own.sections["harbour--mangistau"].distance_km == 140
    assert ndn("check", "--atlas", mine).code == 0


def test_a_section_with_a_known_id_replaces_it(mine: Path) -> None:
    row = "harbour-line,aktau-port,mangistau,21,published,survey,"
    laid(mine, {"sections.csv": table("sections.csv", *TABLES["sections.csv"], row)})
    section = load_atlas(mine).sections["aktau-port--mangistau"]
    assert (section.distance_km, section.line) == (21, "harbour-line")


def test_a_variant_with_a_known_id_replaces_it(mine: Path) -> None:
    laid(mine, {"variants/north.toml": VARIANT.replace("by-harbour", "north")})
    atlas = load_atlas(mine)
    assert load_variants(atlas)["north"].name == "By the new harbour"


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    plain, own = load_atlas(), load_atlas(tmp_path)
    assert (own.places, own.sections) == (plain.places, plain.sections)
    call = ("compare", "north", *AS_OF)
    assert ndn(*call, "--atlas", tmp_path).out == ndn(*call).out


def test_a_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such folder"):
        load_atlas(tmp_path / "gone")
    (tmp_path / "file").touch()
    with pytest.raises(OptionError, match="no such folder"):
        load_atlas(tmp_path / "file")


# --- one line for each fault --------------------------------------------------------------------

PLACE = "x,X,station,KZ,60.0,45.0,10,,,,,,tr4,"
LINE = "x,X,rail,1520,no,,,tr4"
POINT = "x,X,rail,KZ,oazis,KTZ,1520,UZ,karakalpakstan,UTY,1520,,,,tr4,"
MINE = 'id = "x"\nname = "X"\nstops = ["poti", "batumi"]\n'

# Content of one file, and what the one line must say; the line begins with the file's name.
FAULTS: list[tuple[str, str, tuple[str, ...]]] = [
    ("places.csv", "", ("row 1", "lacks the columns id, name")),
    ("places.csv", "id,name\n", ("row 1", "lacks the columns kind, country")),
    (
        "places.csv",
        table("places.csv").replace("\n", ",colour\n"),
        ("row 1", "unknown columns colour"),
    ),
    ("places.csv", table("places.csv", "x,X,station"), ("row 2", "has 3 fields, expected 14")),
    ("places.csv", table("places.csv", PLACE, PLACE), ("row 3, id", "'x' stands twice")),
    ("places.csv", table("places.csv", PLACE.replace("x,", "X y,", 1)), ("row 2, id", "'X y'")),
    ("places.csv", table("places.csv", PLACE.replace("X,", ",")), ("row 2, name", "is empty")),
    (
        "places.csv",
        table("places.csv", PLACE.replace("station", "statoin")),
        ("row 2, kind", "'statoin'", "station"),
    ),
    ("places.csv", table("places.csv", PLACE.replace("KZ", "kz")), ("row 2, country", "'kz'")),
    (
        "places.csv",
        table("places.csv", PLACE.replace("60.0", "sixty")),
        ("row 2, lon, lat", "'sixty'", "no two numbers"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace("60.0,45.0", "45.0,160.0")),
        ("row 2, lon, lat", "likely swapped"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace("60.0,45.0", "nan,inf")),
        ("row 2, lon, lat", "nan, inf"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace(",10,", ",near,")),
        ("row 2, uncertainty_m", "'near' is no number"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace(",10,", ",-1,")),
        ("row 2, uncertainty_m", "-1 is outside 0"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace(",,tr4", "2018-02-30,,tr4")),
        ("row 2, opened", "2018-02-30"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace(",,tr4", "1.6.2018,,tr4")),
        ("row 2, opened", "'1.6.2018' is no date", "YYYY-MM-DD"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace("10,,,,", "10,,,nowhere,")),
        ("row 2, station", "'nowhere'"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace("X,", f"{'X' * 200_000},")),
        ("field larger than field limit",),
    ),
    ("places.csv", table("places.csv", PLACE.replace("x,", "x\x00,", 1)), ("row 2, id", r"\x00")),
    ("places.csv", table("places.csv", '"x,X'), ("row",)),
    ("names.csv", table("names.csv", "nowhere,N,en,official"), ("row 2, place", "'nowhere'")),
    ("lines.csv", table("lines.csv", LINE, LINE), ("row 3, id", "'x' stands twice")),
    (
        "lines.csv",
        table("lines.csv", LINE.replace("rail", "ral")),
        ("row 2, mode", "'ral'", "rail"),
    ),
    ("lines.csv", table("lines.csv", LINE.replace("1520", "1525")), ("row 2, gauge_mm", "1525")),
    ("lines.csv", table("lines.csv", LINE.replace("1520", "")), ("row 2, gauge_mm", "1520")),
    (
        "lines.csv",
        table("lines.csv", LINE.replace(",no,", ",maybe,")),
        ("row 2, schematic", "'maybe' is neither yes nor no"),
    ),
    (
        "sections.csv",
        table("sections.csv", "nowhere,oazis,beineu,77,tariff,,"),
        ("row 2, line", "'nowhere' is no line"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,nowhere,77,tariff,,"),
        ("row 2, end", "'nowhere' is no place"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,oazis,77,tariff,,"),
        ("row 2, end", "the start itself"),
    ),
    (
        "sections.csv",
        table("sections.csv", *["riga-zilupe,oazis,beineu,77,tariff,,"] * 2),
        ("row 3, start, end", "stands twice"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,beineu,far,tariff,,"),
        ("row 2, distance_km", "'far' is no number"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,beineu,-5,tariff,,"),
        ("row 2, distance_km", "-5 is outside 0"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,beineu,0,tariff,,"),
        ("row 2, distance_km", "above 0"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,beineu,,tariff,,"),
        ("row 2, distance_km", "above 0 is needed"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,beineu,77,measured,,"),
        ("row 2, distance_km", "must be empty"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,beineu,77,guessed,,"),
        ("row 2, basis", "'guessed'", "tariff"),
    ),
    (
        "shapes.csv",
        table("shapes.csv", "oazis,riga-port,60,45"),
        ("oazis to riga-port", "no section"),
    ),
    (
        "checkpoints.csv",
        table("checkpoints.csv", POINT.replace("oazis", "nowhere")),
        ("row 2, place_a", "'nowhere'"),
    ),
    (
        "checkpoints.csv",
        table("checkpoints.csv", POINT.replace("1520,,,", "1520,nowhere,,")),
        ("row 2, handover", "'nowhere'"),
    ),
    (
        "checkpoints.csv",
        table("checkpoints.csv", POINT.replace("oazis", "").replace("karakalpakstan", "")),
        ("row 2, place_a", "on one side"),
    ),
    (
        "checkpoints.csv",
        table("checkpoints.csv", POINT.replace("rail", "raill")),
        ("row 2, mode", "'raill'"),
    ),
    ("sources.toml", "survey = 1\n", ("survey", "is no table")),
    ("sources.toml", f'{SOURCE}colour = "red"\n', ("[survey], colour", "is unknown", "title")),
    ("sources.toml", SOURCE.replace('"mine"', "5"), ("[survey], licence",)),
    ("sources.toml", SOURCE.replace('"mine"', '"mine'), ("TOML", "line 6")),
    ("sources.toml", f"x = {'[' * 5000}", ("TOML",)),
    (
        "checkpoints.csv",
        table("checkpoints.csv", POINT.replace("UTY,1520", "UTY,1525")),
        ("row 2, gauge_b_mm", "1525 mm", "1520"),
    ),
    (
        "checkpoints.csv",
        table("checkpoints.csv", POINT.replace("KTZ,1520", "KTZ,broad")),
        ("row 2, gauge_a_mm", "'broad' is no number"),
    ),
    ("variants/x.toml", MINE.replace('"x"', '"y"'), ("id", "is 'y'", "'x'")),
    ("variants/x.toml", MINE.replace("poti", "harbour"), ("stops", "unknown place 'harbour'")),
    ("variants/x.toml", "id = ", ("TOML",)),
]


def one_line(name: str, said: tuple[str, ...], folder: Path) -> None:
    answer = ndn("compare", "north", "--atlas", folder)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("\n") == 1, answer.err
    assert answer.err.startswith(f"ndn: {Path(name).name}: ")
    assert len(answer.err) < 500
    for words in said:
        assert words in answer.err


@pytest.mark.parametrize(
    ("name", "text", "said"), FAULTS, ids=[f"{n} {' '.join(s)}" for n, _, s in FAULTS]
)
def test_a_fault_isone_line(name: str, text: str, said: tuple[str, ...], tmp_path: Path) -> None:
    one_line(name, said, laid(tmp_path, {name: text}))


@pytest.mark.parametrize("name", [*HEADERS, "sources.toml", "acts.toml"])
def test_bytes_that_are_no_text_areone_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"id,name\nx,\xff\xfe\n")
    answer = ndn("compare", "north", "--atlas", tmp_path)
    assert (answer.code, answer.out) == (2, "")
    assert all(line.startswith(f"ndn: {name}: ") for line in answer.err.splitlines())
    assert 1 <= answer.err.count("\n") <= 3


@pytest.mark.parametrize("name", [*HEADERS, "sources.toml", "acts.toml", "variants/x.toml"])
def test_a_folder_in_the_place_of_a_file_isone_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir(parents=True)
    one_line(name, (os.strerror(21),), tmp_path)


@pytest.mark.parametrize("name", ["places.csv", "acts.toml", "variants/mine.toml"])
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: Path(path).symlink_to(path)])
def test_what_is_no_file_is_not_waited_for(
    name: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    (tmp_path / "variants").mkdir()
    make(tmp_path / name)
    found = json.loads(ndn("check", "--atlas", tmp_path, "--format", "json").out)["problems"]
    assert {"file": Path(name).name, "message": NO_FILE} in [
        {key: one[key] for key in ("file", "message")} for one in found
    ]


def test_variants_that_are_no_folder_are_a_fault(tmp_path: Path) -> None:
    (tmp_path / "variants").write_text("", encoding="utf-8")
    (found,) = json.loads(ndn("check", "--atlas", tmp_path, "--format", "json").out)["problems"]
    assert (found["file"], found["message"]) == ("variants", "is no folder")


def test_every_fault_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    files = {
        "places.csv": table("places.csv", "x,X,station,kz,60.0,45.0,near,,,,,,tr4,"),
        "lines.csv": table("lines.csv", "y,Y,ral,1520,maybe,,,tr4"),
        "sources.toml": "survey = 1\n",
    }
    with pytest.raises(DataError) as caught:
        load_atlas(laid(tmp_path, files))
    found = [(p.file, p.where, p.field) for p in caught.value.problems]
    assert found == [
        ("lines.csv", "row 2", "mode"),
        ("lines.csv", "row 2", "schematic"),
        ("places.csv", "row 2", "country"),
        ("places.csv", "row 2", "uncertainty_m"),
        ("sources.toml", "survey", ""),
    ]


# What only a look at the borders and at other records can tell.
CHECKED: list[tuple[str, str, tuple[str, ...]]] = [
    (
        "places.csv",
        table("places.csv", PLACE.replace("60.0,45.0", "45.0,60.0")),
        ("row 2", "lon, lat", "likely swapped"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace("tr4", "hearsay")),
        ("row 2", "sources", "'hearsay' is no source"),
    ),
    (
        "places.csv",
        table("places.csv", PLACE.replace("tr4", "")),
        ("row 2", "sources", "every fact names its source"),
    ),
    (
        "lines.csv",
        table("lines.csv", LINE.replace(",,,tr4", ",2018,2017,tr4")),
        ("row 2", "closed", "2017-01-01 is not after 2018-01-01"),
    ),
    (
        "sections.csv",
        table("sections.csv", "riga-zilupe,oazis,beineu,7,tariff,,"),
        ("row 2", "distance_km", "the great circle alone is"),
    ),
]


@pytest.mark.parametrize(
    ("name", "text", "said"), CHECKED, ids=[" ".join(said) for _, _, said in CHECKED]
)
def test_the_check_reports_it(name: str, text: str, said: tuple[str, ...], tmp_path: Path) -> None:
    answer = ndn("check", "--atlas", laid(tmp_path, {name: text}), "--format", "json")
    assert (answer.code, answer.err) == (1, "")
    (problem,) = json.loads(answer.out)["problems"]
    assert problem["file"] == name
    assert all(words in " ".join(problem.values()) for words in said)


def test_the_check_reports_what_cannot_be_read(tmp_path: Path) -> None:
    answer = ndn("check", "--atlas", laid(tmp_path, {"places.csv": "id,name\n"}))
    assert (answer.code, answer.err) == (1, "")
    assert answer.out.startswith("1 fault\n")
    assert "lacks the columns kind" in answer.out


def test_figures_from_faulty_records_are_told(mine: Path) -> None:
    sound = ndn("compare", "by-harbour", "--atlas", mine, *AS_OF)
    assert (sound.code, sound.err) == (0, "")
    name = "sections.csv"
    rows = [row.replace("harbour,mangistau,140", "harbour,mangistau,14") for row in TABLES[name]]
    laid(mine, {name: table(name, *rows)})
    answer = ndn("compare", "by-harbour", "--atlas", mine, *AS_OF)
    assert answer.code == 0
    assert answer.err == (
        f"note: {mine} has 1 fault on which figures may rest; ndn check --atlas {mine} tells "
        "which\n"
    )
    assert ndn("check", "--atlas", mine).code == 1
    assert ndn("compare", "by-harbour", "--atlas", mine, *AS_OF, "-q").err == ""


def test_a_control_character_in_a_table_is_a_fault(mine: Path) -> None:
    rows = [row.replace("New Harbour", "New\x00Harbour") for row in TABLES["places.csv"]]
    laid(mine, {"places.csv": table("places.csv", *rows)})
    answer = ndn("places", "harbour", "--atlas", mine)
    said = "ndn: places.csv: row 2, name: 'New\\x00Harbour' holds the control character U+0000"
    assert (answer.code, answer.out, answer.err.splitlines()[0]) == (2, "", said)
