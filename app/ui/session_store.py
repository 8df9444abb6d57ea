"""What the window expects of the store, and how it lives with one that fails."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from app.domain.conversation import ConversationSummary, Exchange
from app.domain.problem import Problem, ProblemKind

log = logging.getLogger(__name__)

_Value = TypeVar("_Value")


class SessionStore(Protocol):
    """Conversations and settings. Calls are quick and are made on the GUI thread."""

    def conversations(self) -> Sequence[ConversationSummary]:
        """All conversations, the latest first."""

    def create_conversation(self, title: str, /) -> int:
        """Begin a conversation; its id."""

    def exchanges(self, conversation_id: int, /) -> Sequence[Exchange]:
        """The exchanges of a conversation in order."""

    def save_exchange(self, exchange: Exchange, /) -> Exchange:
        """Keep an exchange: a new one when its id is 0. Returns it as it is kept now."""

    def rename_conversation(self, conversation_id: int, title: str, /) -> None:
        """Give a conversation another title."""

    def delete_conversation(self, conversation_id: int, /) -> None:
        """Forget a conversation and all its exchanges."""

    def setting(self, key: str, /) -> str | None:
        """A setting's value, `None` when it was never set."""

    def set_setting(self, key: str, value: str, /) -> None:
        """Keep a setting."""


class CarefulStore:
    """A store whose failure never stops the work: what cannot be kept stays in memory.

    A full disk or a damaged database is told through `tell` (with `None` once it is well again),
    and the window goes on. Ids below zero are those of what is not kept.
    """

    def __init__(self, store: SessionStore, tell: Callable[[Problem | None], None]) -> None:
        self._store = store
        self._tell = tell
        self._unsaved: dict[int, Exchange] = {}
        self._settings: dict[str, str] = {}
        self._next = -1

    def conversations(self) -> Sequence[ConversationSummary]:
        """All conversations, the latest first."""
        return self._reading(self._store.conversations, ())

    def create_conversation(self, title: str, /) -> int:
        """Begin a conversation; its id."""
        return self._writing(lambda: self._store.create_conversation(title), self._new_id)

    def exchanges(self, conversation_id: int, /) -> Sequence[Exchange]:
        """The exchanges of a conversation in order."""
        none: Sequence[Exchange] = ()
        kept = self._reading(lambda: self._store.exchanges(conversation_id), none)
        unsaved = {
            key: exchange
            for key, exchange in self._unsaved.items()
            if exchange.conversation_id == conversation_id
        }
        merged = [unsaved.pop(exchange.id, exchange) for exchange in kept]
        return (*merged, *unsaved.values())

    def save_exchange(self, exchange: Exchange, /) -> Exchange:
        """Keep an exchange, in memory if it must be."""
        if exchange.conversation_id < 0 or exchange.id < 0:
            return self._remember(exchange)
        saved = self._writing(
            lambda: self._store.save_exchange(exchange), lambda: self._remember(exchange)
        )
        if saved.id > 0 and self._unsaved.get(saved.id) is not saved:
            self._unsaved.pop(saved.id, None)
        return saved

    def rename_conversation(self, conversation_id: int, title: str, /) -> None:
        """Give a conversation another title."""
        self._writing(lambda: self._store.rename_conversation(conversation_id, title), lambda: None)

    def delete_conversation(self, conversation_id: int, /) -> None:
        """Forget a conversation and all its exchanges."""
        self._writing(lambda: self._store.delete_conversation(conversation_id), lambda: None)

    def setting(self, key: str, /) -> str | None:
        """A setting's value, `None` when it was never set."""
        if key in self._settings:
            return self._settings[key]
        return self._reading(lambda: self._store.setting(key), None)

    def set_setting(self, key: str, value: str, /) -> None:
        """Keep a setting, in memory if it must be."""

        def set_it() -> None:
            self._store.set_setting(key, value)
            self._settings.pop(key, None)

        self._writing(set_it, lambda: self._settings.update({key: value}))

    def _new_id(self) -> int:
        self._next -= 1
        return self._next

    def _remember(self, exchange: Exchange) -> Exchange:
        if exchange.id == 0:
            exchange = replace(exchange, id=self._new_id())
        self._unsaved[exchange.id] = exchange
        return exchange

    def _reading(self, read: Callable[[], _Value], otherwise: _Value) -> _Value:
        try:
            return read()
        except Exception as error:  # noqa: BLE001 - any store, any driver
            self._tell(_problem(error, ProblemKind.HISTORY_DAMAGED))
            return otherwise

    def _writing(self, write: Callable[[], _Value], otherwise: Callable[[], _Value]) -> _Value:
        try:
            result = write()
        except Exception as error:  # noqa: BLE001 - any store, any driver
            self._tell(_problem(error, ProblemKind.DISK_FULL))
            return otherwise()
        self._tell(None)
        return result


def _problem(error: Exception, kind: ProblemKind) -> Problem:
    if isinstance(error, Problem):
        return error
    log.info("the store failed with %s", type(error).__name__)
    return Problem(kind, "".join(traceback.format_exception(error)))
