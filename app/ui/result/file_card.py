"""One changed file as a card, with what can be done with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.change import Change
from app.ui.buttons import IconButton, QuietButton
from app.ui.card import Card
from app.ui.conversation.text import ElidedLabel
from app.ui.pane_parts import MutedLine
from app.ui.result.badge import SIZE as BADGE
from app.ui.result.badge import Badge
from app.ui.result.changes_model import full_path, note, size, title
from app.ui.result.places import may_open, place_of
from app.ui.theme import Spacing, set_text_size
from app.ui.tips import plain_tip


class FileCard(Card):
    """Name, what happened, size; **Open** and **Show in folder** when the file is there."""

    open_requested = Signal(Path)
    reveal_requested = Signal(Path)

    def __init__(self, change: Change, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self.change = change
        self._place: Path | None = None
        self._title = ElidedLabel(self)
        set_text_size(self._title, 1.0, bold=True)
        self._note = MutedLine(self)
        self.open_button = QuietButton("", self)
        self.reveal_button = IconButton("reveal", "", self)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._title)
        texts.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(Spacing.M, Spacing.M, Spacing.S, Spacing.M)
        row.setSpacing(Spacing.M)
        self.setMinimumHeight(BADGE + 2 * Spacing.L)
        row.addWidget(Badge(change.kind, self))
        row.addLayout(texts, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.reveal_button)
        self.open_button.clicked.connect(self._on_open)
        self.reveal_button.clicked.connect(self._on_reveal)
        self._retranslate()

    def look(self, root: Path | None) -> None:
        """See whether the file is there, below `root`, and offer what can be done with it."""
        self._place = place_of(self.change, root) if root is not None else None
        self.open_button.setVisible(self._place is not None and may_open(self._place))
        self.reveal_button.setVisible(self._place is not None)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        name = title(self.change)
        self._title.setText(name)
        self._title.setToolTip(plain_tip(full_path(self.change)))
        about = [note(self.change), size(self.change)]
        self._note.setText(" · ".join(part for part in about if part))
        self.setAccessibleName(", ".join((name, self._note.text())))
        self.open_button.setText(self.tr("Open"))
        self.open_button.setAccessibleName(self.tr("Open {name}").format(name=name))
        self.reveal_button.set_tooltip(self.tr("Show {name} in its folder").format(name=name))

    @Slot()
    def _on_open(self) -> None:
        if self._place is not None:
            self.open_requested.emit(self._place)

    @Slot()
    def _on_reveal(self) -> None:
        if self._place is not None:
            self.reveal_requested.emit(self._place)
