"""The package's exports: each there, each imported only when it is used."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

import routes.engines


@pytest.mark.parametrize("name", routes.engines.__all__)
def test_every_export_is_there(name: str) -> None:
    assert getattr(routes.engines, name).__name__ == name


def test_what_is_not_exported_is_an_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = routes.engines.nothing


def test_no_export_has_the_name_of_a_module() -> None:
    # Importing the module would put it in the place of the export.
    modules = {module.name for module in pkgutil.iter_modules(routes.engines.__path__)}
    assert not modules & set(routes.engines.__all__)


def test_the_package_loads_nothing_that_is_not_used() -> None:
    code = "import sys, routes.engines; print('routes.engines.penalty' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True
    )
    assert result.stdout == "False\n"
