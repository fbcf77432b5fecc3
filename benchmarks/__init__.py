"""What is measured, each by one command: `python -m benchmarks.accuracy`, `benchmarks.speed` …."""

import os

os.environ.setdefault("CONGVAN_STRICT", "1")  # a finder's fault is to be seen, not kept apart
