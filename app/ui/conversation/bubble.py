"""The person's own words, with the files they were about."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.conversation import Exchange
from app.ui.conversation.chips import PlaceChips
from app.ui.conversation.text import WrappedText
from app.ui.draft import place_of
from app.ui.speaking import SpeakingFrame

_PADDING = 14
_INDENT = 48


class Bubble(SpeakingFrame):
    """What the person asked for, on the right of the conversation."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = QFrame(self)
        self._body.setProperty("kind", "bubble")
        self._body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._text = WrappedText(self._body)
        self._chips = PlaceChips(is_removable=False, parent=self._body)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(_PADDING, 10, _PADDING, 10)
        inner.setSpacing(8)
        inner.addWidget(self._text)
        inner.addWidget(self._chips)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_INDENT, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self._body, 1000)

    def show_exchange(self, exchange: Exchange) -> None:
        """Show the words and the chips of `exchange`."""
        place = place_of(exchange.request)
        self._text.set_text(exchange.request.words)
        self._chips.show_place(place)
        width = self._text.natural_width() + 2 * _PADDING
        if not place.is_empty:
            width = max(width, 300)
        self._body.setMaximumWidth(max(80, width))
        self.setAccessibleName(self.tr("You asked"))

    def retranslate(self) -> None:  # noqa: D102
        self.setAccessibleName(self.tr("You asked"))
