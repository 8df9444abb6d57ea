"""The commands of the window, their keys, and the menu that lists them."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame

# Ctrl+Shift+Z stays the redo of the text, so that nobody undoes files by it.
# name, keys, icon; None is a line in the menu
_COMMANDS: tuple[tuple[str, str, str] | None, ...] = (
    ("new", "Ctrl+N", "plus"),
    ("list", "Ctrl+L", "history"),
    None,
    ("folder", "Ctrl+O", "folder"),
    ("files", "Ctrl+Shift+O", "files"),
    None,
    ("run", "Ctrl+Return", "run"),
    ("stop", "Esc", "stop"),
    ("undo", "Ctrl+Alt+Z", "undo"),
    None,
    ("models", "Ctrl+M", "download"),
    ("settings", "Ctrl+,", "settings"),
    None,
    ("help", "F1", ""),
    ("about", "", ""),
    ("quit", "Ctrl+Q", ""),
)


class Commands(SpeakingFrame):
    """Owns the actions and the menu. The window connects them by name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.menu = QMenu(self)
        self.actions_by_name: dict[str, QAction] = {}
        for command in _COMMANDS:
            if command is None:
                self.menu.addSeparator()
                continue
            name, keys, icon_name = command
            action = QAction(parent)
            if keys:
                action.setShortcut(QKeySequence(keys))
            if name == "run":  # the other Enter, on the number pad
                action.setShortcuts([QKeySequence(keys), QKeySequence("Ctrl+Enter")])
            if icon_name:
                action.setIcon(icon(icon_name))
            if name == "quit":
                action.setMenuRole(QAction.MenuRole.QuitRole)
            self.actions_by_name[name] = action
            self.menu.addAction(action)
            parent.addAction(action)  # so that its keys work while the menu is closed
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self.actions_by_name[name]

    def retranslate(self) -> None:  # noqa: D102
        texts = {
            "new": self.tr("New conversation"),
            "list": self.tr("Conversations"),
            "folder": self.tr("Choose a folder…"),
            "files": self.tr("Choose files…"),
            "run": self.tr("Run"),
            "stop": self.tr("Stop"),
            "undo": self.tr("Undo the last changes"),
            "models": self.tr("Models…"),
            "settings": self.tr("Settings…"),
            "help": self.tr("Help and keys"),
            "about": self.tr("About Said && Done"),
            "quit": self.tr("Quit"),
        }
        for name, action in self.actions_by_name.items():
            action.setText(texts[name])
