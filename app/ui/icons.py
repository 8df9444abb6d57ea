"""Icons of one family, drawn in the colours of the palette each time they are painted.

`resources/icons/<name>.svg` are 24 px drawings with `currentColor` as their only colour. A file
that names its own colours (the application's icon) is drawn as it is.
"""

from __future__ import annotations

import functools
import logging

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer

from app import paths
from app.ui.theme import role_color

log = logging.getLogger(__name__)

# Qt owns what `clone` returns, but PySide (6.11) lets Python free it: a crash at the next painting.
# Only icons that are added to are cloned, which we never do.
_clones: list[QIconEngine] = []
_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'


def icon(name: str, tone: str = "") -> QIcon:
    """The icon `name`, in the text's colour or in that of `tone` (see `role_color`).

    Disabled it is pale, switched on it has the accent. It follows changes of the palette by
    itself. An icon that is not there is logged and drawn as nothing.
    """
    return QIcon(_SvgEngine(name, tone))


class _SvgEngine(QIconEngine):
    """Draws one SVG file. Holds no pixmaps: those are in Qt's cache, by name, colour and size."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        clone = _SvgEngine(self._name, self._tone)
        _clones.append(clone)
        return clone

    def key(self) -> str:
        return f"saiddone-{self._name}-{self._tone}"

    def isNull(self) -> bool:
        return _source(self._name) == _EMPTY

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        scale = device.devicePixelRatio() if device is not None else 1.0
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        pixmap = self._pixmap(QSize(side, side) * scale, scale, mode, state)
        painter.drawPixmap(square, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._pixmap(size, 1.0, mode, state)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return self._pixmap(size * scale, scale, mode, state)

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
        if mode is QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        if self._tone:
            return role_color(self._tone)
        if state is QIcon.State.On:
            return role_color("accent")
        return palette.color(QPalette.ColorRole.WindowText)

    def _pixmap(self, size: QSize, scale: float, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A square of `size` device pixels."""
        color = self._color(mode, state).name()
        side = max(1, min(size.width(), size.height()))
        key = f"{self.key()}/{color}/{side}/{scale}"
        pixmap = QPixmap()
        if QPixmapCache.find(key, pixmap):
            return pixmap
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        text = _source(self._name).replace("currentColor", color)
        renderer = QSvgRenderer(QByteArray(text.encode("utf-8")))
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(QPoint(0, 0), QSize(side, side)))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        QPixmapCache.insert(key, pixmap)
        return pixmap


@functools.cache
def _source(name: str) -> str:
    try:
        return (paths.ICONS / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        log.warning("there is no icon %s", name)
        return _EMPTY
