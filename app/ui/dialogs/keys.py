"""F1: every key there is, and three sentences about how it works."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.conversation.text import WrappedText
from app.ui.dialogs.close_box import CloseBox
from app.ui.speaking import SpeakingDialog


class KeysDialog(SpeakingDialog):
    """The cheat sheet. `actions` are those of the menu, so it can't forget one."""

    def __init__(self, actions: tuple[QAction, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._how = WrappedText(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(28)
        self._grid.setVerticalSpacing(8)
        self._buttons = CloseBox(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._how)
        layout.addLayout(self._grid)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(460)
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        self.setWindowTitle(self.tr("Help"))
        self._how.set_text(
            self.tr(
                "Choose a folder or files, say what should be done, and press Enter. "
                "A script is written and tried on a copy, and you see what would happen. "
                "Only Run changes your files, and Undo brings them back."
            )
        )
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rows = [
            (self.tr("Send the request"), self.tr("Enter")),
            (self.tr("New line"), self.tr("Shift+Enter")),
            (self.tr("Earlier requests"), "↑ ↓"),
        ]
        rows += [
            (
                action.text().replace("&", "").rstrip("…"),
                action.shortcut()
                .toString(QKeySequence.SequenceFormat.NativeText)
                .replace("Return", self.tr("Enter")),
            )
            for action in self._actions
            if not action.shortcut().isEmpty()
        ]
        for row, (what, keys) in enumerate(rows):
            key = QLabel(keys, self)
            key.setProperty("kind", "muted")
            self._grid.addWidget(QLabel(what, self), row, 0)
            self._grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignRight)
