"""Widgets that say everything again when the language changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QFrame


class SpeakingFrame(QFrame):
    """A frame whose `retranslate` sets every text that it shows.

    Heirs call `retranslate` at the end of `__init__`.
    """

    def retranslate(self) -> None:
        """Set every text again, in the language that is spoken now."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class SpeakingDialog(QDialog):
    """The same for a dialog."""

    def retranslate(self) -> None:
        """Set every text again, in the language that is spoken now."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
