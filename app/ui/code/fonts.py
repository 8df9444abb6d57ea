"""A font for scripts and aligned text that exists on this computer."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

# Windows, macOS, then what Linux desktops bring. All of them have Cyrillic.
_WANTED = (
    "Cascadia Mono",
    "Consolas",
    "Menlo",
    "JetBrains Mono",
    "Noto Sans Mono",
    "Ubuntu Mono",
    "Liberation Mono",
    "DejaVu Sans Mono",
)


def monospace(factor: float = 1.0) -> QFont:
    """A font whose letters are equally wide, `factor` times the application's size."""
    installed = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    chosen = [name for name in _WANTED if name in installed]
    font = QFont([*chosen[:1], system.family()])
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    size = QGuiApplication.font().pointSizeF()
    if size > 0:
        font.setPointSizeF(size * factor)
    else:
        font.setPixelSize(round(QGuiApplication.font().pixelSize() * factor))
    return font
