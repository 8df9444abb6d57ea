"""The models: which there are, which suit this computer, get, use, check, remove."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.model import Fit, InstalledModel, ModelState
from app.jobs.worker import Job
from app.ui.conversation.flow import FlowLayout
from app.ui.conversation.problem_box import ProblemBox
from app.ui.conversation.progress_row import ProgressRow
from app.ui.conversation.progress_text import progress_fraction, progress_text
from app.ui.conversation.text import WrappedText
from app.ui.dialogs.close_box import CloseBox
from app.ui.model_session import ModelSession, ModelStatus
from app.ui.speaking import SpeakingDialog, SpeakingFrame
from app.words.sentences import language
from app.words.units import bytes_in_words


class ModelsDialog(SpeakingDialog):
    """A row for each model that the product knows."""

    file_wanted = Signal()

    def __init__(self, models: ModelSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._rows: dict[str, ModelRow] = {}
        self._intro = WrappedText(self)
        self._body = QWidget()
        self._body.setObjectName("thread")
        self._list = QVBoxLayout(self._body)
        self._list.setContentsMargins(0, 0, 6, 0)
        self._list.setSpacing(10)
        self._list.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._body)
        self._file = QPushButton(self)
        self._file.clicked.connect(self.file_wanted)
        self._buttons = CloseBox(self)
        bottom = QHBoxLayout()
        bottom.addWidget(self._file)
        bottom.addStretch(1)
        bottom.addWidget(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 14, 16)
        layout.setSpacing(12)
        layout.addWidget(self._intro)
        layout.addWidget(area, 1)
        layout.addLayout(bottom)
        self.resize(620, 620)
        models.changed.connect(self._on_changed)
        models.checked.connect(self._on_checked)
        self.retranslate()
        self._on_changed(models.status())

    def retranslate(self) -> None:  # noqa: D102
        self.setWindowTitle(self.tr("Models"))
        self._intro.set_text(
            self.tr(
                "A model writes the scripts, on this computer only. "
                "A bigger one understands more and is slower."
            )
        )
        self._file.setText(self.tr("Use a file that I have…"))

    @Slot(object)
    def _on_changed(self, status: ModelStatus) -> None:
        self._file.setEnabled(status.job is None)
        for installed in status.models:
            row = self._rows.get(installed.model.id)
            if row is None:
                row = ModelRow(installed.model.id, self._body)
                self._rows[installed.model.id] = row
                self._list.insertWidget(self._list.count() - 1, row)
                row.fetch_requested.connect(self._models.fetch)
                row.stop_requested.connect(self._models.stop_fetch)
                row.use_requested.connect(self._models.choose)
                row.verify_requested.connect(self._models.verify)
                row.remove_requested.connect(self._on_remove)
            row.show_model(installed, status)

    @Slot(str, bool)
    def _on_checked(self, model_id: str, is_sound: bool) -> None:
        if model_id in self._rows:
            self._rows[model_id].show_checked(is_sound)

    @Slot(str)
    def _on_remove(self, model_id: str) -> None:
        self._removing = model_id
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Remove this model from the computer?"))
        box.setInformativeText(self.tr("It can be downloaded again at any time."))
        self._confirm = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._confirm.clicked.connect(self._on_remove_confirmed)
        box.open()

    @Slot()
    def _on_remove_confirmed(self) -> None:
        self._models.remove(self._removing)


class ModelRow(SpeakingFrame):
    """One model and what can be done with it."""

    fetch_requested = Signal(str)
    stop_requested = Signal()
    use_requested = Signal(str)
    verify_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, model_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._id = model_id
        self._installed: InstalledModel | None = None
        self._status: ModelStatus | None = None
        self._is_sound = False
        self._name = QLabel(self)
        self._name.setProperty("kind", "strong")
        self._state = QLabel(self)
        self._state.setProperty("kind", "muted")
        self._note = WrappedText(self)
        self._facts = WrappedText(self)
        self._facts.setProperty("kind", "muted")
        self._progress = ProgressRow(self)
        self._progress.set_cancels()
        self._problem = ProblemBox(self)
        self._use = QPushButton(self)
        self._fetch = QPushButton(self)
        self._verify = QPushButton(self)
        self._remove = QPushButton(self)
        buttons = FlowLayout(spacing=8)
        for button in (self._use, self._fetch, self._verify, self._remove):
            buttons.addWidget(button)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._note)
        layout.addWidget(self._facts)
        layout.addWidget(self._progress)
        layout.addWidget(self._problem)
        layout.addLayout(buttons)
        self._progress.stop_requested.connect(self.stop_requested)
        self._use.clicked.connect(self._on_use)
        self._fetch.clicked.connect(self._on_fetch)
        self._verify.clicked.connect(self._on_verify)
        self._remove.clicked.connect(self._on_remove)

    def show_model(self, installed: InstalledModel, status: ModelStatus) -> None:
        """Show how the model stands."""
        self._installed, self._status = installed, status
        if status.job is Job.VERIFY and status.busy_with == self._id:
            self._is_sound = False
        self.retranslate()

    def show_checked(self, is_sound: bool) -> None:
        """Show that the file was compared with its hash."""
        self._is_sound = is_sound
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        installed, status = self._installed, self._status
        if installed is None or status is None:
            return
        model, state = installed.model, installed.state
        self._name.setText(model.name.get(language(), model.name.get("en", model.id)))
        self._note.set_text(model.note.get(language(), model.note.get("en", "")))
        self._facts.set_text(self._facts_text(installed, status))
        self._state.setText(self._state_text(installed, status))
        is_mine = status.busy_with == self._id
        is_busy = status.job is not None
        self._progress.setVisible(is_mine)
        if is_mine:
            self._progress.show_progress(
                progress_text(status.progress),
                progress_fraction(status.progress),
                can_stop=status.job is Job.FETCH,
            )
        self._problem.show_problem(status.problem if status.problem_with == self._id else None)
        is_chosen = status.chosen.model.id == self._id
        self._use.setText(self.tr("Use"))
        self._use.setVisible(state is ModelState.READY and not is_chosen)
        self._fetch.setText(
            {
                ModelState.PARTIAL: self.tr("Go on with the download"),
                ModelState.DAMAGED: self.tr("Mend the file"),
            }.get(state, self.tr("Download"))
        )
        self._fetch.setVisible(state is not ModelState.READY and not is_mine)
        self._fetch.setEnabled(not is_busy)
        self._verify.setText(self.tr("Check the file"))
        self._verify.setVisible(state in (ModelState.READY, ModelState.DAMAGED) and not is_mine)
        self._verify.setEnabled(not is_busy)
        self._remove.setText(self.tr("Remove…"))
        self._remove.setVisible(state is not ModelState.ABSENT and not is_mine)
        self._remove.setEnabled(not is_busy)

    def _state_text(self, installed: InstalledModel, status: ModelStatus) -> str:
        if self._is_sound and installed.state is ModelState.READY:
            return self.tr("the file is sound")
        if installed.state is ModelState.DAMAGED:
            return self.tr("damaged")
        if installed.state is ModelState.READY:
            is_chosen = status.chosen.model.id == self._id
            return self.tr("answers now") if is_chosen else self.tr("on this computer")
        if status.recommended == self._id:
            return self.tr("recommended")
        return ""

    def _facts_text(self, installed: InstalledModel, status: ModelStatus) -> str:
        model = installed.model
        fit = {
            Fit.GOOD: self.tr("suits this computer"),
            Fit.SLOW: self.tr("slow on this computer"),
            Fit.NO_MEMORY: self.tr("needs {memory} of memory").format(
                memory=bytes_in_words(model.memory)
            ),
            Fit.NO_DISK: self.tr("too little space on the disk"),
        }[status.fits[self._id]]
        parts = [bytes_in_words(model.size)]
        if installed.state is ModelState.PARTIAL:
            parts.append(self.tr("{have} are here").format(have=bytes_in_words(installed.have)))
        parts += [fit, self.tr("licence: {licence}").format(licence=model.licence)]
        if model.non_commercial:
            parts.append(self.tr("not for commercial use"))
        return " · ".join(parts)

    def _on_use(self) -> None:
        self.use_requested.emit(self._id)

    def _on_fetch(self) -> None:
        self.fetch_requested.emit(self._id)

    def _on_verify(self) -> None:
        self.verify_requested.emit(self._id)

    def _on_remove(self) -> None:
        self.remove_requested.emit(self._id)
