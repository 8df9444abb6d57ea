"""Colours Python in a document, for a light and for a dark ground."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.ui.code.python_lines import Kind, PythonLines
from app.ui.theme import is_dark, role_color

# kind -> (light, dark); each with a contrast of 4.5 or more on the palette's base
COLORS: dict[Kind, tuple[str, str]] = {
    Kind.KEYWORD: ("#3553c9", "#93a8ff"),
    Kind.NAME: ("#7a3fb0", "#c9a8ff"),
    Kind.BUILTIN: ("#0b6680", "#6cc7de"),
    Kind.STRING: ("#17693a", "#7ed3a0"),
    Kind.NUMBER: ("#8a4f00", "#f0b659"),
    Kind.COMMENT: ("#626571", "#9a9dac"),
}

# Invisible, or turning the direction of the text: a script could look other than it runs.
_MISLEADING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)


class PythonHighlighter(QSyntaxHighlighter):
    """Works incrementally: a changed line, and those after it only if its end state changed."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._lines = PythonLines()
        self._formats: dict[Kind, QTextCharFormat] = {}
        self._warning = QTextCharFormat()
        self._choose_colors()

    def repaint(self) -> None:
        """Take the colours of the palette that the application has now."""
        self._choose_colors()
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:  # noqa: D102
        spans, state = self._lines.spans(text, self.previousBlockState())
        for span in spans:
            self.setFormat(span.start, span.length, self._formats[span.kind])
        if _MISLEADING.search(text):  # the whole line: the character itself has no width
            self.setFormat(0, len(text.encode("utf-16-le", "surrogatepass")) // 2, self._warning)
        self.setCurrentBlockState(state)

    def _choose_colors(self) -> None:
        dark = is_dark()
        for kind, colors in COLORS.items():
            style = QTextCharFormat()
            style.setForeground(QColor(colors[dark]))
            style.setFontItalic(kind is Kind.COMMENT)
            self._formats[kind] = style
        self._warning = QTextCharFormat()
        self._warning.setForeground(role_color("removed"))
        self._warning.setBackground(role_color("removed-soft"))
