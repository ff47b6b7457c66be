"""The reference of the packages, ``docs/api.md``: what they export, where the site puts it in.

``python tools/docs_api.py`` writes it anew, and so does ``make golden``. What stands above the
first package is written by hand and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

PATH = Path(__file__).parents[1] / "docs" / "api.md"

PACKAGES = {
    "ndnatlas": "The face",
    "routes": "The journeys",
    "geodata": "The ground",
    "maps": "Maps",
    "routes.export": "Exports",
    "routes.estimate": "Estimates",
    "routes.engines": "Engines for large networks",
    "routes.sweep": "Sweeps",
    "maps.picture": "Pictures",
    "maps.charts": "Charts",
}

TOPS = {package.partition(".")[0] for package in PACKAGES}

MARK = "<!-- Below, the site fills in the docstrings. -->\n"


def reference(document: str) -> str:
    """The document with what the packages export now."""
    head = document.partition(MARK)[0]
    return head + MARK + "".join(map(_chapter, PACKAGES))


def _chapter(package: str) -> str:
    told = (import_module(package).__doc__ or "").partition("\n")[0]
    names = "".join(f"\n::: {home}\n" for home in homes(package))
    return f"\n## {PACKAGES[package]}: `{package}`\n\n{told}\n{names}"


def homes(package: str) -> Iterator[str]:
    """The names that a package exports, each by the module that defines it.

    A function may have the name of its module (`routes.law.status`), which would hide it. What a
    package hands on from one below it is told there.
    """
    module = import_module(package)
    top = package.partition(".")[0]
    for name in (name for name in module.__all__ if not name.startswith("_")):
        home = getattr(getattr(module, name), "__module__", None)
        if home and home.partition(".")[0] != top and home.partition(".")[0] in TOPS:
            continue
        # Constants know no module of their own.
        yield f"{home if home in _modules(package) else package}.{name}"


def _modules(package: str) -> frozenset[str]:
    top = package.partition(".")[0]
    folder = PATH.parents[1] / top
    files = (file.relative_to(folder.parent).with_suffix("") for file in folder.rglob("*.py"))
    return frozenset(".".join(file.parts).removesuffix(".__init__") for file in files)


if __name__ == "__main__":
    PATH.write_text(reference(PATH.read_text(encoding="utf-8")), encoding="utf-8")
