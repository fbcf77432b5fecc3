#!/usr/bin/env bash
# Make the hashed, universal requirements anew after a change of dependencies in pyproject.toml.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() { uv pip compile --quiet --universal --generate-hashes --python-version 3.11 "$@"; }
compile --extra all pyproject.toml -o requirements/run.txt
compile --extra all --extra dev pyproject.toml -o requirements/dev.txt
