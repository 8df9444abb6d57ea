"""What would happen to files, as rows; and deletes in a red box with a tick of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.change import Change, ChangeKind
from app.ui.conversation.pictures import IconLabel
from app.ui.conversation.text import ElidedLabel, WrappedText
from app.ui.conversation.tick import Tick
from app.ui.speaking import SpeakingFrame
from app.words.sentences import visible_name

_FIRST = 4
_MOST = 200

_ICONS = {
    ChangeKind.CREATED: "plus",
    ChangeKind.MODIFIED: "edit",
    ChangeKind.RENAMED: "rename",
    ChangeKind.DELETED: "trash",
}

_TONES = {
    ChangeKind.CREATED: "good",
    ChangeKind.MODIFIED: "accent",
    ChangeKind.RENAMED: "accent",
    ChangeKind.DELETED: "bad",
}


class ChangeList(SpeakingFrame):
    """The first few changes, and how many more there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes: tuple[Change, ...] = ()
        self._is_open = False
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self._more = QPushButton(self)
        self._more.setProperty("kind", "link")
        self._more.clicked.connect(self._on_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._grid)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_changes(self, changes: tuple[Change, ...]) -> None:
        """Show `changes`; hidden when there are none."""
        if changes != self._changes:
            self._changes = changes
            self._is_open = False
        self.retranslate()
        self.setVisible(bool(changes))

    def retranslate(self) -> None:  # noqa: D102
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._changes[: _MOST if self._is_open else _FIRST]
        for row, change in enumerate(shown):
            self._add_row(row, change)
        more = len(self._changes) - len(shown)
        self._more.setText(self.tr("and %n more", "", more))
        self._more.setVisible(more > 0)
        self._more.setEnabled(not self._is_open)

    def _add_row(self, row: int, change: Change) -> None:
        picture = IconLabel(_ICONS[change.kind], 14, self, _TONES[change.kind])
        kind = QLabel(self._kind(change), self)
        kind.setProperty("kind", "muted")
        name = ElidedLabel(self)
        path = visible_name(change.path) + ("/" if change.is_folder else "")
        source = visible_name(change.source)
        name.setText(f"{source} → {path}" if change.source else path)
        name.setAccessibleName(f"{kind.text()}: {name.text()}")
        for column, widget in enumerate((picture, kind, name)):
            self._grid.addWidget(widget, row, column)
            widget.show()

    def _kind(self, change: Change) -> str:
        return {
            ChangeKind.CREATED: self.tr("new"),
            ChangeKind.MODIFIED: self.tr("changed"),
            ChangeKind.RENAMED: self.tr("renamed"),
            ChangeKind.DELETED: self.tr("deleted"),
        }[change.kind]

    def _on_more(self) -> None:
        self._is_open = True
        self.retranslate()


class DeletesBox(SpeakingFrame):
    """Deletes need a tick of their own before **Run** makes them."""

    ticked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "danger")
        self._deletes: tuple[Change, ...] = ()
        self._picture = IconLabel("warning", 16, self, "bad")
        self._title = WrappedText(self)
        self._list = ChangeList(self)
        self._tick = Tick(self)
        self._tick.toggled.connect(self.ticked)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._list)
        layout.addWidget(self._tick)
        self.retranslate()

    @property
    def is_allowed(self) -> bool:
        """Whether the person ticked the box."""
        return self._tick.isChecked()

    def show_deletes(self, deletes: tuple[Change, ...]) -> None:
        """Show `deletes`, not ticked when they are others than before; hidden without any."""
        if deletes != self._deletes:
            self._deletes = deletes
            self._tick.setChecked(False)
        self._list.show_changes(deletes)
        self.retranslate()
        self.setVisible(bool(deletes))

    def retranslate(self) -> None:  # noqa: D102
        folders = sum(change.is_folder for change in self._deletes)
        files = len(self._deletes) - folders
        if files:
            self._title.set_text(self.tr("%n file(s) would be deleted", "", files))
            self._tick.setText(self.tr("Also delete these %n file(s)", "", files))
        else:
            self._title.set_text(self.tr("%n folder(s) would be deleted", "", folders))
            self._tick.setText(self.tr("Also delete these %n folder(s)", "", folders))
        self._tick.setToolTip(self.tr("They can be brought back with Undo."))
