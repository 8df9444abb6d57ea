"""Run by `test_real_window.py` on a display of its own: ask, look, Run, kill the engine, Undo.

Leaves screenshots in `artifacts/`. Everything is real: services, model, sandbox, files, window.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from app import paths
from app.main import Services
from app.ui.application import Desk, make_application
from app.ui.conversation.answer import Stage

PATIENCE = 240_000  # milliseconds until a hanging journey fails


def wait_until(what: str, condition: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(PATIENCE)
    while not condition():
        if deadline.hasExpired():
            raise AssertionError(f"waited in vain until {what}")
        QTest.qWait(30)


class Person:
    """Someone before the window with keyboard and mouse."""

    def __init__(self, desk: Desk) -> None:
        self.window = desk.window
        self.session = desk.session

    def ask(self, words: str) -> None:
        field = self.window.conversation.input.words
        QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton)
        QTest.keyClicks(field, words)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def click(self, text: str) -> None:
        found = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled() and button.text() == text
        ]
        assert found, f"there is no button {text!r}"
        QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)

    def wait_for(self, stage: Stage, cards: int) -> None:
        view = self.window.conversation.view

        def arrived() -> bool:
            shown = view.cards()
            if len(shown) < cards:
                return False
            now = shown[-1].answer.stage
            if now not in (stage, Stage.WORKING, Stage.APPLYING, Stage.UNDOING):
                raise AssertionError(f"the card shows {now}, not {stage}")
            return now is stage

        wait_until(f"card {cards} shows {stage}", arrived)

    def photograph(self, name: str) -> None:
        QTest.qWait(300)
        folder = paths.ROOT / "artifacts"
        folder.mkdir(exist_ok=True)
        assert self.window.screen().grabWindow(self.window.winId()).save(str(folder / name))


def main() -> None:
    folder = Path(os.environ["SAIDDONE_JOURNEY_FOLDER"]) / "Иван Петров — отчёты 📁"
    folder.mkdir(parents=True)
    for name, rows in {"north": "a,1\nb,2\n", "south": "c,3\n", "west": "d,4\ne,5\n"}.items():
        (folder / f"{name}.csv").write_text("product,sold\n" + rows, "utf-8")

    services = Services()
    services.store().set_setting("language", "en")
    services.store().set_setting("theme", "light")
    application = make_application(["saiddone"])
    assistant = services.assistant()
    desk = Desk(application, assistant, services.library(), services.store())
    desk.window.show()
    desk.window.start()
    person = Person(desk)
    assert QTest.qWaitForWindowExposed(desk.window, PATIENCE)
    person.photograph("window-first.png")

    desk.session.composer.choose_folder(folder)
    person.ask("Merge all CSV files here into one Excel workbook, one sheet per file")
    person.wait_for(Stage.PREVIEW, 1)
    before = sorted(path.name for path in folder.iterdir())
    assert before == ["north.csv", "south.csv", "west.csv"], "a preview changes nothing"
    assert "ExcelWriter" in desk.window.code.code() or "Workbook" in desk.window.code.code()
    person.photograph("window-preview.png")

    person.click("Run")
    person.wait_for(Stage.DONE, 1)
    (workbook,) = folder.glob("*.xlsx")
    assert set(openpyxl.load_workbook(workbook).sheetnames) == {"north", "south", "west"}
    person.photograph("window.png")

    person.click("Undo")
    person.wait_for(Stage.UNDONE, 1)
    assert sorted(path.name for path in folder.iterdir()) == before
    person.photograph("window-undone.png")

    person.ask("Print a poem of one hundred lines about the sea, all lines different")
    view = desk.window.conversation.view
    wait_until(
        "the engine writes",
        lambda: len(view.cards()) == 2 and len(desk.window.code.code().splitlines()) > 3,
    )
    engine = assistant.engine_pid
    assert engine is not None
    os.kill(engine, signal.SIGKILL)
    wait_until("the crash is told", lambda: view.cards()[-1].answer.stage is Stage.FAILED)
    person.photograph("window-engine-killed.png")

    desk.window.conversation.input.words.clear()
    person.ask("find the average of the numbers in this list: 4, 8, 15, 16, 23, 42")
    person.wait_for(Stage.DONE, 3)
    assert "18" in view.cards()[-1].answer.exchange.outcome.answer
    person.photograph("window-answer.png")

    desk.window.close()
    assert desk.close(), "a thread did not end"
    services.close()


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    # The application outlives this function; Qt's own order of destruction is not our subject.
    os._exit(0)
