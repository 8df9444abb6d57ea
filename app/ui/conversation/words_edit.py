"""The field that words are typed into: grows with them, Enter sends, arrows recall."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

_MOST_LINES = 8
_KEPT = 100


class WordsEdit(QPlainTextEdit):
    """Plain text. Up on the first line and Down on the last go through earlier requests."""

    sent = Signal()
    files_pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # files are dropped on the window
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._earlier: list[str] = []
        self._position = 0
        self._unsent = ""
        self.textChanged.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def remember(self, words: str) -> None:
        """Let Up bring `words` back."""
        if words and (not self._earlier or self._earlier[-1] != words):
            self._earlier = [*self._earlier, words][-_KEPT:]
        self._position = len(self._earlier)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        key, modifiers = event.key(), event.modifiers()
        plain = modifiers in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.sent.emit()
        elif key == Qt.Key.Key_Up and plain and self._is_on_edge(QTextCursor.MoveOperation.Up):
            self._recall(-1)
        elif key == Qt.Key.Key_Down and plain and self._is_on_edge(QTextCursor.MoveOperation.Down):
            self._recall(1)
        else:
            super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: D102
        return source.hasUrls() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: D102
        files = tuple(Path(u.toLocalFile()) for u in source.urls() if u.isLocalFile())
        if files:
            self.files_pasted.emit(files)
        else:
            self.insertPlainText(source.text())

    def replace_words(self, words: str) -> None:
        """Put `words` in the place of what stands there, so that text undo brings that back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(cursor)

    def _is_on_edge(self, move: QTextCursor.MoveOperation) -> bool:
        return not self.textCursor().movePosition(move)

    def _recall(self, step: int) -> None:
        wanted = self._position + step
        if not 0 <= wanted <= len(self._earlier):
            return
        if self._position == len(self._earlier):
            self._unsent = self.toPlainText()
        self._position = wanted
        is_last = wanted == len(self._earlier)
        self.replace_words(self._unsent if is_last else self._earlier[wanted])

    @Slot()
    def _fit(self) -> None:
        lines = max(1, math.ceil(self.document().size().height()))
        line = self.fontMetrics().lineSpacing()
        height = min(lines, _MOST_LINES) * line + 10
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
        wanted = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if lines > _MOST_LINES
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        if wanted != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(wanted)
