"""How everything looks: two palettes, the colours that carry a meaning, distances.

Widgets take their colours from the palette, or from `role_color` where a colour means something.
The style sheet names palette roles only, so that it is the same for light and dark.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

Mode = Literal["system", "light", "dark"]


class Spacing(IntEnum):
    """Distances in device-independent pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24


# name -> (light, dark). Those that are text have a contrast of 4.5 or more on every ground that
# they stand on: window, base, card, and the soft ground of the same name.
_COLORS: dict[str, tuple[str, str]] = {
    "accent": ("#3553c9", "#93a8ff"),
    "accent-soft": ("#e7ebfb", "#2a3052"),
    "good": ("#17693a", "#6fd096"),
    "good-soft": ("#e6f4eb", "#1f3529"),
    "amber": ("#8a4f00", "#f0b659"),
    "amber-soft": ("#fdf1dc", "#3b2f1b"),
    "bad": ("#b3261e", "#ff8f86"),
    "bad-soft": ("#fcebe9", "#41262a"),
    "muted": ("#626571", "#a3a6b4"),
    "card": ("#ffffff", "#26282f"),
    "border": ("#dfe1e8", "#393c47"),
    "added": ("#17693a", "#6fd096"),
    "added-soft": ("#dff3e6", "#1f3a2b"),
    "removed": ("#b3261e", "#ff8f86"),
    "removed-soft": ("#fbe3e1", "#47272b"),
}

_PALETTES: dict[QPalette.ColorRole, tuple[str, str]] = {
    QPalette.ColorRole.Window: ("#f5f6f9", "#1a1b20"),
    QPalette.ColorRole.WindowText: ("#1c1d22", "#eceef4"),
    QPalette.ColorRole.Base: ("#ffffff", "#202228"),
    QPalette.ColorRole.AlternateBase: ("#f8f9fb", "#24262d"),
    QPalette.ColorRole.Text: ("#1c1d22", "#eceef4"),
    QPalette.ColorRole.PlaceholderText: ("#626571", "#a3a6b4"),
    QPalette.ColorRole.Button: ("#ffffff", "#2a2c34"),
    QPalette.ColorRole.ButtonText: ("#1c1d22", "#eceef4"),
    QPalette.ColorRole.BrightText: ("#b3261e", "#ff8f86"),
    QPalette.ColorRole.ToolTipBase: ("#26282f", "#eceef4"),
    QPalette.ColorRole.ToolTipText: ("#ffffff", "#1a1b20"),
    QPalette.ColorRole.Highlight: ("#3553c9", "#93a8ff"),
    QPalette.ColorRole.HighlightedText: ("#ffffff", "#10131f"),
    QPalette.ColorRole.Accent: ("#3553c9", "#93a8ff"),
    QPalette.ColorRole.Link: ("#3553c9", "#93a8ff"),
    QPalette.ColorRole.LinkVisited: ("#6a3fb5", "#c3a5ff"),
    # What the style sheet uses as: a card's ground, the ground under the pointer, thin lines,
    # strong lines, and the ground of something that is held down.
    QPalette.ColorRole.Light: ("#ffffff", "#26282f"),
    QPalette.ColorRole.Midlight: ("#e9ebf1", "#2c2f38"),
    QPalette.ColorRole.Mid: ("#dfe1e8", "#393c47"),
    QPalette.ColorRole.Dark: ("#b9bdca", "#575b6a"),
    QPalette.ColorRole.Shadow: ("#8f93a1", "#0d0e11"),
}
_DISABLED: dict[QPalette.ColorRole, tuple[str, str]] = {
    QPalette.ColorRole.WindowText: ("#9a9dab", "#6d7080"),
    QPalette.ColorRole.Text: ("#9a9dab", "#6d7080"),
    QPalette.ColorRole.ButtonText: ("#9a9dab", "#6d7080"),
    QPalette.ColorRole.Highlight: ("#c9cdd9", "#3d4150"),
    QPalette.ColorRole.HighlightedText: ("#626571", "#a3a6b4"),
    QPalette.ColorRole.Accent: ("#c9cdd9", "#3d4150"),
}

STYLE_SHEET = """
QToolTip {
    background: palette(tool-tip-base); color: palette(tool-tip-text);
    border: none; padding: 5px 8px;
}
QMenu { background: palette(light); border: 1px solid palette(mid); padding: 5px; }
QMenu::item { padding: 6px 22px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: palette(midlight); color: palette(window-text); }
QMenu::item:disabled { color: palette(placeholder-text); }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: palette(mid); margin: 5px 8px; }
QToolButton#fold {
    background: transparent; border: 1px solid transparent; border-radius: 7px; padding: 4px 8px;
    color: palette(placeholder-text);
}
QToolButton#fold:hover { background: palette(midlight); }
QToolButton#fold:focus { border-color: palette(highlight); }
WrappedText { background: transparent; border: none; }
PlainView { background: palette(base); border: 1px solid palette(mid); border-radius: 8px; }
ChangesList { background: transparent; border: none; }
QSplitter::handle { background: palette(mid); }
QSplitter::handle:hover { background: palette(highlight); }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: palette(mid); border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: palette(dark); }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
PrimaryButton, QuietButton { border-radius: 8px; padding: 6px 14px; min-height: 18px; }
PrimaryButton {
    background: palette(highlight); color: palette(highlighted-text);
    border: 1px solid palette(highlight); font-weight: 600;
}
PrimaryButton:hover { border-color: palette(window-text); }
PrimaryButton:focus { border: 2px solid palette(window-text); padding: 5px 13px; }
PrimaryButton:disabled {
    background: palette(midlight); color: palette(placeholder-text);
    border-color: palette(midlight);
}
QuietButton {
    background: palette(light); color: palette(button-text); border: 1px solid palette(mid);
}
QuietButton:hover { background: palette(midlight); }
QuietButton:pressed { background: palette(mid); }
QuietButton:focus { border-color: palette(highlight); }
QuietButton:disabled { color: palette(placeholder-text); background: transparent; }
IconButton {
    background: transparent; border: 1px solid transparent; border-radius: 7px; padding: 5px;
}
IconButton:hover { background: palette(midlight); }
IconButton:pressed, IconButton:checked { background: palette(mid); }
IconButton:focus { border-color: palette(highlight); }
PaneTabs::tab {
    background: transparent; color: palette(placeholder-text); border: none;
    border-bottom: 2px solid transparent; padding: 7px 2px 6px 2px; margin-right: 18px;
}
PaneTabs::tab:hover { color: palette(window-text); }
PaneTabs::tab:focus { color: palette(highlight); }
PaneTabs::tab:selected {
    color: palette(window-text); border-bottom: 2px solid palette(highlight);
}
ResultTable {
    background: palette(base); alternate-background-color: palette(alternate-base);
    gridline-color: palette(mid); border: 1px solid palette(mid); border-radius: 8px;
    selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text);
}
ResultTable::item { padding: 0px 10px; }
ResultTable QHeaderView { background: palette(alternate-base); border: none; }
ResultTable QHeaderView::section {
    background: palette(alternate-base); color: palette(placeholder-text); border: none;
    border-right: 1px solid palette(mid); border-bottom: 1px solid palette(mid);
    padding: 6px 10px; font-weight: 600;
}
ResultTable QHeaderView::section:vertical { font-weight: 400; padding: 0px 8px; }
ResultTable QTableCornerButton::section { background: palette(alternate-base); border: none; }
"""


def apply_theme(app: QApplication, mode: Mode) -> None:
    """Give `app` our style, palette and sheet; "system" goes on following the desktop."""
    follower = app.findChild(_Follower)
    if follower is None:
        follower = _Follower(app)
    follower.follow(mode)


def is_dark(palette: QPalette | None = None) -> bool:
    """Whether `palette` (the application's without one) is a dark one."""
    palette = palette or QGuiApplication.palette()
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def role_color(name: str) -> QColor:
    """The colour with the meaning `name` in the scheme of the application's palette.

    Text and lines: good, amber, bad, accent, muted, added, removed, border. Grounds: card, and
    good-soft, amber-soft, bad-soft, accent-soft, added-soft, removed-soft for text of the same
    meaning or of the palette's.

    Raises:
        KeyError: there is no such colour.
    """
    return QColor(_COLORS[name][is_dark()])


def palette_for(dark: bool) -> QPalette:
    """The whole palette of one scheme."""
    palette = QPalette()
    for role, colors in _PALETTES.items():
        palette.setColor(role, QColor(colors[dark]))
    for role, colors in _DISABLED.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors[dark]))
    return palette


def set_text_size(widget: QWidget, factor: float, *, bold: bool = False) -> None:
    """Give `widget` the application's font, `factor` times as large, semibold if wished."""
    font = QFont(QApplication.font(widget))
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * factor)
    else:
        font.setPixelSize(round(font.pixelSize() * factor))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    widget.setFont(font)


class _Follower(QObject):
    """Stays with the application and changes the palette when the desktop does."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = "system"
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def follow(self, mode: Mode) -> None:
        self._mode = mode
        schemes = {
            "system": Qt.ColorScheme.Unknown,  # takes back what was asked for before
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }
        # Title bars and file dialogs of the desktop follow this where they can.
        self._app.styleHints().setColorScheme(schemes[mode])
        self._paint(self._app.styleHints().colorScheme())

    @Slot(Qt.ColorScheme)
    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._paint(scheme)

    def _paint(self, scheme: Qt.ColorScheme) -> None:
        dark = scheme is Qt.ColorScheme.Dark if self._mode == "system" else self._mode == "dark"
        palette = palette_for(dark)
        if palette == self._app.palette() and self._app.styleSheet() == STYLE_SHEET:
            return
        self._app.setPalette(palette)
        # Set again also when it is the same text: palette(…) is looked up when it is read.
        self._app.setStyleSheet(STYLE_SHEET)
