"""A store that keeps everything in memory, for tests of the window; it outlives a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.domain.conversation import ConversationSummary, Exchange


class MemoryStore:
    """Two windows in a row with the same one are a program and its restart."""

    def __init__(self) -> None:
        self._titles: dict[int, str] = {}
        self._exchanges: dict[int, Exchange] = {}
        self._settings: dict[str, str] = {}
        self._count = 0

    def conversations(self) -> tuple[ConversationSummary, ...]:
        now = datetime.now(UTC)
        return tuple(
            ConversationSummary(key, title, now) for key, title in reversed(self._titles.items())
        )

    def create_conversation(self, title: str) -> int:
        self._count += 1
        self._titles[self._count] = title
        return self._count

    def exchanges(self, conversation_id: int) -> tuple[Exchange, ...]:
        kept = self._exchanges.values()
        return tuple(exchange for exchange in kept if exchange.conversation_id == conversation_id)

    def save_exchange(self, exchange: Exchange) -> Exchange:
        if not exchange.id:
            self._count += 1
            exchange = replace(exchange, id=self._count)
        self._exchanges[exchange.id] = exchange
        return exchange

    def rename_conversation(self, conversation_id: int, title: str) -> None:
        self._titles[conversation_id] = title

    def delete_conversation(self, conversation_id: int) -> None:
        del self._titles[conversation_id]
        for exchange in self.exchanges(conversation_id):
            del self._exchanges[exchange.id]

    def setting(self, key: str) -> str | None:
        return self._settings.get(key)

    def set_setting(self, key: str, value: str) -> None:
        self._settings[key] = value
