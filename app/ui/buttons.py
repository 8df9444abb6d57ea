"""The three kinds of buttons. How they look is in the style sheet of `app.ui.theme`."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.ui.icons import icon
from app.ui.tips import plain_tip


class PrimaryButton(QPushButton):
    """The one thing that moves on from here. At most one in sight."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class QuietButton(QPushButton):
    """Everything else that has words on it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class IconButton(QToolButton):
    """A button with an icon only. What it does is its tooltip and its accessible name."""

    def __init__(self, name: str, tooltip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setIconSize(QSize(18, 18))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_icon(name)
        self.set_tooltip(tooltip)

    def show_icon(self, name: str, tone: str = "") -> None:
        """Show another icon."""
        self.setIcon(icon(name, tone))

    def set_tooltip(self, text: str) -> None:
        """Say what the button does, for the eye and for screen readers."""
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
