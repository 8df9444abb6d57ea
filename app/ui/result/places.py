"""Where a changed file lies, and whether it may be opened from the window."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from app.domain.change import Change, ChangeKind

# fmt: off
# Opening one of these runs it. A script made it, so the person has to look at it first.
_RUNS_WHEN_OPENED = frozenset(
    {
        ".app", ".appimage", ".application", ".apk", ".bat", ".bash", ".cmd", ".com",
        ".command", ".cpl", ".desktop", ".exe", ".gadget", ".hta", ".inf", ".jar",
        ".jnlp", ".js", ".jse", ".lnk", ".msc", ".msi", ".msp", ".pif", ".pl", ".ps1",
        ".psm1", ".py", ".pyc", ".pyw", ".pyz", ".rb", ".reg", ".run", ".scf", ".scr",
        ".sct", ".sh", ".url", ".vb", ".vbe", ".vbs", ".workflow", ".ws", ".wsc", ".wsf",
        ".wsh", ".xll", ".zsh",
    }
)
# fmt: on


def place_of(change: Change, root: Path) -> Path | None:
    """Where the file of `change` is now; `None` when it is gone or would lie outside of `root`."""
    if change.kind is ChangeKind.DELETED:
        return None
    relative = PurePosixPath(change.path)
    if relative.is_absolute() or ".." in relative.parts:
        return None
    place = root / relative
    try:
        if not place.exists() or not place.resolve().is_relative_to(root.resolve()):
            return None
    except (OSError, ValueError):
        return None
    return place


def may_open(place: Path) -> bool:
    """Whether opening `place` only shows it. Programs are shown in their folder instead."""
    suffix = place.suffix.lower().rstrip(" .")
    if suffix in _RUNS_WHEN_OPENED:
        return False
    # Not asked of files with a suffix: on FAT and NTFS disks every file counts as executable.
    return bool(suffix) or place.is_dir() or not os.access(place, os.X_OK)
