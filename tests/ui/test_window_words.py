"""The window speaks English and Russian, and everything in it has a name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import paths
from app.domain.problem import Problem, ProblemKind
from app.domain.request import Language
from app.ui.conversation.answer import Stage
from app.ui.dialogs.settings import SettingsDialog
from tests.support.open_window import OpenWindow, visible
from tests.support.scripted_assistant import Gate, Result, Scene
from tests.ui.conftest import OpenIt

DELETES = Scene((Result(writes={"новый.csv": "1"}, deletes=("январь.csv", "март.csv")),))
AVERAGE = Scene((Result(printed="18.0"),))
FAILED = Scene(problem=Problem(ProblemKind.SCRIPT_FAILED, "KeyError"))

# What stands in both languages alike.
SAME = {"English", "Русский", "Enter", "Shift+Enter", "LICENSE", "THIRD_PARTY"}


def _choose_language(person: OpenWindow, index: int) -> None:
    person.window.commands["settings"].trigger()
    (dialog,) = visible(person.window, SettingsDialog)
    box = visible(dialog, QComboBox)[0]
    box.setCurrentIndex(index)
    box.activated.emit(index)
    dialog.reject()


def test_the_language_is_switched_while_cards_are_open(
    open_window: OpenIt, qtbot: QtBot, work: Path
) -> None:
    person = open_window(AVERAGE, DELETES)
    person.session.composer.choose_folder(work)
    person.ask("average")
    person.wait_for(Stage.DONE)
    person.ask("tidy up")
    card = person.wait_for(Stage.PREVIEW, cards=2)
    qtbot.waitUntil(lambda: "print('done')" in person.text())  # the pane paints by a timer
    english = Counter(person.text().splitlines())

    _choose_language(person, 2)
    qtbot.waitUntil(lambda: "Выполнить" in person.buttons(card))
    assert "Удалить также 2 файла" in person.text(card)
    assert person.window.commands["stop"].text() == "Остановить"
    assert person.window.windowTitle() == "Сказано — сделано"
    assert person.window.conversation.input.words.placeholderText() == "Что нужно сделать?"
    assert person.session.language is Language.RUSSIAN
    assert person.store.setting("language") == "ru"

    _choose_language(person, 1)
    qtbot.waitUntil(lambda: person.window.commands["stop"].text() == "Stop")
    after = Counter(person.text().splitlines())
    assert (after - english, english - after) == (Counter(), Counter())


def test_no_english_is_left_in_the_russian_window(
    open_window: OpenIt, qtbot: QtBot, work: Path
) -> None:
    gate = Gate()
    person = open_window(FAILED, DELETES, Scene(AVERAGE.results, gate=gate))
    person.session.composer.choose_folder(work)
    _choose_language(person, 2)
    qtbot.waitUntil(lambda: person.window.windowTitle() == "Сказано — сделано")
    person.ask("раз")
    person.wait_for(Stage.FAILED)
    person.ask("два")
    person.wait_for(Stage.PREVIEW, cards=2)
    for name in ("models", "settings", "help", "about"):
        person.window.commands[name].trigger()
    read = [person.text(w) for w in (person.window, *person.window._dialogs.values())]
    person.ask("три")
    qtbot.waitUntil(lambda: gate.is_reached)
    read.append(person.text())
    gate.open()
    person.wait_for(Stage.DONE, cards=3)
    read += [action.text() for action in person.window.commands.actions_by_name.values()]

    english = _english_sources()
    left = {line for text in read for line in text.splitlines()} & (english - SAME)
    assert not left


def _english_sources() -> set[str]:
    """What stands in calls of `tr` and `translate` in the window's sources."""
    return {
        text.replace("&&", "&")
        for _, _, text in _translated_calls(("ui",))
        if text and len(text) > 3 and "{" not in text
    }


def _translated_calls(packages: tuple[str, ...]) -> list[tuple[Path, int, str | None]]:
    """File, line and text of each call of `tr` and `translate`; None when it is no literal."""
    calls: list[tuple[Path, int, str | None]] = []
    for package in packages:
        for file in sorted((paths.APP / package).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                position = {"tr": 0, "translate": 1}.get(name)
                if position is None or len(node.args) <= position:
                    continue
                word = node.args[position]
                is_literal = isinstance(word, ast.Constant) and isinstance(word.value, str)
                calls.append((file, node.lineno, word.value if is_literal else None))  # type: ignore[attr-defined]
    return calls


def test_every_text_is_a_literal_that_lupdate_finds() -> None:
    calls = _translated_calls(("ui", "jobs", "platform"))
    assert len(calls) > 150
    assert not [f"{file}:{line}" for file, line, text in calls if text is None]


def test_the_translations_are_complete_and_in_step() -> None:
    done = subprocess.run(
        [sys.executable, str(paths.TRANSLATIONS / "update.py"), "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


# Names and keys -------------------------------------------------------------------------------

_NAMED = (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)


def _nameless(within: QWidget) -> list[str]:
    """Controls that a screen reader could say nothing about."""
    found = []
    for widget in visible(within, QWidget):
        if not isinstance(widget, _NAMED) or widget.objectName().startswith("qt_"):
            continue
        text = getattr(widget, "text", lambda: "")()
        is_labelled = bool(widget.accessibleName()) or bool(text) or _has_buddy(widget, within)
        is_icon_only = isinstance(widget, QAbstractButton) and not text
        if not is_labelled or (is_icon_only and not widget.toolTip() and not _has_words(widget)):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}")
    return found


def _has_buddy(widget: QWidget, within: QWidget) -> bool:
    from PySide6.QtWidgets import QLabel

    return any(label.buddy() is widget for label in within.findChildren(QLabel))


def _has_words(widget: QWidget) -> bool:
    from PySide6.QtWidgets import QLabel

    return any(label.text() for label in widget.findChildren(QLabel))


def test_every_control_has_a_name(open_window: OpenIt, qtbot: QtBot, work: Path) -> None:
    gate = Gate()
    person = open_window(FAILED, DELETES, Scene(AVERAGE.results, gate=gate))
    assert not _nameless(person.window)
    person.session.composer.choose_folder(work)
    person.session.composer.add_files((work / "январь.csv",))
    person.ask("one")
    card = person.wait_for(Stage.FAILED)
    person.click("Details", card)
    person.ask("two")
    person.wait_for(Stage.PREVIEW, cards=2)
    assert not _nameless(person.window)
    person.ask("three")
    qtbot.waitUntil(lambda: gate.is_reached)
    person.ask("four")
    assert not _nameless(person.window)
    gate.open()
    person.wait_for(Stage.DONE, cards=4)
    for name in ("models", "settings", "help", "about"):
        person.window.commands[name].trigger()
        assert not _nameless(person.window._dialogs[name])
    person.window.commands["list"].trigger()
    assert not _nameless(person.window.conversation.popover)


@pytest.mark.parametrize("code", ["en", "ru"])
def test_nothing_is_wider_than_a_small_window(
    open_window: OpenIt, work: Path, qtbot: QtBot, code: str
) -> None:
    person = open_window(FAILED, DELETES)
    _choose_language(person, {"en": 1, "ru": 2}[code])
    person.session.composer.choose_folder(work)
    person.window.resize(1000, 650)
    person.ask("оченьдлинноесловобезпробелов" * 8)
    person.wait_for(Stage.FAILED)
    person.ask("two")
    person.wait_for(Stage.PREVIEW, cards=2)
    assert person.window.width() == 1000
    view = person.window.conversation.view
    qtbot.waitUntil(lambda: view.widget().width() == view.viewport().width())
    for card in person.cards():
        for button in visible(card, QAbstractButton):
            assert button.width() >= button.minimumSizeHint().width() - 2, button.text()
            right = button.mapTo(view.widget(), button.rect().bottomRight()).x()
            assert right <= view.viewport().width(), button.text()


def test_commands_have_keys_that_do_not_collide(open_window: OpenIt) -> None:
    person = open_window(AVERAGE)
    keys = [
        action.shortcut().toString()
        for action in person.window.commands.actions_by_name.values()
        if not action.shortcut().isEmpty()
    ]
    assert len(keys) == len(set(keys)) >= 10
    assert "Ctrl+Z" not in keys, "that is text undo in the input"


def test_text_undo_in_the_input(open_window: OpenIt, qtbot: QtBot) -> None:
    person = open_window(AVERAGE)
    words = person.window.conversation.input.words
    person.type("merge")
    person.press(Qt.Key.Key_Up)  # nothing earlier
    assert words.toPlainText() == "merge"
    qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    person.type("all")
    assert words.toPlainText() == "merge\nall"
    qtbot.keyClick(words, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert words.toPlainText() != "merge\nall"


def test_the_input_grows_with_the_text(open_window: OpenIt, qtbot: QtBot) -> None:
    person = open_window(AVERAGE)
    words = person.window.conversation.input.words
    low = words.height()
    for _ in range(3):
        qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert words.height() > 2 * low
    for _ in range(40):
        qtbot.keyClick(words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert words.height() < person.window.height() / 2


def test_a_long_text_is_whole_in_its_bubble(open_window: OpenIt, qtbot: QtBot) -> None:
    person = open_window(AVERAGE)
    person.ask("оченьдлинноесловобезпробелов" * 20)
    person.wait_for(Stage.DONE)

    def whole() -> bool:
        boxes = [b for b in visible(person.window.conversation.view, QTextEdit) if b.toPlainText()]
        return all(b.viewport().height() >= b.document().size().height() - 1 for b in boxes)

    qtbot.waitUntil(whole)
