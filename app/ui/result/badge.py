"""The small picture that tells what happened to a file."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.domain.change import ChangeKind
from app.ui.icons import icon
from app.ui.theme import role_color

SIZE = 30

_ICONS = {
    ChangeKind.CREATED: "plus",
    ChangeKind.MODIFIED: "edit",
    ChangeKind.DELETED: "trash",
    ChangeKind.RENAMED: "rename",
}
_TONES = {
    ChangeKind.CREATED: "good",
    ChangeKind.MODIFIED: "accent",
    ChangeKind.DELETED: "bad",
    ChangeKind.RENAMED: "accent",
}


def paint_badge(painter: QPainter, area: QRect, kind: ChangeKind) -> None:
    """A rounded ground with the icon of `kind` in its tone."""
    tone = _TONES[kind]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(role_color(f"{tone}-soft"))
    painter.drawRoundedRect(QRectF(area), 8, 8)
    icon(_ICONS[kind], tone).paint(painter, area.adjusted(7, 7, -7, -7))


class Badge(QWidget):
    """The same as a widget."""

    def __init__(self, kind: ChangeKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setFixedSize(SIZE, SIZE)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        paint_badge(QPainter(self), self.rect(), self._kind)
