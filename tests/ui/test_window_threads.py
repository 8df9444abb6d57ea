"""Work is done on one other thread, and everything that is shown is shown on the GUI thread."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from app.jobs.worker import Job
from app.ui.conversation.answer import Stage
from tests.support.scripted_assistant import Gate, Result, Scene
from tests.ui.conftest import OpenIt

CHANGE = Scene((Result(writes={"a.csv": "1"}),))


class Listener(QObject):
    """Notes on which thread it hears."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[str, bool]] = []

    def _note(self, name: str) -> None:
        self.heard.append((name, QThread.currentThread() is self.thread()))

    @Slot(object)
    def on_progressed(self, _: object) -> None:
        self._note("progressed")

    @Slot(object)
    def on_previewed(self, _: object) -> None:
        self._note("previewed")

    @Slot(object)
    def on_applied(self, _: object) -> None:
        self._note("applied")

    @Slot(object)
    def on_undone(self, _: object) -> None:
        self._note("undone")

    @Slot(object, object)
    def on_failed(self, job: Job, _: object) -> None:
        self._note(f"failed {job.value}")


def test_signals_arrive_on_the_gui_thread(open_window: OpenIt, qtbot: QtBot) -> None:
    person = open_window(CHANGE)
    service = person.session._assistant
    listener = Listener()
    service.progressed.connect(listener.on_progressed)
    service.previewed.connect(listener.on_previewed)
    service.applied.connect(listener.on_applied)
    service.undone.connect(listener.on_undone)
    service.failed.connect(listener.on_failed)
    person.ask("one")
    person.wait_for(Stage.PREVIEW)
    person.click("Run")
    person.wait_for(Stage.DONE)
    person.click("Undo")
    person.wait_for(Stage.UNDONE)

    assert all(is_gui for _, is_gui in listener.heard)
    names = [name for name, _ in listener.heard]
    assert {"progressed", "previewed", "applied", "undone"} <= set(names)
    assert [names.count(name) for name in ("previewed", "applied", "undone")] == [1, 1, 1]
    assert len(person.assistant.threads) == 1
    assert threading.get_ident() not in person.assistant.threads


def test_the_window_closes_in_the_middle_of_work(open_window: OpenIt, qtbot: QtBot) -> None:
    gate = Gate()
    person = open_window(Scene(CHANGE.results, gate=gate))
    person.ask("one")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.close()  # asserts that the threads ended
    (conversation,) = person.store.conversations()
    (kept,) = person.store.exchanges(conversation.id)
    assert kept.request.words == "one"
