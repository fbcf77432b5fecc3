"""What is measured, each by one command: `python -m benchmarks.accuracy`, `benchmarks.speed` …."""
