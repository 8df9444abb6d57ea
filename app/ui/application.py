"""Starts the window: the application, its language and theme, and one instance for each person."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app import __version__
from app.jobs import Assistant, ModelLibrary
from app.jobs.assistant_service import AssistantService
from app.jobs.model_service import ModelService
from app.platform.language import Interpreter, language_for
from app.platform.log import start_log, watch_for_crashes
from app.platform.single_instance import Doorbell, hand_over
from app.ui.dialogs.settings import THEMES
from app.ui.icons import icon
from app.ui.session import Session
from app.ui.session_store import SessionStore
from app.ui.theme import apply_theme
from app.ui.window import MainWindow

log = logging.getLogger(__name__)

Theme = Literal["system", "light", "dark"]
_PULSE = 200  # milliseconds


class Desk(QObject):
    """The window and what hangs on the application: language, theme, later starts."""

    def __init__(
        self,
        application: QApplication,
        assistant: Assistant,
        library: ModelLibrary,
        store: SessionStore,
    ) -> None:
        super().__init__()
        self._application = application
        self._store = store
        self._interpreter = Interpreter(application)
        self._interpreter.speak(language_for(store.setting("language")))
        self._apply_theme()
        self.session = Session(AssistantService(assistant), ModelService(library), store)
        self.session.language = self._interpreter.language
        self.window = MainWindow(self.session)
        self.window.language_chosen.connect(self._on_language_chosen)
        self.window.theme_chosen.connect(self._on_theme_chosen)
        self.doorbell = Doorbell(self)
        self.doorbell.rang.connect(self.window.on_rang)

    def close(self) -> bool:
        """End all work. False when a thread did not come back in time."""
        self.doorbell.close()
        return self.session.close()

    @Slot(str)
    def _on_language_chosen(self, setting: str) -> None:
        self._store.set_setting("language", setting)
        self._interpreter.speak(language_for(setting))
        self.session.language = self._interpreter.language

    @Slot(str)
    def _on_theme_chosen(self, setting: str) -> None:
        self._store.set_setting("theme", setting)
        self._apply_theme()

    def _apply_theme(self) -> None:
        setting = self._store.setting("theme")
        mode = cast(Theme, setting) if setting in THEMES else "system"
        apply_theme(self._application, mode)


def make_application(argv: Sequence[str]) -> QApplication:
    """The one `QApplication`, named."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(argv))
    application.setApplicationName("saiddone")
    application.setApplicationDisplayName("Said & Done")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("saiddone")
    application.setWindowIcon(icon("saiddone"))
    return application


def run_window(
    assistant: Assistant, library: ModelLibrary, store: SessionStore, argv: Sequence[str]
) -> int:
    """Open the window and stay until it is closed. Returns the exit code.

    `argv` is the command line with the program's name first; folders and files that it names are
    chosen for the next request. When a window is open already, it gets them and comes to the
    front. `assistant` is closed by whoever made it, after this returns.
    """
    start_log()
    watch_for_crashes()
    application = make_application(argv)
    files = tuple(Path(word).absolute() for word in argv[1:] if Path(word).exists())
    if hand_over(files):
        return 0
    desk = Desk(application, assistant, library, store)
    desk.window.show()
    desk.window.start()
    if files:
        desk.session.composer.add_files(files)
    pulse = _let_python_hear_signals()
    code = application.exec()
    pulse.stop()
    desk.window.hide()
    if not desk.close():
        # Work that cannot be stopped (a dead network drive): the journal mends it at the next
        # start. A thread that still runs would abort the program on its way out anyway.
        log.warning("a thread did not end in time")
        logging.shutdown()
        sys.stdout.flush()
        os._exit(code)
    return code


def _let_python_hear_signals() -> QTimer:
    """Let Ctrl-C in the terminal close the window: Qt's loop must give Python a turn."""
    signal.signal(signal.SIGINT, _on_interrupt)
    pulse = QTimer()
    pulse.setInterval(_PULSE)
    pulse.timeout.connect(_give_python_a_turn)
    pulse.start()
    return pulse


def _give_python_a_turn() -> None:
    """Nothing to do: Python looks for signals between two of its own steps."""


def _on_interrupt(number: int, frame: object) -> None:
    QApplication.closeAllWindows()
