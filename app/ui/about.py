"""What this program is, its version and its licences."""

from __future__ import annotations

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

import app
from app import paths
from app.ui.conversation.text import WrappedText
from app.ui.dialogs.close_box import CloseBox
from app.ui.speaking import SpeakingDialog

_FILES = ("LICENSE", "THIRD_PARTY.md")


class AboutDialog(SpeakingDialog):
    """Name, version, promise, licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLabel(self)
        self._name.setProperty("kind", "title")
        self._version = QLabel(self)
        self._version.setProperty("kind", "muted")
        self._promise = WrappedText(self)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._pages: list[QPlainTextEdit] = []
        for file in (paths.ROOT / name for name in _FILES):
            if file.exists():
                page = QPlainTextEdit(file.read_text(encoding="utf-8"), self)
                page.setReadOnly(True)
                page.setTabChangesFocus(True)
                self._tabs.addTab(page, "")
                page.setObjectName(file.name)
                self._pages.append(page)
        self._tabs.setVisible(self._tabs.count() > 0)
        self._buttons = CloseBox(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(self._name)
        layout.addWidget(self._version)
        layout.addWidget(self._promise)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(self._buttons)
        self.resize(560, 480 if self._tabs.count() else 200)
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        self.setWindowTitle(self.tr("About Said & Done"))
        self._name.setText(self.tr("Said & Done"))
        self._version.setText(
            self.tr("Version {version} · Qt {qt}").format(version=app.__version__, qt=qVersion())
        )
        self._promise.set_text(
            self.tr(
                "Say what you want done with your files; your own computer does it. "
                "Nothing leaves the computer, and everything can be undone."
            )
        )
        titles = {"LICENSE": self.tr("Licence"), "THIRD_PARTY.md": self.tr("Parts by others")}
        for index, page in enumerate(self._pages):
            self._tabs.setTabText(index, titles[page.objectName()])
            page.setAccessibleName(titles[page.objectName()])
