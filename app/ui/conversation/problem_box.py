"""What went wrong: what happened, is the work safe, what to do now; the details in a fold."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.problem import Problem
from app.ui.conversation.pictures import IconLabel
from app.ui.conversation.text import WrappedText
from app.ui.speaking import SpeakingFrame
from app.words.sentences import problem_text

_LONGEST = 20_000


class ProblemBox(SpeakingFrame):
    """Shows a `Problem` in the person's words. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem: Problem | None = None
        self._picture = IconLabel("warning", 18, self, "bad")
        self._title = WrappedText(self)
        self._title.setProperty("kind", "strong")
        self._safety = WrappedText(self)
        self._safety_picture = IconLabel("shield", 18, self, "good")
        self._advice = WrappedText(self)
        self._fold = QPushButton(self)
        self._fold.setProperty("kind", "link")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._on_folded)
        self._copy = QPushButton(self)
        self._copy.setProperty("kind", "link")
        self._copy.clicked.connect(self._on_copy)
        self._details = WrappedText(self)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setProperty("kind", "details")
        self._build()
        self.hide()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for picture, text in (
            (self._picture, self._title),
            (self._safety_picture, self._safety),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            layout.addLayout(row)
        layout.addWidget(self._advice)
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addWidget(self._fold)
        links.addWidget(self._copy)
        links.addStretch(1)
        layout.addLayout(links)
        layout.addWidget(self._details)
        self._details.hide()

    @Slot(object)
    def show_problem(self, problem: Problem | None) -> None:
        """Show `problem`, or nothing."""
        if problem is not self._problem:
            self._problem = problem
            self._fold.setChecked(False)
        self.retranslate()
        self.setVisible(problem is not None)

    def retranslate(self) -> None:  # noqa: D102
        self._fold.setText(
            self.tr("Hide details") if self._fold.isChecked() else self.tr("Details")
        )
        self._copy.setText(self.tr("Copy details"))
        if self._problem is None:
            return
        sentence = problem_text(self._problem)
        self._title.set_text(sentence.title)
        self._safety.set_text(sentence.safety)
        self._safety_picture.setVisible(bool(sentence.safety))
        self._safety.setVisible(bool(sentence.safety))
        self._advice.set_text(sentence.advice)
        self._advice.setVisible(bool(sentence.advice))
        detail = self._problem.detail.strip()
        self._details.set_text(detail[:_LONGEST])
        for widget in (self._fold, self._copy):
            widget.setVisible(bool(detail))

    def report(self) -> str:
        """All that is known of the problem, to be copied."""
        if self._problem is None:
            return ""
        sentence = problem_text(self._problem)
        return "\n".join(
            part
            for part in (sentence.title, self._problem.kind.value, self._problem.detail)
            if part
        )

    def _on_folded(self, is_open: bool) -> None:
        self._details.setVisible(is_open)
        self.retranslate()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
        self._copy.setText(self.tr("Copied"))
