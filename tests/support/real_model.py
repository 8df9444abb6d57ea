"""Where the real model is on this computer: `start.py test` has fetched it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app import paths
from app.writer.download.record import record_path

FILE = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"

# Looked up while the tests are collected, before each gets an empty user folder of its own.
HERE = paths.models() / FILE


def lend(home: Path) -> Path:
    """Put the model into the user folder `home` as if it had been downloaded there."""
    models = home / "data" / "models"
    models.mkdir(parents=True, exist_ok=True)
    target = models / FILE
    try:
        os.link(HERE, target)
    except OSError:  # another file system
        target.symlink_to(HERE)
    shutil.copyfile(record_path(HERE), record_path(target))
    return target
