"""Chips: the chosen folder and files, small and removable."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from app.ui.conversation.flow import FlowLayout
from app.ui.conversation.pictures import IconLabel
from app.ui.conversation.text import ElidedLabel
from app.ui.draft import Place
from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame
from app.words.sentences import visible_name

_WIDEST = 260


class Chip(SpeakingFrame):
    """A name with an icon, and a cross when it can be removed."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        icon_name: str,
        tip: str = "",
        *,
        is_removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self._text = text
        self._label = ElidedLabel(self)
        self._label.setText(text)
        self._label.setToolTip(tip or text)
        self._icon = IconLabel(icon_name, 14, self)
        self._cross: QToolButton | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 4 if is_removable else 10, 3)
        layout.setSpacing(5)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        if is_removable:
            self._cross = QToolButton(self)
            self._cross.setIcon(icon("close"))
            self._cross.setIconSize(QSize(12, 12))
            self._cross.setAutoRaise(True)
            self._cross.setProperty("kind", "tiny")
            self._cross.clicked.connect(self.removed)
            layout.addWidget(self._cross)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        if self._cross is not None:
            name = self.tr("Remove {name}").format(name=self._text)
            self._cross.setToolTip(name)
            self._cross.setAccessibleName(name)

    def sizeHint(self) -> QSize:  # noqa: D102
        hint = super().sizeHint()
        extra = 62 if self._cross is not None else 40
        return QSize(min(_WIDEST, self._label.natural_width() + extra), hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(60, super().minimumSizeHint().height())


class PlaceChips(SpeakingFrame):
    """The chosen folder and files. Hidden when there are none."""

    folder_removed = Signal()
    file_removed = Signal(object)

    def __init__(self, *, is_removable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_removable = is_removable
        self._flow = FlowLayout(self)
        self._place = Place()
        self.hide()

    def show_place(self, place: Place) -> None:
        """Show the chips of `place`."""
        self._place = place
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()  # not at once: it may be the one that was clicked
        if place.folder is not None:
            name = visible_name(place.folder.name or str(place.folder))
            chip = Chip(name, "folder", str(place.folder), is_removable=self._is_removable)
            chip.removed.connect(self.folder_removed)
            self._add(chip)
        for file in place.files:
            self._add(FileChip(file, is_removable=self._is_removable, owner=self))
        self.setVisible(not place.is_empty)
        self.updateGeometry()

    def _add(self, chip: Chip) -> None:
        self._flow.addWidget(chip)
        chip.show()


class FileChip(Chip):
    """The chip of one file, which names it when it is removed."""

    def __init__(self, file: Path, *, is_removable: bool, owner: PlaceChips) -> None:
        kind = "folder" if file.is_dir() else "file"
        super().__init__(visible_name(file.name), kind, str(file), is_removable=is_removable)
        self._file = file
        self._owner = owner
        self.removed.connect(self._on_removed)

    def _on_removed(self) -> None:
        self._owner.file_removed.emit(self._file)
