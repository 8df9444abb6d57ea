"""The line above the conversation: its title, and the buttons around it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.ui.conversation.text import ElidedLabel
from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame


class Header(SpeakingFrame):
    """Title, list of conversations, new conversation, menu."""

    list_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conversation = ""
        self._title = ElidedLabel(self, Qt.TextElideMode.ElideRight)
        font = QFont(self._title.font())
        font.setBold(True)
        self._title.setFont(font)
        self.list_button = _button("history", self)
        self._new = _button("plus", self)
        self._menu = _button("menu", self)
        self._menu.setMenu(menu)
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 10, 12, 6)
        layout.setSpacing(2)
        layout.addWidget(self._title, 1)
        layout.addWidget(self.list_button)
        layout.addWidget(self._new)
        layout.addWidget(self._menu)
        self.list_button.clicked.connect(self.list_wanted)
        self._new.clicked.connect(self.new_wanted)
        self.retranslate()

    def show_title(self, title: str) -> None:
        """Show the conversation's title; a new one has none."""
        self._conversation = title
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        self._title.setText(self._conversation or self.tr("New conversation"))
        for button, name in (
            (self.list_button, self.tr("Conversations (Ctrl+L)")),
            (self._new, self.tr("New conversation (Ctrl+N)")),
            (self._menu, self.tr("Menu")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)


def _button(icon_name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(icon_name))
    button.setIconSize(QSize(18, 18))
    button.setAutoRaise(True)
    return button
