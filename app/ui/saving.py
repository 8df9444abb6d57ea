"""Saving something that is shown: the question where, and a file that is written whole or not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def save_dialog(parent: QWidget, title: str, name: str, kinds: str) -> QFileDialog:
    """A dialog that asks where to save `name`. The caller connects `fileSelected` and opens it.

    `kinds` is a name filter ("Pictures (*.png)"); the suffix of `name` is added when missing.
    """
    dialog = QFileDialog(parent, title, QDir.homePath())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(Path(name).suffix.lstrip("."))
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def write_whole(target: Path, content: bytes) -> bool:
    """Write `content` into `target`, which keeps what it held when that fails (False)."""
    part = target.with_name(f".{target.name[:100]}.part")
    try:
        part.write_bytes(content)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        return False
    return True
