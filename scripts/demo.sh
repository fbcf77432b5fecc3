#!/usr/bin/env bash
# Set up, then convert the samples that ship with the project into out/: plans (json) and checklists (docx, xlsx, md).
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh run
.venv/bin/congvan convert samples/*.* --out out --format json,docx,xlsx,md
