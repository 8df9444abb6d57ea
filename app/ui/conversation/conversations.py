"""The list of conversations: a popover with rename and delete."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.conversation import ConversationSummary
from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class Role(IntEnum):
    """What a row knows beside its title."""

    ID = Qt.ItemDataRole.UserRole + 1
    CHANGED_AT = Qt.ItemDataRole.UserRole + 2


class ConversationModel(QAbstractListModel):
    """The conversations, the latest first."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ConversationSummary, ...] = ()

    def show_rows(self, rows: tuple[ConversationSummary, ...]) -> None:
        """Show `rows`."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:  # noqa: D102
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return row.title
            case Qt.ItemDataRole.ToolTipRole:
                moment = QDateTime.fromSecsSinceEpoch(int(row.changed_at.timestamp()))
                when = QLocale().toString(moment, QLocale.FormatType.ShortFormat)
                return f"{row.title}\n{when}"
            case Role.ID:
                return row.id
            case Role.CHANGED_AT:
                return row.changed_at
        return None

    def setData(self, index: _Index, value: object, role: int = _DISPLAY) -> bool:  # noqa: D102
        title = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not title or not index.isValid():
            return False
        self.renamed.emit(self._rows[index.row()].id, title)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:  # noqa: D102
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    def roleNames(self) -> dict[int, bytes]:  # type: ignore[override]  # noqa: D102
        return {
            int(Qt.ItemDataRole.DisplayRole): b"title",
            int(Role.ID): b"id",
            int(Role.CHANGED_AT): b"changed_at",
        }

    def row_of(self, conversation_id: int) -> int:
        """The row of a conversation, -1 when it is not there."""
        ids = [row.id for row in self._rows]
        return ids.index(conversation_id) if conversation_id in ids else -1


class ConversationsPopover(SpeakingFrame):
    """Click or Enter opens, F2 renames, Delete deletes."""

    open_requested = Signal(int)
    rename_requested = Signal(int, str)
    delete_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setProperty("kind", "popover")
        self.setFrameShape(SpeakingFrame.Shape.StyledPanel)
        self.model = ConversationModel(self)
        self.model.renamed.connect(self.rename_requested)
        self._title = QLabel(self)
        self._title.setProperty("kind", "muted")
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(self._on_clicked)
        self._rename = _button("edit", self)
        self._delete = _button("trash", self)
        self._rename.clicked.connect(self._on_rename)
        self._delete.clicked.connect(self._on_delete)
        row = QHBoxLayout()
        row.addWidget(self._title, 1)
        row.addWidget(self._rename)
        row.addWidget(self._delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        self.retranslate()

    def show_rows(self, rows: tuple[ConversationSummary, ...], current: int) -> None:
        """Show `rows` with the open one selected."""
        self.model.show_rows(rows)
        row = self.model.row_of(current)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        for button in (self._rename, self._delete):
            button.setEnabled(bool(rows))
        self.retranslate()

    def open_at(self, place: QPoint) -> None:
        """Open with the right upper corner at `place`, in global coordinates."""
        self.resize(QSize(320, 360))
        self.move(place - QPoint(self.width(), 0))
        self.show()
        self.list.setFocus()

    def retranslate(self) -> None:  # noqa: D102
        has_rows = self.model.rowCount() > 0
        self._title.setText(
            self.tr("Conversations") if has_rows else self.tr("No conversations yet")
        )
        self.list.setAccessibleName(self.tr("Conversations"))
        for button, name in (
            (self._rename, self.tr("Rename (F2)")),
            (self._delete, self.tr("Delete (Del)")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.key() == Qt.Key.Key_Delete:
            self._on_delete()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        conversation = index.data(Role.ID)
        self.hide()
        self.open_requested.emit(conversation)

    def _on_rename(self) -> None:
        self.list.edit(self.list.currentIndex())

    def _on_delete(self) -> None:
        conversation = self.list.currentIndex().data(Role.ID)
        if conversation is not None:
            self.hide()
            self.delete_requested.emit(conversation)


def _button(icon_name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(icon_name))
    button.setAutoRaise(True)
    return button
