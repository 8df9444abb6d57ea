"""The log and crash files. They never hold the person's words, data or file contents."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
from typing import IO

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app import paths

_LOG = "saiddone.log"
_CRASH = "crash.log"
_SIZE = 1024 * 1024
_KEPT = 3

_qt = logging.getLogger("qt")
_crash_file: IO[str] | None = None

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(level: int = logging.INFO) -> None:
    """Write what `app` logs to a rotating file in `paths.logs()`, Qt's messages too.

    A log that cannot be written (full disk, read-only home) never stops the window.
    """
    try:
        paths.logs().mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            paths.logs() / _LOG, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    qInstallMessageHandler(_on_qt_message)


def watch_for_crashes() -> None:
    """Let a native crash leave the stacks of all threads in `paths.logs()`."""
    global _crash_file
    try:
        paths.logs().mkdir(parents=True, exist_ok=True)
        _crash_file = (paths.logs() / _CRASH).open("a", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(_crash_file)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    _qt.log(_LEVELS.get(kind, logging.WARNING), "%s", message or "")
