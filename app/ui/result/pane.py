"""The result pane: what is going on, what would happen, what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.domain.outcome import Outcome, ScriptError
from app.domain.turn import Candidate, Preview
from app.ui.pane_parts import BusyLine, EmptyState, PaneHeader
from app.ui.result.banner import Answer, Badge, Sentence, Skipped, Tone
from app.ui.result.changes_page import ChangesPage
from app.ui.result.figures import FiguresPage
from app.ui.result.plain import is_inline
from app.ui.result.table_page import TablePage
from app.ui.result.text_page import Fold, TextPage
from app.ui.speaking import SpeakingFrame
from app.ui.theme import Spacing
from app.words.sentences import agreement_sentence, preview_sentence, protection_sentence


class PaneTabs(QTabBar):
    """Tabs as plain words with a line under the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)


class ResultPane(SpeakingFrame):
    """Shows one answer at a time.

    `open_requested` and `reveal_requested` carry the absolute path of a file that is there.
    """

    open_requested = Signal(Path)
    reveal_requested = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: Outcome | None = None
        self._preview: tuple[Preview, Candidate] | None = None
        self.header = PaneHeader(self)
        self.line = BusyLine(self)
        self.nothing = EmptyState("spark", parent=self)
        self.progress = EmptyState("spark", "accent", self)
        self.badge = Badge(self)
        self.sentence = Sentence(self)
        self.skipped = Skipped(self)
        self.answer = Answer(self)
        self.tabs = PaneTabs(self)
        self.table = TablePage(self)
        self.figures = FiguresPage(self)
        self.text = TextPage(self)
        self.changes = ChangesPage(self)
        self.fold = Fold(self)
        self._pages = QStackedWidget(self)
        self._content = QWidget(self)
        self._stack = QStackedWidget(self)
        self._build()
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self.changes.open_requested.connect(self.open_requested)
        self.changes.reveal_requested.connect(self.reveal_requested)
        self.show_nothing()

    # What the window tells --------------------------------------------------------------------

    def show_nothing(self) -> None:
        """Nothing was asked yet."""
        self._outcome = None
        self._preview = None
        self._show(self.nothing)
        self.retranslate()

    def clear(self) -> None:
        """The same as `show_nothing`."""
        self.show_nothing()

    def show_progress(self, text: str) -> None:
        """Something is going on: `text` says what."""
        self._preview = None
        self.progress.set_text(text)
        self._show(self.progress)

    def show_preview(self, preview: Preview, candidate: Candidate) -> None:
        """Show what `candidate` would do. Nothing can be opened: no file is there yet."""
        self._preview = (preview, candidate)
        self._fill(candidate.trial.outcome, None)
        self._show(self._content)
        self.retranslate()

    def show_outcome(self, outcome: Outcome, sentence: str, tone: Tone, root: Path) -> None:
        """Show what happened in the folder `root`, the `sentence` that tells it first."""
        self._preview = None
        self.sentence.say(sentence, tone)
        self._fill(outcome, root)
        self._show(self._content)

    # How it is made ---------------------------------------------------------------------------

    def _build(self) -> None:
        for page in (self.changes, self.table, self.figures, self.text):
            self._pages.addWidget(page)
        inner = QVBoxLayout(self._content)
        inner.setContentsMargins(Spacing.L, Spacing.L, Spacing.L, Spacing.L)
        inner.setSpacing(Spacing.M)
        for widget in (self.badge, self.sentence, self.skipped, self.answer, self.tabs):
            inner.addWidget(widget)
        inner.addWidget(self._pages, 1)
        self._room = QWidget(self._content)  # holds everything up when there are no pages
        inner.addWidget(self._room, 1)
        inner.addWidget(self.fold)
        for face in (self.nothing, self.progress, self._content):
            self._stack.addWidget(face)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.line)
        layout.addWidget(self._stack, 1)

    def retranslate(self) -> None:  # noqa: D102
        self.header.title.setText(self.tr("Result"))
        self.badge.setText(self.tr("Preview: nothing has been changed yet"))
        self.nothing.set_text(self.tr("What you ask for will be shown here."))
        self.tabs.setAccessibleName(self.tr("Kinds of results"))
        if self._preview is not None:
            preview, candidate = self._preview
            notes = (
                agreement_sentence(candidate.votes, preview.tried),
                protection_sentence(candidate.trial.outcome.sandbox),
            )
            note = " ".join(part for part in notes if part)
            self.sentence.announce(preview_sentence(preview, candidate), note)
        self._name_tabs()

    # What is shown ----------------------------------------------------------------------------

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.line.set_busy(page is self.progress)
        self.badge.setVisible(self._preview is not None)

    def _fill(self, outcome: Outcome, root: Path | None) -> None:
        is_new = outcome is not self._outcome
        self._outcome = outcome
        self.changes.show_changes(outcome.changes, root)
        if not is_new:
            return
        text = outcome.printed.strip() if outcome.table else outcome.answer
        is_short = is_inline(text)
        self.answer.show_answer(text if is_short else "")
        self.skipped.show_skipped(outcome.skipped)
        self.fold.show_text(_report(outcome))
        if outcome.table is not None:
            self.table.show_table(outcome.table)
        self.figures.show_figures(outcome.figures)
        self.text.show_text("" if is_short else text)
        shown = {
            self.table: outcome.table is not None,
            self.figures: bool(outcome.figures),
            self.text: not is_short,
            self.changes: bool(outcome.changes),
        }
        self._show_tabs([page for page, has_content in shown.items() if has_content])

    def _show_tabs(self, pages: list[SpeakingFrame]) -> None:
        with QSignalBlocker(self.tabs):
            while self.tabs.count():
                self.tabs.removeTab(0)
            for page in pages:
                self.tabs.setTabData(self.tabs.addTab(""), self._pages.indexOf(page))
            self.tabs.setCurrentIndex(0)
        self._name_tabs()
        self.tabs.setVisible(len(pages) > 1)
        self._pages.setVisible(bool(pages))
        self._room.setVisible(not pages)
        if pages:
            self._pages.setCurrentWidget(pages[0])

    def _name_tabs(self) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        changes, figures = len(outcome.changes), len(outcome.figures)
        names = {
            self._pages.indexOf(self.table): self.tr("Table"),
            self._pages.indexOf(self.figures): self.tr("%n picture(s)", "", figures),
            self._pages.indexOf(self.text): self.tr("Text"),
            self._pages.indexOf(self.changes): self.tr("%n change(s)", "", changes),
        }
        for tab in range(self.tabs.count()):
            self.tabs.setTabText(tab, names[self.tabs.tabData(tab)])

    @Slot(int)
    def _on_tab_changed(self, tab: int) -> None:
        if tab >= 0:
            self._pages.setCurrentIndex(self.tabs.tabData(tab))


def _report(outcome: Outcome) -> str:
    """What the script reported about itself, for people who know about scripts."""
    parts = [_error(outcome.error)] if outcome.error is not None else []
    noise = outcome.error_output.strip()
    if noise and not (parts and noise in parts[0]):
        parts.append(noise)
    return "\n\n".join(parts)


def _error(error: ScriptError) -> str:
    return error.traceback.strip() or f"{error.kind}: {error.message} ({error.line})"
