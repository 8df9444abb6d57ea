"""One story for each thing that the window promises."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QToolButton
from pytestqt.qtbot import QtBot

from app.domain.outcome import SandboxLevel
from app.domain.problem import Problem, ProblemKind
from app.ui.conversation.answer import Stage
from app.ui.conversation.welcome import Example
from tests.support.open_window import visible
from tests.support.scripted_assistant import Gate, Result, Scene
from tests.ui.conftest import OpenIt

MERGE = Scene((Result(code="merge()\n", writes={"сводка.csv": "всё вместе"}),))
AVERAGE = Scene((Result(code="print(18)\n", printed="18.0"),))


def test_from_words_to_a_changed_folder_and_back(open_window: OpenIt, work: Path) -> None:
    gate = Gate()
    person = open_window(Scene(MERGE.results, gate=gate))
    person.session.composer.choose_folder(work)

    person.ask("merge all CSV files")
    card = person.wait_for(Stage.WORKING)
    assert person.window.conversation.input.words.toPlainText() == ""
    gate.open()

    card = person.wait_for(Stage.PREVIEW)
    assert "create 1 file" in person.text(card)
    assert "сводка.csv" in person.text(card)
    assert person.window.code.code() == "merge()\n"
    assert not (work / "сводка.csv").exists()

    person.click("Run")
    card = person.wait_for(Stage.DONE)
    assert "Created “сводка.csv”." in person.text(card)
    assert (work / "сводка.csv").read_text(encoding="utf-8") == "всё вместе"

    person.click("Undo")
    card = person.wait_for(Stage.UNDONE)
    assert "taken back" in person.text(card)
    assert not (work / "сводка.csv").exists()


def test_progress_is_told_in_true_words(open_window: OpenIt, qtbot: QtBot) -> None:
    gate = Gate()
    person = open_window(Scene(AVERAGE.results, gate=gate))
    person.ask("average")
    qtbot.waitUntil(lambda: gate.is_reached)
    qtbot.waitUntil(lambda: "Trying it on a copy…" in person.text(person.card()))
    qtbot.waitUntil(lambda: person.window.code.code() == "print(18)\n")
    gate.open()
    person.wait_for(Stage.DONE)


def test_an_answer_needs_no_confirmation(open_window: OpenIt) -> None:
    person = open_window(AVERAGE)
    person.ask("the average of 4, 8, 15, 16, 23, 42")
    card = person.wait_for(Stage.DONE)
    assert "18.0" in person.text(card)
    assert "No file was changed." in person.text(card)
    assert "Run" not in person.buttons(card)
    assert "Undo" not in person.buttons(card)


def test_stop_ends_the_work_and_keeps_the_words(open_window: OpenIt, qtbot: QtBot) -> None:
    gate = Gate()
    person = open_window(Scene(AVERAGE.results, gate=gate), AVERAGE)
    person.ask("something long")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.click("Stop")
    card = person.wait_for(Stage.STOPPED)
    assert "Nothing was changed." in person.text(card)
    assert "something long" in person.text(person.window.conversation.view)
    person.click("Ask again")
    person.wait_for(Stage.DONE)
    assert len(person.cards()) == 1


def test_escape_stops_too(open_window: OpenIt, qtbot: QtBot) -> None:
    gate = Gate()
    person = open_window(Scene(AVERAGE.results, gate=gate))
    person.ask("something long")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.window.commands["stop"].trigger()
    person.wait_for(Stage.STOPPED)


def test_a_failure_says_what_happened_and_what_to_do(open_window: OpenIt, work: Path) -> None:
    problem = Problem(ProblemKind.SCRIPT_FAILED, "KeyError: 'Сумма'", code="bad()\n")
    person = open_window(Scene(problem=problem))
    person.session.composer.choose_folder(work)
    person.ask("sum by month")
    card = person.wait_for(Stage.FAILED)
    assert "Your files are as they were." in person.text(card)
    assert "KeyError" not in person.text(card)
    assert person.window.code.code() == "bad()\n"

    person.click("Details", card)
    assert "KeyError: 'Сумма'" in person.text(card)
    person.click("Copy details", card)
    assert "KeyError: 'Сумма'" in QGuiApplication.clipboard().text()

    person.click("Change the words", card)
    assert person.window.conversation.input.words.toPlainText() == "sum by month"
    assert person.session.composer.place.folder == work


def test_an_unexpected_error_is_told_and_logged_without_words(
    open_window: OpenIt, caplog: pytest.LogCaptureFixture
) -> None:
    person = open_window(Scene(error=ValueError("зарплата Ивана: 100")), AVERAGE)
    person.ask("broken")
    card = person.wait_for(Stage.FAILED)
    person.click("Details", card)
    assert "зарплата Ивана: 100" in person.text(card)
    logged = caplog.text
    assert "ValueError" in logged
    assert "зарплата" not in logged
    caplog.clear()

    person.ask("works")
    person.wait_for(Stage.DONE, cards=2)


def test_deletes_need_a_tick_of_their_own(open_window: OpenIt, work: Path) -> None:
    person = open_window(Scene((Result(deletes=("январь.csv",), writes={"a.csv": "1"}),)))
    person.session.composer.choose_folder(work)
    person.ask("tidy up")
    card = person.wait_for(Stage.PREVIEW)
    assert not person.button("Run", card).isEnabled()
    person.window.commands["run"].trigger()  # its keys don't help either
    assert (work / "январь.csv").exists()

    (tick,) = visible(card, QCheckBox)
    assert tick.text() == "Also delete this file"
    tick.click()
    person.window.commands["run"].trigger()
    person.wait_for(Stage.DONE)
    assert not (work / "январь.csv").exists()

    person.window.commands["undo"].trigger()
    person.wait_for(Stage.UNDONE)
    assert (work / "январь.csv").read_text(encoding="utf-8") == "день;сумма\n1;10\n"


def test_different_results_are_shown_side_by_side(open_window: OpenIt, work: Path) -> None:
    by_month = Result(code="by_month()\n", printed="январь 10", votes=2)
    by_week = Result(code="by_week()\n", printed="неделя 4", writes={"w.csv": "4"}, votes=2)
    person = open_window(Scene((by_month, by_week), tried=5))
    person.session.composer.choose_folder(work)
    person.ask("count by period")
    card = person.wait_for(Stage.CHOICE)
    assert "январь 10" in person.text(card)
    assert "неделя 4" in person.text(card)
    assert "by_month()" not in person.window.code.code()
    assert person.buttons(card).count("This one") == 2

    person.click("This one", card)  # the last one
    card = person.wait_for(Stage.PREVIEW)
    assert person.window.code.code() == "by_week()\n"
    person.click("Run")
    person.wait_for(Stage.DONE)
    assert (work / "w.csv").read_text(encoding="utf-8") == "4"


def test_without_a_sandbox_the_person_is_asked_each_time(open_window: OpenIt) -> None:
    no_sandbox = Scene(problem=Problem(ProblemKind.NO_SANDBOX, code="script()\n"))
    person = open_window(no_sandbox, AVERAGE, no_sandbox)
    person.ask("first")
    card = person.wait_for(Stage.CONSENT)
    assert person.window.code.code() == "script()\n"
    person.click("Run it anyway, on a copy", card)
    card = person.wait_for(Stage.DONE)
    assert person.assistant.retried == ["script()\n"]
    assert card.answer.outcome is not None
    assert card.answer.outcome.sandbox is SandboxLevel.BASIC

    person.ask("second")
    person.wait_for(Stage.CONSENT, cards=2)
    assert person.assistant.allowed_basic == [False, True, False]


def test_a_second_request_waits_and_can_be_dropped(open_window: OpenIt, qtbot: QtBot) -> None:
    gate = Gate()
    person = open_window(Scene(AVERAGE.results, gate=gate), AVERAGE)
    person.ask("first")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.ask("second")
    person.ask("third")
    queue = person.window.conversation.queue
    assert "second" in person.text(queue)
    visible(queue, QToolButton)[0].click()
    assert [ask.words for ask in person.session.composer.queue] == ["third"]

    gate.open()
    person.wait_for(Stage.DONE, cards=2)
    assert [request.words for request in person.assistant.requests] == ["first", "third"]
    assert not queue.isVisible()


def test_what_waits_does_not_push_an_undecided_answer_away(
    open_window: OpenIt, qtbot: QtBot, work: Path
) -> None:
    gate = Gate()
    person = open_window(Scene(MERGE.results, gate=gate), AVERAGE)
    person.session.composer.choose_folder(work)
    person.ask("merge")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.ask("average")
    gate.open()
    card = person.wait_for(Stage.PREVIEW)
    assert len(person.session.composer.queue) == 1
    person.click("Don't run", card)
    person.wait_for(Stage.DONE, cards=2)
    assert person.cards()[0].answer.stage is Stage.DISMISSED


def test_a_follow_up_goes_on_from_the_last_script(open_window: OpenIt) -> None:
    person = open_window(AVERAGE)
    person.ask("the average")
    person.wait_for(Stage.DONE)
    box = person.window.conversation.input
    person.type("the mode")
    assert "Goes on from" not in person.text(box), "words that stand for themselves"
    box.words.clear()
    person.type("and the median")
    assert "Goes on from: the average" in person.text(box)
    person.press(Qt.Key.Key_Return)
    person.wait_for(Stage.DONE, cards=2)
    assert person.assistant.requests[1].previous_code == "print(18)\n"
    assert person.assistant.requests[1].previous_words == "the average"

    person.session.set_follows(False)
    person.ask("and something else")
    person.wait_for(Stage.DONE, cards=3)
    assert person.assistant.requests[2].previous_code == ""


def test_files_changed_meanwhile_can_be_tried_again(open_window: OpenIt, work: Path) -> None:
    person = open_window(MERGE)
    person.session.composer.choose_folder(work)
    person.assistant.apply_problem = Problem(ProblemKind.FILES_CHANGED, name="январь.csv")
    person.ask("merge")
    person.wait_for(Stage.PREVIEW)
    person.click("Run")
    person.wait_until_idle()
    card = person.wait_for(Stage.PREVIEW)
    assert card.answer.problem is not None
    assert not (work / "сводка.csv").exists()

    person.assistant.apply_problem = None
    person.click("Try again", card)
    person.wait_until_idle()
    person.click("Run")
    person.wait_for(Stage.DONE)
    assert (work / "сводка.csv").exists()


def test_an_undo_that_cannot_be_says_why(open_window: OpenIt, work: Path) -> None:
    person = open_window(MERGE)
    person.session.composer.choose_folder(work)
    person.ask("merge")
    person.wait_for(Stage.PREVIEW)
    person.click("Run")
    person.wait_for(Stage.DONE)
    person.assistant.undo_problem = Problem(ProblemKind.UNDO_CONFLICT, name="сводка.csv")
    person.click("Undo")
    person.wait_until_idle()
    card = person.wait_for(Stage.DONE)
    assert card.answer.problem is not None
    assert "сводка.csv" in person.text(card)
    assert (work / "сводка.csv").exists()
    assert "Undo" in person.buttons(card)


def test_an_edited_script_takes_the_same_safe_path(open_window: OpenIt, work: Path) -> None:
    person = open_window(MERGE)
    person.session.composer.choose_folder(work)
    person.ask("merge")
    person.wait_for(Stage.PREVIEW)
    person.window.code.run_edited_requested.emit("merge(sorted)\n")
    person.wait_until_idle()
    card = person.wait_for(Stage.PREVIEW)
    assert person.assistant.retried == ["merge(sorted)\n"]
    assert card.answer.exchange.code == "merge(sorted)\n"
    assert not (work / "сводка.csv").exists()


def test_files_and_folders_are_dropped_anywhere(
    open_window: OpenIt, work: Path, tmp_path: Path
) -> None:
    person = open_window(AVERAGE)

    def drop(*files: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        event = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        person.window.dropEvent(event)

    drop(work)
    assert person.session.composer.place.folder == work
    drop(work / "январь.csv", work / "март.csv")
    drop(work / "март.csv")  # twice is once
    box = person.window.conversation.input
    assert "январь.csv" in person.text(box)
    assert "Иван Петров — отчёты 📁" in person.text(box)
    assert len(person.session.composer.place.files) == 2

    person.ask("use them")
    person.wait_for(Stage.DONE)
    assert person.assistant.requests[0].named_files == (Path("январь.csv"), Path("март.csv"))
    assert "январь.csv" in person.text(person.window.conversation.view)
    assert len(person.session.composer.place.files) == 2, "the chips stay for the next request"

    (cross,) = [b for b in visible(box, QToolButton) if b.toolTip() == "Remove январь.csv"]
    cross.click()
    assert person.session.composer.place.files == (work / "март.csv",)


def test_a_folder_and_files_are_chosen_in_dialogs(
    open_window: OpenIt, qtbot: QtBot, work: Path
) -> None:
    person = open_window(AVERAGE)
    person.window.commands["folder"].trigger()
    dialog = person.window.picker.dialog
    assert dialog is not None
    dialog.fileSelected.emit(str(work))
    assert person.session.composer.place.folder == work
    assert person.session.composer.recent_folders() == (work,)

    person.window.commands["files"].trigger()
    dialog = person.window.picker.dialog
    assert dialog is not None
    assert Path(dialog.directory().absolutePath()) == work
    dialog.filesSelected.emit([str(work / "март.csv")])
    assert person.session.composer.place.files == (work / "март.csv",)


def test_files_copied_elsewhere_are_pasted_as_chips(open_window: OpenIt, work: Path) -> None:
    person = open_window(AVERAGE)
    words = person.window.conversation.input.words
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(work / "январь.csv"))])
    QGuiApplication.clipboard().setMimeData(data)
    words.paste()
    assert person.session.composer.place.files == (work / "январь.csv",)
    assert words.toPlainText() == ""
    QGuiApplication.clipboard().setText("merge\nthem")
    words.paste()
    assert words.toPlainText() == "merge\nthem"


def test_an_example_fills_the_input(open_window: OpenIt) -> None:
    person = open_window(AVERAGE)
    visible(person.window.conversation.welcome, Example)[0].click()
    words = person.window.conversation.input.words
    assert words.toPlainText().startswith("Find the average")
    person.press(Qt.Key.Key_Return)
    person.wait_for(Stage.DONE)


def test_run_and_undo_by_keys(open_window: OpenIt, qtbot: QtBot, work: Path) -> None:
    person = open_window(MERGE)
    person.session.composer.choose_folder(work)
    person.window.activateWindow()
    qtbot.waitUntil(person.window.isActiveWindow)
    words = person.window.conversation.input.words
    person.ask("merge")
    person.wait_for(Stage.PREVIEW)
    assert words.hasFocus()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(words, Qt.Key.Key_Return, control)
    person.wait_for(Stage.DONE)
    assert (work / "сводка.csv").exists()
    person.type("half")
    qtbot.keyClick(words, Qt.Key.Key_Z, control)
    assert (work / "сводка.csv").exists(), "that was the undo of the text"
    qtbot.keyClick(words, Qt.Key.Key_Z, control | Qt.KeyboardModifier.AltModifier)
    person.wait_for(Stage.UNDONE)
    assert not (work / "сводка.csv").exists()


def test_typing_goes_to_the_input_wherever_the_focus_is(open_window: OpenIt) -> None:
    person = open_window(AVERAGE)
    person.ask("average")
    card = person.wait_for(Stage.DONE)
    card.setFocus()
    person.press(Qt.Key.Key_A, card)
    assert person.window.conversation.input.words.toPlainText() == "a"
