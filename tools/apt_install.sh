#!/usr/bin/env bash
# Installs Debian packages where this user may; otherwise names the one command that does it.
# Usage: tools/apt_install.sh PACKAGE...
set -euo pipefail

by_hand="sudo apt-get install -y $*"
if ! command -v apt-get >/dev/null; then
    echo "There is no apt-get here; please install what answers to these Debian packages: $*" >&2
    exit 1
fi
as_root=()
if [[ "$(id -u)" -ne 0 ]]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
        [[ -n "$(command -v sudo)" ]] || by_hand="su -c 'apt-get install -y $*'"
        printf 'Please type this once, and then the same make command again:\n\n    %s\n\n' \
            "$by_hand" >&2
        exit 1
    fi
    as_root=(sudo -n)
fi

echo "Installing $* with apt-get" >&2
# One unreachable archive among several must not stop the installation from the others.
"${as_root[@]}" apt-get update -qq >&2 || echo "apt-get update reported a failure" >&2
if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" >&2; then
    printf 'That failed. To try by hand:\n\n    %s\n\n' "$by_hand" >&2
    exit 1
fi
