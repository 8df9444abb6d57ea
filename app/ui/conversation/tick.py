"""A check box that can be seen on every background, also on the red one in the dark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox

_BOX = 18
_GAP = 8


class Tick(QCheckBox):
    """Draws its box itself: Fusion's outline vanishes on dark cards (seen with Qt 6.11)."""

    def sizeHint(self) -> QSize:  # noqa: D102
        metrics = self.fontMetrics()
        width = _BOX + _GAP + metrics.horizontalAdvance(self.text()) + 4
        return QSize(width, max(_BOX, metrics.height()) + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return self.sizeHint()

    def hitButton(self, position: object) -> bool:  # noqa: D102
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        role = QPalette.ColorRole
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - _BOX) / 2
        box = QRectF(1, top + 0.5, _BOX - 1, _BOX - 1)
        is_lit = self.hasFocus() or self.underMouse()
        edge = palette.color(role.Highlight if is_lit else role.WindowText)
        painter.setPen(QPen(edge, 2.0 if self.hasFocus() else 1.2))
        painter.setBrush(palette.color(role.Highlight if self.isChecked() else role.Base))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            painter.setPen(QPen(palette.color(role.HighlightedText), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            corners = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.30))
            points = [
                QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                for x, y in corners
            ]
            painter.drawPolyline(QPolygonF(points))
        painter.setPen(palette.color(role.WindowText))
        place = QRect(_BOX + _GAP, 0, self.width() - _BOX - _GAP, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(place, flags, self.text())
