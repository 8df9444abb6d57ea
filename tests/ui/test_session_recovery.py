"""What comes back after the program was killed: a second window with the same store.

The first window is never closed before the second opens, so nothing can rely on a clean end.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.conversation import ExchangeState
from app.domain.problem import Problem, ProblemKind
from app.ui.conversation.answer import Stage
from app.ui.draft import Draft, Place
from app.ui.session_store import SessionStore
from tests.support.scripted_assistant import Gate, Result, Scene, ScriptedAssistant
from tests.ui.conftest import OpenIt

MERGE = Scene((Result(code="merge()\n", writes={"сводка.csv": "всё вместе"}),))
AVERAGE = Scene((Result(code="print(18)\n", printed="18.0"),))


def test_a_request_without_an_answer_can_be_asked_again(
    open_window: OpenIt, qtbot: QtBot, work: Path
) -> None:
    gate = Gate()
    killed = open_window(Scene(MERGE.results, gate=gate))
    killed.session.composer.choose_folder(work)
    killed.ask("merge")
    qtbot.waitUntil(lambda: gate.is_reached)

    person = open_window(MERGE)
    card = person.wait_for(Stage.INTERRUPTED)
    assert "merge" in person.text(person.window.conversation.view)
    person.click("Ask again", card)
    person.wait_for(Stage.PREVIEW)
    assert person.assistant.requests[0].workplace.root == work
    assert len(person.cards()) == 1


def test_a_request_is_kept_while_the_model_still_loads(
    open_window: OpenIt, qtbot: QtBot, store: SessionStore, tmp_path: Path, work: Path
) -> None:
    slow = ScriptedAssistant(MERGE, folder=tmp_path / "slow")
    slow.warm_gate = Gate()
    killed = open_window(assistant=slow)
    killed.session.composer.choose_folder(work)
    killed.ask("merge")
    gate = slow.warm_gate
    qtbot.waitUntil(lambda: gate.is_reached)

    (conversation,) = store.conversations()
    (kept,) = store.exchanges(conversation.id)
    assert kept.state is ExchangeState.ASKED
    assert kept.request.words == "merge"
    assert kept.request.workplace.root == work


def test_a_preview_comes_back_with_its_script(open_window: OpenIt, work: Path) -> None:
    killed = open_window(MERGE)
    killed.session.composer.choose_folder(work)
    killed.ask("merge")
    killed.wait_for(Stage.PREVIEW)

    person = open_window(MERGE)
    card = person.wait_for(Stage.STALE)
    assert person.window.code.code() == "merge()\n"
    assert "Run" not in person.buttons(card)
    person.click("Try again", card)
    person.wait_for(Stage.PREVIEW)
    assert person.assistant.retried == ["merge()\n"]
    person.click("Run")
    person.wait_for(Stage.DONE)
    assert (work / "сводка.csv").exists()


def test_changes_can_be_undone_tomorrow(open_window: OpenIt, work: Path) -> None:
    killed = open_window(MERGE)
    killed.session.composer.choose_folder(work)
    killed.ask("merge")
    killed.wait_for(Stage.PREVIEW)
    killed.click("Run")
    killed.wait_for(Stage.DONE)

    person = open_window(assistant=killed.assistant)
    card = person.wait_for(Stage.DONE)
    assert "Created “сводка.csv”." in person.text(card)
    person.click("Undo", card)
    person.wait_for(Stage.UNDONE)
    assert not (work / "сводка.csv").exists()


def test_a_run_whose_note_was_lost_is_found_in_the_journal(
    open_window: OpenIt, store: SessionStore, work: Path
) -> None:
    killed = open_window(MERGE)
    killed.session.composer.choose_folder(work)
    killed.ask("merge")
    preview = killed.wait_for(Stage.PREVIEW).answer
    killed.click("Run")
    killed.wait_for(Stage.DONE)
    store.save_exchange(preview.exchange)  # as if the program had been killed before this

    person = open_window(assistant=killed.assistant)
    card = person.wait_for(Stage.DONE)
    person.click("Undo", card)
    person.wait_for(Stage.UNDONE)
    assert not (work / "сводка.csv").exists()


def test_a_failure_is_told_again(open_window: OpenIt) -> None:
    problem = Problem(ProblemKind.DISK_FULL, "errno 28", needed=12_000_000, free=1_000)
    killed = open_window(Scene(problem=problem))
    killed.ask("too much")
    before = killed.text(killed.wait_for(Stage.FAILED))

    person = open_window(AVERAGE)
    assert person.text(person.wait_for(Stage.FAILED)) == before


def test_the_draft_survives(open_window: OpenIt, qtbot: QtBot, work: Path) -> None:
    killed = open_window(AVERAGE)
    killed.session.composer.choose_folder(work)
    killed.session.composer.add_files((work / "январь.csv",))
    killed.type("half a thou")

    def kept() -> bool:
        return Draft.from_text(killed.store.setting("draft")).words == "half a thou"

    qtbot.waitUntil(kept)
    person = open_window(AVERAGE)
    assert person.window.conversation.input.words.toPlainText() == "half a thou"
    assert person.session.composer.place == Place(work, (work / "январь.csv",))


def test_what_waited_goes_on(open_window: OpenIt, qtbot: QtBot) -> None:
    gate = Gate()
    killed = open_window(Scene(AVERAGE.results, gate=gate))
    killed.ask("first")
    qtbot.waitUntil(lambda: gate.is_reached)
    killed.ask("second")

    person = open_window(AVERAGE)
    person.wait_for(Stage.DONE, cards=2)
    assert person.assistant.requests[0].words == "second"


def test_earlier_requests_are_recalled_with_the_arrows(open_window: OpenIt) -> None:
    killed = open_window(AVERAGE)
    for number, words in enumerate(("first", "second"), start=1):
        killed.ask(words)
        killed.wait_for(Stage.DONE, cards=number)

    person = open_window(AVERAGE)
    field = person.window.conversation.input.words
    person.type("new")
    for expected in ("second", "first", "first"):
        person.press(Qt.Key.Key_Up)
        assert field.toPlainText() == expected
    for expected in ("second", "new"):
        person.press(Qt.Key.Key_Down)
        assert field.toPlainText() == expected


def test_settings_that_cannot_be_read_are_no_obstacle(
    open_window: OpenIt, store: SessionStore
) -> None:
    for key in ("draft", "recent_folders", "conversation", "window_geometry", "main_splitter"):
        store.set_setting(key, "{ damaged ъ")
    person = open_window(AVERAGE)
    person.ask("still works")
    person.wait_for(Stage.DONE)
