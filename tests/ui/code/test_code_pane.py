"""A script streams into the pane; the person reads, copies, saves, changes and runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTranslator
from PySide6.QtGui import QFontInfo, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.ui.code.highlighter import COLORS
from app.ui.code.pane import CodePane
from app.ui.code.python_lines import Kind
from app.ui.theme import is_dark

CODE = 'import os\n\nfor name in ["Иван 📁"]:\n    print(name)  # так\n'


@pytest.fixture
def pane(qtbot: QtBot) -> CodePane:
    pane = CodePane()
    qtbot.addWidget(pane)
    pane.resize(420, 300)
    pane.show()
    return pane


def color_at(pane: CodePane, word: str) -> str:
    """The colour in which the first `word` is painted."""
    document = pane.editor.document()
    cursor = document.find(word)
    block = cursor.block()
    place = cursor.selectionStart() - block.position()
    for part in block.layout().formats():
        if part.start <= place < part.start + part.length:
            return part.format.foreground().color().name()
    return ""


def test_a_script_streams_in_and_gets_its_colours(pane: CodePane, qtbot: QtBot) -> None:
    pane.set_busy(True)
    for start in range(0, len(CODE), 3):
        pane.append_code(CODE[start : start + 3])
    assert pane.code() == CODE, "also before it is painted"
    qtbot.waitUntil(lambda: pane.editor.text() == CODE)
    scheme = {kind: colors[is_dark()] for kind, colors in COLORS.items()}
    assert color_at(pane, "import") == scheme[Kind.KEYWORD]
    assert color_at(pane, "Иван") == scheme[Kind.STRING]
    assert color_at(pane, "print") == scheme[Kind.BUILTIN]
    assert color_at(pane, "# так") == scheme[Kind.COMMENT]
    assert color_at(pane, "name") == ""
    assert not pane.is_edited


def test_a_burst_of_tokens_is_painted_together(pane: CodePane, qtbot: QtBot) -> None:
    pane.append_code("a = 1\n")
    for _ in range(500):
        pane.append_code("b = 2\n")
    assert pane.editor.text() == "", "nothing is painted before the timer"
    with qtbot.waitSignal(pane.editor.textChanged):
        pass
    assert pane.editor.text() == "a = 1\n" + "b = 2\n" * 500


def test_the_end_stays_in_sight_unless_the_person_scrolled_up(pane: CodePane, qtbot: QtBot) -> None:
    bar = pane.editor.verticalScrollBar()
    pane.append_code("x = 1\n" * 100)
    qtbot.waitUntil(lambda: bar.maximum() > 50)
    assert bar.value() == bar.maximum()
    bar.setValue(10)
    pane.append_code("y = 2\n" * 100)
    qtbot.waitUntil(lambda: bar.maximum() > 150)
    assert bar.value() == 10
    bar.setValue(bar.maximum())
    pane.append_code("z = 3\n" * 100)
    qtbot.waitUntil(lambda: bar.maximum() > 250)
    assert bar.value() == bar.maximum()


def test_a_new_attempt_starts_from_nothing(pane: CodePane, qtbot: QtBot) -> None:
    pane.append_code("first try\n")
    pane.clear()
    pane.append_code("x = 2\n")
    qtbot.waitUntil(lambda: bool(pane.editor.text()))
    assert pane.code() == pane.editor.text() == "x = 2\n"


def test_nothing_to_copy_where_there_is_nothing(pane: CodePane) -> None:
    assert not pane.copy_button.isEnabled()
    assert not pane.save_button.isEnabled()
    assert not pane.edit_button.isEnabled()
    assert not pane.editor.isVisible()
    pane.set_code(CODE)
    assert pane.copy_button.isEnabled()
    assert pane.editor.isVisible()


def test_no_key_changes_a_script_that_is_only_shown(pane: CodePane, qtbot: QtBot) -> None:
    pane.set_code(CODE)
    qtbot.keyClicks(pane.editor, "rm")
    qtbot.keyClick(pane.editor, Qt.Key.Key_Delete)
    assert pane.code() == CODE
    assert not pane.is_edited


def test_copying(pane: CodePane, qtbot: QtBot) -> None:
    pane.set_code(CODE)
    qtbot.mouseClick(pane.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == CODE
    assert pane.copy_button.accessibleName() == "Copied"


def test_changing_and_running(pane: CodePane, qtbot: QtBot) -> None:
    pane.set_code(CODE)
    qtbot.mouseClick(pane.edit_button, Qt.MouseButton.LeftButton)
    assert pane.run_button.isVisible()
    assert not pane.run_button.isEnabled(), "nothing was changed yet"
    qtbot.keyClicks(pane.editor, "import sys")
    qtbot.keyClick(pane.editor, Qt.Key.Key_Return)
    assert pane.code() == "import sys\n" + CODE
    with qtbot.waitSignal(pane.run_edited_requested) as asked:
        qtbot.mouseClick(pane.run_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["import sys\n" + CODE]


def test_a_change_can_be_taken_back_step_by_step_or_at_once(pane: CodePane, qtbot: QtBot) -> None:
    pane.set_code(CODE)
    qtbot.mouseClick(pane.edit_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(pane.editor, "x")
    qtbot.keyClick(pane.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pane.code() == CODE
    assert not pane.run_button.isEnabled()
    qtbot.keyClick(pane.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert pane.code() == CODE, "undo ends at the script, not at an empty field"
    qtbot.keyClicks(pane.editor, "y")
    qtbot.mouseClick(pane.discard_button, Qt.MouseButton.LeftButton)
    assert pane.code() == CODE
    assert not pane.run_button.isVisible()
    assert pane.editor.isReadOnly()


def test_showing_the_same_script_again_keeps_what_is_being_changed(
    pane: CodePane, qtbot: QtBot
) -> None:
    pane.set_code(CODE)
    qtbot.mouseClick(pane.edit_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(pane.editor, "x")
    pane.set_code(CODE)
    assert pane.code() == "x" + CODE
    pane.set_code("other = 1\n")
    assert pane.code() == "other = 1\n"
    assert not pane.edit_button.isChecked()


def test_python_indents_by_itself(pane: CodePane, qtbot: QtBot) -> None:
    pane.set_code("for x in y:")
    qtbot.mouseClick(pane.edit_button, Qt.MouseButton.LeftButton)
    pane.editor.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClick(pane.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(pane.editor, "pass")
    qtbot.keyClick(pane.editor, Qt.Key.Key_Return)
    qtbot.keyClick(pane.editor, Qt.Key.Key_Tab)
    assert pane.code() == "for x in y:\n    pass\n        "


def test_a_script_that_is_being_written_cannot_be_changed(pane: CodePane) -> None:
    pane.set_code(CODE)
    pane.set_busy(True)
    assert not pane.edit_button.isEnabled()
    pane.set_busy(False)
    assert pane.edit_button.isEnabled()


def test_a_script_survives_editing_to_the_letter(pane: CodePane, qtbot: QtBot) -> None:
    odd = 'a = "no\u00a0break and \u2028 separator and \t tab 📁"\n'
    pane.set_code(odd)
    qtbot.mouseClick(pane.edit_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(pane.editor, "#")
    assert pane.code() == "#" + odd


def test_saving_asks_where_and_writes_what_is_shown(
    pane: CodePane, qtbot: QtBot, home: Path
) -> None:
    pane.set_code(CODE)
    qtbot.mouseClick(pane.save_button, Qt.MouseButton.LeftButton)
    dialog = pane.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert dialog.defaultSuffix() == "py"
    target = home / "мой скрипт.py"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert target.read_bytes() == CODE.encode("utf-8")
    assert [file.name for file in home.iterdir()] == ["мой скрипт.py"]


def test_a_place_that_cannot_be_written_is_told_and_keeps_its_file(
    pane: CodePane, home: Path
) -> None:
    folder = home / "script.py"
    (folder / "in it").mkdir(parents=True)
    pane.set_code(CODE)
    pane.save_to(str(folder))
    assert "script.py" in pane._strip_text.text()
    assert pane._strip_text.isVisible()
    assert pane._strip.tone == "bad"
    assert [file.name for file in home.iterdir()] == ["script.py"]


def test_a_line_that_looks_other_than_it_runs_is_marked(pane: CodePane) -> None:
    pane.set_code('safe = 1\npath = "a\u202eb"\n')
    lines = [pane.editor.document().findBlockByNumber(n).layout().formats() for n in (0, 1)]
    grounds = [[part.format.background().style() for part in line] for line in lines]
    assert all(style is Qt.BrushStyle.NoBrush for style in grounds[0])
    assert grounds[1] == [Qt.BrushStyle.SolidPattern]


def test_line_numbers_have_room(pane: CodePane) -> None:
    pane.set_code("x\n" * 5)
    narrow = pane.editor.margin_width()
    pane.set_code("x\n" * 12345)
    assert pane.editor.margin_width() > narrow
    assert pane.editor.viewport().x() >= pane.editor.margin_width()


def test_the_letters_are_equally_wide(pane: CodePane) -> None:
    assert QFontInfo(pane.editor.font()).fixedPitch()
    metrics = pane.editor.fontMetrics()
    assert metrics.horizontalAdvance("iiii") == metrics.horizontalAdvance("MMMM")


def test_every_button_has_a_name(pane: CodePane) -> None:
    buttons = pane.findChildren(QAbstractButton)
    assert len(buttons) == 5
    assert all(button.accessibleName() or button.text() for button in buttons)
    assert all(button.toolTip() for button in buttons)
    assert pane.editor.accessibleName()


class Shouting(QTranslator):
    """A language in which everything is said loudly."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return text.upper() if context == "CodePane" else ""


def test_it_speaks_another_language_at_once(pane: CodePane) -> None:
    application = QApplication.instance()
    assert application is not None
    translator = Shouting()
    application.installTranslator(translator)
    QApplication.sendEvent(pane, QEvent(QEvent.Type.LanguageChange))
    try:
        assert pane.header.title.text() == "SCRIPT"
        assert pane.run_button.text() == "RUN EDITED"
        assert pane.edit_button.toolTip() == "CHANGE THE SCRIPT"
    finally:
        application.removeTranslator(translator)
