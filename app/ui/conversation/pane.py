"""The left side of the window, put together."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.ui.conversation.answer import Answer
from app.ui.conversation.conversations import ConversationsPopover
from app.ui.conversation.header import Header
from app.ui.conversation.input import InputBox
from app.ui.conversation.model_card import ModelCard
from app.ui.conversation.problem_box import ProblemBox
from app.ui.conversation.queue import QueueStrip
from app.ui.conversation.thread import ThreadView
from app.ui.conversation.welcome import Welcome
from app.ui.session import Session
from app.ui.speaking import SpeakingFrame

_MARGIN = 14


class ConversationPane(SpeakingFrame):
    """Header, conversation or welcome, model card, what waits, and the input."""

    def __init__(self, session: Session, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversation")
        self._session = session
        self.header = Header(menu, self)
        self.view = ThreadView(self)
        self.welcome = Welcome(self)
        self.model_card = ModelCard(self)
        self.trouble = ProblemBox(self)
        self.queue = QueueStrip(self)
        self.input = InputBox(self)
        self.popover = ConversationsPopover(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self.view)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(_MARGIN, 4, _MARGIN, _MARGIN)
        bottom.setSpacing(8)
        bottom.addWidget(self.model_card)
        bottom.addWidget(self.trouble)
        bottom.addWidget(self.queue)
        bottom.addWidget(self.input)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        layout.addLayout(bottom)
        self._connect_wishes()
        self._connect_values()

    def _connect_wishes(self) -> None:
        session, view, box = self._session, self.view, self.input
        view.run_requested.connect(session.run)
        view.dismiss_requested.connect(session.dismiss)
        view.undo_requested.connect(session.undo)
        view.stop_requested.connect(session.stop)
        view.ask_again_requested.connect(session.ask_again)
        view.try_again_requested.connect(session.try_again)
        view.consent_requested.connect(session.consent)
        view.show_requested.connect(session.show)
        view.chosen.connect(session.choose)
        view.rephrase_requested.connect(self._on_rephrase)
        box.sent.connect(session.ask)
        box.stop_requested.connect(session.stop)
        box.words_changed.connect(session.set_words)
        box.files_pasted.connect(session.composer.add_files)
        box.folder_chosen.connect(session.composer.choose_folder)
        box.folder_removed.connect(self._on_folder_removed)
        box.file_removed.connect(session.composer.remove_file)
        box.follow_removed.connect(self._on_follow_removed)
        self.queue.dropped.connect(session.composer.drop)
        self.header.list_wanted.connect(self.open_list)
        self.header.new_wanted.connect(self.new_conversation)
        self.popover.open_requested.connect(session.open)
        self.popover.rename_requested.connect(session.rename)
        self.welcome.example_chosen.connect(self._on_example)
        self.model_card.fetch_requested.connect(session.models.fetch)
        self.model_card.stop_requested.connect(session.models.stop_fetch)

    def _connect_values(self) -> None:
        session, box = self._session, self.input
        session.opened.connect(self._on_opened)
        session.answered.connect(self._on_answered)
        session.busy_changed.connect(box.show_busy)
        session.composer.place_changed.connect(self._on_place_changed)
        session.follow_changed.connect(box.show_follow)
        session.composer.restored.connect(box.show_words)
        session.composer.queue_changed.connect(self.queue.show_queue)
        session.conversations_changed.connect(self._on_conversations_changed)
        session.troubled.connect(self.trouble.show_problem)
        session.models.changed.connect(self.model_card.show_status)

    @Slot()
    def new_conversation(self) -> None:
        """Begin a new conversation; what stands in the input stays."""
        self._session.open(0)
        self.input.words.setFocus()

    @Slot()
    def open_list(self) -> None:
        """Show the list of conversations under its button."""
        self._tell_list()
        button = self.header.list_button
        self.popover.open_at(button.mapToGlobal(button.rect().bottomRight()))

    def run_undecided(self) -> None:
        """Click **Run** on the answer that waits for it."""
        for card in reversed(self.view.cards()):
            card.run()

    def _tell_list(self) -> None:
        self.popover.show_rows(self._session.conversations(), self._session.conversation)

    @Slot(object)
    def _on_opened(self, answers: tuple[Answer, ...]) -> None:
        self.view.show_answers(answers)
        for answer in answers:
            self.input.words.remember(answer.exchange.request.words)
        self._show_page()

    @Slot(object)
    def _on_answered(self, answer: Answer) -> None:
        self.view.show_answer(answer)
        self._show_page()

    def _show_page(self) -> None:
        self._stack.setCurrentWidget(self.welcome if self.view.is_empty else self.view)

    @Slot(object)
    def _on_place_changed(self, place: object) -> None:
        self.input.show_place(self._session.composer.place)
        self.input.show_recent(self._session.composer.recent_folders())

    @Slot()
    def _on_conversations_changed(self) -> None:
        self.header.show_title(self._session.title())
        if self.popover.isVisible():
            self._tell_list()

    @Slot()
    def _on_folder_removed(self) -> None:
        self._session.composer.choose_folder(None)

    @Slot()
    def _on_follow_removed(self) -> None:
        self._session.set_follows(False)

    @Slot(str)
    def _on_rephrase(self, words: str) -> None:
        self.input.show_words(words)
        self.input.words.setFocus()

    @Slot(str, bool)
    def _on_example(self, words: str, needs_folder: bool) -> None:
        self._on_rephrase(words)
        if needs_folder and self._session.composer.place.is_empty:
            self.input.folder_wanted.emit()
