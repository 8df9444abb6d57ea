"""What happens when: between the widgets' wishes, the services and the store.

Widgets show what the signals here carry and call the methods here; they know nothing of each
other. One request is worked on at a time; a second one waits in `queue` and can be dropped.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app import paths
from app.domain.conversation import ConversationSummary, Exchange, ExchangeState
from app.domain.follow_up import is_follow_up
from app.domain.problem import Problem
from app.domain.request import Language, Request, Workplace
from app.domain.turn import Candidate
from app.jobs.assistant_service import AssistantService
from app.jobs.model_service import ModelService
from app.ui.composer import Composer
from app.ui.conversation.answer import Answer, Stage
from app.ui.draft import Ask, Place, place_of
from app.ui.model_session import ModelSession
from app.ui.session_store import CarefulStore, SessionStore
from app.ui.turns import Turns

_TITLE_LENGTH = 60
_HAS_SCRIPT = (
    ExchangeState.PREVIEWED,
    ExchangeState.DONE,
    ExchangeState.DISMISSED,
    ExchangeState.UNDONE,
)


class Session(QObject):
    """The conversation that is open, the input, and what waits behind it."""

    opened = Signal(object)  # tuple[Answer, ...]: another conversation is open
    answered = Signal(object)  # Answer: a new card, or a card that changed
    shown = Signal(object)  # Answer | None: whose script and result stand on the right
    code_started = Signal()
    code_written = Signal(str)
    busy_changed = Signal(bool)
    follow_changed = Signal(str)  # the words that the next request goes on from, or nothing
    conversations_changed = Signal()
    troubled = Signal(object)  # Problem | None: nothing can be kept just now

    def __init__(
        self,
        assistant: AssistantService,
        models: ModelService,
        store: SessionStore,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = CarefulStore(store, self._on_store_told)
        self.trouble: Problem | None = None
        self.models = ModelSession(models, assistant, self)
        self.turns = Turns(assistant, self.store, self)
        self.language = Language.ENGLISH
        self.composer = Composer(self.store, self)
        self._assistant = assistant
        self._conversation = 0
        self._answers: dict[int, Answer] = {}
        self._shown = 0
        self._follows = True
        self._was_busy = False
        self.models.became_ready.connect(self._go_on)
        self.turns.changed.connect(self._on_changed)
        self.turns.idle.connect(self._go_on)
        self.turns.code_started.connect(self._on_code_started)
        self.turns.code_written.connect(self._on_code_written)
        self.turns.model_refused.connect(self.models.refresh)
        self.turns.runs_listed.connect(self._on_runs_listed)

    # Beginning and end ------------------------------------------------------------------------

    def start(self) -> None:
        """Bring back what was there at the end of the last time, and warm the model."""
        self.composer.restore()
        kept = self.store.setting("conversation") or ""
        known = {str(summary.id) for summary in self.store.conversations()}
        self.open(int(kept) if kept in known else 0)
        self._assistant.runs()
        self.models.start()
        self._go_on()

    def close(self) -> bool:
        """Keep the draft and end all work. False when a thread did not end in time."""
        self.composer.keep()
        ended = self.models.close()
        return self._assistant.close() and ended

    # The input --------------------------------------------------------------------------------

    @property
    def is_busy(self) -> bool:
        """Whether a request is worked on, changes are made, or taken back."""
        return self.turns.running is not None

    def set_words(self, words: str) -> None:
        """The input holds other words."""
        self.composer.set_words(words)
        self._tell_follow()

    def set_follows(self, follows: bool) -> None:
        """Whether the next request goes on from the last script."""
        self._follows = follows
        self._tell_follow()

    def ask(self, words: str) -> None:
        """Work on a request, or let it wait while another is worked on."""
        if not words.strip():
            return
        ask = Ask(words.strip(), self.composer.place, self._follows)
        if self.is_busy or not self.models.is_ready():
            self.composer.put_back(ask)
        else:
            self._begin(ask)
        self.set_words("")
        self.composer.keep()

    def stop(self) -> None:
        """End what is going on."""
        self.turns.stop()

    # Answers ----------------------------------------------------------------------------------

    def show(self, exchange_id: int) -> None:
        """Show the script and the result of an answer on the right."""
        if exchange_id not in self._answers:
            return
        before, self._shown = self._shown, exchange_id
        for changed in {before, exchange_id} & self._answers.keys():
            self.answered.emit(self._mark(self._answers[changed]))
        self._tell_shown()

    def choose(self, exchange_id: int, candidate: Candidate) -> None:
        """The person decided between scripts with different results."""
        self.turns.choose(self._answers[exchange_id], candidate)
        self._go_on()

    def run(self, exchange_id: int, allow_deletes: bool) -> None:
        """Make what an answer showed happen."""
        self.turns.apply(self._answers[exchange_id], allow_deletes)

    def dismiss(self, exchange_id: int) -> None:
        """Don't run it."""
        self.turns.dismiss(self._answers[exchange_id])
        self._go_on()

    def undo(self, exchange_id: int) -> None:
        """Take the changes of an answer back."""
        self.turns.undo(self._answers[exchange_id])

    def undoable(self) -> Answer | None:
        """The latest answer whose changes can be taken back."""
        return next((a for a in reversed(self._answers.values()) if a.can_undo), None)

    def ask_again(self, exchange_id: int) -> None:
        """Write a new script for the words of an answer."""
        self._begin_again(self._answers[exchange_id].exchange)

    def try_again(self, exchange_id: int) -> None:
        """Try the script of an answer once more, on the files as they are now."""
        exchange = self._answers[exchange_id].exchange
        self._begin_again(exchange, code=exchange.code)

    def consent(self, exchange_id: int) -> None:
        """Try it without the strong sandbox, this once."""
        exchange = self._answers[exchange_id].exchange
        self._begin_again(exchange, code=exchange.code, allow_basic=True)

    def run_edited(self, code: str) -> None:
        """Try a script that the person edited. An answer that was run stays as it was."""
        answer = self._answers.get(self._shown)
        if answer is None or not code.strip():
            return
        exchange = answer.exchange
        if exchange.state in (ExchangeState.DONE, ExchangeState.UNDONE):
            exchange = Exchange(0, exchange.conversation_id, _now(), exchange.request)
        self._begin_again(exchange, code=code)

    # Conversations ----------------------------------------------------------------------------

    @property
    def conversation(self) -> int:
        """The id of the conversation that is open; 0 for one that has not begun."""
        return self._conversation

    def title(self) -> str:
        """The title of the conversation that is open, empty for a new one."""
        titles = {summary.id: summary.title for summary in self.store.conversations()}
        return titles.get(self._conversation, "")

    def conversations(self) -> tuple[ConversationSummary, ...]:
        """All conversations, the latest first."""
        return tuple(self.store.conversations())

    def open(self, conversation_id: int) -> None:
        """Show another conversation, a new one with 0. What is going on goes on."""
        self._conversation = conversation_id
        self.store.set_setting("conversation", str(conversation_id))
        stored = self.store.exchanges(conversation_id) if conversation_id else ()
        answers = [self.turns.answer(exchange) for exchange in stored]
        self._answers = {answer.exchange.id: answer for answer in answers}
        self._shown = answers[-1].exchange.id if answers else 0
        self._follows = True
        self.opened.emit(tuple(self._mark(answer) for answer in answers))
        self._tell_shown()
        self._tell_follow()
        self.conversations_changed.emit()

    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title."""
        if title.strip():
            self.store.rename_conversation(conversation_id, title.strip())
            self.conversations_changed.emit()

    def can_delete(self, conversation_id: int) -> bool:
        """Whether nothing of a conversation is being worked on."""
        running = self.turns.running
        return running is None or running.exchange.conversation_id != conversation_id

    def delete(self, conversation_id: int) -> None:
        """Forget a conversation. What its scripts did to files stays."""
        if not self.can_delete(conversation_id):
            return
        self.turns.forget(conversation_id)
        self.store.delete_conversation(conversation_id)
        if conversation_id == self._conversation:
            self.open(0)
        self.conversations_changed.emit()

    # Steps ------------------------------------------------------------------------------------

    def _begin(self, ask: Ask) -> None:
        for answer in tuple(self._answers.values()):
            self.turns.dismiss(answer)
        previous = self._followed() if ask.follows and is_follow_up(ask.words) else None
        if not self._conversation:
            title = " ".join(ask.words.split())
            if len(title) > _TITLE_LENGTH:
                title = title[: _TITLE_LENGTH - 1].rstrip() + "…"
            self._conversation = self.store.create_conversation(title)
            self.store.set_setting("conversation", str(self._conversation))
        request = Request(
            ask.words,
            _provisional(ask.place),
            language=_language_of(ask.words, self.language),
            previous_words=previous.request.words if previous else "",
            previous_code=previous.code if previous else "",
        )
        self._follows = True
        self._shown = 0
        self.turns.begin(Exchange(0, self._conversation, _now(), request), ask.place)
        self.conversations_changed.emit()

    def _begin_again(
        self, exchange: Exchange, *, code: str = "", allow_basic: bool = False
    ) -> None:
        if self.is_busy:
            return
        self._shown = exchange.id
        self.turns.begin(exchange, place_of(exchange.request), code=code, allow_basic=allow_basic)

    @Slot()
    def _go_on(self) -> None:
        """Begin the next request that waits, unless the person has to decide something first."""
        waits = self._waits() or not self.models.is_ready()
        if not self.is_busy and not waits and self.composer.queue:
            self._begin(self.composer.take_first())
            self.composer.keep()
        self._tell_busy()

    def _waits(self) -> bool:
        return any(a.stage in (Stage.PREVIEW, Stage.CHOICE) for a in self._answers.values())

    def _followed(self) -> Exchange | None:
        exchanges = (answer.exchange for answer in reversed(self._answers.values()))
        return next((e for e in exchanges if e.code and e.state in _HAS_SCRIPT), None)

    def _mark(self, answer: Answer) -> Answer:
        return replace(answer, is_shown=answer.exchange.id == self._shown)

    def _tell_shown(self) -> None:
        self.shown.emit(self._answers.get(self._shown))

    def _tell_follow(self) -> None:
        leans = self._follows and is_follow_up(self.composer.words)
        followed = self._followed() if leans else None
        self.follow_changed.emit(followed.request.words if followed else "")

    def _tell_busy(self) -> None:
        if self.is_busy != self._was_busy:
            self._was_busy = self.is_busy
            self.busy_changed.emit(self.is_busy)

    # What happens -----------------------------------------------------------------------------

    @Slot(object)
    def _on_changed(self, answer: Answer) -> None:
        exchange = answer.exchange
        self._tell_busy()
        if exchange.conversation_id != self._conversation:
            return
        if exchange.id not in self._answers and answer.stage is Stage.WORKING:
            self._hide_mark()
            self._shown = exchange.id
        self._answers[exchange.id] = answer
        self.answered.emit(self._mark(answer))
        if exchange.id == self._shown:
            self._tell_shown()
        self._tell_follow()

    def _hide_mark(self) -> None:
        for answer in self._answers.values():
            self.answered.emit(answer)

    @Slot(int)
    def _on_code_started(self, exchange_id: int) -> None:
        if exchange_id == self._shown:
            self.code_started.emit()

    @Slot(int, str)
    def _on_code_written(self, exchange_id: int, text: str) -> None:
        if exchange_id == self._shown:
            self.code_written.emit(text)

    def _on_store_told(self, problem: Problem | None) -> None:
        before, self.trouble = self.trouble, problem
        if (before and before.kind) != (problem and problem.kind):
            self.troubled.emit(problem)

    @Slot()
    def _on_runs_listed(self) -> None:
        for answer in tuple(self._answers.values()):
            if answer.stage is Stage.STALE:
                found = self.turns.answer(answer.exchange)
                if found.stage is not Stage.STALE:
                    self._on_changed(found)


def _provisional(place: Place) -> Workplace:
    """Where a request takes place, until the assistant has looked."""
    if place.folder is not None:
        return Workplace(place.folder)
    if place.files:
        parents = {file.parent for file in place.files}
        root = place.files[0].parent
        return Workplace(root, tuple(Path(f.name) for f in place.files if len(parents) == 1))
    return Workplace(paths.results())


def _language_of(words: str, fallback: Language) -> Language:
    letters = [char for char in words if char.isalpha()]
    if not letters:
        return fallback
    cyrillic = sum("а" <= char.lower() <= "я" or char.lower() == "ё" for char in letters)
    return Language.RUSSIAN if cyrillic * 3 > len(letters) else Language.ENGLISH


def _now() -> datetime:
    return datetime.now(UTC)
