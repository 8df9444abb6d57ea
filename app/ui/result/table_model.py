"""A table that a script left, as a model that sorts 100,000 rows without a pause.

It sorts itself, with one key for each row: a `QSortFilterProxyModel` would ask Python for two
cells in each of its comparisons (100,000 rows: seconds instead of a tenth of one).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.domain.outcome import Cell, Table
from app.ui.result.plain import visible_cell
from app.ui.theme import role_color
from app.ui.tips import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_Key = tuple[int, float | str]
_SAMPLE = 1000  # rows that decide how many decimals a column has
_DECIMALS = 6
_LONGEST_CELL = 500


class Role(IntEnum):
    """What a cell knows beside what is shown of it."""

    VALUE = Qt.ItemDataRole.UserRole + 1
    COPIED = Qt.ItemDataRole.UserRole + 2


class TableModel(QAbstractTableModel):
    """Rows and columns of a `Table`. `sort(-1)` brings the order of the script back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = Table((), (), 0)
        self._order: Sequence[int] = range(0)
        self._decimals: tuple[int, ...] = ()
        self._numeric: tuple[bool, ...] = ()

    @property
    def table(self) -> Table:
        """What is shown."""
        return self._table

    def show_table(self, table: Table) -> None:
        """Show `table`, in its own order."""
        self.beginResetModel()
        self._table = table
        self._order = range(len(table.rows))
        columns = range(len(table.columns))
        sample = table.rows[:_SAMPLE]
        self._decimals = tuple(_decimals(row[c] for row in sample if c < len(row)) for c in columns)
        self._numeric = tuple(
            _is_numeric(row[c] for row in sample if c < len(row)) for c in columns
        )
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._table.columns)

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: D102
        names = super().roleNames()
        names[Role.VALUE] = QByteArray(b"value")
        names[Role.COPIED] = QByteArray(b"copied")
        return names

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102
        if not index.isValid():
            return None
        value = self.value(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(value, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if _is_number(value) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and _is_missing(value):
            return role_color("muted")
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, str) and len(value) > 40:
            return plain_tip(visible_cell(value[:_LONGEST_CELL]))
        if role == Role.VALUE:
            return value
        if role == Role.COPIED:
            return self.copied(value)
        return None

    def headerData(  # noqa: D102
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._table.columns):
            return None
        name = visible_cell(self._table.columns[section][:_LONGEST_CELL])
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(name)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_right = self._numeric[section]
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(  # noqa: D102
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        self.layoutAboutToBeChanged.emit()
        rows = self._table.rows
        before = self._order
        kept = self.persistentIndexList()
        if 0 <= column < len(self._table.columns):
            self._order = _sorted_rows(rows, column, order is Qt.SortOrder.DescendingOrder)
        else:
            self._order = range(len(rows))
        if kept:
            places = {row: place for place, row in enumerate(self._order)}
            moved = [self.index(places[before[i.row()]], i.column()) for i in kept]
            self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def value(self, row: int, column: int) -> Cell:
        """The value of a cell; `None` where a row is shorter than the headings."""
        cells = self._table.rows[self._order[row]]
        return cells[column] if column < len(cells) else None

    def copied(self, value: Cell) -> str:
        """A cell as a spreadsheet reads it: with all its figures and the local decimal mark."""
        if _is_missing(value):
            return ""
        if isinstance(value, bool):
            return self._shown(value, 0)
        if isinstance(value, float):
            return repr(value).replace(".", QLocale().decimalPoint())
        return str(value)

    def _shown(self, value: Cell, column: int) -> str:
        if value is None or (isinstance(value, float) and math.isnan(value)):
            return "—"
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if isinstance(value, float):
            return _number(value, self._decimals[column])
        if isinstance(value, int):
            return str(value)
        return visible_cell(value[:_LONGEST_CELL])


def _sorted_rows(
    rows: tuple[tuple[Cell, ...], ...], column: int, is_falling: bool
) -> Sequence[int]:
    """The numbers of the rows in order. Missing values stand last whichever way it goes."""
    keys = [_key(row[column] if column < len(row) else None) for row in rows]
    present = [number for number, key in enumerate(keys) if key[0] < 2]
    missing = [number for number, key in enumerate(keys) if key[0] == 2]
    present.sort(key=keys.__getitem__, reverse=is_falling)
    return present + missing


def _key(value: Cell) -> _Key:
    if value is None:
        return (2, 0.0)
    if isinstance(value, str):
        # ё has its place in the Russian alphabet beside е, but not among the code points.
        return (1, value.casefold().replace("ё", "е"))
    if isinstance(value, float) and math.isnan(value):
        return (2, 0.0)
    try:
        return (0, float(value))
    except OverflowError:
        return (0, math.inf if value > 0 else -math.inf)


def _is_missing(value: Cell) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_numeric(values: Iterable[Cell]) -> bool:
    present = [value for value in values if not _is_missing(value)]
    return bool(present) and all(_is_number(value) for value in present)


def _decimals(values: Iterable[Cell]) -> int:
    """How many decimals a column needs, so that its decimal marks stand below each other."""
    floats = [v for v in values if isinstance(v, float) and math.isfinite(v) and not _is_far(v)]
    return max((_own_decimals(value) for value in floats), default=0)


def _own_decimals(value: float) -> int:
    return len(f"{value:.{_DECIMALS}f}".rstrip("0").partition(".")[2])


def _is_far(value: float) -> bool:
    """Whether a number is too large or too small to be written out."""
    return value != 0 and not 1e-6 <= abs(value) < 1e15


def _number(value: float, decimals: int) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    written_out = f"{value:.{max(decimals, _own_decimals(value))}f}"
    text = f"{value:.10g}" if _is_far(value) else written_out
    return text.replace(".", QLocale().decimalPoint())
