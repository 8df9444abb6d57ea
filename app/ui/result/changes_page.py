"""What would happen to files or what happened to them: a few as cards, many as a list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.change import Change, ChangeCounts
from app.ui.buttons import QuietButton
from app.ui.pane_parts import Muted
from app.ui.result.badge import SIZE as BADGE
from app.ui.result.badge import paint_badge
from app.ui.result.changes_model import ChangesModel, Role
from app.ui.result.file_card import FileCard
from app.ui.result.places import may_open, place_of
from app.ui.speaking import SpeakingFrame
from app.ui.theme import Spacing, role_color

MOST_CARDS = 6
_ROW = 54


class ChangesPage(SpeakingFrame):
    """Counts, then the changes. With a root the files can be opened and shown in their folder."""

    open_requested = Signal(Path)
    reveal_requested = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root: Path | None = None
        self.model = ChangesModel(self)
        self.counts = Muted(self)
        self.list = ChangesList(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChangeDelegate(self.list))
        self.open_button = QuietButton("", self)
        self.reveal_button = QuietButton("", self)
        self._bar = QWidget(self)
        self._cards = QWidget(self)
        self._cards_layout = QVBoxLayout(self._cards)
        self._shown_cards: list[FileCard] = []
        self._pages = QStackedWidget(self)
        self._build()
        self.list.selectionModel().currentChanged.connect(self._show_buttons)
        self.list.activated.connect(self._on_open)
        self.open_button.clicked.connect(self._on_open)
        self.reveal_button.clicked.connect(self._on_reveal)
        self.retranslate()

    def show_changes(self, changes: tuple[Change, ...], root: Path | None) -> None:
        """Show `changes`. `root` is where they were made, `None` while they only would be."""
        is_new = changes is not self.model.changes
        self._root = root
        if is_new:
            self.model.show_changes(changes)
            self.list.scrollToTop()
        has_cards = root is not None and len(changes) <= MOST_CARDS
        self._pages.setCurrentIndex(1 if has_cards else 0)
        self._bar.setVisible(root is not None and not has_cards)
        self._fill_cards(changes if has_cards else ())
        self.retranslate()

    def cards(self) -> list[FileCard]:
        """The cards from top to bottom; none when there is a list instead."""
        return list(self._shown_cards)

    def retranslate(self) -> None:  # noqa: D102
        changes = self.model.changes
        counts = ChangeCounts.of(changes)
        folders = sum(change.is_folder for change in changes)
        parts = []
        if counts.created:
            parts.append(self.tr("%n new", "", counts.created))
        if counts.modified:
            parts.append(self.tr("%n changed", "", counts.modified))
        if counts.renamed:
            parts.append(self.tr("%n renamed or moved", "", counts.renamed))
        if counts.deleted:
            parts.append(self.tr("%n deleted", "", counts.deleted))
        if folders:
            parts.append(self.tr("%n folder(s)", "", folders))
        self.counts.setText(" · ".join(parts))
        self.counts.setVisible(len(changes) > MOST_CARDS)  # a few are counted by looking at them
        self.list.setAccessibleName(self.tr("Changes"))
        self.open_button.setText(self.tr("Open"))
        self.reveal_button.setText(self.tr("Show in folder"))
        self.list.viewport().update()
        self._show_buttons()

    def _build(self) -> None:
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(0, Spacing.S, 0, 0)
        bar.setSpacing(Spacing.S)
        bar.addStretch(1)
        bar.addWidget(self.open_button)
        bar.addWidget(self.reveal_button)
        self._cards_layout.setContentsMargins(0, 0, 0, 0)
        self._cards_layout.setSpacing(Spacing.S)
        self._cards_layout.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(self._cards)
        self._cards.setAutoFillBackground(False)
        self._pages.addWidget(self.list)
        self._pages.addWidget(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.S)
        layout.addWidget(self.counts)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._bar)

    def _fill_cards(self, changes: tuple[Change, ...]) -> None:
        assert self._root is not None or not changes
        if tuple(card.change for card in self.cards()) == changes:
            for card in self.cards():
                card.look(self._root)
            return
        for card in self._shown_cards:
            self._cards_layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._shown_cards.clear()
        for place, change in enumerate(changes):
            card = FileCard(change, self._cards)
            card.open_requested.connect(self.open_requested)
            card.reveal_requested.connect(self.reveal_requested)
            self._cards_layout.insertWidget(place, card)
            self._shown_cards.append(card)
            card.look(self._root)

    @Slot()
    def _show_buttons(self) -> None:
        place = self._current_place()
        self.open_button.setEnabled(place is not None and may_open(place))
        self.reveal_button.setEnabled(place is not None)

    def _current_place(self) -> Path | None:
        index = self.list.currentIndex()
        if not index.isValid() or self._root is None:
            return None
        return place_of(self.model.changes[index.row()], self._root)

    @Slot()
    def _on_open(self) -> None:
        place = self._current_place()
        if place is not None and may_open(place):
            self.open_requested.emit(place)

    @Slot()
    def _on_reveal(self) -> None:
        place = self._current_place()
        if place is not None:
            self.reveal_requested.emit(place)


class ChangesList(QListView):
    """Thousands of rows of one height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)


class ChangeDelegate(QStyledItemDelegate):
    """Draws a row: a badge for the kind, the name over a note, the size on the right."""

    def sizeHint(  # noqa: D102
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, max(_ROW, 2 * option.fontMetrics.height() + Spacing.XL))

    def paint(  # noqa: D102
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        change: Change = index.data(Role.CHANGE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(0, 1, 0, -1)
        self._paint_ground(painter, option, area)
        badge = QRect(area.left() + Spacing.M, 0, BADGE, BADGE)
        badge.moveTop(area.center().y() - BADGE // 2)
        paint_badge(painter, badge, change.kind)
        text = area.adjusted(Spacing.M + BADGE + Spacing.M, 0, -Spacing.L, 0)
        quiet = QFontMetrics(option.font)
        size: str = index.data(Role.SIZE)
        painter.setFont(option.font)
        painter.setPen(role_color("muted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, right, size)
        if size:
            text.setRight(text.right() - quiet.horizontalAdvance(size) - Spacing.L)
        middle = area.center().y()
        lower = QRect(text.left(), middle + 1, text.width(), quiet.height())
        cut = Qt.TextElideMode.ElideMiddle
        note = quiet.elidedText(index.data(Role.NOTE), cut, text.width())
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft, note)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.Medium)
        strong = QFontMetrics(bold)
        upper = QRect(text.left(), middle - strong.height(), text.width(), strong.height())
        painter.setFont(bold)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        title = strong.elidedText(index.data(Role.TITLE), cut, text.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        rounded = QRectF(area)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(role_color("accent-soft"))
            painter.drawRoundedRect(rounded, 8, 8)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(option.palette.color(QPalette.ColorRole.Midlight))
            painter.drawRoundedRect(rounded, 8, 8)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(role_color("accent"))
            painter.drawRoundedRect(rounded.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
