"""What can go wrong, as a kind; `app.words` finds the sentence for it in both languages."""

from __future__ import annotations

from enum import StrEnum


class ProblemKind(StrEnum):
    """Everything that is worth a sentence of its own."""

    # the engine and the model
    MODEL_MISSING = "model-missing"
    MODEL_DAMAGED = "model-damaged"
    MODEL_UNKNOWN = "model-unknown"
    MODEL_TOO_BIG = "model-too-big"
    ENGINE_CRASHED = "engine-crashed"
    ENGINE_OUT_OF_MEMORY = "engine-out-of-memory"
    ENGINE_ILLEGAL_INSTRUCTION = "engine-illegal-instruction"
    ENGINE_FAILED = "engine-failed"
    REQUEST_TOO_LONG = "request-too-long"
    # downloads
    NO_NETWORK = "no-network"
    OFFLINE_MODE = "offline-mode"
    DOWNLOAD_REFUSED = "download-refused"
    DOWNLOAD_NOT_FOUND = "download-not-found"
    DOWNLOAD_BUSY = "download-busy"
    DOWNLOAD_BROKEN = "download-broken"
    DOWNLOAD_DAMAGED = "download-damaged"
    DISK_FULL = "disk-full"
    # the folder and the files
    FOLDER_MISSING = "folder-missing"
    FOLDER_FORBIDDEN = "folder-forbidden"
    FOLDER_UNREADABLE = "folder-unreadable"
    FOLDER_TOO_BIG = "folder-too-big"
    FILES_APART = "files-apart"
    FILES_CHANGED = "files-changed"
    FILE_BUSY = "file-busy"
    FOLDER_BUSY = "folder-busy"
    # the script
    NOTHING_ASKED = "nothing-asked"
    NO_SCRIPT = "no-script"
    SCRIPT_FAILED = "script-failed"
    SCRIPT_TOO_SLOW = "script-too-slow"
    SCRIPT_TOO_BIG = "script-too-big"
    SCRIPT_NEEDS_MISSING_LIBRARY = "script-needs-missing-library"
    DELETES_NOT_ALLOWED = "deletes-not-allowed"
    RESULTS_DIFFER = "results-differ"
    OUT_OF_TIME = "out-of-time"
    NOT_CONFIRMED = "not-confirmed"
    STOPPED = "stopped"
    # safety
    NO_SANDBOX = "no-sandbox"
    APPLY_FAILED = "apply-failed"
    ROLLBACK_INCOMPLETE = "rollback-incomplete"
    NOTHING_TO_UNDO = "nothing-to-undo"
    UNDO_CONFLICT = "undo-conflict"
    RUN_UNKNOWN = "run-unknown"
    # the product itself
    SETUP_INCOMPLETE = "setup-incomplete"
    HISTORY_DAMAGED = "history-damaged"
    INTERNAL = "internal"


class Problem(Exception):
    """Something that the person must hear of.

    `facts` fill the placeholders of the sentence (`name`, `needed`, …: see `app.words.problems`).
    `detail` is for the fold under the sentence: a traceback, an exit code, an address.
    `code` is the script that it is about, if any.
    """

    def __init__(
        self, kind: ProblemKind, detail: str = "", *, code: str = "", **facts: str | int
    ) -> None:
        super().__init__(f"{kind.value} {facts or ''} {detail}".strip())
        self.kind = kind
        self.detail = detail
        self.code = code
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (self.kind, self.detail, self.code, self.facts))


def _rebuild(kind: ProblemKind, detail: str, code: str, facts: dict[str, str | int]) -> Problem:
    return Problem(kind, detail, code=code, **facts)
