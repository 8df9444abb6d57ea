"""A store that fails (a full disk, a damaged database) does not stop the work."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.domain.conversation import Exchange
from app.ui.conversation.answer import Stage
from tests.support.memory_store import MemoryStore
from tests.support.scripted_assistant import Result, Scene
from tests.ui.conftest import OpenIt

MERGE = Scene((Result(code="merge()\n", writes={"сводка.csv": "всё вместе"}),))


class FullDisk(MemoryStore):
    """Refuses to keep anything while `is_full`."""

    is_full = False

    def create_conversation(self, title: str) -> int:
        self._refuse()
        return super().create_conversation(title)

    def save_exchange(self, exchange: Exchange) -> Exchange:
        self._refuse()
        return super().save_exchange(exchange)

    def set_setting(self, key: str, value: str) -> None:
        self._refuse()
        super().set_setting(key, value)

    def _refuse(self) -> None:
        if self.is_full:
            raise sqlite3.OperationalError("database or disk is full")


@pytest.fixture
def store() -> FullDisk:
    store = FullDisk()
    store.set_setting("language", "en")
    return store


def test_work_goes_on_with_a_full_disk(open_window: OpenIt, store: FullDisk, work: Path) -> None:
    store.is_full = True
    person = open_window(MERGE)
    person.session.composer.choose_folder(work)
    person.ask("merge")
    person.wait_for(Stage.PREVIEW)
    trouble = person.window.conversation.trouble
    assert trouble.isVisible()
    assert "disk is full" not in person.text(trouble)
    person.click("Run")
    person.wait_for(Stage.DONE)
    person.click("Undo")
    person.wait_for(Stage.UNDONE)
    assert not (work / "сводка.csv").exists()

    store.is_full = False
    person.window.commands["new"].trigger()
    person.ask("merge again")
    person.wait_for(Stage.PREVIEW)
    assert not trouble.isVisible()
    assert len(store.conversations()) == 1


def test_a_disk_that_fills_up_in_the_middle(
    open_window: OpenIt, store: FullDisk, work: Path
) -> None:
    person = open_window(MERGE)
    person.session.composer.choose_folder(work)
    person.ask("merge")
    person.wait_for(Stage.PREVIEW)
    store.is_full = True
    person.click("Run")
    person.wait_for(Stage.DONE)
    conversation = person.session.conversation
    person.session.open(0)
    person.session.open(conversation)
    assert person.card().answer.can_undo, "what could not be kept is still known"
