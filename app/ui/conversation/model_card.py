"""The model is missing, on its way, or in trouble: a card in the window, never a dialog."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.model import Fit, InstalledModel, ModelState
from app.domain.problem import ProblemKind
from app.jobs.worker import Job
from app.ui.conversation.flow import FlowLayout
from app.ui.conversation.problem_box import ProblemBox
from app.ui.conversation.progress_row import ProgressRow
from app.ui.conversation.progress_text import progress_fraction, progress_text
from app.ui.conversation.text import WrappedText
from app.ui.model_session import ModelStatus
from app.ui.speaking import SpeakingFrame
from app.words.sentences import language
from app.words.units import bytes_in_words


class ModelCard(SpeakingFrame):
    """Hidden when the model is there and well."""

    fetch_requested = Signal(str)
    stop_requested = Signal()
    file_wanted = Signal()
    models_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._status: ModelStatus | None = None
        self._title = WrappedText(self)
        self._title.setProperty("kind", "strong")
        self._about = WrappedText(self)
        self._terms = QLabel(self)
        self._terms.setProperty("kind", "muted")
        self._terms.setWordWrap(True)
        self._problem = ProblemBox(self)
        self._progress = ProgressRow(self)
        self._progress.set_cancels()
        self._fetch = QPushButton(self)
        self._fetch.setProperty("kind", "primary")
        self._file = QPushButton(self)
        self._others = QPushButton(self)
        self._others.setProperty("kind", "link")
        buttons = FlowLayout(spacing=8)
        for button in (self._fetch, self._file, self._others):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addWidget(self._terms)
        layout.addWidget(self._problem)
        layout.addWidget(self._progress)
        layout.addLayout(buttons)
        self._fetch.clicked.connect(self._on_fetch)
        self._file.clicked.connect(self.file_wanted)
        self._others.clicked.connect(self.models_wanted)
        self._progress.stop_requested.connect(self.stop_requested)
        self.hide()

    @Slot(object)
    def show_status(self, status: ModelStatus) -> None:
        """Show how things stand."""
        self._status = status
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        status = self._status
        if status is None:
            return
        is_busy = status.job in (Job.FETCH, Job.USE_FILE) or (
            status.job is Job.VERIFY and not status.is_ready
        )
        self.setVisible(is_busy or not status.is_ready or status.problem is not None)
        installed = status.chosen
        self._show_words(status, installed, is_busy)
        self._progress.setVisible(is_busy)
        if is_busy:
            text = progress_text(status.progress)
            can_stop = status.job is Job.FETCH
            self._progress.show_progress(
                text, progress_fraction(status.progress), can_stop=can_stop
            )
        self._problem.show_problem(None if is_busy else status.problem)
        damaged = installed.state is ModelState.DAMAGED
        partial = installed.state is ModelState.PARTIAL and installed.have > 0
        self._fetch.setText(
            self.tr("Mend the file")
            if damaged
            else self.tr("Go on with the download")
            if partial
            else self.tr("Download")
        )
        self._fetch.setVisible(not is_busy and not status.is_ready)
        self._file.setText(self.tr("I already have the file…"))
        self._file.setVisible(not is_busy and not status.is_ready)
        self._others.setText(self.tr("Other models…"))
        self._others.setVisible(not is_busy)

    def _show_words(self, status: ModelStatus, installed: InstalledModel, is_busy: bool) -> None:
        model = installed.model
        name = model.name.get(language(), model.name.get("en", model.id))
        size = bytes_in_words(model.size)
        if status.job is Job.FETCH:
            self._title.set_text(self.tr("The model is being downloaded"))
        elif is_busy:
            self._title.set_text(self.tr("The model file is being checked"))
        else:
            self._title.set_text(self.tr("One thing is missing: the model that writes the scripts"))
        told = status.problem is not None and status.problem.kind is not ProblemKind.MODEL_MISSING
        self._title.setVisible(is_busy or (not status.is_ready and not told))
        about = self.tr("“{name}” was chosen for this computer. {why}").format(
            name=name, why=self._why(status)
        )
        if is_busy:
            about = self.tr(
                "You can type already: your request starts as soon as the model is here."
            )
        elif installed.state is ModelState.PARTIAL and installed.have:
            have = bytes_in_words(installed.have)
            about += " " + self.tr("{have} of {size} are here already.").format(
                have=have, size=size
            )
        self._about.set_text(about)
        self._about.setVisible(not status.is_ready or is_busy)
        terms = self.tr("{size} once, then no internet is needed · Licence: {licence}")
        if model.non_commercial:
            terms = self.tr(
                "{size} once, then no internet is needed · "
                "Licence: {licence}, not for commercial use"
            )
        self._terms.setText(terms.format(size=size, licence=model.licence))
        self._terms.setVisible(not is_busy and not status.is_ready)

    def _why(self, status: ModelStatus) -> str:
        memory = bytes_in_words(status.computer.memory)
        match status.fits.get(status.chosen.model.id):
            case Fit.GOOD:
                return self.tr("It suits its memory ({memory}) and processor.").format(
                    memory=memory
                )
            case Fit.SLOW:
                return self.tr("It works here, but slowly.")
            case Fit.NO_MEMORY:
                return self.tr("It needs more memory than there is ({memory}).").format(
                    memory=memory
                )
            case Fit.NO_DISK:
                free = bytes_in_words(status.computer.free_disk)
                return self.tr("There is too little free space on the disk ({free}).").format(
                    free=free
                )
            case _:
                return ""

    def _on_fetch(self) -> None:
        if self._status is not None:
            self.fetch_requested.emit(self._status.chosen.model.id)
