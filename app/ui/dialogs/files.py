"""Asks for folders and files with the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget


class FilePicker(QObject):
    """Opens a dialog and tells what was chosen. One dialog at a time."""

    folder_chosen = Signal(object)  # Path
    files_chosen = Signal(object)  # tuple[Path, ...]
    model_file_chosen = Signal(object)  # Path

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.dialog: QFileDialog | None = None

    def choose_folder(self, start: Path) -> None:
        """Ask for the folder to work in, beginning in `start`."""
        dialog = self._dialog(self.tr("Choose a folder"), start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
        dialog.fileSelected.connect(self._on_folder)
        dialog.open()

    def choose_files(self, start: Path) -> None:
        """Ask for single files, beginning in `start`."""
        dialog = self._dialog(self.tr("Choose files"), start)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_files)
        dialog.open()

    @Slot()
    def choose_model_file(self) -> None:
        """Ask for a model file that the person has already."""
        dialog = self._dialog(self.tr("Choose the model file"), Path.home())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Model files (*.gguf)"))
        dialog.fileSelected.connect(self._on_model_file)
        dialog.open()

    def _dialog(self, title: str, start: Path) -> QFileDialog:
        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = QFileDialog(self._window, title, str(start))
        self.dialog.setWindowModality(Qt.WindowModality.WindowModal)
        return self.dialog

    @Slot(str)
    def _on_folder(self, folder: str) -> None:
        self.folder_chosen.emit(Path(folder))

    @Slot(list)
    def _on_files(self, files: list[str]) -> None:
        self.files_chosen.emit(tuple(Path(file) for file in files))

    @Slot(str)
    def _on_model_file(self, file: str) -> None:
        self.model_file_chosen.emit(Path(file))
