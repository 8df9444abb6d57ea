"""Several conversations: open, rename, delete, also while something is worked on."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app import paths
from app.domain.conversation import Exchange, ExchangeState
from app.domain.request import Request, Workplace
from app.ui.conversation.answer import Stage
from app.ui.conversation.conversations import Role
from tests.support.open_window import OpenWindow, visible
from tests.support.scripted_assistant import Gate, Result, Scene
from tests.ui.conftest import OpenIt

AVERAGE = Scene((Result(code="print(18)\n", printed="18.0"),))


def _answered(person: OpenWindow, words: str) -> None:
    person.window.commands["new"].trigger()
    person.ask(words)
    person.wait_for(Stage.DONE)


def test_a_conversation_is_called_after_its_first_request(open_window: OpenIt) -> None:
    person = open_window(AVERAGE)
    person.ask("a very long request " * 10)
    person.wait_for(Stage.DONE)
    title = person.session.title()
    assert title.startswith("a very long request")
    assert title.endswith("…")
    assert len(title) <= 60


def test_work_goes_on_while_another_conversation_is_open(open_window: OpenIt, qtbot: QtBot) -> None:
    gate = Gate()
    person = open_window(AVERAGE, Scene((Result(code="slow()\n", printed="7"),), gate=gate))
    person.ask("first")
    person.wait_for(Stage.DONE)
    first = person.session.conversation
    person.window.commands["new"].trigger()
    person.ask("slow one")
    qtbot.waitUntil(lambda: gate.is_reached)
    second = person.session.conversation

    person.session.open(first)
    assert "slow" not in person.window.code.code()
    assert [card.answer.exchange.request.words for card in person.cards()] == ["first"]
    gate.open()
    person.wait_until_idle()
    (kept,) = person.store.exchanges(second)
    assert kept.state is ExchangeState.DONE
    assert [card.answer.exchange.request.words for card in person.cards()] == ["first"]

    person.session.open(second)
    assert "7" in person.text(person.card())
    assert person.window.code.code() == "slow()\n"


def test_a_conversation_that_is_worked_on_shows_so_when_opened(
    open_window: OpenIt, qtbot: QtBot
) -> None:
    gate = Gate()
    person = open_window(Scene(AVERAGE.results, gate=gate))
    person.ask("slow one")
    qtbot.waitUntil(lambda: gate.is_reached)
    slow = person.session.conversation
    person.session.open(0)
    assert not person.cards()
    person.session.open(slow)
    assert person.card().answer.stage is Stage.WORKING
    person.click("Stop")
    person.wait_for(Stage.STOPPED)


def test_the_list_opens_and_renames(open_window: OpenIt, qtbot: QtBot) -> None:
    person = open_window(AVERAGE)
    _answered(person, "first")
    _answered(person, "second")
    popover = person.window.conversation.popover
    ModelTester(_Config()).check(popover.model)
    person.window.commands["list"].trigger()
    assert [popover.model.index(row).data() for row in range(2)] == ["second", "first"]

    popover.model.setData(popover.model.index(1), "Мой отчёт", Qt.ItemDataRole.EditRole)
    person.session.open(popover.model.index(1).data(Role.ID))
    assert person.session.title() == "Мой отчёт"
    assert "Мой отчёт" in person.text(person.window.conversation.header)


def test_delete_asks_first(open_window: OpenIt) -> None:
    person = open_window(AVERAGE)
    _answered(person, "first")
    person.window.commands["list"].trigger()
    person.press(Qt.Key.Key_Delete, person.window.conversation.popover.list)
    (box,) = visible(person.window, QMessageBox)
    person.click("Keep it", box)
    assert len(person.session.conversations()) == 1

    person.window.commands["list"].trigger()
    person.press(Qt.Key.Key_Delete, person.window.conversation.popover.list)
    (box,) = visible(person.window, QMessageBox)
    person.click("Delete", box)
    assert person.session.conversations() == ()
    assert not person.cards()


def test_a_conversation_that_is_worked_on_cannot_be_deleted(
    open_window: OpenIt, qtbot: QtBot
) -> None:
    gate = Gate()
    person = open_window(Scene(AVERAGE.results, gate=gate))
    person.ask("slow one")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.window.commands["list"].trigger()
    person.press(Qt.Key.Key_Delete, person.window.conversation.popover.list)
    (box,) = visible(person.window, QMessageBox)
    assert person.buttons(box) == ["Close"]
    person.click("Close", box)
    gate.open()
    person.wait_for(Stage.DONE)
    assert QCoreApplication.instance() is not None


def test_a_long_conversation_opens_with_its_end(open_window: OpenIt, qtbot: QtBot) -> None:
    person = open_window(AVERAGE)
    store = person.store
    conversation = store.create_conversation("long")
    for number in range(40):
        request = Request(f"request {number}", Workplace(paths.results()))
        now = datetime.now(UTC)
        store.save_exchange(Exchange(0, conversation, now, request, ExchangeState.DISMISSED))
    person.session.open(conversation)

    def words() -> list[str]:
        return [card.answer.exchange.request.words for card in person.cards()]

    assert words() == [f"request {number}" for number in range(25, 40)]
    person.click("Earlier requests")
    person.click("Earlier requests")
    assert words() == [f"request {number}" for number in range(40)]
    assert "Earlier requests" not in person.buttons()

    def in_order() -> bool:
        tops = [card.y() for card in person.cards()]
        return tops == sorted(set(tops))

    qtbot.waitUntil(in_order)


class _Config:
    """What the model tester asks of pytest's configuration."""

    def getini(self, name: str) -> object:
        return None
