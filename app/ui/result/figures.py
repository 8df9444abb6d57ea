"""Pictures that a script drew, one by one: fitted or at full size, copied and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.buttons import IconButton
from app.ui.pane_parts import Muted, MutedLine
from app.ui.result.figure_view import FigureView, Trouble, read_figure
from app.ui.saving import save_dialog, write_whole
from app.ui.speaking import SpeakingFrame
from app.ui.theme import Spacing


class FiguresPage(SpeakingFrame):
    """The pictures one by one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: tuple[Path, ...] = ()
        self._current = 0
        self._image = QImage()
        self._trouble: Trouble | None = None
        self.previous_button = IconButton("chevron-left", "", self)
        self.next_button = IconButton("chevron-right", "", self)
        self.place = MutedLine(self)
        self.fit_button = IconButton("fit", "", self)
        self.fit_button.setCheckable(True)
        self.fit_button.setChecked(True)
        self.copy_button = IconButton("copy", "", self)
        self.save_button = IconButton("save", "", self)
        self.view = FigureView(self)
        self.trouble = Muted(self)
        # Decoding waits until the page is on the screen, so that nothing else waits for it.
        self._decoder = QTimer(self)
        self._decoder.setSingleShot(True)
        self._decoder.timeout.connect(self._decode)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.previous_button)
        row.addWidget(self.next_button)
        row.addWidget(self.place, 1)
        for button in (self.fit_button, self.copy_button, self.save_button):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Spacing.S)
        layout.addLayout(row)
        layout.addWidget(self.trouble)
        layout.addWidget(self.view, 1)
        self.previous_button.clicked.connect(self._on_previous)
        self.next_button.clicked.connect(self._on_next)
        self.fit_button.toggled.connect(self.view.set_fitted)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.retranslate()

    def show_figures(self, files: tuple[Path, ...]) -> None:
        """Show the pictures in `files`, the first one first."""
        if files == self._files and self._trouble is None:
            return
        self._files = files
        self._go_to(0)

    @property
    def trouble_found(self) -> Trouble | None:
        """Why the current picture cannot be shown."""
        return self._trouble

    @property
    def image(self) -> QImage:
        """The picture that is shown; null until it is decoded."""
        return self._image

    def retranslate(self) -> None:  # noqa: D102
        total = len(self._files)
        self.place.setText(
            self.tr("{number} of {total}").format(number=self._current + 1, total=total)
            if total > 1
            else ""
        )
        self.previous_button.set_tooltip(self.tr("Previous picture"))
        self.next_button.set_tooltip(self.tr("Next picture"))
        self.fit_button.set_tooltip(self.tr("Show the whole picture"))
        self.copy_button.set_tooltip(self.tr("Copy the picture"))
        self.save_button.set_tooltip(self.tr("Save the picture as a file…"))
        self.view.setAccessibleName(
            self.tr("Picture {number} of {total}").format(number=self._current + 1, total=total)
        )
        texts = {
            None: "",
            Trouble.GONE: self.tr(
                "This picture is no longer there. Run the script again to see it."
            ),
            Trouble.TOO_BIG: self.tr("This picture is too big to be shown here."),
            Trouble.BROKEN: self.tr("This picture cannot be read."),
        }
        self.trouble.setText(texts[self._trouble])
        self.trouble.setVisible(self._trouble is not None)

    def _go_to(self, number: int) -> None:
        self._current = number
        self._trouble = None
        self._show(QImage())
        self._decoder.start()

    @Slot()
    def _decode(self) -> None:
        if not self._files:
            return
        read = read_figure(self._files[self._current])
        if isinstance(read, Trouble):
            self._trouble = read
        else:
            self._show(read)
        self.retranslate()

    def _show(self, image: QImage) -> None:
        self._image = image
        self.view.show_image(image)
        has_image = not image.isNull()
        for button in (self.fit_button, self.copy_button, self.save_button):
            button.setEnabled(has_image)
        several = len(self._files) > 1
        self.previous_button.setVisible(several)
        self.next_button.setVisible(several)
        self.previous_button.setEnabled(self._current > 0)
        self.next_button.setEnabled(self._current < len(self._files) - 1)
        self.retranslate()

    @Slot()
    def _on_previous(self) -> None:
        self._go_to(self._current - 1)

    @Slot()
    def _on_next(self) -> None:
        self._go_to(self._current + 1)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setImage(self._image)

    @Slot()
    def _on_save(self) -> None:
        kinds = self.tr("Pictures (*.png)")
        dialog = save_dialog(self, self.tr("Save the picture"), self.tr("picture.png"), kinds)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, file: str) -> None:
        """Copy the picture that is shown into `file`, whole or not at all."""
        target = Path(file)
        try:
            content = self._files[self._current].read_bytes()
        except OSError:
            self._trouble = Trouble.GONE
            self.retranslate()
            return
        self.retranslate()
        if not write_whole(target, content):
            self.trouble.setText(
                self.tr("“{name}” could not be saved there. Choose another folder.").format(
                    name=target.name
                )
            )
            self.trouble.show()
