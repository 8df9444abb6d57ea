"""Run folders that earlier processes left behind when they were killed."""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path

import psutil

from app.runner import tree

_OWNER = "owner.json"
_UNCLAIMED_SECONDS = 600


def claim(folder: Path) -> None:
    """Mark `folder` as this process's."""
    owner = {"pid": os.getpid(), "started": psutil.Process().create_time()}
    (folder / _OWNER).write_text(json.dumps(owner), encoding="utf-8")


def sweep(scratch: Path) -> None:
    """Remove the folders in `scratch` whose process is gone."""
    with contextlib.suppress(FileNotFoundError):
        for folder in sorted(scratch.iterdir()):
            if not _is_owned(folder):
                tree.remove(folder)


def _is_owned(folder: Path) -> bool:
    """Whether the process that claimed `folder` still runs; a reused number does not count."""
    try:
        owner = json.loads((folder / _OWNER).read_text(encoding="utf-8"))
        process = psutil.Process(int(owner["pid"]))
        return abs(process.create_time() - float(owner["started"])) < 1.0
    except psutil.NoSuchProcess:
        return False
    except psutil.Error:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        # perhaps it is being made right now
        with contextlib.suppress(OSError):
            return time.time() - folder.lstat().st_mtime < _UNCLAIMED_SECONDS
        return False
