"""The code pane: the script as it is written, to read, copy, save, and to edit and run again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.buttons import IconButton, PrimaryButton, QuietButton
from app.ui.card import Card
from app.ui.code.editor import CodeEditor
from app.ui.pane_parts import BusyLine, EmptyState, Muted, PaneHeader
from app.ui.saving import save_dialog, write_whole
from app.ui.speaking import SpeakingFrame
from app.ui.theme import Spacing

_PAINT = 30  # milliseconds between two paintings of text that streams in
_TOLD = 2000  # milliseconds that the copy button says that it copied


class CodePane(SpeakingFrame):
    """Shows one script. `run_edited_requested` carries the text as the person changed it."""

    run_edited_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._script = ""
        self._waiting: list[str] = []
        self._note = ""
        self._was_opened = False  # for changes; until then Qt's own touches do not count
        self.header = PaneHeader(self)
        self.copy_button = IconButton("copy", "", self)
        self.save_button = IconButton("save", "", self)
        self.edit_button = IconButton("edit", "", self)
        self.edit_button.setCheckable(True)
        self.editor = CodeEditor(self)
        self._line = BusyLine(self)
        self._empty = EmptyState("code", parent=self)
        self._pages = QStackedWidget(self)
        self._foot = QWidget(self)
        self._strip = Card("plain", self._foot)
        self._strip_text = Muted(self._strip)
        self.discard_button = QuietButton("", self._strip)
        self.run_button = PrimaryButton("", self._strip)
        self._painter = QTimer(self)
        self._painter.setSingleShot(True)
        self._painter.setInterval(_PAINT)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_TOLD)
        self._build()
        self._connect()
        self.retranslate()
        self._show_state()

    # What the window tells --------------------------------------------------------------------

    def set_code(self, text: str) -> None:
        """Show the script `text`. When it is shown already, an edit under way goes on."""
        if text == self._script:
            self._paint_waiting()
            return
        self._replace(text)

    def append_code(self, text: str) -> None:
        """Add `text`, which was just written. It is painted a moment later, with its neighbours."""
        if not text:
            return
        if self.edit_button.isChecked() or self.is_edited:
            self._replace(self._script)
        self._script += text
        self._waiting.append(text)
        if not self._painter.isActive():
            self._painter.start()

    def clear(self) -> None:
        """Show nothing."""
        self._replace("")

    def code(self) -> str:
        """The script as it stands in the pane, with what the person changed in it."""
        return self.editor.text() if self.is_edited else self._script

    def set_busy(self, is_busy: bool) -> None:
        """Tell whether a script is being written."""
        self._line.set_busy(is_busy)
        self._show_state()

    @property
    def is_edited(self) -> bool:
        """Whether the person changed something in it."""
        return self._was_opened and self.editor.document().isModified()

    # How it is made ---------------------------------------------------------------------------

    def _build(self) -> None:
        for button in (self.copy_button, self.save_button, self.edit_button):
            self.header.add(button)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.editor)
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(Spacing.L, Spacing.M, Spacing.M, Spacing.M)
        row.setSpacing(Spacing.S)
        row.addWidget(self._strip_text, 1)
        row.addWidget(self.discard_button)
        row.addWidget(self.run_button)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(Spacing.M, Spacing.S, Spacing.M, Spacing.M)
        foot.addWidget(self._strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._line)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._foot)

    def _connect(self) -> None:
        self._painter.timeout.connect(self._paint_waiting)
        self._copied.timeout.connect(self._on_copy_told)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self.edit_button.toggled.connect(self._on_edit_toggled)
        self.editor.modificationChanged.connect(self._show_state)
        self.discard_button.clicked.connect(self._on_discard)
        self.run_button.clicked.connect(self._on_run_edited)

    def retranslate(self) -> None:  # noqa: D102
        self.header.title.setText(self.tr("Script"))
        self.editor.setAccessibleName(self.tr("Script"))
        self._empty.set_text(self.tr("The script will appear here as it is written."))
        is_told = self._copied.isActive()
        self.copy_button.set_tooltip(self.tr("Copied") if is_told else self.tr("Copy the script"))
        self.save_button.set_tooltip(self.tr("Save the script as a file…"))
        self.edit_button.set_tooltip(self.tr("Change the script"))
        self.discard_button.setText(self.tr("Discard changes"))
        self.discard_button.setToolTip(self.tr("Go back to the script as it was written"))
        self.run_button.setText(self.tr("Run edited"))
        self.run_button.setToolTip(
            self.tr("Try the changed script on a copy first, and show what would happen")
        )
        self._show_strip()

    # What the person does ---------------------------------------------------------------------

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code())
        self.copy_button.show_icon("check", "good")
        self._copied.start()
        self.retranslate()

    @Slot()
    def _on_copy_told(self) -> None:
        self.copy_button.show_icon("copy")
        self.retranslate()

    @Slot()
    def _on_save(self) -> None:
        kinds = self.tr("Python scripts (*.py)")
        dialog = save_dialog(self, self.tr("Save the script"), self.tr("script.py"), kinds)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, file: str) -> None:
        """Write the script into `file`, whole or not at all; say so when that fails."""
        target = Path(file)
        is_saved = write_whole(target, self.code().encode("utf-8", "surrogatepass"))
        self._note = "" if is_saved else target.name
        self._show_strip()

    @Slot(bool)
    def _on_edit_toggled(self, is_editing: bool) -> None:
        self._paint_waiting()
        if is_editing and not self.is_edited:
            self.editor.set_editable(True)
            self.editor.document().setModified(False)
            self._was_opened = True
        else:
            self.editor.setReadOnly(not is_editing)
        if is_editing:
            self.editor.setFocus()
        self._show_state()

    @Slot()
    def _on_discard(self) -> None:
        self._replace(self._script)

    @Slot()
    def _on_run_edited(self) -> None:
        self.run_edited_requested.emit(self.code())

    # What is shown ----------------------------------------------------------------------------

    def _replace(self, text: str) -> None:
        self._painter.stop()
        self._waiting.clear()
        self._note = ""
        self._script = text
        self._was_opened = False
        self.edit_button.setChecked(False)
        self.editor.set_editable(False)
        self.editor.setPlainText(text)
        self._show_state()

    @Slot()
    def _paint_waiting(self) -> None:
        self._painter.stop()
        if self._waiting:
            text = "".join(self._waiting)
            self._waiting.clear()
            self.editor.append_text(text)
            self._show_state()

    @Slot()
    def _show_state(self) -> None:
        has_code = bool(self._script) or self.is_edited
        self._pages.setCurrentIndex(1 if has_code else 0)
        is_busy = self._line.is_busy
        self.copy_button.setEnabled(has_code)
        self.save_button.setEnabled(has_code)
        self.edit_button.setEnabled(has_code and not is_busy)
        self.run_button.setEnabled(self.is_edited and not is_busy)
        self._show_strip()

    def _show_strip(self) -> None:
        is_editing = self.edit_button.isChecked()
        is_about_edit = is_editing or self.is_edited
        self.run_button.setVisible(is_about_edit)
        self.discard_button.setVisible(self.is_edited)
        self._strip.tone = "bad" if self._note else "plain"
        if self._note:
            self._strip_text.setText(
                self.tr("“{name}” could not be saved there. Choose another folder.").format(
                    name=self._note
                )
            )
        elif self.is_edited:
            self._strip_text.setText(self.tr("You changed this script. It has not run yet."))
        else:
            self._strip_text.setText(self.tr("You can change the script now."))
        self._foot.setVisible(is_about_edit or bool(self._note))
