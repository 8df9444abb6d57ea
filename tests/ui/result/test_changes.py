"""What happened to files, with names that want to deceive and folders that are crowded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.change import Change, ChangeKind
from app.ui.result.changes_model import ChangesModel, Role
from app.ui.result.changes_page import ChangesPage
from app.ui.result.places import may_open, place_of

NEW, CHANGED, DELETED, RENAMED = (
    ChangeKind.CREATED,
    ChangeKind.MODIFIED,
    ChangeKind.DELETED,
    ChangeKind.RENAMED,
)


@pytest.fixture
def page(qtbot: QtBot) -> ChangesPage:
    page = ChangesPage()
    qtbot.addWidget(page)
    page.resize(500, 500)
    page.show()
    return page


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "Отчёты 📁"
    folder.mkdir()
    return folder


def many(count: int) -> tuple[Change, ...]:
    return tuple(
        Change(f"2026/IMG_{i:05}.jpg", RENAMED, source=f"IMG_{i}.jpg", size=1000 * i)
        for i in range(count)
    )


def rows(*changes: Change) -> list[tuple[str, str, str]]:
    """Title, note and size of each row."""
    model = ChangesModel()
    model.show_changes(changes)
    indexes = [model.index(row) for row in range(model.rowCount())]
    return [tuple(i.data(role) for role in (Role.TITLE, Role.NOTE, Role.SIZE)) for i in indexes]  # type: ignore[misc]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = ChangesModel()
    model.show_changes(many(20))
    qtmodeltester.check(model, force_py=True)


def test_each_kind_of_change_is_told_in_words() -> None:
    told = rows(
        Change("report.xlsx", NEW, size=18432),
        Change("2026/март.csv", CHANGED, size=1_204_000),
        Change("old.tmp", DELETED),
        Change("new.txt", RENAMED, source="old.txt", size=12),
        Change("archive/a.txt", RENAMED, source="inbox/a.txt", size=12),
        Change("b.txt", RENAMED, source="inbox/a.txt", size=12),
        Change("archive", NEW, is_folder=True),
    )
    assert told == [
        ("report.xlsx", "new", "18.4 KB"),
        ("март.csv", "changed · 2026", "1.20 MB"),
        ("old.tmp", "deleted", ""),
        ("old.txt → new.txt", "renamed", "12 bytes"),
        ("a.txt", "moved · inbox → archive", "12 bytes"),
        ("a.txt → b.txt", "moved · inbox → the chosen folder", "12 bytes"),
        ("archive/", "new", ""),
    ]


def test_a_name_cannot_disguise_itself() -> None:
    told = rows(Change("in\u202e/photo\u202egpj.exe\n\x1b[2J", NEW, source="a\rb", size=1))
    assert told[0][0] == "a\\u000db → photo\\u202egpj.exe\\u000a\\u001b[2J"
    assert told[0][1] == "new · in\\u202e"
    model = ChangesModel()
    model.show_changes((Change("photo\u202egpj.exe", NEW),))
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "\u202e" not in model.index(0).data(role)


def test_a_preview_offers_no_file_to_open(page: ChangesPage, root: Path) -> None:
    (root / "report.xlsx").write_text("x", encoding="utf-8")
    page.show_changes((Change("report.xlsx", NEW, size=1),), None)
    assert page.cards() == []
    assert page.list.isVisible()
    assert not page.open_button.isVisible()
    page.list.setCurrentIndex(page.model.index(0))
    page.list.activated.emit(page.model.index(0))
    assert not page.open_button.isEnabled()


def test_a_few_files_are_cards_that_open(page: ChangesPage, root: Path, qtbot: QtBot) -> None:
    (root / "отчёт.xlsx").write_text("x", encoding="utf-8")
    page.show_changes((Change("отчёт.xlsx", NEW, size=1), Change("gone.txt", DELETED)), root)
    made, gone = page.cards()
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.mouseClick(made.open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.reveal_requested) as revealed:
        qtbot.mouseClick(made.reveal_button, Qt.MouseButton.LeftButton)
    assert opened.args == revealed.args == [root / "отчёт.xlsx"]
    assert not gone.open_button.isVisible()
    assert not gone.reveal_button.isVisible()


def test_after_undo_there_is_nothing_to_open(page: ChangesPage, root: Path) -> None:
    file = root / "a.txt"
    file.write_text("x", encoding="utf-8")
    changes = (Change("a.txt", NEW, size=1),)
    page.show_changes(changes, root)
    card = page.cards()[0]
    assert not card.open_button.isHidden()
    file.unlink()
    page.show_changes(changes, root)
    assert page.cards() == [card], "the same card, so that the focus stays"
    assert card.open_button.isHidden()


def test_a_program_is_shown_but_not_started(page: ChangesPage, root: Path) -> None:
    for name in ("setup.EXE", "run.sh", "link.desktop", "data.csv"):
        (root / name).write_text("x", encoding="utf-8")
    names = ("setup.EXE", "run.sh", "link.desktop", "data.csv")
    page.show_changes(tuple(Change(name, NEW, size=1) for name in names), root)
    assert [card.open_button.isHidden() for card in page.cards()] == [True, True, True, False]
    assert all(not card.reveal_button.isHidden() for card in page.cards())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows goes by the suffix alone")
def test_an_executable_without_a_suffix_is_a_program_too(root: Path) -> None:
    tool, text = root / "tool", root / "README"
    for file in (tool, text):
        file.write_text("#!/bin/sh\n", encoding="utf-8")
    tool.chmod(0o755)
    text.chmod(0o644)
    assert not may_open(tool)
    assert may_open(text)
    assert may_open(root)


def test_no_path_leads_out_of_the_folder(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    (root / "here.txt").write_text("x", encoding="utf-8")
    (root / "link.txt").symlink_to(secret)
    assert place_of(Change("here.txt", NEW), root) == root / "here.txt"
    for path in ("../secret.txt", str(secret), "link.txt", "nul\x00name", "not-there.txt"):
        assert place_of(Change(path, NEW), root) is None, path


def test_thousands_of_changes_are_rows_and_not_widgets(
    page: ChangesPage, root: Path, qtbot: QtBot
) -> None:
    (root / "2026").mkdir()
    (root / "2026/IMG_04999.jpg").write_text("x", encoding="utf-8")
    page.show_changes(many(5000), root)
    assert page.counts.text().startswith("5000 ")
    assert len(page.findChildren(QWidget)) < 40
    page.list.setCurrentIndex(page.model.index(0))
    assert not page.reveal_button.isEnabled(), "this one is not there"
    qtbot.keyClick(page.list, Qt.Key.Key_End)
    assert page.list.currentIndex().row() == 4999
    assert page.open_button.isEnabled()
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == [root / "2026/IMG_04999.jpg"]
    with qtbot.waitSignal(page.reveal_requested):
        qtbot.mouseClick(page.reveal_button, Qt.MouseButton.LeftButton)


def test_a_long_list_is_counted_by_kind(page: ChangesPage) -> None:
    folders = (Change("2026", NEW, is_folder=True),)
    page.show_changes((*many(7), Change("x", DELETED), Change("y", NEW), *folders), None)
    assert [part.split()[0] for part in page.counts.text().split(" · ")] == ["1", "7", "1", "1"]
    page.show_changes(many(2), None)
    assert not page.counts.isVisible()
