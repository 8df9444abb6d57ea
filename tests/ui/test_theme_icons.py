"""Icons are one family, all there, and change with the palette."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app import paths
from app.ui.buttons import IconButton
from app.ui.icons import icon
from app.ui.theme import apply_theme, role_color

NEEDED = """
    send stop folder file files undo run settings plus trash copy save check warning shield
    shield-half language moon sun download history close edit chevron-down chevron-right open
    reveal table picture text code search info spark
"""
SIZE = QSize(32, 32)


@pytest.fixture(autouse=True)
def same_look_afterwards(qapp: QApplication) -> Iterator[None]:
    palette, sheet = QPalette(qapp.palette()), qapp.styleSheet()
    apply_theme(qapp, "light")
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what qtbot asked for
    apply_theme(qapp, "system")
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


def colors_in(pixmap: QPixmap) -> set[str]:
    """The colours of the fully opaque pixels."""
    image = pixmap.toImage()
    found = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {color.name() for color in found if color.alpha() == 255}


def drawings() -> list[Path]:
    return sorted(file for file in paths.ICONS.glob("*.svg") if file.stem != "saiddone")


def test_every_needed_icon_is_there() -> None:
    there = {file.stem for file in paths.ICONS.glob("*.svg")}
    assert set(NEEDED.split()) | {"saiddone"} <= there


def test_every_icon_that_the_window_names_is_there() -> None:
    calls = re.compile(
        r"\b(?:icon|tinted|IconButton|Picture|IconLabel|show_icon)\(\s*\"([a-z-]+)\""
    )
    named = {
        name
        for file in (paths.APP / "ui").rglob("*.py")
        for name in calls.findall(file.read_text(encoding="utf-8"))
    }
    assert "copy" in named
    missing = {name for name in named if not (paths.ICONS / f"{name}.svg").exists()}
    assert not missing


@pytest.mark.parametrize("file", drawings(), ids=lambda file: file.stem)
def test_an_icon_belongs_to_the_family(file: Path, qapp: QApplication) -> None:
    root = ElementTree.parse(file).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("stroke"), root.get("stroke-width")) == ("currentColor", "1.75")
    assert root.get("fill") == "none"
    assert colors_in(icon(file.stem).pixmap(SIZE)) == {
        qapp.palette().color(QPalette.ColorRole.WindowText).name()
    }


def test_an_icon_that_is_shown_already_follows_the_palette(
    qtbot: QtBot, qapp: QApplication
) -> None:
    button = IconButton("stop", "Stop")
    qtbot.addWidget(button)
    apply_theme(qapp, "light")
    light = colors_in(button.icon().pixmap(SIZE))
    apply_theme(qapp, "dark")
    dark = colors_in(button.icon().pixmap(SIZE))
    assert light == {"#1c1d22"}
    assert dark == {"#eceef4"}


def test_an_icon_tells_its_state() -> None:
    drawn = icon("stop")
    disabled = drawn.pixmap(SIZE, QIcon.Mode.Disabled)
    chosen = drawn.pixmap(SIZE, QIcon.Mode.Normal, QIcon.State.On)
    palette = QApplication.palette()
    pale = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    assert colors_in(disabled) == {pale.name()}
    assert colors_in(chosen) == {role_color("accent").name()}
    assert colors_in(icon("stop", "bad").pixmap(SIZE)) == {role_color("bad").name()}


def test_an_icon_is_sharp_on_a_fine_screen() -> None:
    fine = icon("folder").pixmap(QSize(20, 20), 2.0)
    assert fine.size() == QSize(40, 40)
    assert fine.devicePixelRatio() == 2.0


def test_the_application_icon_keeps_its_own_colours() -> None:
    assert {"#3d5bd9", "#ffffff"} <= colors_in(icon("saiddone").pixmap(QSize(128, 128)))


def test_icons_outlive_those_who_asked_for_them(qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.setIcon(icon("run"))
    copies = [QIcon(button.icon()) for _ in range(50)]
    for copied in copies:
        copied.addPixmap(QPixmap(8, 8))  # makes Qt clone the engine
    del copies
    gc.collect()
    assert colors_in(button.icon().pixmap(SIZE))


def test_an_icon_that_is_missing_is_told_and_draws_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    drawn = icon("no-such-icon")
    assert drawn.isNull()
    assert not colors_in(drawn.pixmap(SIZE))
    assert "no-such-icon" in caplog.text
    caplog.clear()


def test_a_transparent_place_stays_transparent() -> None:
    corner = icon("run").pixmap(SIZE).toImage().pixelColor(0, 0)
    assert corner.alpha() == 0
    assert corner != QColor("black")
