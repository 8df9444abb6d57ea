"""What stands in the input and waits behind it, kept so that nothing typed is ever lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.ui.draft import Ask, Draft, Place, folders_from_text, folders_to_text
from app.ui.session_store import SessionStore

_DELAY = 300  # milliseconds after the last key
_RECENT = 8


class Composer(QObject):
    """The words, the chosen folder and files, and the requests that wait for their turn."""

    restored = Signal(str)
    place_changed = Signal(object)  # Place
    queue_changed = Signal(object)  # tuple[Ask, ...]

    def __init__(self, store: SessionStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.place = Place()
        self.queue: tuple[Ask, ...] = ()
        self._store = store
        self._words = ""
        self._timer = QTimer(self, singleShot=True, interval=_DELAY)
        self._timer.timeout.connect(self.keep)

    def restore(self) -> None:
        """Bring the draft of the last time back."""
        draft = Draft.from_text(self._store.setting("draft"))
        self._words, self.place = draft.words, draft.place
        self.restored.emit(draft.words)
        self.place_changed.emit(self.place)
        self._set_queue(draft.queue)

    @Slot()
    def keep(self) -> None:
        """Keep the draft now."""
        self._timer.stop()
        self._store.set_setting("draft", Draft(self._words, self.place, self.queue).as_text())

    @property
    def words(self) -> str:
        """What is typed now."""
        return self._words

    def set_words(self, words: str) -> None:
        """The person typed."""
        if words != self._words:
            self._words = words
            self._timer.start()

    def choose_folder(self, folder: Path | None) -> None:
        """Let the next requests work in `folder`; `None` takes it back."""
        if folder is not None:
            recent = (folder, *(kept for kept in self.recent_folders() if kept != folder))
            self._store.set_setting("recent_folders", folders_to_text(recent[:_RECENT]))
        self._set_place(replace(self.place, folder=folder))

    def recent_folders(self) -> tuple[Path, ...]:
        """Folders that were chosen lately and are still there, the latest first."""
        kept = folders_from_text(self._store.setting("recent_folders"))
        return tuple(folder for folder in kept if folder.is_dir())

    def add_files(self, files: tuple[Path, ...]) -> None:
        """Add files to the next requests; a single folder becomes the folder."""
        if len(files) == 1 and files[0].is_dir():
            self.choose_folder(files[0])
            return
        known = self.place.files
        added = tuple(file for file in files if file not in known and file.exists())
        self._set_place(replace(self.place, files=known + added))

    def remove_file(self, file: Path) -> None:
        """Take a file from the next requests."""
        kept = tuple(other for other in self.place.files if other != file)
        self._set_place(replace(self.place, files=kept))

    def put_back(self, ask: Ask) -> None:
        """Let a request wait behind the others."""
        self._set_queue((*self.queue, ask))

    def take_first(self) -> Ask:
        """The request whose turn it is; it waits no longer."""
        first, *others = self.queue
        self._set_queue(tuple(others))
        return first

    def drop(self, ask: Ask) -> None:
        """Take back a request that waits."""
        self._set_queue(tuple(kept for kept in self.queue if kept is not ask))
        self.keep()

    def _set_place(self, place: Place) -> None:
        if place != self.place:
            self.place = place
            self.place_changed.emit(place)
            self.keep()

    def _set_queue(self, queue: tuple[Ask, ...]) -> None:
        if queue != self.queue:
            self.queue = queue
            self.queue_changed.emit(queue)
