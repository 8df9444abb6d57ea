"""Settings that apply at once."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import paths
from app.ui.conversation.text import ElidedLabel
from app.ui.dialogs.close_box import CloseBox
from app.ui.speaking import SpeakingDialog

LANGUAGES = ("system", "en", "ru")
THEMES = ("system", "light", "dark")


class SettingsDialog(SpeakingDialog):
    """Language and theme, and where the person's data is."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(self, language: str, theme: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = QComboBox(self)
        self._theme = QComboBox(self)
        for box, values, chosen in (
            (self._language, LANGUAGES, language),
            (self._theme, THEMES, theme),
        ):
            for value in values:
                box.addItem("", value)
            box.setCurrentIndex(max(0, values.index(chosen) if chosen in values else 0))
            box.setMinimumWidth(220)
        self._language_label = QLabel(self)
        self._language_label.setBuddy(self._language)
        self._theme_label = QLabel(self)
        self._theme_label.setBuddy(self._theme)
        self._data_label = QLabel(self)
        self._data_label.setMinimumHeight(30)  # as high as the button in its row
        self._data = ElidedLabel(self)
        self._data.setText(str(paths.data()))
        self._show = QPushButton(self)
        self._show.clicked.connect(self._on_show)
        data = QHBoxLayout()
        data.addWidget(self._data, 1)
        data.addWidget(self._show)
        self._buttons = CloseBox(self)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(self._language_label, self._language)
        form.addRow(self._theme_label, self._theme)
        form.addRow(self._data_label, data)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(20)
        layout.addLayout(form)
        layout.addWidget(self._buttons)
        self.setMinimumWidth(520)
        self.retranslate()
        self._language.activated.connect(self._on_language)
        self._theme.activated.connect(self._on_theme)

    def retranslate(self) -> None:  # noqa: D102
        self.setWindowTitle(self.tr("Settings"))
        self._language_label.setText(self.tr("&Language"))
        self._theme_label.setText(self.tr("&Appearance"))
        self._data_label.setText(self.tr("My data"))
        self._data.setAccessibleName(self.tr("My data"))
        self._show.setText(self.tr("Show"))
        self._show.setToolTip(self.tr("Conversations, models and what Undo needs are kept here"))
        # A language is called by its own name, so that whoever is lost finds the way back.
        for index, text in enumerate((self.tr("As the system"), "English", "Русский")):
            self._language.setItemText(index, text)
        for index, text in enumerate((self.tr("As the system"), self.tr("Light"), self.tr("Dark"))):
            self._theme.setItemText(index, text)

    def _on_language(self, index: int) -> None:
        self.language_chosen.emit(LANGUAGES[index])

    def _on_theme(self, index: int) -> None:
        self.theme_chosen.emit(THEMES[index])

    def _on_show(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.data())))
