"""The answer to one request: from progress over what would happen to what happened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.change import Change, ChangeKind
from app.domain.outcome import SandboxLevel
from app.domain.problem import ProblemKind
from app.ui.conversation.answer import Answer, Stage
from app.ui.conversation.changes import ChangeList, DeletesBox
from app.ui.conversation.choices import Choices
from app.ui.conversation.flow import FlowLayout
from app.ui.conversation.pictures import IconLabel, tinted
from app.ui.conversation.problem_box import ProblemBox
from app.ui.conversation.progress_row import ProgressRow
from app.ui.conversation.progress_text import progress_fraction, progress_text
from app.ui.conversation.text import WrappedText
from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame
from app.words.sentences import agreement_sentence, protection_sentence, protection_word

_ANSWER_LENGTH = 700
_ANSWER_LINES = 12
_AGREED = (Stage.PREVIEW, Stage.APPLYING, Stage.DONE)


class AnswerCard(SpeakingFrame):
    """Shows an `Answer` and reports what the person wants."""

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

    def __init__(self, answer: Answer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._answer = answer
        # Parts that few cards need are made when they are: a long conversation opens faster.
        self._progress: ProgressRow | None = None
        self._deletes: DeletesBox | None = None
        self._choices: Choices | None = None
        self._problem: ProblemBox | None = None
        self._mark = IconLabel(size=18, parent=self)
        self._sentence = WrappedText(self)
        self._sentence.setProperty("kind", "strong")
        self._shield_picture = IconLabel("shield", 15, self, "good")
        self._shield = QLabel(self)
        self._shield.setProperty("kind", "muted")
        self._agreement = QLabel(self)
        self._agreement.setProperty("kind", "muted")
        self._text = WrappedText(self)
        self._changes = ChangeList(self)
        self._skipped = WrappedText(self)
        self._skipped.setProperty("kind", "muted")
        self._run = QPushButton(self)
        self._run.setProperty("kind", "primary")
        self._dismiss = QPushButton(self)
        self._undo = QPushButton(self)
        self._undo.setIcon(icon("undo"))
        for button in (self._run, self._undo):
            button.setIconSize(QSize(20, 16))  # wider than high: some air before the text
        self._consent = QPushButton(self)
        self._ask_again = QPushButton(self)
        self._try_again = QPushButton(self)
        self._rephrase = QPushButton(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build()
        self._connect()
        self.show_answer(answer)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._sentence, 1)
        facts = QHBoxLayout()
        facts.setSpacing(6)
        facts.addWidget(self._shield_picture)
        facts.addWidget(self._shield)
        facts.addWidget(self._agreement)
        facts.addStretch(1)
        buttons = FlowLayout(spacing=8)
        for button in self._buttons:
            buttons.addWidget(button)
        self._places = tuple(QVBoxLayout() for _ in range(4))
        progress, deletes, choices, problem = self._places
        layout.addLayout(progress)
        layout.addLayout(head)
        layout.addWidget(self._text)
        layout.addWidget(self._changes)
        layout.addLayout(deletes)
        layout.addLayout(choices)
        layout.addWidget(self._skipped)
        layout.addLayout(facts)
        layout.addLayout(problem)
        layout.addLayout(buttons)

    @property
    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self._run,
            self._dismiss,
            self._undo,
            self._consent,
            self._try_again,
            self._ask_again,
            self._rephrase,
        )

    def _connect(self) -> None:
        self._run.clicked.connect(self.run)
        self._dismiss.clicked.connect(self._on_dismiss)
        self._undo.clicked.connect(self._on_undo)
        self._consent.clicked.connect(self._on_consent)
        self._ask_again.clicked.connect(self._on_ask_again)
        self._try_again.clicked.connect(self._on_try_again)
        self._rephrase.clicked.connect(self._on_rephrase)

    @property
    def answer(self) -> Answer:
        """What it shows."""
        return self._answer

    def show_answer(self, answer: Answer) -> None:
        """Show `answer` from now on."""
        self._answer = answer
        self.setProperty("selected", answer.is_shown)
        self.style().unpolish(self)
        self.style().polish(self)
        self.retranslate()

    def run(self) -> None:
        """Do what **Run** does, if it can be clicked."""
        if self._answer.stage is Stage.PREVIEW and self._run.isEnabled():
            self.run_requested.emit(self._answer.exchange.id, self._allows_deletes)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_run()
        super().changeEvent(event)

    def _paint_run(self) -> None:
        role = QPalette.ColorRole
        is_on = self._run.isEnabled()
        color = self.palette().color(role.HighlightedText if is_on else role.PlaceholderText)
        self._run.setIcon(tinted("run", color))

    def retranslate(self) -> None:  # noqa: D102
        answer = self._answer
        stage = answer.stage
        self._show_progress(answer)
        self._show_sentence(answer)
        outcome = None if stage in (Stage.WORKING, Stage.CHOICE) else answer.outcome
        self._show_result(answer)
        self._show_choices(answer)
        facts = bool(outcome) and stage in (Stage.PREVIEW, Stage.APPLYING)
        self._shield.setVisible(facts)
        self._shield_picture.setVisible(facts)
        agreement = agreement_sentence(*answer.exchange.agreement) if outcome else ""
        self._agreement.setText(agreement)
        self._agreement.setVisible(bool(agreement) and stage in _AGREED)
        if outcome:
            is_strong = outcome.sandbox is SandboxLevel.STRONG
            self._shield_picture.show_icon(
                "shield" if is_strong else "shield-half", "good" if is_strong else "amber"
            )
            self._shield.setText(protection_word(outcome.sandbox))
            self._shield.setToolTip(protection_sentence(outcome.sandbox))
        self._show_problem(answer)
        self.setAccessibleName(self._sentence.toPlainText() or answer.exchange.request.words)
        self._show_buttons(answer)

    # Parts ------------------------------------------------------------------------------------

    def _show_progress(self, answer: Answer) -> None:
        if self._progress is None and answer.is_busy:
            self._progress = ProgressRow(self)
            self._progress.stop_requested.connect(self.stop_requested)
            self._places[0].addWidget(self._progress)
        if self._progress is None:
            return
        self._progress.setVisible(answer.is_busy)
        if not answer.is_busy:
            return
        text = {
            Stage.WORKING: progress_text(answer.progress),
            Stage.APPLYING: progress_text(answer.progress)
            if answer.progress
            else self.tr("Changing your files…"),
            Stage.UNDOING: self.tr("Bringing everything back…"),
        }[answer.stage]
        if answer.is_stopping:
            text = self.tr("Stopping…")
        can_stop = answer.stage is Stage.WORKING and not answer.is_stopping
        fraction = None if answer.is_stopping else progress_fraction(answer.progress)
        self._progress.show_progress(text, fraction, can_stop=can_stop)

    def _show_sentence(self, answer: Answer) -> None:
        stage = answer.stage
        notes = {
            Stage.CHOICE: self.tr("Your words can be read in two ways. Which result did you mean?"),
            Stage.INTERRUPTED: self.tr(
                "The program was closed before the answer was there. Nothing was changed."
            ),
            Stage.STALE: self.tr("This was not run: the program was closed. Nothing was changed."),
            Stage.STOPPED: self.tr("Stopped. Nothing was changed."),
            Stage.DISMISSED: self.tr("Not run. Nothing was changed."),
        }
        has_own_words = stage in (Stage.WORKING, Stage.FAILED, Stage.CONSENT)
        text = "" if has_own_words else notes.get(stage, answer.sentence)
        self._sentence.set_text(text)
        self._sentence.setVisible(bool(text))
        name = {Stage.DONE: "check", Stage.UNDONE: "undo", Stage.STOPPED: "stop"}.get(stage, "")
        tone = "good" if stage is Stage.DONE else "muted"
        if stage is Stage.DONE and answer.tone != "good":
            name, tone = "warning", answer.tone
        if name:
            self._mark.show_icon(name, tone)
        self._mark.setVisible(bool(name) and bool(text))

    def _show_result(self, answer: Answer) -> None:
        is_told = answer.stage in (Stage.PREVIEW, Stage.APPLYING, Stage.DONE, Stage.UNDOING)
        outcome = answer.outcome if is_told else None
        text = ""
        if outcome:  # a table stands on the right, where its columns are in line
            text = outcome.printed.strip() if outcome.table else outcome.answer
        self._text.set_text(_beginning(text))
        self._text.setVisible(bool(text))
        is_short = len(text) <= 24 and "\n" not in text
        _set_kind(self._text, "number" if is_short else "")
        changes = outcome.changes if outcome else ()
        undecided = answer.stage is Stage.PREVIEW
        deletes = tuple(c for c in changes if c.kind is ChangeKind.DELETED) if undecided else ()
        self._changes.show_changes(tuple(c for c in changes if c not in deletes))
        self._show_deletes(deletes)
        skipped = outcome.skipped if outcome else ()
        self._skipped.set_text(
            self.tr("Left out, because it cannot be taken over: {names}").format(
                names=", ".join(skipped[:5])
            )
            if skipped
            else ""
        )
        self._skipped.setVisible(bool(skipped))

    def _show_deletes(self, deletes: tuple[Change, ...]) -> None:
        if self._deletes is None and deletes:
            self._deletes = DeletesBox(self)
            self._deletes.ticked.connect(self._on_ticked)
            self._places[1].addWidget(self._deletes)
        if self._deletes is not None:
            self._deletes.show_deletes(deletes)

    def _show_choices(self, answer: Answer) -> None:
        preview = answer.preview if answer.stage is Stage.CHOICE else None
        if self._choices is None and preview is not None:
            self._choices = Choices(self)
            self._choices.chosen.connect(self._on_chosen)
            self._places[2].addWidget(self._choices)
        if self._choices is not None:
            self._choices.show_choices(preview)

    def _show_problem(self, answer: Answer) -> None:
        if self._problem is None and answer.problem is not None:
            self._problem = ProblemBox(self)
            self._places[3].addWidget(self._problem)
        if self._problem is not None:
            self._problem.show_problem(answer.problem)

    def _show_buttons(self, answer: Answer) -> None:
        stage, problem = answer.stage, answer.problem
        self._run.setText(self.tr("Run"))
        self._dismiss.setText(self.tr("Don't run"))
        self._undo.setText(self.tr("Undo"))
        self._undo.setToolTip(self.tr("Bring every file back as it was"))
        self._consent.setText(self.tr("Run it anyway, on a copy"))
        self._ask_again.setText(self.tr("Ask again"))
        self._try_again.setText(self.tr("Try again"))
        self._try_again.setToolTip(self.tr("Try the same script on the files as they are now"))
        self._rephrase.setText(self.tr("Change the words"))
        has_code = bool(answer.exchange.code)
        failed_on_files = problem is not None and problem.kind is ProblemKind.FILES_CHANGED
        self._run.setVisible(stage is Stage.PREVIEW)
        self._dismiss.setVisible(stage in (Stage.PREVIEW, Stage.CHOICE))
        self._undo.setVisible(answer.can_undo)
        self._consent.setVisible(stage is Stage.CONSENT)
        self._try_again.setVisible(
            (stage in (Stage.STALE, Stage.DISMISSED, Stage.UNDONE) and has_code)
            or (stage is Stage.PREVIEW and failed_on_files)
        )
        self._ask_again.setVisible(
            stage in (Stage.FAILED, Stage.STOPPED, Stage.INTERRUPTED)
            or (stage in (Stage.STALE, Stage.DISMISSED) and not has_code)
        )
        self._rephrase.setVisible(stage in (Stage.FAILED, Stage.STOPPED, Stage.DISMISSED))
        self._on_ticked()

    # Wishes -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self.show_requested.emit(self._answer.exchange.id)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.show_requested.emit(self._answer.exchange.id)
        else:
            super().keyPressEvent(event)

    @property
    def _allows_deletes(self) -> bool:
        return self._deletes is not None and self._deletes.is_allowed

    def _on_ticked(self) -> None:
        needs_tick = self._deletes is not None and not self._deletes.isHidden()
        can_run = not needs_tick or self._allows_deletes
        self._run.setEnabled(can_run)
        self._paint_run()
        self._run.setToolTip(
            self.tr("Make exactly these changes (Ctrl+Enter)")
            if can_run
            else self.tr("Files would be deleted: tick the red box first")
        )

    def _on_chosen(self, candidate: object) -> None:
        self.chosen.emit(self._answer.exchange.id, candidate)

    def _on_dismiss(self) -> None:
        self.dismiss_requested.emit(self._answer.exchange.id)

    def _on_undo(self) -> None:
        self.undo_requested.emit(self._answer.exchange.id)

    def _on_consent(self) -> None:
        self.consent_requested.emit(self._answer.exchange.id)

    def _on_ask_again(self) -> None:
        self.ask_again_requested.emit(self._answer.exchange.id)

    def _on_try_again(self) -> None:
        self.try_again_requested.emit(self._answer.exchange.id)

    def _on_rephrase(self) -> None:
        self.rephrase_requested.emit(self._answer.exchange.request.words)


def _beginning(text: str) -> str:
    lines = text.split("\n")
    short = "\n".join(lines[:_ANSWER_LINES])[:_ANSWER_LENGTH]
    return short if short == text else short.rstrip() + " …"


def _set_kind(widget: QWidget, kind: str) -> None:
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
