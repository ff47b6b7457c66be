"""Every public function tells its parameters, what it returns and, where there are any, errors.

The style is numpydoc's. What is public is what `tools/docs_api.py` lists.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from tools.docs_api import PACKAGES, homes

PUBLIC = sorted({home for package in PACKAGES for home in homes(package)})


def named(home: str) -> Any:
    module, _, name = home.rpartition(".")
    return getattr(import_module(module), name)


FUNCTIONS = [home for home in PUBLIC if inspect.isfunction(named(home))]


def section(function: Callable[..., object], title: str) -> str | None:
    """The text of a section of a docstring, or ``None``."""
    text = inspect.getdoc(function) or ""
    pattern = rf"^{title}\n-+\n(.*?)(?=^[A-Z][a-z ]+\n-+$|\Z)"
    found = re.search(pattern, text, flags=re.MULTILINE | re.DOTALL)
    return found[1] if found else None


@pytest.mark.parametrize("home", PUBLIC)
def test_it_has_a_docstring(home: str) -> None:
    if inspect.isfunction(named(home)) or inspect.isclass(named(home)):
        assert (inspect.getdoc(named(home)) or "").strip(), home


@pytest.mark.parametrize("home", FUNCTIONS)
def test_it_names_every_parameter(home: str) -> None:
    heads = re.findall(r"^(\S.*)$", section(named(home), "Parameters") or "", flags=re.MULTILINE)
    told = {name.strip("* ") for head in heads for name in head.partition(" :")[0].split(",")}
    assert told == set(inspect.signature(named(home)).parameters)


@pytest.mark.parametrize("home", FUNCTIONS)
def test_it_tells_what_it_returns(home: str) -> None:
    nothing = inspect.signature(named(home)).return_annotation in (None, "None")
    assert (section(named(home), "Returns") is None) is nothing


def raised(function: Callable[..., object]) -> set[str]:
    """The names of the errors that a function raises itself."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    calls = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc)
    names = (call.func if isinstance(call, ast.Call) else call for call in calls)
    return {name.id for name in names if isinstance(name, ast.Name) and name.id[0].isupper()}


@pytest.mark.parametrize("home", FUNCTIONS)
def test_it_tells_what_it_raises(home: str) -> None:
    told = section(named(home), "Raises") or ""
    assert [name for name in raised(named(home)) if name not in told] == []


@pytest.mark.parametrize("home", [home for home in FUNCTIONS if home.startswith("ndnatlas.")])
def test_a_function_of_the_face_tells_units_and_errors(home: str) -> None:
    text = inspect.getdoc(named(home)) or ""
    assert section(named(home), "Raises")
    assert section(named(home), "Examples")
    assert re.search(r"_km|kilometres|EPSG:4326|WGS 84|intervals|Days|TEU|plane|In the order", text)


def test_there_are_functions_to_look_at() -> None:
    assert len(FUNCTIONS) > 20
