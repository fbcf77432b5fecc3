#!/usr/bin/env bash
# Set up, then pass the tests (those over real dispatches skip where ../shared is absent).
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh dev
.venv/bin/python -m pytest -q -n auto "$@"
