"""`saiddone doctor`: what works on this computer."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from app import __version__, paths
from app.assistant.base import Assistant, ModelLibrary
from app.domain.model import ModelState
from app.domain.outcome import SandboxLevel
from app.domain.problem import Problem
from app.words.problems import problem_text
from app.words.sentences import protection_sentence, protection_word
from app.words.translation import translate
from app.words.units import bytes_in_words

_ENOUGH_DISK = 2_000_000_000


def doctor(assistant: Assistant, library: ModelLibrary) -> bool:
    """Print one line for each part; whether a task could be done now."""
    print(f"Said & Done {__version__}, Python {sys.version.split()[0]}, {sys.platform}")
    checks = (
        (translate("words", "Model"), _model(library)),
        (translate("words", "Protection"), _protection(assistant)),
        (translate("words", "Scripts' Python"), _scripts_python()),
        (translate("words", "Screen"), _screen()),
        (translate("words", "Disk"), _disk()),
    )
    width = max(len(name) for name, _ in checks)
    for name, (good, text) in checks:
        print(f"{'✓' if good else '✗'} {name:<{width}}  {text}")
    print(translate("words", "Your data: {folder}").format(folder=paths.data()))
    return all(good for name, (good, _) in checks if name != translate("words", "Screen"))


def _model(library: ModelLibrary) -> tuple[bool, str]:
    try:
        installed = library.chosen()
    except Problem as problem:
        return False, str(problem_text(problem))
    good = installed.state is ModelState.READY
    state = (
        translate("words", "ready")
        if good
        else translate("words", "not here yet: saiddone models get")
    )
    return good, f"{installed.model.id}, {bytes_in_words(installed.model.size)}, {state}"


def _protection(assistant: Assistant) -> tuple[bool, str]:
    try:
        level, reason = assistant.sandbox()
    except Problem as problem:
        return False, str(problem_text(problem))
    text = f"{protection_word(level)} ({level.value}). {protection_sentence(level)}"
    return level is SandboxLevel.STRONG, f"{text} {reason}".strip()


def _scripts_python() -> tuple[bool, str]:
    python = paths.scripts_python()
    return python.exists(), str(python)


def has_screen() -> bool:
    """Whether a window could be shown."""
    return (
        sys.platform != "linux"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
        or os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal", "vnc")
    )


def _screen() -> tuple[bool, str]:
    if not has_screen():
        return False, translate("words", "none: use the terminal (saiddone ask, saiddone chat)")
    return True, translate("words", "there is one")


def _disk() -> tuple[bool, str]:
    folder = paths.data()
    while not folder.exists() and folder != Path(folder.anchor):
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return free > _ENOUGH_DISK, translate("words", "{free} free").format(free=bytes_in_words(free))
