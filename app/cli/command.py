"""The command line: its grammar, its exit codes, and Ctrl-C. See product.md for the contract."""

from __future__ import annotations

import argparse
import locale
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Protocol

from app import __version__
from app.assistant.base import Assistant, ModelLibrary
from app.cli import manage
from app.cli.ask import FAILED, STOPPED, Wishes, ask, print_json
from app.cli.chat import chat
from app.cli.doctor import doctor
from app.cli.terminal import say
from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken
from app.words.names import plain_text
from app.words.problems import problem_text
from app.words.translation import set_language


class Services(Protocol):
    """What `main` builds for the command line, each part when it is first wanted."""

    def assistant(self, model: str | None = None) -> Assistant:
        """The assistant, answering with `model` (an id or a .gguf) if one is named."""

    def library(self) -> ModelLibrary:
        """The models."""

    def setting(self, key: str) -> str | None:
        """A setting of the person's."""

    def close(self) -> None:
        """End everything that was built."""


def parser() -> argparse.ArgumentParser:
    """The grammar."""
    top = argparse.ArgumentParser(
        prog="saiddone",
        description="Say what you want done with your files; your own computer does it.",
        epilog="Without a command the window opens.",
    )
    top.add_argument("--version", action="version", version=f"Said & Done {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--language", choices=["en", "ru"], help="language of the words")

    asking = commands.add_parser("ask", parents=[language], help="do one task")
    asking.add_argument("task", metavar="TASK", help="what you want done, in plain words")
    asking.add_argument("--folder", type=Path, help="the folder to work in")
    asking.add_argument("--file", type=Path, action="append", default=[], help="a file it is about")
    asking.add_argument("--yes", action="store_true", help="make the changes without asking")
    asking.add_argument("--allow-delete", action="store_true", help="also when files are deleted")
    asking.add_argument(
        "--allow-basic", action="store_true", help="run although scripts cannot be locked in here"
    )
    asking.add_argument("--json", action="store_true", help="print one JSON object")
    asking.add_argument("--model", help="a model's id, or a .gguf file")
    asking.add_argument("--candidates", type=_count, default=1, help="scripts to write (1 to 16)")
    asking.add_argument("--budget", type=_seconds, help="seconds for the whole")

    talking = commands.add_parser("chat", parents=[language], help="a conversation in the terminal")
    talking.add_argument("--folder", type=Path)
    talking.add_argument("--model")
    talking.add_argument("--allow-basic", action="store_true")

    undoing = commands.add_parser("undo", parents=[language], help="take a run back")
    undoing.add_argument("run", nargs="?", metavar="RUN", help="its id; the latest without")
    commands.add_parser("history", parents=[language], help="what was run")
    modelling = commands.add_parser("models", parents=[language], help="the models")
    modelling.add_argument(
        "action", nargs="?", default="list", choices=["list", "get", "use", "remove", "verify"]
    )
    modelling.add_argument("id", nargs="?", metavar="ID")
    modelling.add_argument("--if-missing", action="store_true", help=argparse.SUPPRESS)
    commands.add_parser("doctor", parents=[language], help="what works on this computer")
    return top


COMMANDS = ("ask", "chat", "undo", "history", "models", "doctor")


def run(services: Services, argv: Sequence[str]) -> int:
    """Carry out a command. Returns the exit code."""
    _speak_utf8()
    options = parser().parse_args(argv)
    set_language(_language(services, options.language))
    stop = StopToken()
    if options.command != "chat":
        _stop_on_signals(stop)
    try:
        return _run(services, options, stop)
    except Problem as problem:
        say(str(problem_text(problem)))
        if problem.detail and problem.kind is not ProblemKind.STOPPED:
            say(plain_text(problem.detail))
        return STOPPED if problem.kind is ProblemKind.STOPPED else FAILED
    except KeyboardInterrupt:
        return STOPPED
    finally:
        services.close()


def _run(services: Services, options: argparse.Namespace, stop: StopToken) -> int:
    match options.command:
        case "ask":
            wishes = Wishes(
                options.task,
                options.folder,
                tuple(options.file),
                options.yes,
                options.allow_delete,
                options.allow_basic,
                options.json,
                options.candidates,
                options.budget,
            )
            answered = ask(services.assistant(options.model), wishes, stop)
            if options.json:
                print_json(answered.report)
            return answered.code
        case "chat":
            chat(services.assistant(options.model), options.folder, options.allow_basic)
        case "undo":
            manage.undo(services.assistant(), options.run)
        case "history":
            manage.history(services.assistant())
        case "models":
            manage.models(services.library(), options.action, options.id, options.if_missing, stop)
        case "doctor":
            return 0 if doctor(services.assistant(), services.library()) else FAILED
    return 0


def _language(services: Services, wished: str | None) -> str:
    if wished:
        return wished
    kept = services.setting("language")
    if kept in ("en", "ru"):
        return str(kept)
    system = (
        os.environ.get("LC_ALL")
        or os.environ.get("LC_MESSAGES")
        or os.environ.get("LANG")
        or locale.getlocale()[0]
        or ""
    )
    return "ru" if system.lower().startswith(("ru", "russian")) else "en"


def _stop_on_signals(stop: StopToken) -> None:
    """The first Ctrl-C stops the task cleanly, a second one ends the program."""

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set:
            raise KeyboardInterrupt
        stop.set()

    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 16:
        raise argparse.ArgumentTypeError("from 1 to 16")
    return value


def _seconds(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError("more than 0")
    return value
