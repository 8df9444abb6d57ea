"""What stands above every result: the outcome in one sentence, the answer, what was left out."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.ui.buttons import IconButton
from app.ui.card import RADIUS, Card
from app.ui.conversation.text import WrappedText
from app.ui.pane_parts import Muted, Picture
from app.ui.result.plain import size_of, visible_text
from app.ui.speaking import SpeakingFrame
from app.ui.theme import Spacing, role_color, set_text_size
from app.words.sentences import visible_name

Tone = Literal["good", "amber", "bad"]

_SIZES = {"large": 2.4, "medium": 1.35, "normal": 1.0}
_MOST_SKIPPED = 20


class Badge(QLabel):
    """A text that must not be overlooked, on a ground of the accent over the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(Spacing.M, Spacing.XS + 2, Spacing.M, Spacing.XS + 2)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        set_text_size(self, 0.95, bold=True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(role_color("accent-soft"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setPen(role_color("accent"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.contentsRect(), flags, self.text())


class Sentence(Card):
    """The outcome in its tone, with the mark of that tone before it, and a quiet line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._mark = Picture("check", 20, "good", self)
        self.text = WrappedText(self)
        set_text_size(self.text, 1.08, bold=True)
        self.note = Muted(self)
        texts = QVBoxLayout()
        texts.setSpacing(Spacing.XS)
        texts.addWidget(self.text)
        texts.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.L, Spacing.M, Spacing.L, Spacing.M)
        row.setSpacing(Spacing.M)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def say(self, sentence: str, tone: Tone) -> None:
        """Say what happened."""
        self.tone = tone
        self._mark.show_icon("check" if tone == "good" else "warning", tone)
        self._say(sentence, "")

    def announce(self, sentence: str, note: str) -> None:
        """Say what would happen, in no tone: nothing is done yet."""
        self.tone = "plain"
        self._mark.show_icon("info", "accent")
        self._say(sentence, note)

    def _say(self, sentence: str, note: str) -> None:
        self.text.set_text(sentence)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setVisible(bool(sentence))


class Answer(SpeakingFrame):
    """A short answer, the shorter the larger, with a button that copies it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = ""
        self._card = Card("plain", self)
        self.text = WrappedText(self._card)
        self.copy_button = IconButton("copy", "", self._card)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(Spacing.L, Spacing.L, Spacing.S, Spacing.L)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.copy_button.clicked.connect(self._on_copy)
        self.retranslate()

    def show_answer(self, answer: str) -> None:
        """Show `answer`; hidden when there is none."""
        self._answer = answer
        shown = visible_text(answer)
        size = size_of(shown)
        set_text_size(self.text, _SIZES[size], bold=size == "large")
        self.text.set_text(shown)
        self.setVisible(bool(answer))

    def retranslate(self) -> None:  # noqa: D102
        self.copy_button.set_tooltip(self.tr("Copy the answer"))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._answer)


class Skipped(SpeakingFrame):
    """What of the result cannot be taken over into the folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._skipped: tuple[str, ...] = ()
        self._card = Card("amber", self)
        self._mark = Picture("warning", 18, "amber", self._card)
        self.text = WrappedText(self._card)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(Spacing.L, Spacing.M, Spacing.L, Spacing.M)
        row.setSpacing(Spacing.M)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.retranslate()

    def show_skipped(self, skipped: tuple[str, ...]) -> None:
        """Name what was left out; hidden when it is nothing."""
        self._skipped = skipped
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        count = len(self._skipped)
        lines = [self.tr("%n item(s) of the result cannot be taken over:", "", count)]
        lines += [visible_name(name[:200]) for name in self._skipped[:_MOST_SKIPPED]]
        if count > _MOST_SKIPPED:
            lines.append(self.tr("and %n more", "", count - _MOST_SKIPPED))
        self.text.set_text("\n".join(lines))
        self.setVisible(bool(self._skipped))
