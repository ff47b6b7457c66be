#!/usr/bin/env bash
# Creates an empty virtual environment, with Debian's python3-venv installed first where it lacks.
# Usage: tools/make_venv.sh PYTHON FOLDER
set -euo pipefail
python=$1
folder=$2
tools=$(dirname "${BASH_SOURCE[0]}")

if ! command -v "$python" >/dev/null; then
    echo "No '$python' here; install Python 3.11 or newer, or name one: make PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "NDN Atlas needs Python 3.11 or newer, but '$python' is $("$python" -V 2>&1);" \
        "name a newer one: make PYTHON=python3.12" >&2
    exit 1
fi

can_make_venv() {
    "$python" -c 'import ensurepip, venv' 2>/dev/null
}

if ! can_make_venv; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    package="python$version-venv"
    # Debian's own interpreter has its package under the shorter name too.
    if [[ "$(/usr/bin/python3 -V 2>/dev/null)" == "Python $version."* ]]; then
        package=python3-venv
    fi
    echo "'$python' cannot create virtual environments: $package is missing." >&2
    "$tools/apt_install.sh" "$package"
    if ! can_make_venv; then
        echo "$package is installed, but '$python' still has no ensurepip;" \
            "try make PYTHON=/usr/bin/python3" >&2
        exit 1
    fi
fi

echo "Creating $folder with $("$python" -V)" >&2
# A half-made environment would look finished to the next run.
trap 'rm -rf "$folder"; exit 1' ERR INT TERM
"$python" -m venv --clear "$folder"
