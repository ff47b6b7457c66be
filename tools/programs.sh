#!/usr/bin/env bash
# Sees that the programs are there which the tests call: Chromium, with fonts for the scripts of the
# maps, and groff. Where Chromium cannot be installed, says so: an error under CI, a remark elsewhere.
set -euo pipefail
tools=$(dirname "${BASH_SOURCE[0]}")

has_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null

wanted=()
has_chromium || wanted+=(chromium)
if [[ -z "$(fc-list :lang=ru 2>/dev/null)" ]]; then
    wanted+=(fonts-dejavu-core fonts-noto-core)
fi
command -v groff >/dev/null || wanted+=(groff-base)
[[ ${#wanted[@]} -gt 0 ]] || exit 0

"$tools/apt_install.sh" "${wanted[@]}" || true
if ! has_chromium; then
    echo "Chromium is missing: the browser tests are NOT run." >&2
    [[ -z "${CI:-}" ]] || exit 1
fi
