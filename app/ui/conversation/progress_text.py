"""True words for what is going on."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.progress import (
    Applying,
    Downloading,
    LoadingModel,
    Progress,
    ReadingFiles,
    Repairing,
    Thinking,
    Trying,
    Verifying,
    Writing,
)
from app.words.units import bytes_in_words, seconds_in_words

translate = QCoreApplication.translate


def progress_text(progress: Progress | None) -> str:
    """What is going on, in a few words; figures only where they are known."""
    match progress:
        case None:
            return translate("Progress", "Starting…")
        case LoadingModel(fraction):
            return translate("Progress", "Loading the model: {percent} %").format(
                percent=round(fraction * 100)
            )
        case ReadingFiles(done, total):
            if total:
                return translate("Progress", "Looking at your files: {done} of {total}").format(
                    done=done, total=total
                )
            return translate("Progress", "Looking at your files…")
        case Thinking(done, total):
            if total:
                return translate("Progress", "Thinking: {percent} %").format(
                    percent=round(100 * done / total)
                )
            return translate("Progress", "Thinking…")
        case Writing(attempt):
            if attempt > 1:
                return translate("Progress", "Writing script {attempt}…").format(attempt=attempt)
            return translate("Progress", "Writing the script…")
        case Trying(attempt):
            if attempt > 1:
                return translate("Progress", "Trying script {attempt} on a copy…").format(
                    attempt=attempt
                )
            return translate("Progress", "Trying it on a copy…")
        case Repairing(attempt):
            if attempt > 1:
                return translate("Progress", "Mending the script, try {attempt}…").format(
                    attempt=attempt
                )
            return translate("Progress", "That did not work. Mending the script…")
        case Applying(done, total):
            if total:
                return translate("Progress", "Changing your files: {done} of {total}").format(
                    done=done, total=total
                )
            return translate("Progress", "Changing your files…")
        case Downloading():
            return download_text(progress)
        case Verifying(done, total):
            return translate("Progress", "Checking the file: {percent} %").format(
                percent=round(100 * done / total) if total else 0
            )


def download_text(progress: Downloading) -> str:
    """How far a download is, how fast, and how long it will take."""
    amount = translate("Progress", "{done} of {total}").format(
        done=bytes_in_words(progress.done), total=bytes_in_words(progress.total)
    )
    parts = [amount]
    if progress.rate > 0:
        rate = bytes_in_words(round(progress.rate))
        parts.append(translate("Progress", "{rate}/s").format(rate=rate))
    if progress.seconds_left is not None:
        left = seconds_in_words(progress.seconds_left)
        parts.append(translate("Progress", "{time} left").format(time=left))
    return " · ".join(parts)


def progress_fraction(progress: Progress | None) -> float | None:
    """How far it is, from 0 to 1; `None` where nobody can know."""
    match progress:
        case LoadingModel(fraction):
            return fraction
        case (
            ReadingFiles(done, total)
            | Thinking(done, total)
            | Applying(done, total)
            | Verifying(done, total)
        ) if total:
            return min(1.0, done / total)
        case Downloading() if progress.total:
            return min(1.0, progress.done / progress.total)
        case _:
            return None
