"""Icons as pictures in the text, and icons in a colour of their own."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.icons import icon


class IconLabel(QLabel):
    """An icon that is drawn anew in the colours of the palette. It says nothing by itself."""

    def __init__(
        self, name: str = "", size: int = 16, parent: QWidget | None = None, tone: str = ""
    ) -> None:
        super().__init__(parent)
        self._size = size
        self._icon = icon(name, tone) if name else QIcon()
        # As high as a line of text, so that it stands beside the first one.
        self.setFixedSize(size, max(size, self.fontMetrics().height()))

    def show_icon(self, name: str, tone: str = "") -> None:
        """Show another icon, in the colour of `tone` (see `role_color`)."""
        self._icon = icon(name, tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        top = (self.height() - self._size) // 2
        self._icon.paint(QPainter(self), QRect(0, top, self._size, self._size))


def tinted(name: str, color: QColor, size: int = 18) -> QIcon:
    """The icon `name` in `color`, for a background that is not the palette's."""
    result = QIcon()
    for scale in (1, 2, 3):
        pixmap = icon(name).pixmap(QSize(size, size), float(scale))
        painter = QPainter(pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(pixmap.rect(), color)
        painter.end()
        result.addPixmap(pixmap)
    return result
