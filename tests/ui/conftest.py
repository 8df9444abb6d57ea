"""A window before a scripted assistant, for every test that wants one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.domain.model import ModelState
from app.ui.session_store import SessionStore
from tests.support.memory_store import MemoryStore
from tests.support.open_window import OpenWindow, folder_with
from tests.support.scripted_assistant import Scene, ScriptedAssistant, ScriptedLibrary

OpenIt = Callable[..., OpenWindow]


@pytest.fixture
def store() -> SessionStore:
    """Survives the window: a second window with it is a restart. English until told otherwise."""
    store = MemoryStore()
    store.set_setting("language", "en")
    return store


@pytest.fixture
def library() -> ScriptedLibrary:
    """The models, with the one for this computer on it."""
    return ScriptedLibrary(ModelState.READY)


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A folder of the person's."""
    return folder_with(
        tmp_path / "Иван Петров — отчёты 📁", январь="день;сумма\n1;10\n", март="день;сумма\n1;7\n"
    )


@pytest.fixture
def open_window(
    qtbot: QtBot, store: SessionStore, library: ScriptedLibrary, tmp_path: Path
) -> Iterator[OpenIt]:
    """Opens windows: `open_window(Scene(…), …)`, or `open_window(assistant=…)` for a restart."""
    opened: list[OpenWindow] = []

    def open_it(*scenes: Scene, assistant: ScriptedAssistant | None = None) -> OpenWindow:
        person = OpenWindow(
            qtbot,
            assistant or ScriptedAssistant(*scenes, folder=tmp_path / f"views{len(opened)}"),
            library,
            store,
        )
        opened.append(person)
        return person

    yield open_it
    for person in opened:
        person.close()
    for person in opened:
        person.forget()
