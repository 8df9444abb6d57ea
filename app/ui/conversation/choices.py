"""Scripts with different results are equally likely: the results side by side, never the code."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.turn import Candidate, Preview
from app.ui.conversation.changes import ChangeList
from app.ui.conversation.text import WrappedText
from app.ui.speaking import SpeakingFrame
from app.words.sentences import agreement_sentence, preview_sentence

_SHOWN = 3
_LONGEST = 400


class Choices(SpeakingFrame):
    """Two or three results, each with a button. Hidden while there is nothing to choose."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.hide()

    def show_choices(self, preview: Preview | None) -> None:
        """Show the results of `preview`, or nothing."""
        if preview is not self._preview:
            self._preview = preview
            while (item := self._row.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            if preview is not None:
                for candidate in preview.choices[:_SHOWN]:
                    if candidate.votes == preview.best.votes:
                        choice = Choice(preview, candidate, self)
                        self._row.addWidget(choice, 1)
                        choice.show()
        self.setVisible(preview is not None)


class Choice(SpeakingFrame):
    """One result and the button that takes it."""

    def __init__(self, preview: Preview, candidate: Candidate, owner: Choices) -> None:
        super().__init__(owner)
        self.setProperty("kind", "inner-card")
        self._preview = preview
        self._candidate = candidate
        self._owner = owner
        self._answer = WrappedText(self)
        self._sentence = WrappedText(self)
        self._sentence.setProperty("kind", "muted")
        self._changes = ChangeList(self)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._on_clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self._answer)
        layout.addWidget(self._sentence)
        layout.addWidget(self._changes)
        layout.addStretch(1)
        layout.addWidget(self._button)
        self._changes.show_changes(candidate.trial.outcome.changes)
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        answer = self._candidate.trial.outcome.answer
        self._answer.set_text(answer[:_LONGEST] + ("…" if len(answer) > _LONGEST else ""))
        self._answer.setVisible(bool(answer))
        sentences = (
            preview_sentence(self._preview, self._candidate),
            agreement_sentence(self._candidate.votes, self._preview.tried),
        )
        self._sentence.set_text(" ".join(sentence for sentence in sentences if sentence))
        self._button.setText(self.tr("This one"))

    def _on_clicked(self) -> None:
        self._owner.chosen.emit(self._candidate)
