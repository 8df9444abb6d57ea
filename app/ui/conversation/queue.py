"""The requests that wait, each with a button that drops it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.ui.conversation.text import ElidedLabel
from app.ui.draft import Ask
from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame


class QueueStrip(SpeakingFrame):
    """Hidden while nothing waits."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 0, 10, 0)
        self._layout.setSpacing(2)
        self.hide()

    def show_queue(self, queue: tuple[Ask, ...]) -> None:
        """Show what waits, in order."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for ask in queue:
            row = QueuedRow(ask, self)
            self._layout.addWidget(row)
            row.show()
        self.setVisible(bool(queue))


class QueuedRow(SpeakingFrame):
    """One request that waits."""

    def __init__(self, ask: Ask, owner: QueueStrip) -> None:
        super().__init__(owner)
        self._ask = ask
        self._owner = owner
        self._next = QLabel(self)
        self._next.setProperty("kind", "muted")
        self._words = ElidedLabel(self)
        self._words.setText(" ".join(ask.words.split()))
        self._drop = QToolButton(self)
        self._drop.setIcon(icon("close"))
        self._drop.setIconSize(QSize(12, 12))
        self._drop.setAutoRaise(True)
        self._drop.clicked.connect(self._on_dropped)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._next)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._drop)
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        self._next.setText(self.tr("Waits:"))
        name = self.tr("Don't do this one")
        self._drop.setToolTip(name)
        self._drop.setAccessibleName(name)

    def _on_dropped(self) -> None:
        self._owner.dropped.emit(self._ask)
