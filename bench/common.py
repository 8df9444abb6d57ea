"""What every measurement needs: the model, long prompts that no cache knows, and tables."""

from __future__ import annotations

import argparse
import json
import os
import platform
import secrets
import statistics
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from app import __version__
from app.writer.base import Prompt, Role

_PARAGRAPH = (
    "The folder holds one table for each month: the date, the customer, the city, the article, "
    "the number of pieces and the price. Amounts have a decimal comma, dates begin with the day. "
)
_TOKENS_A_PARAGRAPH = 38


def options(description: str) -> argparse.ArgumentParser:
    """The command line that every measurement has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--model", type=Path, help="a .gguf file; else the chosen model")
    parser.add_argument("--times", type=int, default=10, help="how often each is measured")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser


def model_file(named: Path | None) -> Path:
    """The model to measure with. Exits with a sentence when there is none."""
    if named is None:
        from app.main import Services  # needless, and slow, when a file is named

        services = Services()
        try:
            named = services.library().chosen().path
        finally:
            services.close()
    if not named.is_file():
        sys.exit(f"There is no model at {named}. Name one with --model.")
    return named


def long_prompt(tokens: int) -> Prompt:
    """A chat of at least `tokens` tokens that shares nothing with an earlier one."""
    # In front, so that what the engine remembers of the last prompt is of no use.
    words = f"Task {secrets.token_hex(8)}. " + _PARAGRAPH * (tokens // _TOKENS_A_PARAGRAPH + 1)
    return Prompt(
        (
            (Role.SYSTEM, words),
            (Role.USER, "Write a long script that adds up the amounts for each city and month."),
        ),
        "```python\nimport csv\n",
        stop_texts=(),
    )


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Median and extremes, in milliseconds."""
    return {
        "times": len(seconds),
        "median_ms": round(statistics.median(seconds) * 1000, 1),
        "min_ms": round(min(seconds) * 1000, 1),
        "max_ms": round(max(seconds) * 1000, 1),
    }


def setting(model: Path) -> dict[str, Any]:
    """What a figure means nothing without."""
    return {
        "version": __version__,
        "date": date.today().isoformat(),
        "model": model.name,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        # Above the number of cores, others were at work too. Our own engine is in it.
        "load": [round(value, 1) for value in psutil.getloadavg()],
    }


def show(setting: dict[str, Any], rows: list[dict[str, Any]], as_json: bool) -> None:
    """Print the figures, for a program or as a Markdown table."""
    if as_json:
        print(json.dumps({**setting, "results": rows}, ensure_ascii=False, indent=2))
        return
    print(", ".join(f"{key} {value}" for key, value in setting.items()) + "\n")
    heads = list(rows[0])
    print("| " + " | ".join(head.replace("_", " ") for head in heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(str(row[head]) for head in heads) + " |")
