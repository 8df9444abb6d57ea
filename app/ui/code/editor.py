"""The text field for scripts: line numbers, text that streams in, and plain editing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Slot
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from app.ui.code.fonts import monospace
from app.ui.code.highlighter import PythonHighlighter
from app.ui.theme import Spacing, role_color

_INDENT = "    "


class CodeEditor(QPlainTextEdit):
    """Shows a script. Read-only until `set_editable`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._margin = _LineNumbers(self)
        self.setFont(monospace())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.setAcceptDrops(False)  # so that files dropped here reach the window
        self.document().setDocumentMargin(Spacing.S)
        option = self.document().defaultTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        option.setFlags(option.flags() | QTextOption.Flag.ShowDefaultIgnorables)
        self.document().setDefaultTextOption(option)
        self._highlighter = PythonHighlighter(self.document())
        self.blockCountChanged.connect(self._on_block_count_changed)
        self.updateRequest.connect(self._on_update_request)
        self.set_editable(False)
        self._on_block_count_changed()

    def set_editable(self, is_editable: bool) -> None:
        """Let the text be changed, with undo back to what it is now."""
        self.setReadOnly(not is_editable)
        self.setUndoRedoEnabled(is_editable)
        self.setTabChangesFocus(not is_editable)
        keyboard = Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(self.textInteractionFlags() | keyboard)

    def append_text(self, text: str) -> None:
        """Add `text` at the end, and stay at the end unless the person scrolled up."""
        bar = self.verticalScrollBar()
        was_at_end = bar.value() >= bar.maximum()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if was_at_end:
            bar.setValue(bar.maximum())

    def text(self) -> str:
        """The text to the letter: `toPlainText` would turn no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n")

    def margin_width(self) -> int:
        """How wide the line numbers are, in pixels."""
        digits = max(2, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + Spacing.L + Spacing.S

    def paint_line_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the visible lines."""
        painter = QPainter(self._margin)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.setFont(self.font())
        painter.setPen(role_color("muted"))
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        width = self._margin.width() - Spacing.S
        while block.isValid() and top <= event.rect().bottom():
            height = self.blockBoundingRect(block).height()
            if block.isVisible() and top + height >= event.rect().top():
                line = QRect(0, round(top), width, self.fontMetrics().height())
                painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            top += height
            block = block.next()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.PaletteChange:
            self._highlighter.repaint()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        area = self.viewport().geometry()
        self._margin.setGeometry(0, area.top(), self.margin_width(), area.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Tab:
            self.insertPlainText(_INDENT)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            line = self.textCursor().block().text()
            before = line[: self.textCursor().positionInBlock()]
            indent = before[: len(before) - len(before.lstrip(" "))]
            deeper = _INDENT if before.rstrip().endswith(":") else ""
            self.insertPlainText("\n" + indent + deeper)
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_block_count_changed(self) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)

    @Slot(QRect, int)
    def _on_update_request(self, area: QRect, moved: int) -> None:
        if moved:
            self._margin.scroll(0, moved)
        else:
            self._margin.update(0, area.y(), self._margin.width(), area.height())


class _LineNumbers(QWidget):
    """The column left of the text. It is for the eye only."""

    def __init__(self, editor: CodeEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_line_numbers(event)
