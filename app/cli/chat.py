"""`saiddone chat`: the conversation of the window, in a terminal."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

from app.assistant.base import Assistant
from app.cli.ask import Wishes, ask
from app.cli.terminal import say
from app.domain.follow_up import is_follow_up
from app.domain.problem import Problem
from app.domain.stop import StopToken
from app.words.problems import problem_text
from app.words.sentences import undone_sentence
from app.words.translation import translate


def chat(assistant: Assistant, folder: Path | None, allow_basic: bool) -> None:
    """Answer requests until the person leaves. Ctrl-C stops a task, or ends the conversation."""
    say(
        translate(
            "words",
            "Say what you want done with your files. /folder PATH chooses a folder, "
            "/undo takes the last run back, /quit ends.",
        )
    )
    last = Wishes("")
    while True:
        print(f"{folder.name if folder else ''}> ", end="", file=sys.stderr, flush=True)
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            say()
            return
        if not line:
            return
        words = line.strip()
        if words == "/quit":
            return
        if words == "/undo":
            _undo(assistant)
        elif words.startswith("/folder"):
            folder = _folder(words.removeprefix("/folder").strip()) or folder
        elif words:
            leans = is_follow_up(words)
            wishes = Wishes(
                words,
                folder,
                allow_basic=allow_basic,
                previous_words=last.words if leans else "",
                previous_code=last.previous_code if leans else "",
            )
            answered = _ask(assistant, wishes)
            if answered:
                last = Wishes(words, previous_code=answered)


def explain_terminal() -> None:
    """Say why there is no window."""
    say(translate("words", "There is no screen here, so the conversation is in the terminal."))


def _ask(assistant: Assistant, wishes: Wishes) -> str:
    """The script that worked, or nothing."""
    stop = StopToken()

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        answered = ask(assistant, wishes, stop)
    finally:
        signal.signal(signal.SIGINT, before)
    return str(answered.report["code"]) if answered.code == 0 else ""


def _undo(assistant: Assistant) -> None:
    try:
        run = assistant.undo()
    except Problem as problem:
        say(str(problem_text(problem)))
        return
    say(undone_sentence(len([change for change in run.changes if not change.is_folder])))


def _folder(name: str) -> Path | None:
    folder = Path(name).expanduser().absolute()
    if folder.is_dir():
        return folder
    say(translate("words", "There is no folder “{name}”.").format(name=name))
    return None
