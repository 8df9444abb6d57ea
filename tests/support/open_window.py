"""The whole window before a scripted assistant, and the few gestures that stories are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.application import Desk
from app.ui.conversation.answer import Stage
from app.ui.conversation.card import AnswerCard
from app.ui.session_store import SessionStore
from app.ui.window import MainWindow
from tests.support.scripted_assistant import ScriptedAssistant, ScriptedLibrary

Widget = TypeVar("Widget", bound=QWidget)


class OpenWindow:
    """A person before the window. Everything goes through its keys and buttons."""

    def __init__(
        self,
        qtbot: QtBot,
        assistant: ScriptedAssistant,
        library: ScriptedLibrary,
        store: SessionStore,
    ) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self._qtbot = qtbot
        self.assistant = assistant
        self.store = store
        self.desk = Desk(application, assistant, library, store)
        self.session = self.desk.session
        self.window: MainWindow = self.desk.window
        self.window.show()
        self.window.start()

    def close(self) -> None:
        """Close the window and end its threads."""
        self.window.close()
        assert self.desk.close(), "a thread did not end"

    def forget(self) -> None:
        """Delete the window, or every later one pays for its share of events."""
        if shiboken6.isValid(self.window):
            shiboken6.delete(self.window)

    # What the person does ---------------------------------------------------------------------

    def type(self, words: str) -> None:
        """Type into the input: by keys, or as an input method commits other letters."""
        field = self.window.conversation.input.words
        if words.isascii():
            self._qtbot.keyClicks(field, words)
        else:  # QTest knows the keys of ASCII only, and aborts at others
            event = QInputMethodEvent()
            event.setCommitString(words)
            QApplication.sendEvent(field, event)

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        """Press a key, in the input unless told otherwise."""
        self._qtbot.keyClick(widget or self.window.conversation.input.words, key)

    def ask(self, words: str) -> None:
        """Type a request and press Enter."""
        self.type(words)
        self.press(Qt.Key.Key_Return)

    def click(self, text: str, within: QWidget | None = None) -> None:
        """Click the visible button that says `text`."""
        self._qtbot.mouseClick(self.button(text, within), Qt.MouseButton.LeftButton)

    # What the person sees ---------------------------------------------------------------------

    def buttons(self, within: QWidget | None = None) -> list[str]:
        """What the visible buttons say."""
        return [b.text() for b in visible(within or self.window, QAbstractButton) if b.text()]

    def button(self, text: str, within: QWidget | None = None) -> QAbstractButton:
        """The visible button that says `text`, the last of them."""
        found = [b for b in visible(within or self.window, QAbstractButton) if b.text() == text]
        assert found, f"no button {text!r} among {self.buttons(within)}"
        return found[-1]

    def cards(self) -> tuple[AnswerCard, ...]:
        """The answers from top to bottom."""
        return self.window.conversation.view.cards()

    def card(self) -> AnswerCard:
        """The last answer."""
        return self.cards()[-1]

    def wait_for(self, *stages: Stage, cards: int = 1) -> AnswerCard:
        """Wait until there are `cards` answers and the last one has one of `stages`."""

        def arrived() -> bool:
            return len(self.cards()) >= cards and self.card().answer.stage in stages

        self._qtbot.waitUntil(arrived, timeout=20_000)
        return self.card()

    def wait_until_idle(self) -> None:
        """Wait until nothing is worked on."""
        self._qtbot.waitUntil(lambda: not self.session.is_busy, timeout=20_000)

    def text(self, within: QWidget | None = None) -> str:
        """All that can be read, in the order in which it was made."""
        return "\n".join(texts(within or self.window))


def visible(within: QWidget, kind: type[Widget]) -> list[Widget]:
    """The visible widgets of a kind."""
    return [widget for widget in within.findChildren(kind) if widget.isVisible()]


def texts(within: QWidget) -> Iterator[str]:
    """What the visible widgets say."""
    for widget in (within, *visible(within, QWidget)):
        for name in ("text", "toPlainText", "title", "placeholderText"):
            method = getattr(widget, name, None)
            said = method() if callable(method) else ""
            if isinstance(said, str) and said:
                yield said


def folder_with(folder: Path, **files: str) -> Path:
    """A folder with text files, `name="content"` for name.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder
