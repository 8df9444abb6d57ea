"""Pictures of scripts are decoded with care: a picture is the most hostile file there is."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.ui.result.figure_view import Trouble, read_figure
from app.ui.result.figures import FiguresPage


@pytest.fixture
def page(qtbot: QtBot) -> FiguresPage:
    page = FiguresPage()
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    return page


def picture(file: Path, width: int, height: int, color: str = "red") -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    assert image.save(str(file), "PNG")
    return file


def bomb(file: Path, width: int, height: int) -> Path:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = (
        chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    return file


def test_a_picture_is_read(home: Path) -> None:
    image = read_figure(picture(home / "график 📈.png", 640, 480))
    assert isinstance(image, QImage)
    assert image.size() == QSize(640, 480)


def test_what_is_no_sound_png_is_refused(home: Path) -> None:
    svg = home / "figure.png"
    svg.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", encoding="utf-8"
    )
    assert read_figure(svg) is Trouble.BROKEN
    jpeg = home / "jpeg.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(jpeg), "JPEG")
    assert read_figure(jpeg) is Trouble.BROKEN
    assert read_figure(home / "nothing.png") is Trouble.GONE
    assert read_figure(home) is Trouble.BROKEN
    (home / "link.png").symlink_to(picture(home / "real.png", 8, 8))
    assert read_figure(home / "link.png") is Trouble.BROKEN


def test_a_picture_that_would_fill_the_memory_is_refused(home: Path) -> None:
    assert read_figure(bomb(home / "wide.png", 100_000, 100_000)) is Trouble.TOO_BIG
    assert read_figure(bomb(home / "just.png", 8_000, 5_001)) is Trouble.TOO_BIG
    huge = home / "long.png"
    huge.touch()
    os.truncate(huge, 65 * 1024**2)
    assert read_figure(huge) is Trouble.TOO_BIG


def test_decoding_waits_until_the_window_has_time(
    page: FiguresPage, qtbot: QtBot, home: Path
) -> None:
    page.show_figures((picture(home / "a.png", 800, 600),))
    assert page.image.isNull()
    assert not page.copy_button.isEnabled()
    qtbot.waitUntil(lambda: not page.image.isNull())
    assert page.image.size() == QSize(800, 600)
    assert page.copy_button.isEnabled()


def test_the_whole_picture_or_every_pixel(page: FiguresPage, qtbot: QtBot, home: Path) -> None:
    page.show_figures((picture(home / "a.png", 1600, 1200),))
    qtbot.waitUntil(lambda: not page.image.isNull())
    canvas = page.view.widget()
    assert canvas.width() <= page.view.width(), "the whole picture fits at first"
    red = page.view.grab().toImage().pixelColor(page.view.width() // 2, 20)
    assert red == QColor("red")
    qtbot.mouseClick(page.fit_button, Qt.MouseButton.LeftButton)
    assert canvas.size() == QSize(1600, 1200)
    assert page.view.horizontalScrollBar().maximum() > 1000
    qtbot.mouseClick(page.fit_button, Qt.MouseButton.LeftButton)
    assert canvas.width() <= page.view.width()


def test_turning_the_pages(page: FiguresPage, qtbot: QtBot, home: Path) -> None:
    files = tuple(picture(home / f"{n}.png", n, n) for n in (10, 20, 30))
    page.show_figures(files)
    qtbot.waitUntil(lambda: page.image.width() == 10)
    assert page.place.text() == "1 of 3"
    assert not page.previous_button.isEnabled()
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.image.width() == 30)
    assert page.place.text() == "3 of 3"
    assert not page.next_button.isEnabled()
    qtbot.mouseClick(page.previous_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.image.width() == 20)


def test_a_picture_that_is_gone_is_told_and_the_next_one_still_shown(
    page: FiguresPage, qtbot: QtBot, home: Path
) -> None:
    page.show_figures((home / "gone.png", picture(home / "there.png", 9, 9)))
    qtbot.waitUntil(lambda: page.trouble_found is Trouble.GONE)
    assert page.trouble.isVisible()
    assert "no longer there" in page.trouble.text()
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.image.width() == 9)
    assert not page.trouble.isVisible()


def test_copying_and_saving(page: FiguresPage, qtbot: QtBot, home: Path) -> None:
    file = picture(home / "a.png", 40, 30, "blue")
    page.show_figures((file,))
    qtbot.waitUntil(lambda: not page.image.isNull())
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().image().pixelColor(5, 5) == QColor("blue")
    target = home / "сохранено.png"
    page.save_to(str(target))
    assert target.read_bytes() == file.read_bytes()
    (home / "folder.png" / "x").mkdir(parents=True)
    page.save_to(str(home / "folder.png"))
    assert "folder.png" in page.trouble.text()
    assert sorted(f.name for f in home.iterdir()) == ["a.png", "folder.png", "сохранено.png"]
