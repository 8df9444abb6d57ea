"""One picture that a script drew: read with care, fitted into the view or at full size."""

from __future__ import annotations

import stat
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.ui.theme import role_color

_MOST_PIXELS = 40_000_000
_MOST_BYTES = 64 * 1024**2
_ALLOCATION = 256  # MiB, Qt's own bound for one picture


class Trouble(Enum):
    """Why a picture cannot be shown."""

    GONE = "gone"
    TOO_BIG = "too-big"
    BROKEN = "broken"


def read_figure(file: Path) -> QImage | Trouble:
    """Decode a PNG of at most 40 million pixels and 64 MiB; nothing else, whatever its name."""
    try:
        about = file.lstat()
    except OSError:
        return Trouble.GONE
    if not stat.S_ISREG(about.st_mode):
        return Trouble.BROKEN
    if about.st_size > _MOST_BYTES:
        return Trouble.TOO_BIG
    QImageReader.setAllocationLimit(_ALLOCATION)
    reader = QImageReader(str(file), b"png")
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid():
        return Trouble.BROKEN
    if size.width() * size.height() > _MOST_PIXELS:
        return Trouble.TOO_BIG
    image = reader.read()
    return Trouble.BROKEN if image.isNull() else image


class FigureView(QScrollArea):
    """One picture, fitted into the view or pixel by pixel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.viewport().setAutoFillBackground(False)
        self._canvas = _Canvas(self)
        self.setWidget(self._canvas)
        self._canvas.setAutoFillBackground(False)

    @property
    def is_fitted(self) -> bool:
        """Whether the whole picture is in sight."""
        return self.widgetResizable()

    def set_fitted(self, is_fitted: bool) -> None:
        """Show the whole picture, or every pixel of it."""
        self.setWidgetResizable(is_fitted)
        if not is_fitted:
            self._canvas.resize(self._canvas.full_size())
        self._canvas.update()

    def show_image(self, image: QImage) -> None:
        """Show `image`; a null one is nothing."""
        self._canvas.show_image(image)
        self.set_fitted(self.is_fitted)


class _Canvas(QWidget):
    """Paints the picture, scaled once for each size."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._scaled = QPixmap()

    def full_size(self) -> QSize:
        """The picture's size at one pixel for one pixel of the screen."""
        return self._image.size() / self.devicePixelRatioF()

    def show_image(self, image: QImage) -> None:
        self._image = image
        self._scaled = QPixmap()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 240)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        full = self.full_size()
        room = self.size()
        size = full
        if full.width() > room.width() or full.height() > room.height():
            size = full.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        pixels = (size * ratio).expandedTo(QSize(1, 1))
        if self._scaled.size() != pixels:
            scaled = self._image.scaled(
                pixels,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled = QPixmap.fromImage(scaled)
            self._scaled.setDevicePixelRatio(ratio)
        left = max(0, (room.width() - size.width()) // 2)
        painter = QPainter(self)
        painter.drawPixmap(left, 0, self._scaled)
        painter.setPen(role_color("border"))
        painter.drawRect(QRectF(left + 0.5, 0.5, size.width() - 1, size.height() - 1))
