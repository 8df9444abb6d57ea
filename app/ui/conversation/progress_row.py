"""What is going on, with a bar where it can be known how far, and Stop."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui.conversation.text import WrappedText
from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame


class ProgressRow(SpeakingFrame):
    """A sentence, a thin bar, and a button that stops."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cancels = False
        self._text = WrappedText(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(4)
        self._stop = QPushButton(self)
        self._stop.setIcon(icon("stop"))
        self._stop.setIconSize(QSize(20, 16))
        self._stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._bar)
        self.retranslate()

    def set_cancels(self) -> None:
        """Call the button "Cancel": it stops a download, not a script."""
        self._cancels = True
        self.retranslate()

    def show_progress(self, text: str, fraction: float | None, *, can_stop: bool) -> None:
        """Show `text`; a `fraction` of `None` moves without saying how far it is."""
        self._text.set_text(text)
        self._bar.setAccessibleName(text)
        if fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, 1000)
            self._bar.setValue(round(fraction * 1000))
        self._stop.setVisible(can_stop)

    def retranslate(self) -> None:  # noqa: D102
        if self._cancels:
            self._stop.setText(self.tr("Cancel"))
            self._stop.setToolTip(self.tr("What has arrived so far is kept."))
        else:
            self._stop.setText(self.tr("Stop"))
            self._stop.setToolTip(self.tr("Stop at once. Your files stay as they are."))
