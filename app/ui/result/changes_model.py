"""What a script did to files, as a model with a row for each change."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.domain.change import Change, ChangeKind
from app.ui.tips import plain_tip
from app.words.sentences import visible_name
from app.words.units import bytes_in_words

_Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What a row knows."""

    CHANGE = Qt.ItemDataRole.UserRole + 1
    TITLE = Qt.ItemDataRole.UserRole + 2
    NOTE = Qt.ItemDataRole.UserRole + 3
    SIZE = Qt.ItemDataRole.UserRole + 4


class ChangesModel(QAbstractListModel):
    """The changes in the order in which they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: tuple[Change, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """What is shown."""
        return self._changes

    def show_changes(self, changes: tuple[Change, ...]) -> None:
        """Show `changes`."""
        self.beginResetModel()
        self._changes = changes
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._changes)

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: D102
        names = super().roleNames()
        names[Role.CHANGE] = QByteArray(b"change")
        names[Role.TITLE] = QByteArray(b"title")
        names[Role.NOTE] = QByteArray(b"note")
        names[Role.SIZE] = QByteArray(b"size")
        return names

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102
        if not index.isValid() or index.row() >= len(self._changes):
            return None
        change = self._changes[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Role.TITLE):
            return title(change)
        if role == Role.NOTE:
            return note(change)
        if role == Role.SIZE:
            return size(change)
        if role == Role.CHANGE:
            return change
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(full_path(change))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (title(change), note(change), size(change)) if part)
        return None


def title(change: Change) -> str:
    """The name, and the name before if it is another: "old.txt → new.txt"."""
    name = _name(change.path)
    before = _name(change.source) if change.source else name
    shown = name if before == name else f"{before} → {name}"
    return shown + ("/" if change.is_folder else "")


def note(change: Change) -> str:
    """What happened, and in which folder: "new · reports/2026"."""
    folder, before = _folder(change.path), _folder(change.source)
    kind = kind_in_words(change)
    if change.kind is ChangeKind.RENAMED and folder != before:
        here = QCoreApplication.translate("ChangesModel", "the chosen folder")
        return f"{kind} · {before or here} → {folder or here}"
    return f"{kind} · {folder}" if folder else kind


def size(change: Change) -> str:
    """How big the file is afterwards, in words; empty for folders and deleted files."""
    if change.is_folder or change.kind is ChangeKind.DELETED:
        return ""
    return bytes_in_words(change.size)


def full_path(change: Change) -> str:
    """The whole path, and the one before."""
    path = visible_name(change.path)
    return f"{visible_name(change.source)} → {path}" if change.source else path


def kind_in_words(change: Change) -> str:
    """One word for what happened."""
    is_moved = bool(change.source) and _folder(change.path) != _folder(change.source)
    if change.kind is ChangeKind.RENAMED and is_moved:
        return QCoreApplication.translate("ChangesModel", "moved")
    return {
        ChangeKind.CREATED: QCoreApplication.translate("ChangesModel", "new"),
        ChangeKind.MODIFIED: QCoreApplication.translate("ChangesModel", "changed"),
        ChangeKind.DELETED: QCoreApplication.translate("ChangesModel", "deleted"),
        ChangeKind.RENAMED: QCoreApplication.translate("ChangesModel", "renamed"),
    }[change.kind]


def _name(path: str) -> str:
    return visible_name(path.rpartition("/")[2])


def _folder(path: str) -> str:
    return visible_name(path.rpartition("/")[0])
