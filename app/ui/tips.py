"""Tooltips that show to the letter what they are given."""

from __future__ import annotations

import html

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """`text` for `setToolTip`, which would take a file named "<img src=…>" for a picture."""
    return f"<span>{html.escape(text)}</span>" if Qt.mightBeRichText(text) else text
