"""The model is missing, arrives, fails, is exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.model import ModelState
from app.domain.problem import Problem, ProblemKind
from app.ui.conversation.answer import Stage
from app.ui.dialogs.models import ModelRow
from tests.support.open_window import OpenWindow, visible
from tests.support.scripted_assistant import Gate, Result, Scene, ScriptedLibrary
from tests.ui.conftest import OpenIt

AVERAGE = Scene((Result(code="print(18)\n", printed="18.0"),))


@pytest.fixture
def library() -> ScriptedLibrary:
    """A first start: no model is here."""
    return ScriptedLibrary(ModelState.ABSENT)


def test_a_first_start_offers_the_model_and_lets_type(
    open_window: OpenIt, library: ScriptedLibrary, qtbot: QtBot
) -> None:
    library.gate = Gate()
    gate = library.gate
    person = open_window(AVERAGE)
    card = person.window.conversation.model_card
    assert "Model middle" in person.text(card)
    assert "1.12 GB" in person.text(card)
    assert "Apache-2.0" in person.text(card)

    person.ask("the average")  # nothing typed is lost
    assert not person.cards()
    assert "the average" in person.text(person.window.conversation.queue)

    person.click("Download", card)
    qtbot.waitUntil(lambda: "4.20 MB/s" in person.text(card))
    person.click("Cancel", card)
    qtbot.waitUntil(lambda: "Go on with the download" in person.buttons(card))
    assert "693 MB of 1.12 GB are here already." in person.text(card)

    person.click("Go on with the download", card)
    gate.open()
    person.wait_for(Stage.DONE)
    assert not card.isVisible()
    assert library.fetched == ["middle", "middle"]


def test_a_failed_download_says_what_to_do(
    open_window: OpenIt, library: ScriptedLibrary, qtbot: QtBot
) -> None:
    library.problem = Problem(ProblemKind.NO_NETWORK, "connection refused")
    person = open_window(AVERAGE)
    card = person.window.conversation.model_card
    person.click("Download", card)
    qtbot.waitUntil(lambda: "The internet could not be reached." in person.text(card))
    assert "connection refused" not in person.text(card)
    library.problem = None
    person.click("Go on with the download", card)
    qtbot.waitUntil(lambda: not card.isVisible())


def test_a_file_that_is_here_already_is_taken(
    open_window: OpenIt, library: ScriptedLibrary, qtbot: QtBot, tmp_path: Path
) -> None:
    person = open_window(AVERAGE)
    person.ask("the average")
    person.session.models.use_file(tmp_path / "модель.gguf")
    person.wait_for(Stage.DONE)
    assert library.chosen().model.id == "small"


def test_a_file_that_is_damaged_is_refused(
    open_window: OpenIt, library: ScriptedLibrary, qtbot: QtBot, tmp_path: Path
) -> None:
    library.problem = Problem(ProblemKind.MODEL_DAMAGED)
    person = open_window(AVERAGE)
    person.session.models.use_file(tmp_path / "модель.gguf")
    card = person.window.conversation.model_card
    qtbot.waitUntil(lambda: "The model file is damaged" in person.text(card))
    assert not person.session.models.is_ready()


def _row(person: OpenWindow, name: str) -> ModelRow:
    rows = visible(person.window, ModelRow)
    return next(row for row in rows if name in person.text(row))


def test_models_are_fetched_used_checked_and_removed(
    open_window: OpenIt, library: ScriptedLibrary, qtbot: QtBot
) -> None:
    person = open_window(AVERAGE)
    person.window.commands["models"].trigger()
    assert "recommended" in person.text(_row(person, "Model middle"))
    assert "not for commercial use" in person.text(_row(person, "Model big"))
    assert "needs 9.37 GB of memory" in person.text(_row(person, "Model big"))

    person.click("Download", _row(person, "Model small"))
    qtbot.waitUntil(lambda: "Use" in person.buttons(_row(person, "Model small")))
    person.click("Use", _row(person, "Model small"))
    assert library.chosen().model.id == "small"
    assert "answers now" in person.text(_row(person, "Model small"))

    person.click("Check the file", _row(person, "Model small"))
    qtbot.waitUntil(lambda: "the file is sound" in person.text(_row(person, "Model small")))
    library.is_sound = False
    person.click("Check the file", _row(person, "Model small"))
    qtbot.waitUntil(lambda: "Mend the file" in person.buttons(_row(person, "Model small")))

    person.click("Remove…", _row(person, "Model small"))
    person.click("Remove")
    qtbot.waitUntil(lambda: "Download" in person.buttons(_row(person, "Model small")))
    assert library.models()[0].state is ModelState.ABSENT


def test_work_goes_on_during_a_download(
    open_window: OpenIt, library: ScriptedLibrary, qtbot: QtBot
) -> None:
    person = open_window(AVERAGE)
    person.click("Download", person.window.conversation.model_card)
    qtbot.waitUntil(lambda: not person.window.conversation.model_card.isVisible())
    library.gate = Gate()
    gate = library.gate
    person.session.models.fetch("big")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.ask("the average")
    person.wait_for(Stage.DONE)
    gate.open()
    qtbot.waitUntil(lambda: library.models()[2].state is ModelState.READY)
