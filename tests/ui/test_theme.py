"""Both schemes can be read, and the desktop's wish is followed while the window is open."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.card import Card
from app.ui.code.highlighter import COLORS
from app.ui.theme import apply_theme, is_dark, palette_for, role_color

ROLE = QPalette.ColorRole
GROUNDS = (ROLE.Window, ROLE.Base, ROLE.AlternateBase, ROLE.Light, ROLE.Button, ROLE.Midlight)
TEXTS = ("good", "amber", "bad", "accent", "muted", "added", "removed")


def luminance(color: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(p) for p in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.fixture(autouse=True)
def same_look_afterwards(qapp: QApplication) -> Iterator[None]:
    palette, sheet = QPalette(qapp.palette()), qapp.styleSheet()
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # what qtbot asked for
    apply_theme(qapp, "system")
    qapp.setPalette(palette)
    qapp.setStyleSheet(sheet)


def test_the_measure_is_right() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_text_of_the_palette_can_be_read_on_every_ground(dark: bool) -> None:
    palette = palette_for(dark)
    texts = (ROLE.WindowText, ROLE.Text, ROLE.ButtonText, ROLE.PlaceholderText, ROLE.Link)
    for text, ground in itertools.product(texts, GROUNDS):
        ratio = contrast(palette.color(text), palette.color(ground))
        assert ratio >= 4.5, f"{text.name} on {ground.name}: {ratio:.2f}"
    assert contrast(palette.color(ROLE.HighlightedText), palette.color(ROLE.Highlight)) >= 4.5
    assert contrast(palette.color(ROLE.ToolTipText), palette.color(ROLE.ToolTipBase)) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_with_a_meaning_can_be_read(qapp: QApplication, mode: theme.Mode) -> None:
    apply_theme(qapp, mode)
    palette = qapp.palette()
    grounds = {ground.name: palette.color(ground) for ground in GROUNDS}
    grounds["card"] = role_color("card")
    for name in TEXTS:
        own = {} if name == "muted" else {f"{name}-soft": role_color(f"{name}-soft")}
        for ground_name, ground in {**grounds, **own}.items():
            ratio = contrast(role_color(name), ground)
            assert ratio >= 4.5, f"{name} on {ground_name}: {ratio:.2f}"
        for soft in own.values():
            assert contrast(palette.color(ROLE.Text), soft) >= 4.5
            assert contrast(role_color("muted"), soft) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_code_can_be_read(dark: bool) -> None:
    base = palette_for(dark).color(ROLE.Base)
    for kind, colors in COLORS.items():
        ratio = contrast(QColor(colors[dark]), base)
        assert ratio >= 4.5, f"{kind}: {ratio:.2f}"


def test_the_style_sheet_names_palette_roles_only() -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3}|rgb|hsl", theme.STYLE_SHEET)
    for color in re.findall(r"(?:color|background)\s*:\s*([^;]+);", theme.STYLE_SHEET):
        assert color.startswith("palette(") or color == "transparent", color


def test_the_window_follows_the_desktop_only_while_it_is_told_to(qapp: QApplication) -> None:
    desktop = qapp.styleHints()
    apply_theme(qapp, "system")
    desktop.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert is_dark()
    desktop.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not is_dark()
    apply_theme(qapp, "dark")
    desktop.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert is_dark()
    apply_theme(qapp, "light")
    assert not is_dark()


def test_asking_twice_does_not_follow_twice(qapp: QApplication) -> None:
    for mode in ("light", "dark", "system"):
        apply_theme(qapp, mode)
    assert len(qapp.findChildren(theme._Follower)) == 1


def test_an_unknown_colour_is_an_error() -> None:
    with pytest.raises(KeyError):
        role_color("pink")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_card_wears_its_tone(qtbot: QtBot, qapp: QApplication, mode: theme.Mode) -> None:
    apply_theme(qapp, mode)
    card = Card()
    qtbot.addWidget(card)
    card.resize(60, 40)
    for tone, ground in (("plain", "card"), ("good", "good-soft"), ("bad", "bad-soft")):
        card.tone = tone
        assert card.tone == tone
        image = card.grab().toImage()
        assert image.pixelColor(30, 20) == role_color(ground)
        assert image.pixelColor(0, 0) == qapp.palette().color(ROLE.Window), "a round corner"
