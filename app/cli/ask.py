"""`saiddone ask`: one request, from words to changed files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.assistant.base import Assistant
from app.cli.terminal import ProgressLine, ask_number, ask_yes, say
from app.domain.change import Change, ChangeKind
from app.domain.outcome import Outcome, SandboxLevel
from app.domain.problem import Problem, ProblemKind
from app.domain.request import Language, Request
from app.domain.script import ScriptLanguage
from app.domain.stop import StopToken
from app.domain.turn import Candidate, Preview, Receipt
from app.words.names import plain_line, plain_text
from app.words.problems import problem_text
from app.words.sentences import (
    agreement_sentence,
    outcome_sentence,
    protection_sentence,
    visible_name,
    would_happen,
)
from app.words.translation import language, translate

DONE, FAILED, WRONG_USAGE, REFUSED, NEEDS_CHOICE, STOPPED = 0, 1, 2, 3, 4, 130

_REFUSALS = {
    ProblemKind.DELETES_NOT_ALLOWED,
    ProblemKind.FOLDER_FORBIDDEN,
    ProblemKind.NO_SANDBOX,
    ProblemKind.NOT_CONFIRMED,
}
_MOST_CHANGES_SHOWN = 20
_SIGNS = {
    ChangeKind.CREATED: "+",
    ChangeKind.MODIFIED: "~",
    ChangeKind.DELETED: "-",
    ChangeKind.RENAMED: ">",
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line was told."""

    words: str
    folder: Path | None = None
    files: tuple[Path, ...] = ()
    yes: bool = False
    allow_delete: bool = False
    allow_basic: bool = False
    as_json: bool = False
    candidates: int = 1
    seconds: float | None = None
    previous_words: str = ""
    previous_code: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """How a request ended."""

    code: int
    report: dict[str, Any]


def ask(assistant: Assistant, wishes: Wishes, stop: StopToken) -> Answered:
    """Carry out one request. Prints the answer on stdout unless JSON was asked for."""
    line = ProgressLine()
    preview: Preview | None = None
    choice: Candidate | None = None
    try:
        workplace, named = assistant.place(wishes.folder, wishes.files)
        request = Request(
            wishes.words,
            workplace,
            tuple(named),
            Language(language()),
            wishes.previous_words,
            wishes.previous_code,
        )
        preview = assistant.preview(
            request,
            line.report,
            stop,
            candidates=wishes.candidates,
            seconds=wishes.seconds,
            allow_basic=wishes.allow_basic,
        )
        line.clear()
        choice = _chosen(preview)
        _show_preview(preview, choice, wishes)
        allow_deletes = _confirmed(choice.trial.outcome, wishes)
        receipt = assistant.apply(preview, choice, line.report, allow_deletes=allow_deletes)
    except Problem as problem:
        line.clear()
        return _failed(assistant, problem, preview, choice, wishes)
    finally:
        if preview is not None:
            assistant.discard(preview)
    line.clear()
    if not wishes.as_json:
        _print_answer(receipt.preview.best.trial.outcome)
        say(outcome_sentence(receipt))
        if receipt.run:
            say(
                translate("words", "To take it back: saiddone undo {run}").format(
                    run=receipt.run.id
                )
            )
    return Answered(DONE, _report("done", assistant, receipt.preview, receipt, None))


def print_json(report: dict[str, Any]) -> None:
    """The one object on stdout."""
    text = json.dumps(report, ensure_ascii=False, indent=2)
    # Names that are no text are escaped, so that the output always is valid UTF-8.
    print(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _chosen(preview: Preview) -> Candidate:
    if not preview.needs_choice:
        return preview.best
    say(translate("words", "The scripts came to different results:"))
    for number, candidate in enumerate(preview.choices, 1):
        outcome = candidate.trial.outcome
        say(f"  {number}. {would_happen(outcome)}")
        for line in outcome.answer.splitlines()[:5]:
            say(f"     {plain_line(line)}")
    chosen = ask_number(
        translate("words", "Which one did you mean? Number, or Enter for none:"),
        len(preview.choices),
    )
    if chosen is None:
        raise Problem(ProblemKind.RESULTS_DIFFER)
    return preview.choices[chosen - 1]


def _confirmed(outcome: Outcome, wishes: Wishes) -> bool:
    """Whether deletes are allowed. Raises NOT_CONFIRMED when the person says no."""
    deletes = any(change.kind is ChangeKind.DELETED for change in outcome.changes)
    allow = wishes.allow_delete
    if not outcome.changes:
        return allow
    if not wishes.yes and not ask_yes(translate("words", "Do it? [y/N]")):
        raise Problem(ProblemKind.NOT_CONFIRMED)
    if deletes and not allow and not wishes.yes:
        allow = ask_yes(translate("words", "This deletes files. Really delete them? [y/N]"))
    return allow


def _show_preview(preview: Preview, choice: Candidate, wishes: Wishes) -> None:
    outcome = choice.trial.outcome
    if wishes.as_json or not outcome.changes:
        return
    say(plain_text(choice.trial.script.code.rstrip()))
    say()
    say(would_happen(outcome))
    for change in outcome.changes[:_MOST_CHANGES_SHOWN]:
        source = f"{visible_name(change.source)} → " if change.source else ""
        say(f"  {_SIGNS[change.kind]} {source}{visible_name(change.path)}")
    hidden = len(outcome.changes) - _MOST_CHANGES_SHOWN
    if hidden > 0:
        say("  " + translate("words", "and %n more", "", hidden))
    for name in outcome.skipped[:_MOST_CHANGES_SHOWN]:
        say("  ! " + translate("words", "not taken over: {name}").format(name=visible_name(name)))
    agreement = agreement_sentence(choice.votes, preview.tried)
    if agreement:
        say(agreement)
    if outcome.sandbox is not SandboxLevel.STRONG:
        say(protection_sentence(outcome.sandbox))


def _print_answer(outcome: Outcome) -> None:
    if outcome.answer:
        print(plain_text(outcome.answer), flush=True)
    for figure in outcome.figures:
        print(figure, flush=True)


def _failed(
    assistant: Assistant,
    problem: Problem,
    preview: Preview | None,
    choice: Candidate | None,
    wishes: Wishes,
) -> Answered:
    if problem.kind is ProblemKind.STOPPED:
        status, code = "failed", STOPPED
    elif problem.kind is ProblemKind.RESULTS_DIFFER:
        status, code = "needs-choice", NEEDS_CHOICE
    elif problem.kind in _REFUSALS:
        status, code = "refused", REFUSED
    else:
        status, code = "failed", FAILED
    say(str(problem_text(problem)))
    if problem.detail and not wishes.as_json and code == FAILED:
        say()
        say(plain_text(problem.detail.rstrip()))
    return Answered(code, _report(status, assistant, preview, None, problem, choice))


def _report(
    status: str,
    assistant: Assistant,
    preview: Preview | None,
    receipt: Receipt | None,
    problem: Problem | None,
    choice: Candidate | None = None,
) -> dict[str, Any]:
    """The JSON object of product.md."""
    candidate = choice or (preview.best if preview else None)
    outcome = candidate.trial.outcome if candidate else None
    run = receipt.run if receipt else None
    timings = preview.timings if preview else None
    # What would have happened is listed too; the status tells that it did not.
    changes: Sequence[Change] = run.changes if run else outcome.changes if outcome else ()
    preview_seconds = timings.preview if timings else None
    total = preview_seconds + receipt.seconds if preview_seconds is not None and receipt else None
    return {
        "status": status,
        "answer": outcome.answer if outcome else "",
        "outcome": outcome_sentence(receipt)
        if receipt
        else translate("words", "Nothing was changed."),
        "changes": [_change(change) for change in changes],
        "code": candidate.trial.script.code if candidate else problem.code if problem else "",
        "language": ScriptLanguage.PYTHON.value,
        "agreement": [candidate.votes if candidate else 0, preview.tried if preview else 0],
        "repairs": preview.repairs if preview else 0,
        "sandbox": (outcome.sandbox if outcome else _level(assistant)).value,
        "run": run.id if run else None,
        "problem": {"kind": problem.kind.value, "message": str(problem_text(problem))}
        if problem
        else None,
        "timings": {
            "first_token": _rounded(timings.first_token if timings else None),
            "first_script": _rounded(timings.first_script if timings else None),
            "preview": _rounded(preview_seconds),
            "total": _rounded(total if total is not None else preview_seconds),
        },
    }


def _change(change: Change) -> dict[str, str]:
    entry = {"path": change.path, "kind": change.kind.value}
    if change.source:
        entry["from"] = change.source
    return entry


def _level(assistant: Assistant) -> SandboxLevel:
    try:
        return assistant.sandbox()[0]
    except Problem:
        return SandboxLevel.BASIC


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
