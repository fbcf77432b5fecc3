#!/usr/bin/env bash
# Set up congvan on a fresh machine: system programs, uv, and an environment in .venv from the hashed requirements.
# Usage: scripts/setup.sh [run|dev]   (dev adds what the tests need)
set -euo pipefail
cd "$(dirname "$0")/.."
kind="${1:-run}"

# Debian and Ubuntu packages; on other systems `congvan doctor` says what is missing and how to get it.
packages=(tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui libreoffice-calc-nogui fonts-croscore poppler-utils)
[ "$kind" = run ] || packages+=(postgresql) # the store is tested on a real server
if command -v apt-get >/dev/null 2>&1; then
  missing=()
  for package in "${packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ "${#missing[@]}" -gt 0 ]; then
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo"
    echo "Installing system packages: ${missing[*]}" >&2
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
fi

if ! command -v uv >/dev/null 2>&1; then
  if ! python3 -m pip install --quiet --user uv 2>/dev/null; then
    python3 -m pip install --quiet --break-system-packages uv
  fi
  export PATH="$HOME/.local/bin:$(python3 -c 'import sysconfig; print(sysconfig.get_path("scripts"))'):$PATH"
fi

[ -x .venv/bin/python ] || uv venv --quiet --python '>=3.11' .venv
# Installing is skipped when nothing changed since the last time.
stamp=".venv/congvan-$kind.sha256"
now="$(cat "requirements/$kind.txt" pyproject.toml | sha256sum)"
dev="$(cat requirements/dev.txt pyproject.toml | sha256sum)" # an up-to-date dev environment serves both
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$now" ] && [ "$(cat .venv/congvan-dev.sha256 2>/dev/null || true)" != "$dev" ]; then
  uv pip sync --quiet --python .venv/bin/python --require-hashes "requirements/$kind.txt"
  uv pip install --quiet --python .venv/bin/python --no-deps --editable .
  rm -f .venv/congvan-*.sha256
  echo "$now" >"$stamp"
fi
