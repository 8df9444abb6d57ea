"""The conversation: what was asked and what came of it, the latest at the bottom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.conversation.answer import Answer
from app.ui.conversation.bubble import Bubble
from app.ui.conversation.card import AnswerCard

_NEAR = 40
_PAGE = 15


class ThreadView(QScrollArea):
    """Bubbles and cards. Stays at the bottom while the person is there."""

    run_requested = Signal(int, bool)
    dismiss_requested = Signal(int)
    undo_requested = Signal(int)
    stop_requested = Signal()
    ask_again_requested = Signal(int)
    try_again_requested = Signal(int)
    consent_requested = Signal(int)
    rephrase_requested = Signal(str)
    show_requested = Signal(int)
    chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget()
        self._body.setObjectName("thread")
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(16, 12, 16, 12)
        self._layout.setSpacing(12)
        self._layout.addStretch(1)
        self._earlier = EarlierButton(self._body)
        self._earlier.clicked.connect(self._on_earlier)
        self._layout.insertWidget(0, self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._waiting: tuple[Answer, ...] = ()
        self.setWidget(self._body)
        self._bubbles: dict[int, Bubble] = {}
        self._cards: dict[int, AnswerCard] = {}
        self._is_at_bottom = True
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_value_changed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not self._cards

    def cards(self) -> tuple[AnswerCard, ...]:
        """The cards from top to bottom."""
        return tuple(self._cards.values())

    def show_answers(self, answers: tuple[Answer, ...]) -> None:
        """Show another conversation."""
        for widget in (*self._bubbles.values(), *self._cards.values()):
            self._layout.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._bubbles, self._cards = {}, {}
        self._waiting = answers[:-_PAGE]
        self._earlier.setVisible(bool(self._waiting))
        for answer in answers[-_PAGE:]:
            self.show_answer(answer)
        self._is_at_bottom = True

    def show_answer(self, answer: Answer) -> None:
        """Show a new answer, or the new face of a known one."""
        key = answer.exchange.id
        if key in self._cards:
            self._bubbles[key].show_exchange(answer.exchange)
            self._cards[key].show_answer(answer)
            return
        if any(waiting.exchange.id == key for waiting in self._waiting):
            self._waiting = tuple(
                answer if waiting.exchange.id == key else waiting for waiting in self._waiting
            )
            return
        self._add(answer, self._layout.count() - 1)
        self._is_at_bottom = True

    @Slot()
    def _on_earlier(self) -> None:
        """Show the page before; what is read now stays where it is."""
        page, self._waiting = self._waiting[-_PAGE:], self._waiting[:-_PAGE]
        self._earlier.setVisible(bool(self._waiting))
        later = (self._bubbles, self._cards)
        self._bubbles, self._cards = {}, {}
        for number, answer in enumerate(page):
            self._add(answer, 1 + 2 * number)
        self._bubbles.update(later[0])
        self._cards.update(later[1])
        self._is_at_bottom = False

    def _add(self, answer: Answer, place: int) -> None:
        key = answer.exchange.id
        bubble = Bubble(self._body)
        bubble.show_exchange(answer.exchange)
        card = AnswerCard(answer, self._body)
        card.run_requested.connect(self.run_requested)
        card.dismiss_requested.connect(self.dismiss_requested)
        card.undo_requested.connect(self.undo_requested)
        card.stop_requested.connect(self.stop_requested)
        card.ask_again_requested.connect(self.ask_again_requested)
        card.try_again_requested.connect(self.try_again_requested)
        card.consent_requested.connect(self.consent_requested)
        card.rephrase_requested.connect(self.rephrase_requested)
        card.show_requested.connect(self.show_requested)
        card.chosen.connect(self.chosen)
        self._bubbles[key], self._cards[key] = bubble, card
        for offset, widget in enumerate((bubble, card)):
            self._layout.insertWidget(place + offset, widget)
            widget.show()

    @Slot(int, int)
    def _on_range_changed(self, low: int, high: int) -> None:
        if self._is_at_bottom:
            self.verticalScrollBar().setValue(high)

    @Slot(int)
    def _on_value_changed(self, value: int) -> None:
        self._is_at_bottom = value >= self.verticalScrollBar().maximum() - _NEAR


class EarlierButton(QPushButton):
    """Brings the page before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "link")
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set the text again, in the language that is spoken now."""
        self.setText(self.tr("Earlier requests"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
