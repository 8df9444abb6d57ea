"""The button that closes a dialog."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox


class CloseBox(QDialogButtonBox):
    """One button, "Close", in the language that is spoken and without the desktop's icon."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(QDialogButtonBox.StandardButton.Close, dialog)
        self.rejected.connect(dialog.reject)
        self._close = self.button(QDialogButtonBox.StandardButton.Close)
        self._close.setIcon(QIcon())
        self.retranslate()

    def retranslate(self) -> None:
        """Set the text again, in the language that is spoken now."""
        self._close.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        super().changeEvent(event)  # Qt sets its own text first
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
