"""Sentences that tell what would happen and what happened, made from facts only."""

from __future__ import annotations

from app.domain.change import Change, ChangeCounts, ChangeKind
from app.domain.outcome import Ending, Outcome, SandboxLevel
from app.domain.turn import Candidate, Preview, Receipt
from app.words.names import visible_name
from app.words.problems import Sentence, problem_text
from app.words.translation import language, set_language, translate

__all__ = [
    "Sentence",
    "agreement_sentence",
    "language",
    "outcome_sentence",
    "preview_sentence",
    "problem_text",
    "protection_sentence",
    "protection_word",
    "set_language",
    "undone_sentence",
    "visible_name",
]


def preview_sentence(preview: Preview, candidate: Candidate) -> str:
    """What would happen: "The script would create 1 file and change 2 files."."""
    return would_happen(candidate.trial.outcome)


def would_happen(outcome: Outcome) -> str:
    """The same for an outcome on a sealed copy."""
    counts = ChangeCounts.of(outcome.changes)
    parts = []
    if counts.created:
        parts.append(translate("words", "create %n file(s)", "", counts.created))
    if counts.modified:
        parts.append(translate("words", "change %n file(s)", "", counts.modified))
    if counts.renamed:
        parts.append(translate("words", "rename %n file(s)", "", counts.renamed))
    if counts.deleted:
        parts.append(translate("words", "delete %n file(s)", "", counts.deleted))
    if not parts and outcome.changes:
        parts.append(translate("words", "change %n folder(s)", "", len(outcome.changes)))
    if not parts:
        return translate("words", "The script changes no files.")
    return translate("words", "The script would {what}.").format(what=_joined(parts))


def outcome_sentence(result: Receipt | Outcome) -> str:
    """What happened: "Created “report.xlsx”.", or "Nothing was changed."."""
    if isinstance(result, Outcome):
        return _without_changes(result)
    if result.run is None:
        return _without_changes(result.preview.best.trial.outcome)
    return done_sentence(result.run.changes)


def done_sentence(changes: tuple[Change, ...]) -> str:
    """What was done to the real folder."""
    counts = ChangeCounts.of(changes)
    files = [change for change in changes if not change.is_folder]
    if len(files) == 1:
        name = visible_name(files[0].path)
        text = {
            ChangeKind.CREATED: translate("words", "Created “{name}”."),
            ChangeKind.MODIFIED: translate("words", "Changed “{name}”."),
            ChangeKind.DELETED: translate("words", "Deleted “{name}”."),
            ChangeKind.RENAMED: translate("words", "Renamed “{source}” to “{name}”."),
        }[files[0].kind]
        return text.format(name=name, source=visible_name(files[0].source))
    sentences = []
    if counts.created:
        sentences.append(translate("words", "Created %n file(s).", "", counts.created))
    if counts.modified:
        sentences.append(translate("words", "Changed %n file(s).", "", counts.modified))
    if counts.renamed:
        sentences.append(translate("words", "Renamed %n file(s).", "", counts.renamed))
    if counts.deleted:
        sentences.append(translate("words", "Deleted %n file(s).", "", counts.deleted))
    if not sentences and changes:
        sentences.append(translate("words", "Changed %n folder(s).", "", len(changes)))
    return " ".join(sentences) or translate("words", "Nothing was changed.")


def undone_sentence(changes: int) -> str:
    """That a run was taken back."""
    return translate("words", "Undone: %n change(s) taken back.", "", changes)


def agreement_sentence(votes: int, tried: int) -> str:
    """How many scripts had this effect; empty when only one was tried."""
    if tried < 2:
        return ""
    return translate("words", "{votes} of {tried} scripts agree.").format(votes=votes, tried=tried)


def protection_word(level: SandboxLevel) -> str:
    """One word for what protects the person."""
    if level is SandboxLevel.STRONG:
        return translate("words", "Locked in")
    return translate("words", "Not locked in")


def protection_sentence(level: SandboxLevel) -> str:
    """What that word means."""
    if level is SandboxLevel.STRONG:
        return translate(
            "words",
            "The script only sees this folder, has no internet, and works on a throw-away copy.",
        )
    return translate(
        "words",
        "This computer cannot lock the script in. It would run with all your rights, "
        "on a copy of the folder. Read it first.",
    )


def _without_changes(outcome: Outcome) -> str:
    nothing = translate("words", "Nothing was changed.")
    if outcome.ending is not Ending.FINISHED:
        return nothing
    if outcome.answer or outcome.table or outcome.figures:
        return translate("words", "Here is the answer. No file was changed.")
    return translate("words", "The script ran, but printed nothing and changed no file.")


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    return translate("words", "{several} and {last}").format(
        several=", ".join(parts[:-1]), last=parts[-1]
    )
