"""The main window: the conversation on the left, code and result side by side on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QMessageBox,
    QSplitter,
    QWidget,
)

from app.ui.about import AboutDialog
from app.ui.code.pane import CodePane
from app.ui.conversation.answer import Answer, Stage
from app.ui.conversation.pane import ConversationPane
from app.ui.conversation.progress_text import progress_text
from app.ui.conversation.style import style_sheet
from app.ui.dialogs.files import FilePicker
from app.ui.dialogs.keys import KeysDialog
from app.ui.dialogs.models import ModelsDialog
from app.ui.dialogs.settings import SettingsDialog
from app.ui.menus import Commands
from app.ui.result.pane import ResultPane
from app.ui.session import Session

_SIZE = (1280, 800)
_SMALLEST = (860, 560)


class MainWindow(QMainWindow):
    """Puts the panes together, and asks for files, folders and confirmations."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.commands = Commands(self)
        self.conversation = ConversationPane(session, self.commands.menu, self)
        self.picker = FilePicker(self)
        self.code = CodePane(self)
        self.result = ResultPane(self)
        self._right = QSplitter(Qt.Orientation.Horizontal, self)
        self._right.addWidget(self.code)
        self._right.addWidget(self.result)
        self._main = QSplitter(Qt.Orientation.Horizontal, self)
        self._main.addWidget(self.conversation)
        self._main.addWidget(self._right)
        for splitter in (self._main, self._right):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        self.conversation.setMinimumWidth(320)
        self.code.setMinimumWidth(220)
        self.result.setMinimumWidth(240)
        self._main.setStretchFactor(0, 0)
        self._main.setStretchFactor(1, 1)
        self.setCentralWidget(self._main)
        self.setAcceptDrops(True)
        self.setMinimumSize(*_SMALLEST)
        self._sheet = ""
        self._dialogs: dict[str, QWidget] = {}
        self._connect()
        self._paint()
        self._restore_geometry()
        self._retranslate()

    def start(self) -> None:
        """Show what was there at the end of the last time, and the cursor in the input."""
        self.session.start()
        self.conversation.input.words.setFocus()

    def _connect(self) -> None:
        session, pane, commands = self.session, self.conversation, self.commands
        slots: dict[str, Callable[[], object]] = {
            "new": pane.new_conversation,
            "list": pane.open_list,
            "folder": self.choose_folder,
            "files": self.choose_files,
            "run": pane.run_undecided,
            "stop": session.stop,
            "undo": self._on_undo,
            "models": self.open_models,
            "settings": self.open_settings,
            "help": self.open_keys,
            "about": self.open_about,
            "quit": self.close,
        }
        for name, slot in slots.items():
            commands[name].triggered.connect(slot)
        self.picker.folder_chosen.connect(self._on_folder_chosen)
        self.picker.files_chosen.connect(self._on_files_chosen)
        self.picker.model_file_chosen.connect(session.models.use_file)
        pane.input.folder_wanted.connect(self.choose_folder)
        pane.input.files_wanted.connect(self.choose_files)
        pane.model_card.models_wanted.connect(self.open_models)
        pane.model_card.file_wanted.connect(self.picker.choose_model_file)
        pane.popover.delete_requested.connect(self._on_delete_conversation)
        self.code.run_edited_requested.connect(session.run_edited)
        self.result.open_requested.connect(self._on_open)
        self.result.reveal_requested.connect(self._on_reveal)
        session.shown.connect(self._on_shown)
        session.code_started.connect(self._on_code_started)
        session.code_written.connect(self.code.append_code)
        session.busy_changed.connect(self._on_state_changed)
        session.answered.connect(self._on_state_changed)
        session.opened.connect(self._on_state_changed)
        commands.menu.aboutToShow.connect(self._on_state_changed)
        self._on_state_changed()

    # The right side ---------------------------------------------------------------------------

    @Slot(object)
    def _on_shown(self, answer: Answer | None) -> None:
        if answer is None:
            self.code.clear()
            self.code.set_busy(False)
            self.result.show_nothing()
            return
        is_working = answer.stage is Stage.WORKING
        self.code.set_busy(is_working)
        if not is_working:
            code = answer.chosen.trial.script.code if answer.chosen else answer.exchange.code
            if answer.stage is Stage.CHOICE:
                code = ""  # the person chooses between results, not between scripts
            if code != self.code.code():
                self.code.set_code(code)
        self._show_result(answer)

    def _show_result(self, answer: Answer) -> None:
        outcome = answer.outcome
        root = answer.exchange.request.workplace.root
        if answer.stage in (Stage.WORKING, Stage.APPLYING):
            self.result.show_progress(progress_text(answer.progress))
        elif answer.stage is Stage.PREVIEW and answer.preview and answer.chosen:
            self.result.show_preview(answer.preview, answer.chosen)
        elif answer.stage in (Stage.DONE, Stage.UNDONE, Stage.UNDOING) and outcome:
            self.result.show_outcome(outcome, answer.sentence, answer.tone, root)
        else:
            self.result.show_nothing()

    @Slot()
    def _on_code_started(self) -> None:
        self.code.clear()

    @Slot()
    def _on_state_changed(self) -> None:
        running = self.session.turns.running
        is_working = running is not None and running.stage is Stage.WORKING
        cards = self.conversation.view.cards()
        can_run = any(card.answer.stage is Stage.PREVIEW for card in cards)
        self.commands["stop"].setEnabled(is_working)
        self.commands["run"].setEnabled(can_run and running is None)
        self.commands["undo"].setEnabled(self.session.undoable() is not None and running is None)

    @Slot(object)
    def _on_open(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    @Slot(object)
    def _on_reveal(self, file: Path) -> None:
        folder = file if file.is_dir() else file.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    # Files and folders ------------------------------------------------------------------------

    @Slot()
    def choose_folder(self) -> None:
        """Ask for the folder to work in."""
        self.picker.choose_folder(self._start_folder())

    @Slot()
    def choose_files(self) -> None:
        """Ask for single files."""
        self.picker.choose_files(self._start_folder())

    def _start_folder(self) -> Path:
        composer = self.session.composer
        recent = composer.recent_folders()
        return composer.place.folder or (recent[0].parent if recent else Path.home())

    @Slot(object)
    def _on_files_chosen(self, files: tuple[Path, ...]) -> None:
        self.session.composer.add_files(files)
        self.conversation.input.words.setFocus()

    @Slot(object)
    def _on_folder_chosen(self, folder: Path) -> None:
        self.session.composer.choose_folder(folder)
        self.conversation.input.words.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.conversation.input.show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: D102
        self.conversation.input.show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102
        self.conversation.input.show_dropping(False)
        files = tuple(Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile())
        if files:
            event.acceptProposedAction()
            self._on_files_chosen(files)

    @Slot(object)
    def on_rang(self, files: tuple[Path, ...]) -> None:
        """A second start: come to the front, with the files it named."""
        if files:
            self.session.composer.add_files(files)
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    # Dialogs ----------------------------------------------------------------------------------

    @Slot()
    def open_models(self) -> None:
        """Show the models."""
        dialog = ModelsDialog(self.session.models, self)
        dialog.file_wanted.connect(self.picker.choose_model_file)
        self._open("models", dialog)

    @Slot()
    def open_settings(self) -> None:
        """Show the settings."""
        store = self.session.store
        dialog = SettingsDialog(
            store.setting("language") or "system", store.setting("theme") or "system", self
        )
        dialog.language_chosen.connect(self.language_chosen)
        dialog.theme_chosen.connect(self.theme_chosen)
        self._open("settings", dialog)

    @Slot()
    def open_keys(self) -> None:
        """Show every key there is."""
        actions = tuple(self.commands.actions_by_name.values())
        self._open("help", KeysDialog(actions, self))

    @Slot()
    def open_about(self) -> None:
        """Show version and licences."""
        self._open("about", AboutDialog(self))

    def _open(self, name: str, dialog: QWidget) -> None:
        before = self._dialogs.pop(name, None)
        if before is not None:
            before.close()
            before.deleteLater()
        self._dialogs[name] = dialog
        dialog.setStyleSheet(self._sheet)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    @Slot(int)
    def _on_delete_conversation(self, conversation: int) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        can_delete = self.session.can_delete(conversation)
        if can_delete:
            box.setText(self.tr("Delete this conversation?"))
            box.setInformativeText(self.tr("Your files stay as they are."))
            delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
            keep = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
            box.setDefaultButton(keep)
            self._to_delete = conversation
            delete.clicked.connect(self._on_delete_confirmed)
        else:
            box.setText(self.tr("This conversation is being worked on. Stop it first."))
            box.addButton(self.tr("Close"), QMessageBox.ButtonRole.RejectRole)
        self._open("delete", box)

    @Slot()
    def _on_delete_confirmed(self) -> None:
        self.session.delete(self._to_delete)

    @Slot()
    def _on_undo(self) -> None:
        answer = self.session.undoable()
        if answer is not None:
            self.session.undo(answer.exchange.id)

    # The window itself ------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._paint()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        # What is typed while a card has the focus belongs into the input.
        if event.text().isprintable() and event.text().strip():
            words = self.conversation.input.words
            words.setFocus()
            words.insertPlainText(event.text())
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102
        self._keep_geometry()
        self.session.composer.keep()
        super().closeEvent(event)
        self.closed.emit()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Said & Done"))
        self.code.setAccessibleName(self.tr("Script"))
        self.result.setAccessibleName(self.tr("Result"))
        answers = self.conversation.view.cards()
        for card in answers:
            if card.answer.is_shown:
                self._on_shown(card.answer)

    def _paint(self) -> None:
        sheet = style_sheet(self.palette())
        if sheet != self._sheet:
            self._sheet = sheet
            self.conversation.setStyleSheet(sheet)
            for dialog in self._dialogs.values():
                dialog.setStyleSheet(sheet)

    def _keep_geometry(self) -> None:
        for key, state in (
            ("window_geometry", self.saveGeometry()),
            ("main_splitter", self._main.saveState()),
            ("right_splitter", self._right.saveState()),
        ):
            self.session.store.set_setting(key, bytes(state.toBase64().data()).decode("ascii"))

    def _restore_geometry(self) -> None:
        kept = {
            key: QByteArray.fromBase64((self.session.store.setting(key) or "").encode("utf-8"))
            for key in ("window_geometry", "main_splitter", "right_splitter")
        }
        if kept["window_geometry"].isEmpty() or not self.restoreGeometry(kept["window_geometry"]):
            self.resize(*_SIZE)
        if kept["main_splitter"].isEmpty() or not self._main.restoreState(kept["main_splitter"]):
            self._main.setSizes([460, 820])
        if kept["right_splitter"].isEmpty() or not self._right.restoreState(kept["right_splitter"]):
            self._right.setSizes([390, 430])
