"""A table to sort, select and copy into a spreadsheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.outcome import Table
from app.ui.buttons import IconButton
from app.ui.pane_parts import MutedLine
from app.ui.result.table_model import TableModel
from app.ui.speaking import SpeakingFrame
from app.ui.theme import Spacing, role_color

_ROW = 30
_WIDEST = 320
_NARROWEST = 56


class ResultTable(QTableView):
    """Shows a `TableModel`. Ctrl+C copies what is selected."""

    copy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setResizeContentsPrecision(100)
        header.setSortIndicatorClearable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(_NARROWEST)
        self._soften_selection()

    def fit_columns(self) -> None:
        """Make the columns as wide as their first rows need, within bounds."""
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for column in range(header.count()):
            wanted = header.sectionSize(column) + Spacing.S
            header.resizeSection(column, max(_NARROWEST, min(wanted, _WIDEST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.PaletteChange:
            self._soften_selection()
        super().changeEvent(event)

    def _soften_selection(self) -> None:
        palette = self.palette()
        ground = role_color("accent-soft")
        if palette.color(QPalette.ColorRole.Highlight) != ground:
            text = QGuiApplication.palette().color(QPalette.ColorRole.Text)
            palette.setColor(QPalette.ColorRole.Highlight, ground)
            palette.setColor(QPalette.ColorRole.HighlightedText, text)
            self.setPalette(palette)


class TablePage(SpeakingFrame):
    """How many rows there are, a button that copies them, and the table itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TableModel(self)
        self.view = ResultTable(self)
        self.view.setModel(self.model)
        self.count = MutedLine(self)
        self.copy_button = IconButton("copy", "", self)
        self._copy = QAction(self)
        self._copy_headed = QAction(self)
        self.view.addActions([self._copy, self._copy_headed])
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.count, 1)
        row.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.XS)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        self.copy_button.clicked.connect(self.copy_all)
        self.view.copy_requested.connect(self.copy_selection)
        self._copy.triggered.connect(self.copy_selection)
        self._copy_headed.triggered.connect(self.copy_with_headings)
        self.retranslate()

    def show_table(self, table: Table) -> None:
        """Show `table` from its first row; nothing happens when it is shown already."""
        if table is self.model.table:
            return
        self.view.setSortingEnabled(False)
        self.view.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.model.show_table(table)
        self.view.setSortingEnabled(True)
        self.view.fit_columns()
        self.view.scrollToTop()
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        shown, total = self.model.rowCount(), self.model.table.total_rows
        if shown < total:
            locale = QLocale()
            self.count.setText(
                self.tr("{shown} of {total} rows").format(
                    shown=locale.toString(shown), total=locale.toString(total)
                )
            )
        else:
            self.count.setText(self.tr("%n row(s)", "", shown))
        self.view.setAccessibleName(self.tr("Table"))
        self.copy_button.set_tooltip(self.tr("Copy the table, for a spreadsheet"))
        self._copy.setText(self.tr("Copy"))
        self._copy_headed.setText(self.tr("Copy with headings"))
        self.view.viewport().update()

    @Slot()
    def copy_selection(self) -> None:
        """Put the selected cells on the clipboard, separated by tabs."""
        self._copy_cells(with_headings=False)

    @Slot()
    def copy_with_headings(self) -> None:
        """The same with the headings of their columns on top."""
        self._copy_cells(with_headings=True)

    @Slot()
    def copy_all(self) -> None:
        """Put the whole table on the clipboard, as it is sorted, with its headings."""
        columns = range(self.model.columnCount())
        self._put(self._lines(range(self.model.rowCount()), columns, with_headings=True))

    def _copy_cells(self, *, with_headings: bool) -> None:
        chosen: QItemSelectionModel = self.view.selectionModel()
        areas = [
            (range(r.top(), r.bottom() + 1), range(r.left(), r.right() + 1))
            for r in chosen.selection().toList()
        ]
        if not areas:
            return
        if len(areas) == 1:
            self._put(self._lines(*areas[0], with_headings=with_headings))
            return
        rows = sorted({row for area, _ in areas for row in area})
        columns = sorted({column for _, area in areas for column in area})
        self._put(self._lines(rows, columns, with_headings=with_headings, areas=areas))

    def _lines(
        self,
        rows: range | list[int],
        columns: range | list[int],
        *,
        with_headings: bool,
        areas: list[tuple[range, range]] | None = None,
    ) -> list[str]:
        """One line for each row; cells outside of `areas` are empty."""
        model = self.model
        lines = []
        if with_headings:
            lines.append("\t".join(_quoted(model.table.columns[column]) for column in columns))
        for row in rows:
            cells = []
            for column in columns:
                is_in = areas is None or any(row in r and column in c for r, c in areas)
                cells.append(_quoted(model.copied(model.value(row, column))) if is_in else "")
            lines.append("\t".join(cells))
        return lines

    def _put(self, lines: list[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(lines))


def _quoted(text: str) -> str:
    """A cell as spreadsheets write it to the clipboard themselves."""
    if any(sign in text for sign in '\t\n\r"'):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
