"""Builds what exists and hands it to the window or the command line.

The only file that knows every package. Parts are built when they are first wanted: `models get`
needs no sandbox, and the command line never imports Qt.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from app import paths
from app.assistant.assistant import FileAssistant
from app.cli import command
from app.cli.chat import explain_terminal
from app.cli.doctor import has_screen
from app.domain.model import ModelState
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import say_nothing
from app.domain.script import Review, Script
from app.domain.stop import StopToken
from app.facts.facts import FactFinder
from app.journal.journal import FolderJournal
from app.review.libraries import LIBRARIES
from app.review.review import review
from app.runner.runner import SealedRunner
from app.store.store import Store
from app.writer.base import Writer
from app.writer.library import ModelLibrary
from app.writer.llama import LlamaWriter

_log = logging.getLogger(__name__)


class Services:
    """The parts of the product, each built once and when it is first wanted."""

    def __init__(self) -> None:
        self._store: Store | None = None
        self._library: ModelLibrary | None = None
        self._assistant: FileAssistant | None = None

    def store(self) -> Store:
        """Conversations and settings."""
        if self._store is None:
            paths.data().mkdir(parents=True, exist_ok=True)
            self._store = Store(paths.database())
        return self._store

    def setting(self, key: str) -> str | None:
        """A setting of the person's."""
        return self.store().setting(key)

    def library(self) -> ModelLibrary:
        """The models."""
        if self._library is None:
            store = self.store()
            self._library = ModelLibrary(store.setting, store.set_setting)
        return self._library

    def assistant(self, model: str | None = None) -> FileAssistant:
        """The assistant, answering with `model` (an id or a .gguf) or the chosen one."""
        if self._assistant is None:
            runner = SealedRunner(
                paths.scratch(), paths.scripts_python(), paths.scripts_environment()
            )
            self._assistant = FileAssistant(
                self.make_writer(model),
                FactFinder(runner.inspect),
                runner,
                FolderJournal(paths.journal()),
                _review,
            )
            for run in self._assistant.start():
                _log.info("run %s was rolled back after a crash", run.id)
        return self._assistant

    def make_writer(self, model: str | None) -> Writer:
        """The writer, answering with `model` or the chosen one."""
        return LlamaWriter(lambda: self._model_file(model))

    def close(self) -> None:
        """End everything that was built."""
        if self._assistant is not None:
            self._assistant.close()
        if self._store is not None:
            self._store.close()

    def _model_file(self, named: str | None) -> Path:
        """The file of the model that is to answer.

        Raises:
            Problem: MODEL_MISSING, MODEL_DAMAGED, MODEL_UNKNOWN.
        """
        installed = self.library().proven(named, say_nothing, StopToken())
        if installed.state is ModelState.READY:
            return installed.path
        name = installed.model.id
        if installed.state is ModelState.DAMAGED:
            raise Problem(ProblemKind.MODEL_DAMAGED, name=name)
        raise Problem(ProblemKind.MODEL_MISSING, name=name)


def _review(script: Script) -> Review:
    return review(script, LIBRARIES)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the product with the words of its command line. Returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    services = Services()
    if words and (words[0] in command.COMMANDS or words[0].startswith("-")):
        return command.run(services, words)
    if not has_screen():
        explain_terminal()
        return command.run(services, ["chat"])
    from app.ui.application import run_window

    try:
        return run_window(
            services.assistant(), services.library(), services.store(), ["saiddone", *words]
        )
    finally:
        services.close()


if __name__ == "__main__":
    sys.exit(main())
