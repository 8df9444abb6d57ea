"""A rounded ground that holds what belongs together."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.theme import role_color

CardTone = Literal["plain", "good", "amber", "bad"]
RADIUS = 10


class Card(QFrame):
    """A frame with round corners whose ground tells how good its content is."""

    def __init__(self, tone: CardTone = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: CardTone = tone

    @property
    def tone(self) -> CardTone:
        """How good the content is: plain, good, amber or bad."""
        return self._tone

    @tone.setter
    def tone(self, tone: CardTone) -> None:
        if tone != self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, line = self._colors()
        painter.setBrush(ground)
        painter.setPen(QPen(line, 1))
        half = 0.5  # so that the line lies on whole pixels
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS, RADIUS
        )

    def _colors(self) -> tuple[QColor, QColor]:
        if self._tone == "plain":
            return role_color("card"), role_color("border")
        line = role_color(self._tone)
        line.setAlphaF(0.28)
        return role_color(f"{self._tone}-soft"), line
