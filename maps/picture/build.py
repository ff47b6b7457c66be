"""Build the fonts of the pictures: ``python -m maps.picture.build FOLDER``.

FOLDER holds ``NotoSans-Regular.ttf``, ``NotoSans-Bold.ttf`` and ``NotoSans-Italic.ttf`` (Debian:
package ``fonts-noto-core``). The result in ``assets/noto`` holds the Latin, Greek and Cyrillic
letters alone, is committed with its ``manifest.json`` and never edited by hand. Needs fonttools.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from maps.picture.lettering import FACES, FONTS

LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),  # Latin, with the letters of Azerbaijani, Latvian, Polish, Turkish
    0x259,
    *range(0x370, 0x400),  # Greek
    *range(0x400, 0x530),  # Cyrillic, with the letters of Kazakh, Kyrgyz, Tajik, Uzbek
    *range(0x1E00, 0x1F00),  # Latin with two marks
    *range(0x2010, 0x2027),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2116, 0x2122, 0x2212, 0xFFFD),
)


def subset(source: Path, target: Path) -> None:
    """Write the letters of one font, without hinting, kerning and the names of its glyphs."""
    font = TTFont(source)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    # A picture made anew must be the same byte for byte.
    options.recalc_timestamp = False
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "kern", "DSIG", "STAT", "meta"]
    subsetter = Subsetter(options=options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.save(target, reorderTables=False)


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the fonts and their manifest."""
    parser = argparse.ArgumentParser(prog="python -m maps.picture.build", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the three fonts lie")
    folder: Path = parser.parse_args(arguments).folder
    records = {}
    for name in FACES.values():
        subset(folder / name, FONTS / name)
        font = TTFont(folder / name)
        records[name] = {
            "from": f"Noto Sans, {font['name'].getDebugName(5).split(';')[0]}",
            "input": digest(folder / name),
            "licence": "OFL-1.1",
            "sha256": digest(FONTS / name),
        }
    (FONTS / "manifest.json").write_text(
        json.dumps(records, indent=2, sort_keys=True) + "\n", encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
