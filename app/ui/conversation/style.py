"""How the conversation's cards and buttons look, made from the palette alone.

Widgets say what they are with the property `kind`. The sheet is made anew whenever the palette
changes, because a style sheet cannot mix two colours of it.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QPalette

from app.ui.theme import is_dark, role_color


def style_sheet(palette: QPalette) -> str:
    """The style sheet for `palette`."""
    role = QPalette.ColorRole
    window, text = palette.color(role.Window), palette.color(role.WindowText)
    accent = palette.color(role.Highlight)
    dark = is_dark(palette)
    values = {
        "window": window.name(),
        "text": text.name(),
        "base": palette.color(role.Base).name(),
        "card": role_color("card").name(),
        "accent": accent.name(),
        "accent_text": palette.color(role.HighlightedText).name(),
        "accent_over": _mixed(accent, text, 0.14).name(),
        "bubble": role_color("accent-soft").name(),
        "line": role_color("border").name(),
        "strong_line": palette.color(role.Dark).name(),
        "over": palette.color(role.Midlight if not dark else role.Mid).name(),
        "pressed": _mixed(window, text, 0.24 if dark else 0.16).name(),
        "muted": role_color("muted").name(),
        "red": role_color("bad").name(),
        "red_soft": role_color("bad-soft").name(),
    }
    return re.sub(r"@(\w+)", lambda found: values[found[1]], _SHEET)


def _mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`first` with a `share` (0 to 1) of `second` in it."""

    def mix(a: int, b: int) -> int:
        return round(a * (1 - share) + b * share)

    return QColor(
        mix(first.red(), second.red()),
        mix(first.green(), second.green()),
        mix(first.blue(), second.blue()),
    )


_SHEET = """
QFrame[kind="card"] {
    background: @card; border: 1px solid @line; border-radius: 12px;
}
QFrame[kind="card"][selected="true"] { border-color: @strong_line; }
QFrame[kind="card"]:focus { border: 1px solid @accent; }
QFrame[kind="inner-card"] {
    background: @window; border: 1px solid @line; border-radius: 8px;
}
QFrame[kind="bubble"] { background: @bubble; border: none; border-radius: 12px; }
QFrame[kind="input"] {
    background: @base; border: 1px solid @strong_line; border-radius: 14px;
}
QFrame[kind="input"][dropping="true"] { border: 2px solid @accent; }
QFrame[kind="chip"] { background: @over; border: none; border-radius: 8px; }
QFrame[kind="danger"] {
    background: @red_soft; border: 1px solid @red; border-radius: 8px;
}
QFrame[kind="popover"] { background: @base; border: 1px solid @strong_line; }
WrappedText, WordsEdit { background: transparent; border: none; }
QTextEdit[kind="strong"], QLabel[kind="strong"] { font-weight: 600; }
QTextEdit[kind="title"], QLabel[kind="title"] { font-size: 21px; font-weight: 600; }
QTextEdit[kind="number"] { font-size: 26px; font-weight: 600; }
QTextEdit[kind="muted"], QLabel[kind="muted"] { color: @muted; }
QTextEdit[kind="details"] { color: @muted; font-size: 11px; }
QScrollArea { background: transparent; border: none; }
QWidget#thread, QStackedWidget { background: transparent; }
QPushButton {
    background: @over; color: @text; border: 1px solid transparent; border-radius: 8px;
    padding: 5px 13px; min-height: 18px;
}
QPushButton:hover { background: @pressed; }
QPushButton:focus { border: 1px solid @accent; }
QPushButton:disabled { color: @muted; }
QPushButton[kind="primary"] { background: @accent; color: @accent_text; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: @accent_over; }
QPushButton[kind="primary"]:focus { border: 1px solid @text; }
QPushButton[kind="primary"]:disabled { background: @over; color: @muted; }
QPushButton[kind="link"] {
    background: transparent; color: @muted; padding: 6px 2px; border: none;
    text-decoration: underline;
}
QPushButton[kind="link"]:hover, QPushButton[kind="link"]:focus { color: @text; }
QPushButton[kind="example"] {
    background: @card; border: 1px solid @line; border-radius: 10px; padding: 0px;
    text-align: left;
}
QPushButton[kind="example"]:hover { border-color: @accent; }
QPushButton[kind="example"]:focus { border: 1px solid @accent; }
QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 8px; padding: 5px;
}
QToolButton:hover { background: @over; }
QToolButton:pressed { background: @pressed; }
QToolButton:focus { border: 1px solid @accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[popupMode="1"] { padding-right: 20px; }
QToolButton::menu-button { border: none; border-radius: 8px; width: 18px; }
QToolButton::menu-button:hover { background: @pressed; }
QToolButton[kind="tiny"] { padding: 1px; border-radius: 5px; }
QToolButton[kind="send"] { background: @accent; border-radius: 10px; padding: 6px; }
QToolButton[kind="send"]:hover { background: @accent_over; }
QToolButton[kind="send"]:focus { border: 1px solid @text; }
QToolButton[kind="send"]:disabled { background: @over; }
QListView { background: transparent; border: none; outline: 0; }
QListView::item { padding: 7px 8px; border-radius: 6px; }
QListView::item:hover { background: @over; }
QListView::item:selected { background: @bubble; color: @text; }
QProgressBar { background: @over; border: none; border-radius: 2px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
"""
