"""What each kind of problem is called: what happened, is the work safe, what to do now.

`{name}` and other placeholders are filled from `Problem.facts`; a missing one shows as "…".
No exception text, exit code or library name stands here: those go under Details.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.problem import Problem, ProblemKind
from app.words.names import visible_name
from app.words.translation import QT_TRANSLATE_NOOP, translate
from app.words.units import bytes_in_words

SAFE = QT_TRANSLATE_NOOP("words", "Your files are as they were.")
_SAVED = QT_TRANSLATE_NOOP("words", "What you typed is still here.")
_PARTS_KEPT = QT_TRANSLATE_NOOP("words", "What has arrived so far is kept.")

_AGAIN = QT_TRANSLATE_NOOP("words", "Please try again.")
_REPHRASE = QT_TRANSLATE_NOOP(
    "words",
    "Say it in other words, name the file and the columns you mean, or do it in smaller steps. "
    "A bigger model (Models) often helps too.",
)

_TEXTS: dict[ProblemKind, tuple[str, str, str]] = {
    ProblemKind.MODEL_MISSING: (
        QT_TRANSLATE_NOOP("words", "The model is not on this computer yet."),
        _SAVED,
        QT_TRANSLATE_NOOP("words", "Download it once; after that no internet is needed."),
    ),
    ProblemKind.MODEL_DAMAGED: (
        QT_TRANSLATE_NOOP("words", "The model file is damaged, so it was not used."),
        _SAVED,
        QT_TRANSLATE_NOOP("words", "Download it again: only the damaged part is fetched."),
    ),
    ProblemKind.MODEL_UNKNOWN: (
        QT_TRANSLATE_NOOP("words", "There is no model “{name}”."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Choose one from the list of models, or name a .gguf file."),
    ),
    ProblemKind.MODEL_TOO_BIG: (
        QT_TRANSLATE_NOOP("words", "This model needs more memory than the computer has."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Choose a smaller model."),
    ),
    ProblemKind.ENGINE_CRASHED: (
        QT_TRANSLATE_NOOP("words", "The engine that runs the model stopped unexpectedly."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "It starts again by itself. Please ask once more."),
    ),
    ProblemKind.ENGINE_OUT_OF_MEMORY: (
        QT_TRANSLATE_NOOP("words", "The computer ran out of memory while the model was working."),
        SAFE,
        QT_TRANSLATE_NOOP(
            "words", "Close other programs and ask once more, or choose a smaller model."
        ),
    ),
    ProblemKind.ENGINE_ILLEGAL_INSTRUCTION: (
        QT_TRANSLATE_NOOP("words", "The engine was built for a newer processor than this one."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Install Said & Done again on this computer."),
    ),
    ProblemKind.ENGINE_FAILED: (
        QT_TRANSLATE_NOOP("words", "The model could not be started."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Try again. If it happens again, verify the model (Models)."),
    ),
    ProblemKind.REQUEST_TOO_LONG: (
        QT_TRANSLATE_NOOP("words", "The request is too long for this model."),
        SAFE,
        QT_TRANSLATE_NOOP(
            "words", "Shorten it, or put long data into a file and choose that file."
        ),
    ),
    ProblemKind.NO_NETWORK: (
        QT_TRANSLATE_NOOP("words", "The internet could not be reached."),
        _PARTS_KEPT,
        QT_TRANSLATE_NOOP(
            "words",
            "Check the connection and start the download again: it goes on where it stopped.",
        ),
    ),
    ProblemKind.OFFLINE_MODE: (
        QT_TRANSLATE_NOOP(
            "words", "This computer is set to offline mode, so nothing was downloaded."
        ),
        _PARTS_KEPT,
        QT_TRANSLATE_NOOP(
            "words", "Turn offline mode off, or choose a model file that you have already."
        ),
    ),
    ProblemKind.DOWNLOAD_REFUSED: (
        QT_TRANSLATE_NOOP("words", "The server refused to give the model away."),
        _PARTS_KEPT,
        QT_TRANSLATE_NOOP("words", "Check the access token, or choose another model."),
    ),
    ProblemKind.DOWNLOAD_NOT_FOUND: (
        QT_TRANSLATE_NOOP("words", "The server does not have this model."),
        _PARTS_KEPT,
        QT_TRANSLATE_NOOP("words", "Choose another model, or a model file that you have already."),
    ),
    ProblemKind.DOWNLOAD_BUSY: (
        QT_TRANSLATE_NOOP("words", "The server is too busy just now."),
        _PARTS_KEPT,
        QT_TRANSLATE_NOOP(
            "words", "Wait a few minutes and start again: it goes on where it stopped."
        ),
    ),
    ProblemKind.DOWNLOAD_BROKEN: (
        QT_TRANSLATE_NOOP("words", "The connection broke off several times."),
        _PARTS_KEPT,
        QT_TRANSLATE_NOOP("words", "Start again: it goes on where it stopped."),
    ),
    ProblemKind.DOWNLOAD_DAMAGED: (
        QT_TRANSLATE_NOOP(
            "words", "What was downloaded is not the model we know, so it is not used."
        ),
        _PARTS_KEPT,
        QT_TRANSLATE_NOOP(
            "words",
            "Start again: only the wrong part is fetched. If it goes on, use another network.",
        ),
    ),
    ProblemKind.DISK_FULL: (
        QT_TRANSLATE_NOOP(
            "words", "There is not enough room on the disk: {needed} are needed, {free} are free."
        ),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Make room and try again."),
    ),
    ProblemKind.FOLDER_MISSING: (
        QT_TRANSLATE_NOOP("words", "“{name}” is not there (any more)."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Choose the folder again."),
    ),
    ProblemKind.FOLDER_FORBIDDEN: (
        QT_TRANSLATE_NOOP("words", "Said & Done may not work in “{name}”."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Choose a folder of your own, deeper than your home folder."),
    ),
    ProblemKind.FOLDER_UNREADABLE: (
        QT_TRANSLATE_NOOP("words", "“{name}” could not be read."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Check that you may open it, or choose another one."),
    ),
    ProblemKind.FOLDER_TOO_BIG: (
        QT_TRANSLATE_NOOP(
            "words", "There is too much in this folder to try things safely on a copy ({size})."
        ),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Choose a smaller folder, or only the files you mean."),
    ),
    ProblemKind.FILES_APART: (
        QT_TRANSLATE_NOOP("words", "These files lie in places that have nothing in common."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Put them into one folder and choose that."),
    ),
    ProblemKind.FILES_CHANGED: (
        QT_TRANSLATE_NOOP("words", "“{name}” has changed since the preview."),
        QT_TRANSLATE_NOOP("words", "Nothing was changed by us."),
        QT_TRANSLATE_NOOP("words", "Try again to see what would happen now."),
    ),
    ProblemKind.FILE_BUSY: (
        QT_TRANSLATE_NOOP("words", "“{name}” is open in another program or locked."),
        QT_TRANSLATE_NOOP("words", "Nothing was changed."),
        QT_TRANSLATE_NOOP("words", "Close it there and try again."),
    ),
    ProblemKind.FOLDER_BUSY: (
        QT_TRANSLATE_NOOP("words", "Another task is working in this folder."),
        QT_TRANSLATE_NOOP("words", "Nothing was changed."),
        QT_TRANSLATE_NOOP("words", "Wait until it has ended and try again."),
    ),
    ProblemKind.NOTHING_ASKED: (
        QT_TRANSLATE_NOOP("words", "There is no request."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Say what you want done."),
    ),
    ProblemKind.NO_SCRIPT: (
        QT_TRANSLATE_NOOP("words", "No script came of it."),
        SAFE,
        _REPHRASE,
    ),
    ProblemKind.SCRIPT_FAILED: (
        QT_TRANSLATE_NOOP("words", "The script did not work, and mending it did not help."),
        SAFE,
        _REPHRASE,
    ),
    ProblemKind.SCRIPT_TOO_SLOW: (
        QT_TRANSLATE_NOOP(
            "words", "The script took longer than {seconds} seconds and was stopped."
        ),
        SAFE,
        _REPHRASE,
    ),
    ProblemKind.SCRIPT_TOO_BIG: (
        QT_TRANSLATE_NOOP(
            "words", "The script wanted more memory, disk or output than allowed and was stopped."
        ),
        SAFE,
        _REPHRASE,
    ),
    ProblemKind.SCRIPT_NEEDS_MISSING_LIBRARY: (
        QT_TRANSLATE_NOOP(
            "words", "The script needs something that is not installed here ({name})."
        ),
        SAFE,
        _REPHRASE,
    ),
    ProblemKind.DELETES_NOT_ALLOWED: (
        QT_TRANSLATE_NOOP("words", "The script would delete files, and you have not allowed that."),
        QT_TRANSLATE_NOOP("words", "Nothing was changed."),
        QT_TRANSLATE_NOOP(
            "words", "Look at the list. If it is right, allow the deletion and run it again."
        ),
    ),
    ProblemKind.RESULTS_DIFFER: (
        QT_TRANSLATE_NOOP("words", "The request can be understood in more than one way."),
        QT_TRANSLATE_NOOP("words", "Nothing was changed."),
        QT_TRANSLATE_NOOP("words", "Choose the result that you meant, or say it more exactly."),
    ),
    ProblemKind.OUT_OF_TIME: (
        QT_TRANSLATE_NOOP("words", "The time for this request is up."),
        SAFE,
        _REPHRASE,
    ),
    ProblemKind.NOT_CONFIRMED: (
        QT_TRANSLATE_NOOP("words", "You did not confirm it."),
        QT_TRANSLATE_NOOP("words", "Nothing was changed."),
        "",
    ),
    ProblemKind.STOPPED: (
        QT_TRANSLATE_NOOP("words", "Stopped."),
        SAFE,
        "",
    ),
    ProblemKind.NO_SANDBOX: (
        QT_TRANSLATE_NOOP("words", "This computer cannot lock the script in."),
        SAFE,
        QT_TRANSLATE_NOOP(
            "words",
            "It would run with all your rights, on a copy of the folder. "
            "Read the script first, or install bubblewrap.",
        ),
    ),
    ProblemKind.APPLY_FAILED: (
        QT_TRANSLATE_NOOP("words", "The changes could not be made."),
        QT_TRANSLATE_NOOP("words", "Everything was put back as it was."),
        _AGAIN,
    ),
    ProblemKind.ROLLBACK_INCOMPLETE: (
        QT_TRANSLATE_NOOP("words", "The changes were cut off half-way by an error of the disk."),
        QT_TRANSLATE_NOOP("words", "Your originals are kept, but not all are back in place yet."),
        QT_TRANSLATE_NOOP(
            "words",
            "Check the disk and start Said & Done again: it puts everything back where it was.",
        ),
    ),
    ProblemKind.NOTHING_TO_UNDO: (
        QT_TRANSLATE_NOOP("words", "There is nothing to undo."),
        SAFE,
        "",
    ),
    ProblemKind.UNDO_CONFLICT: (
        QT_TRANSLATE_NOOP("words", "“{name}” was changed after the run."),
        QT_TRANSLATE_NOOP("words", "Your newer version was kept, and nothing was undone."),
        QT_TRANSLATE_NOOP("words", "Move your newer version elsewhere and undo again."),
    ),
    ProblemKind.RUN_UNKNOWN: (
        QT_TRANSLATE_NOOP("words", "There is no run “{name}”."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Look at the history for the right one."),
    ),
    ProblemKind.SETUP_INCOMPLETE: (
        QT_TRANSLATE_NOOP("words", "Said & Done is not completely installed."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Run the set-up again."),
    ),
    ProblemKind.HISTORY_DAMAGED: (
        QT_TRANSLATE_NOOP(
            "words", "The history of conversations could not be read. It was kept as “{name}”."
        ),
        QT_TRANSLATE_NOOP("words", "Your files and the undo store are not affected."),
        QT_TRANSLATE_NOOP("words", "A new history was started."),
    ),
    ProblemKind.INTERNAL: (
        QT_TRANSLATE_NOOP("words", "Something went wrong inside Said & Done."),
        SAFE,
        QT_TRANSLATE_NOOP("words", "Please try again. Copy the details if you want to report it."),
    ),
}

_SIZES = {"needed", "free", "size", "limit"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """What happened, is the work safe, what to do now. The last two may be empty."""

    title: str
    safety: str
    advice: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.safety, self.advice) if part)


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def problem_text(problem: Problem) -> Sentence:
    """The sentences for a problem, in the language that is spoken."""
    facts = _Facts(
        {
            key: bytes_in_words(value)
            if key in _SIZES and isinstance(value, int)
            else visible_name(str(value))
            for key, value in problem.facts.items()
        }
    )
    title, safety, advice = (
        translate("words", text).format_map(facts) if text else "" for text in _TEXTS[problem.kind]
    )
    return Sentence(title, safety, advice)
