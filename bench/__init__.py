"""Measurements: `python3 start.py bench NAME`. What they gave: docs/benchmarks.md."""
