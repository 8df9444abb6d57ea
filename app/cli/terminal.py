"""What the command line shows while it works, and what it asks. All of it goes to stderr."""

from __future__ import annotations

import sys
import time
from typing import TextIO

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
from app.words.translation import translate
from app.words.units import bytes_in_words, seconds_in_words

_SECONDS_BETWEEN_LINES = 15.0


class ProgressLine:
    """One line, rewritten in place on a terminal; elsewhere a plain line now and then."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._is_terminal = self._out.isatty()
        self._last = ""
        self._last_time = 0.0
        self._words_written = 0
        self._attempt = 0

    def report(self, progress: Progress) -> None:
        """Show it. A `Report`."""
        text = self._text(progress)
        now = time.monotonic()
        if self._is_terminal:
            if text != self._last and now - self._last_time > 0.05:
                self._out.write("\r\033[K" + text)
                self._out.flush()
                self._last, self._last_time = text, now
        elif now - self._last_time > _SECONDS_BETWEEN_LINES:
            self._out.write(text + "\n")
            self._out.flush()
            self._last_time = now

    def clear(self) -> None:
        """Make room for something that stays."""
        if self._is_terminal and self._last:
            self._out.write("\r\033[K")
            self._out.flush()
            self._last = ""

    def _text(self, progress: Progress) -> str:
        match progress:
            case LoadingModel(fraction):
                return translate("words", "Loading the model: {part} %").format(
                    part=round(fraction * 100)
                )
            case ReadingFiles(done, total):
                return translate("words", "Reading your files: {done} of {total}").format(
                    done=done, total=total or "…"
                )
            case Thinking(done, total):
                return translate("words", "Thinking: {part} %").format(
                    part=round(100 * done / max(total, 1))
                )
            case Writing(attempt, text):
                if attempt != self._attempt:
                    self._attempt, self._words_written = attempt, 0
                self._words_written += text.count("\n")
                return translate("words", "Writing the script: line {n}").format(
                    n=self._words_written
                )
            case Trying():
                return translate("words", "Trying it on a copy of your files")
            case Repairing():
                return translate("words", "It did not work; writing it again")
            case Applying(done, total):
                return translate("words", "Making the changes: {done} of {total}").format(
                    done=done, total=total
                )
            case Downloading(done, total, rate, seconds_left, _source):
                left = seconds_in_words(seconds_left) if seconds_left is not None else "…"
                return translate(
                    "words", "Downloading: {done} of {total}, {rate}/s, {left} left"
                ).format(
                    done=bytes_in_words(done),
                    total=bytes_in_words(total),
                    rate=bytes_in_words(round(rate)),
                    left=left,
                )
            case Verifying(done, total):
                return translate("words", "Checking the file: {part} %").format(
                    part=round(100 * done / max(total, 1))
                )


def say(text: str = "") -> None:
    """A line for the person, beside the result."""
    print(text, file=sys.stderr, flush=True)


def ask_yes(question: str) -> bool:
    """Ask on the terminal; anything but yes, and no terminal at all, is no."""
    if not sys.stdin or not sys.stdin.isatty():
        return False
    print(question + " ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip().lower()
    return answer in {"y", "yes", "д", "да"}


def ask_number(question: str, most: int) -> int | None:
    """Ask for a number from 1 to `most`; `None` when the person gives none."""
    if not sys.stdin or not sys.stdin.isatty():
        return None
    print(question + " ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline().strip()
    return int(answer) if answer.isdigit() and 1 <= int(answer) <= most else None
