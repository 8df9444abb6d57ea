"""What a script printed: long texts on a page, details behind a fold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.buttons import IconButton
from app.ui.code.fonts import monospace
from app.ui.icons import icon
from app.ui.pane_parts import MutedLine
from app.ui.result.plain import looks_aligned, shortened, visible_text
from app.ui.speaking import SpeakingFrame
from app.ui.theme import Spacing

_FOLD_HEIGHT = 180


class PlainView(QPlainTextEdit):
    """Text that can be read and selected, whatever stands in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)  # so that files dropped here reach the window
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(Spacing.M)

    def set_aligned(self, is_aligned: bool) -> None:
        """Make all letters equally wide and leave lines whole, or wrap ordinary text."""
        mode = QPlainTextEdit.LineWrapMode
        self.setFont(monospace() if is_aligned else QFont(QApplication.font(self)))
        self.setLineWrapMode(mode.NoWrap if is_aligned else mode.WidgetWidth)


class TextPage(SpeakingFrame):
    """A text too long to stand above everything else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._left_out = 0
        self.view = PlainView(self)
        self.note = MutedLine(self)
        self.copy_button = IconButton("copy", "", self)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.note, 1)
        row.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.XS)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        self.copy_button.clicked.connect(self._on_copy)
        self.retranslate()

    def show_text(self, text: str) -> None:
        """Show `text` as it was printed, from its beginning."""
        if text == self._text:
            return
        self._text = text
        shown, self._left_out = shortened(visible_text(text))
        self.view.set_aligned(looks_aligned(shown))
        self.view.setPlainText(shown)
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        lines = self._text.count("\n") + 1
        note = self.tr("%n line(s)", "", lines)
        if self._left_out:
            hint = self.tr("not all is shown here, but all is copied")
            note = f"{note} · {hint}"
        self.note.setText(note)
        self.view.setAccessibleName(self.tr("Text"))
        self.copy_button.set_tooltip(self.tr("Copy the text"))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


class Fold(SpeakingFrame):
    """A text that is closed at first: what the script reported about itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QToolButton(self)
        self.button.setObjectName("fold")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.copy_button = IconButton("copy", "", self)
        self.view = PlainView(self)
        self.view.set_aligned(True)
        self.view.setFixedHeight(_FOLD_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.XS)
        layout.addLayout(row)
        layout.addWidget(self.view)
        self.button.toggled.connect(self._on_toggled)
        self.copy_button.clicked.connect(self._on_copy)
        self._on_toggled(False)
        self.retranslate()

    def show_text(self, text: str) -> None:
        """Put `text` behind the fold; without any there is no fold."""
        shown, _ = shortened(visible_text(text))
        if shown != self.view.toPlainText():
            self.view.setPlainText(shown)
            self.button.setChecked(False)
        self.setVisible(bool(text))

    def retranslate(self) -> None:  # noqa: D102
        self.button.setText(self.tr("What the script reported"))
        self.button.setToolTip(self.tr("For people who know about scripts"))
        self.copy_button.set_tooltip(self.tr("Copy the report"))
        self.view.setAccessibleName(self.tr("What the script reported"))

    @Slot(bool)
    def _on_toggled(self, is_open: bool) -> None:
        self.button.setIcon(icon("chevron-down" if is_open else "chevron-right", "muted"))
        self.view.setVisible(is_open)
        self.copy_button.setVisible(is_open)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.view.toPlainText())
