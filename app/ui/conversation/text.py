"""Texts that wrap, and texts that are cut in the middle, whatever stands in them."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTextEdit, QWidget


class WrappedText(QTextEdit):
    """Plain text as tall as it needs to be, which also breaks inside long file names.

    A `QLabel` cannot do that: its narrowest width is its longest word.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAcceptDrops(False)  # so that files dropped here reach the window
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def set_text(self, text: str) -> None:
        """Show `text`; nothing happens when it is shown already."""
        if text != self.toPlainText():
            self.setPlainText(text)
        self.setAccessibleName(text)
        self._fit()

    def natural_width(self) -> int:
        """The width of its longest line, unwrapped."""
        metrics = QFontMetrics(self.font())
        lines = self.toPlainText().split("\n")
        return max(metrics.horizontalAdvance(line) for line in lines) + 4

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102
        event.ignore()  # the conversation scrolls, not the text

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(40, self.fontMetrics().height())

    def sizeHint(self) -> QSize:  # noqa: D102
        return QSize(200, max(self.height(), self.fontMetrics().height()))

    def _fit(self) -> None:
        height = max(math.ceil(self.document().size().height()), QFontMetrics(self.font()).height())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)


class ElidedLabel(QLabel):
    """One line that is cut in the middle where there is no room; the whole is in the tooltip."""

    def __init__(
        self,
        parent: QWidget | None = None,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:  # noqa: D102
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(24, super().minimumSizeHint().height())

    def natural_width(self) -> int:
        """The width of the whole text."""
        return self.fontMetrics().horizontalAdvance(self.text()) + 2

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text(), self._mode, self.width())
        painter.drawText(self.rect(), self.alignment(), shown)
