"""The pane tells what would happen and what came of it, the outcome first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTranslator
from PySide6.QtGui import QColor, QGuiApplication, QImage, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.change import Change, ChangeKind
from app.domain.outcome import Ending, Outcome, ScriptError, Table
from app.domain.request import Request, Workplace
from app.domain.script import Script
from app.domain.turn import Candidate, Preview, Trial
from app.ui.result.pane import ResultPane

TABLE = Table(("a", "b"), ((1, "x"), (2, "y")), 2)
CREATED = (Change("new.xlsx", ChangeKind.CREATED, size=10),)
LONG = "\n".join(f"line {number}" for number in range(30))


@pytest.fixture
def pane(qtbot: QtBot) -> ResultPane:
    pane = ResultPane()
    qtbot.addWidget(pane)
    pane.resize(480, 600)
    pane.show()
    return pane


def preview_of(outcome: Outcome, root: Path, votes: int = 4) -> tuple[Preview, Candidate]:
    workplace = Workplace(root)
    candidate = Candidate(Trial(Script("x = 1\n"), workplace, outcome, root), votes)
    return Preview(Request("do it", workplace), (candidate,), tried=5), candidate


def tabs(pane: ResultPane) -> list[str]:
    """What the tabs say; nothing while they are not needed."""
    if not pane.tabs.isVisible():
        return []
    return [pane.tabs.tabText(tab) for tab in range(pane.tabs.count())]


def seen(pane: ResultPane) -> list[QWidget]:
    """The pages and cards that are in sight."""
    parts = (
        pane.nothing,
        pane.progress,
        pane.sentence,
        pane.skipped,
        pane.answer,
        pane.table,
        pane.figures,
        pane.text,
        pane.changes,
        pane.fold,
    )
    return [part for part in parts if part.isVisible()]


def test_before_anything_was_asked(pane: ResultPane) -> None:
    assert seen(pane) == [pane.nothing]


def test_while_it_works_something_moves(pane: ResultPane) -> None:
    pane.show_progress("Reading 3 of 12 files…")
    assert seen(pane) == [pane.progress]
    assert pane.line.is_busy
    pane.show_nothing()
    assert not pane.line.is_busy


def test_a_number_is_large_and_the_sentence_stands_above_it(pane: ResultPane, home: Path) -> None:
    pane.show_outcome(Outcome(Ending.FINISHED, printed="18.5\n"), "Here it is.", "good", home)
    assert seen(pane) == [pane.sentence, pane.answer]
    assert pane.sentence.text.toPlainText() == "Here it is."
    assert pane.sentence.tone == "good"
    assert pane.answer.text.toPlainText() == "18.5"
    usual = QApplication.font().pointSizeF()
    assert pane.answer.text.font().pointSizeF() > 2 * usual
    assert pane.sentence.geometry().bottom() < pane.answer.geometry().top()
    pane.show_outcome(Outcome(Ending.FINISHED, printed="a\nb"), "Here it is.", "good", home)
    assert pane.answer.text.font().pointSizeF() == pytest.approx(usual, abs=0.1)


def test_one_kind_of_result_needs_no_tabs(pane: ResultPane, home: Path) -> None:
    pane.show_outcome(Outcome(Ending.FINISHED, table=TABLE), "Here.", "good", home)
    assert seen(pane) == [pane.sentence, pane.table]
    assert tabs(pane) == []
    assert pane.table.height() > pane.height() * 0.6, "the table has most of the space"


def test_several_kinds_are_tabs(pane: ResultPane, home: Path, qtbot: QtBot) -> None:
    figure = home / "f.png"
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(figure))
    outcome = Outcome(
        Ending.FINISHED, printed=LONG, table=TABLE, figures=(figure,), changes=CREATED
    )
    pane.show_outcome(outcome, "Done.", "good", home)
    assert len(tabs(pane)) == 4
    assert seen(pane) == [pane.sentence, pane.table]
    for page in (pane.figures, pane.text, pane.changes):
        qtbot.keyClick(pane.tabs, Qt.Key.Key_Right)
        assert seen(pane) == [pane.sentence, page]
    assert pane.text.view.toPlainText() == LONG


def test_a_table_is_not_told_twice(pane: ResultPane, home: Path) -> None:
    outcome = Outcome(Ending.FINISHED, printed="two rows\n", value_text="   a  b\n", table=TABLE)
    pane.show_outcome(outcome, "Here.", "good", home)
    assert pane.answer.text.toPlainText() == "two rows"


def test_a_preview_says_that_nothing_has_changed(pane: ResultPane, home: Path) -> None:
    pane.show_preview(*preview_of(Outcome(Ending.FINISHED, changes=CREATED), home))
    assert pane.badge.isVisible()
    assert pane.badge.text() == "Preview: nothing has been changed yet"
    assert pane.sentence.tone == "plain"
    assert "would create" in pane.sentence.text.toPlainText()
    assert "4 of 5" in pane.sentence.note.text()
    assert seen(pane) == [pane.sentence, pane.changes]
    assert pane.changes.cards() == []


def test_the_badge_is_never_cut(pane: ResultPane, home: Path, qtbot: QtBot) -> None:
    pane.show_preview(*preview_of(Outcome(Ending.FINISHED, changes=CREATED), home))
    wide = pane.badge.height()
    pane.resize(240, 600)
    qtbot.waitUntil(lambda: pane.badge.height() > wide)
    assert pane.badge.height() >= pane.badge.heightForWidth(pane.badge.width())


def test_after_run_the_same_result_can_be_opened(
    pane: ResultPane, home: Path, qtbot: QtBot
) -> None:
    outcome = Outcome(Ending.FINISHED, changes=CREATED)
    pane.show_preview(*preview_of(outcome, home))
    pane.show_progress("Changing your files…")
    assert not pane.badge.isVisible()
    (home / "new.xlsx").write_bytes(b"x")
    pane.show_outcome(outcome, "Created “new.xlsx”.", "good", home)
    assert not pane.badge.isVisible()
    with qtbot.waitSignal(pane.open_requested) as opened:
        qtbot.mouseClick(pane.changes.cards()[0].open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pane.reveal_requested) as revealed:
        qtbot.mouseClick(pane.changes.cards()[0].reveal_button, Qt.MouseButton.LeftButton)
    assert opened.args == revealed.args == [home / "new.xlsx"]


def test_the_tab_that_was_chosen_stays_when_the_preview_becomes_real(
    pane: ResultPane, home: Path, qtbot: QtBot
) -> None:
    outcome = Outcome(Ending.FINISHED, table=TABLE, changes=CREATED)
    pane.show_preview(*preview_of(outcome, home))
    qtbot.keyClick(pane.tabs, Qt.Key.Key_Right)
    pane.show_outcome(outcome, "Created “new.xlsx”.", "good", home)
    assert pane.changes.isVisible()
    other = Outcome(Ending.FINISHED, table=TABLE, changes=CREATED)
    pane.show_outcome(other, "Created “new.xlsx”.", "good", home)
    assert pane.table.isVisible()


def test_an_error_is_told_in_its_tone_and_explained_behind_a_fold(
    pane: ResultPane, home: Path, qtbot: QtBot
) -> None:
    error = ScriptError("KeyError", "'сумма'", 7, "Traceback…\nKeyError: 'сумма'\x1b[0m")
    outcome = Outcome(Ending.RAISED, error=error, error_output="a warning")
    pane.show_outcome(outcome, "The script failed. Nothing was changed.", "bad", home)
    assert pane.sentence.tone == "bad"
    assert not pane.fold.view.isVisible()
    qtbot.mouseClick(pane.fold.button, Qt.MouseButton.LeftButton)
    assert pane.fold.view.isVisible()
    told = "Traceback…\nKeyError: 'сумма'\\u001b[0m\n\na warning"
    assert pane.fold.view.toPlainText() == told
    qtbot.mouseClick(pane.fold.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == told
    pane.show_outcome(Outcome(Ending.FINISHED, printed="1"), "Here.", "good", home)
    assert not pane.fold.isVisible()


def test_what_was_left_out_is_amber_and_bounded(pane: ResultPane, home: Path) -> None:
    names = tuple(f"link\u202e{number}" for number in range(500))
    pane.show_outcome(Outcome(Ending.FINISHED, skipped=names), "Done.", "amber", home)
    assert pane.skipped.isVisible()
    lines = pane.skipped.text.toPlainText().split("\n")
    assert lines[0].startswith("500 ")
    assert lines[1] == "link\\u202e0"
    assert len(lines) == 22
    assert "480" in lines[-1]
    pane.show_outcome(Outcome(Ending.FINISHED, printed="1"), "Here.", "good", home)
    assert not pane.skipped.isVisible()


HOSTILE = "<img src='file:///etc/passwd'><b>Nothing was changed</b> &amp; \x1b[2J\u202e"


def test_nothing_that_a_script_says_is_rich_text(pane: ResultPane, home: Path) -> None:
    """Also not in tooltips, which Qt would guess to be rich text."""
    shown = HOSTILE.replace("\x1b", "\\u001b").replace("\u202e", "\\u202e")
    outcome = Outcome(
        Ending.FINISHED,
        printed=HOSTILE,
        table=Table((HOSTILE,), ((HOSTILE,),), 1),
        changes=(Change(HOSTILE.replace("/", "|"), ChangeKind.DELETED),),
        skipped=(HOSTILE,),
    )
    pane.show_outcome(outcome, HOSTILE, "good", home)
    assert pane.answer.text.toPlainText() == shown
    assert shown in pane.skipped.text.toPlainText()
    for label in pane.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    tips = [widget.toolTip() for widget in pane.findChildren(QWidget)]
    model = pane.table.model
    tips += [
        str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)),
        str(model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)),
        str(pane.changes.model.index(0).data(Qt.ItemDataRole.ToolTipRole)),
    ]
    assert sum("img" in tip for tip in tips) >= 4
    rich = [tip for tip in tips if Qt.mightBeRichText(tip)]
    assert all(tip.startswith("<span>") and tip.count("<") == 2 for tip in rich), rich
    for field in pane.findChildren(QTextEdit):
        assert "<img" not in field.toHtml()


def test_a_flood_of_text_is_cut_but_copied_whole(
    pane: ResultPane, home: Path, qtbot: QtBot
) -> None:
    flood = "слово " * 100_000 + "end"
    pane.show_outcome(Outcome(Ending.FINISHED, printed=flood), "Here.", "good", home)
    assert len(pane.text.view.toPlainText()) < 3000
    qtbot.mouseClick(pane.text.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == flood


def test_a_long_name_does_not_widen_the_window(pane: ResultPane, home: Path) -> None:
    name = "очень_длинное_имя_" * 12 + ".xlsx"
    changes = (Change(name, ChangeKind.RENAMED, source="x" * 200),)
    (home / name[:80]).touch()
    pane.show_preview(*preview_of(Outcome(Ending.FINISHED, changes=changes), home))
    assert pane.minimumSizeHint().width() < 400
    pane.show_outcome(
        Outcome(Ending.FINISHED, printed="y" * 250, changes=changes, skipped=(name,)),
        f"Renamed “{name}”.",
        "good",
        home,
    )
    assert pane.minimumSizeHint().width() < 400


def test_every_button_in_sight_has_a_name(pane: ResultPane, home: Path) -> None:
    (home / "new.xlsx").touch()
    outcome = Outcome(
        Ending.RAISED,
        printed="1",
        table=TABLE,
        figures=(home / "gone.png",),
        changes=CREATED,
        error_output="x",
    )
    pane.show_outcome(outcome, "Done.", "amber", home)
    buttons = pane.findChildren(QAbstractButton)
    nameless = [
        button
        for button in buttons
        if not (button.accessibleName() or button.text())
        and not button.metaObject().className().startswith(("QTableCorner",))
        and button.parent() is not pane.tabs
    ]
    assert len(buttons) > 10
    assert not nameless


class Loud(QTranslator):
    """A language in which everything is said loudly."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"{text}!"


def test_it_speaks_another_language_at_once(pane: ResultPane, home: Path) -> None:
    outcome = Outcome(Ending.FINISHED, table=TABLE, changes=CREATED, skipped=("x",))
    (home / "new.xlsx").touch()
    pane.show_outcome(outcome, "Done.", "good", home)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    translator = Loud()
    application.installTranslator(translator)
    try:
        QApplication.sendEvent(pane, QEvent(QEvent.Type.LanguageChange))
        assert pane.header.title.text() == "Result!"
        assert tabs(pane) == ["Table!", "1 change(s)!"]
        assert pane.table.count.text() == "2 row(s)!"
        assert pane.changes.cards()[0].open_button.text() == "Open!"
        assert pane.skipped.text.toPlainText().startswith("1 item(s)")
    finally:
        application.removeTranslator(translator)
