"""`saiddone undo`, `history` and `models`: what was done, and with which model."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from app.assistant.base import Assistant, ModelLibrary
from app.cli.terminal import ProgressLine, say
from app.domain.change import ChangeCounts
from app.domain.model import Fit, InstalledModel, ModelState
from app.domain.run import RunState
from app.domain.stop import StopToken
from app.words.names import plain_line, visible_name
from app.words.sentences import done_sentence, undone_sentence
from app.words.translation import language, translate
from app.words.units import bytes_in_words


def undo(assistant: Assistant, run_id: str | None) -> None:
    """Take a run back and say so."""
    run = assistant.undo(run_id)
    print(undone_sentence(ChangeCounts.of(run.changes).total))


def history(assistant: Assistant) -> None:
    """List the runs, the latest first."""
    runs = assistant.runs()
    if not runs:
        say(translate("words", "Nothing has been run yet."))
    states = {
        RunState.BEGUN: translate("words", "under way"),
        RunState.DONE: translate("words", "done"),
        RunState.UNDONE: translate("words", "undone"),
        RunState.ROLLED_BACK: translate("words", "put back"),
    }
    for run in runs:
        when = f"{run.at.astimezone():%Y-%m-%d %H:%M}"
        print(f"{run.id}  {when}  {states[run.state]}  {visible_name(str(run.root))}")
        print(f"    {plain_line(' '.join(run.words.split()))}")
        print(f"    {done_sentence(run.changes)}")


def models(
    library: ModelLibrary, action: str, name: str | None, if_missing: bool, stop: StopToken
) -> None:
    """List, fetch, choose, remove or verify models."""
    line = ProgressLine()
    if action == "list":
        _list(library)
        return
    model_id = name or library.chosen().model.id
    if action == "get":
        _get(library, model_id, line, stop, if_missing)
    elif action == "use":
        if name and name.lower().endswith(".gguf") and Path(name).is_file():
            model_id = library.use_file(Path(name), line.report, stop).model.id
            line.clear()
        library.choose(model_id)
        say(translate("words", "“{name}” answers from now on.").format(name=model_id))
    elif action == "remove":
        library.remove(model_id)
        say(translate("words", "“{name}” was removed.").format(name=model_id))
    elif action == "verify":
        good = library.verify(model_id, line.report, stop)
        line.clear()
        if not good:
            print(translate("words", "“{name}” is damaged or missing.").format(name=model_id))
            sys.exit(1)
        print(translate("words", "“{name}” is as it should be.").format(name=model_id))


def _get(
    library: ModelLibrary, model_id: str, line: ProgressLine, stop: StopToken, quiet: bool
) -> None:
    for installed in library.models():
        if installed.model.id == model_id and installed.state is ModelState.READY:
            if not quiet:
                say(translate("words", "“{name}” is here already.").format(name=model_id))
            return
    library.fetch(model_id, line.report, stop)
    line.clear()
    say(translate("words", "“{name}” is ready.").format(name=model_id))


def _list(library: ModelLibrary) -> None:
    chosen = library.chosen().model.id
    installed: Sequence[InstalledModel] = library.models()
    for item in installed:
        sign = "*" if item.model.id == chosen else " "
        name = item.model.name.get(language(), item.model.id)
        print(f"{sign} {item.model.id:<22} {bytes_in_words(item.model.size):>9}  {_state(item)}")
        print(f"    {name}. {item.model.note.get(language(), '')}")
        print(f"    {item.model.licence}. {_fit(library.fit(item.model.id))}")


def _state(item: InstalledModel) -> str:
    if item.state is ModelState.PARTIAL:
        return translate("words", "{have} downloaded").format(have=bytes_in_words(item.have))
    return {
        ModelState.ABSENT: translate("words", "not here"),
        ModelState.READY: translate("words", "ready"),
        ModelState.DAMAGED: translate("words", "damaged"),
    }[item.state]


def _fit(fit: Fit) -> str:
    return {
        Fit.GOOD: translate("words", "Fits this computer."),
        Fit.SLOW: translate("words", "Will be slow on this computer."),
        Fit.NO_MEMORY: translate("words", "Needs more memory than this computer has."),
        Fit.NO_DISK: translate("words", "Needs more room on the disk."),
    }[fit]
