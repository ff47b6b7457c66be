"""What ``ndn compare A B --diff`` says, in every way in which two variants can part and meet."""

from __future__ import annotations

from pathlib import Path

from tests.test_cli_golden import ndn

AS_OF = ("--as-of", "2018-06-01")


def told(*words: str | Path) -> str:
    answer = ndn("compare", *words, *AS_OF, "--diff")
    assert (answer.code, answer.err) == (0, "")
    return answer.out


def variant_file(folder: Path, ident: str, *stops: str, avoid: str = "") -> Path:
    path = folder / f"{ident}.toml"
    listed = ", ".join(f'"{stop}"' for stop in stops)
    avoided = f'avoid = ["{avoid}"]\n' if avoid else ""
    path.write_text(f'id = "{ident}"\nname = "My {ident}"\nstops = [{listed}]\n{avoided}', "utf-8")
    return path


def test_the_sentences() -> None:
    lines = told("south-aktau", "south-kuryk").splitlines()
    assert lines[:6] == [
        "NDN South by Aktau (south-aktau) and NDN South by Kuryk (south-kuryk) as of 2018-06-01",
        "Both run from Poti to Alat port, 789.0 km.",
        "At Alat port they part: NDN South by Aktau goes 476.6 km by Aktau-Port (4.0 km rail, "
        "472.6 km ferry), NDN South by Kuryk 507.9 km by Kuryk-Port (79.0 km rail, 428.9 km "
        "ferry); they meet again at Mangistau; NDN South by Kuryk is 31.3 km longer. Only NDN "
        "South by Aktau crosses AZ-KZ at Port of Aktau. Only NDN South by Kuryk crosses AZ-KZ at "
        "Port of Kuryk.",
        "Both run from Mangistau to Hairatan, 1,981.6 km.",
        "In all NDN South by Aktau has 3,247.2 km, NDN South by Kuryk 3,278.5 km; NDN South by "
        "Kuryk is 31.3 km longer. NDN South by Kuryk has 75.0 km more by rail and 43.7 km less by "
        "ferry than NDN South by Aktau.",
        "from       to         they run  south-aktau km  south-kuryk km  difference  drawn line  "
        "frontiers  customs  transfers  gauge breaks  by mode                  by country",
    ]


def test_the_other_way_round_the_signs_turn() -> None:
    there, back = told("south-aktau", "south-kuryk"), told("south-kuryk", "south-aktau")
    assert "+31.3" in there
    assert "-31.3" in back
    assert "NDN South by Kuryk is 31.3 km longer" in back
    assert "75.0 km less by rail and 43.7 km more by ferry than NDN South by Kuryk" in back


def test_ways_without_a_common_stretch() -> None:
    text = told("pakistan-torkham", "btk")
    assert "They run no stretch together." in text
    assert "In all" not in text
    assert "Both begin at Karachi and part there" in told("pakistan-torkham", "pakistan-chaman")


def test_a_variant_and_its_copy(tmp_path: Path) -> None:
    ends = ("poti", "alat-port")
    one, other = (variant_file(tmp_path, name, *ends) for name in ("one", "other"))
    text = told(one, other)
    assert "Both run the same way from Poti to Alat port, 789.0 km." in text
    assert "In all" not in text
    assert "no stretch" not in text


def test_one_way_within_the_other(tmp_path: Path) -> None:
    short = variant_file(tmp_path, "short", "alat-port", "kuryk-port", "beineu")
    text = told(short, "south-kuryk")
    assert (
        "NDN South by Kuryk begins at Poti and goes 789.0 km by Tbilisi-Passazhirskaya, Böyük "
        "Kəsik and Gəncə to Alat port, where My short begins." in text
    )
    assert "Both run from Alat port to Beineu" in text
    assert "My short ends at Beineu; NDN South by Kuryk goes on " in text


def test_a_detour(tmp_path: Path) -> None:
    straight = variant_file(tmp_path, "straight", "alat-port", "poti")
    round_ = variant_file(tmp_path, "round", "alat-port", "batumi", "poti")
    text = told(straight, round_)
    assert "My round alone makes a detour of " in text


def test_the_same_way_back_says_so() -> None:
    text = told("south-kuryk", "middle-corridor-dostyk")
    assert "They run no stretch together." in text
    assert "Both use, in opposite directions, Poti - Alat port (789.0 km)" in text


def test_two_variants_of_one_name_go_by_their_ids(tmp_path: Path) -> None:
    path = variant_file(tmp_path, "mine", "poti", "alat-port", "kuryk-port", "hairatan")
    path.write_text(path.read_text("utf-8").replace("My mine", "NDN South by Aktau"), "utf-8")
    assert "they part: south-aktau goes " in told("south-aktau", path)


def test_frontiers_and_counts() -> None:
    text = told("kkt", "dushanbe")
    assert (
        "Only Kazakhstan-Kyrgyzstan-Tajikistan crosses KZ-KG at Turksib (Lugovaya) / Kaindy, KG-TJ "
        "at Karamyk / Karamik and KZ-KG, KG-KZ without a registered crossing point." in text
    )
    assert (
        "NDN North to Dushanbe has 2 fewer frontiers, 1 more border with customs and 1 fewer "
        "transshipment than Kazakhstan-Kyrgyzstan-Tajikistan." in text
    )
    assert "NDN North to Dushanbe ends at Dushanbe I; Kazakhstan-Kyrgyzstan-Tajikistan goes" in text
