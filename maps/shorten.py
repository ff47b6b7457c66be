"""Shorten the page's own scripts: ``python -m maps.shorten ESBUILD``.

ESBUILD is the program ``esbuild`` of the npm package of that name. Each result in
``assets/short`` is made of one or several scripts of ``assets``; its ``manifest.json`` holds the
digests of both, by which a test sees without ESBUILD that they belong together. The results are
committed and never edited by hand.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from geodata.writing import write_whole
from maps.embedding import SHORT, SOURCES, asset

OPTIONS = ("--minify", "--target=es2019", "--charset=utf8", "--legal-comments=none")


class Record(NamedTuple):
    """The SHA-256 of a shortened script and of what it is made of, in hexadecimal."""

    script: str
    sources: str


def source(name: str) -> str:
    """What a shortened script is made of."""
    return "\n".join(asset(part) for part in SOURCES[name])


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def shortened(text: str, esbuild: str) -> str:
    """A script without comments and blanks, with short names for what it keeps to itself.

    Raises
    ------
    subprocess.CalledProcessError
        When the script is none.
    """
    done = subprocess.run(  # noqa: S603  # the program that was named
        [esbuild, *OPTIONS], input=text, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout


def main(arguments: Sequence[str] | None = None) -> None:
    """Write all shortened scripts and their manifest."""
    parser = argparse.ArgumentParser(prog="python -m maps.shorten", description=__doc__)
    parser.add_argument("esbuild", help="the program, such as node_modules/.bin/esbuild")
    esbuild = parser.parse_args(arguments).esbuild
    records = {}
    for name in SOURCES:
        text = source(name)
        script = shortened(text, esbuild)
        write_whole(SHORT / name, script.encode())
        records[name] = Record(digest(script), digest(text))._asdict()
    manifest = json.dumps(records, indent=2, sort_keys=True) + "\n"
    write_whole(SHORT / "manifest.json", manifest.encode())


if __name__ == "__main__":
    main()
