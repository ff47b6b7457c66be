#!/usr/bin/env bash
# Rewrites requirements/*.txt: exact versions with hashes, one set for Python 3.11 to 3.14.
# The versions already locked are kept where they still fit; UPGRADE=1 takes the newest ones.
# Usage: tools/lock.sh PYTHON
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

resolver=build/lock
tools/make_venv.sh "$1" "$resolver"
"$resolver/bin/python" -m pip install --quiet 'uv>=0.7'

options=(
    --quiet --universal --python-version 3.11 --fork-strategy fewest
    --generate-hashes --no-annotate --custom-compile-command 'make lock'
)
if [[ -n "${UPGRADE:-}" ]]; then
    options+=(--upgrade)
fi

mkdir -p requirements
"$resolver/bin/uv" pip compile pyproject.toml "${options[@]}" \
    --group build --all-extras --output-file requirements/full.txt
# Constrained by the full set, so that a library has the same version in both.
"$resolver/bin/uv" pip compile pyproject.toml "${options[@]}" \
    --group build --constraint requirements/full.txt --output-file requirements/core.txt
# What the image for batches holds: the core and every optional part, without the tools.
"$resolver/bin/uv" pip compile pyproject.toml "${options[@]}" \
    --group build --extra osm --extra picture --extra charts --extra export --extra sweep \
    --extra dask --constraint requirements/full.txt --output-file requirements/batch.txt
