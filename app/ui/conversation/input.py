"""Where requests are typed: the words, the chips, and the buttons that choose and send."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.ui.conversation.chips import PlaceChips
from app.ui.conversation.pictures import tinted
from app.ui.conversation.text import ElidedLabel
from app.ui.conversation.words_edit import WordsEdit
from app.ui.draft import Place
from app.ui.icons import icon
from app.ui.speaking import SpeakingFrame
from app.words.sentences import visible_name


class InputBox(SpeakingFrame):
    """The rounded box at the bottom. Typing is always possible; Send is Stop while busy."""

    sent = Signal(str)
    stop_requested = Signal()
    words_changed = Signal(str)
    folder_wanted = Signal()
    files_wanted = Signal()
    files_pasted = Signal(object)
    folder_chosen = Signal(object)
    folder_removed = Signal()
    file_removed = Signal(object)
    follow_removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "input")
        self._is_busy = False
        self._recent: tuple[Path, ...] = ()
        self._follow = ""
        self.words = WordsEdit(self)
        self.setFocusProxy(self.words)
        self._chips = PlaceChips(is_removable=True, parent=self)
        self._follow_row = QWidget(self)
        self._follow_label = ElidedLabel(self._follow_row)
        self._follow_label.setProperty("kind", "muted")
        self._follow_cross = _button("close", self._follow_row)
        self._follow_cross.setIconSize(QSize(12, 12))
        self._folder = _button("folder", self)
        self._folder.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self._files = _button("files", self)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "muted")
        self._send = QToolButton(self)
        self._send.setProperty("kind", "send")
        self._send.setIconSize(QSize(18, 18))
        self._menu = QMenu(self)
        self._folder.setMenu(self._menu)
        self._build()
        self._connect()
        self.show_follow("")
        self.retranslate()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 10, 8)
        layout.setSpacing(6)
        follow = QHBoxLayout(self._follow_row)
        follow.setContentsMargins(0, 0, 0, 0)
        follow.setSpacing(4)
        follow.addWidget(self._follow_label, 1)
        follow.addWidget(self._follow_cross)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._folder)
        row.addWidget(self._files)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addSpacing(4)
        row.addWidget(self._send)
        layout.addWidget(self._follow_row)
        layout.addWidget(self._chips)
        layout.addWidget(self.words)
        layout.addLayout(row)
        QWidget.setTabOrder(self.words, self._folder)
        QWidget.setTabOrder(self._folder, self._files)
        QWidget.setTabOrder(self._files, self._send)

    def _connect(self) -> None:
        self.words.sent.connect(self.send)
        self.words.files_pasted.connect(self.files_pasted)
        self.words.textChanged.connect(self._on_words_changed)
        self._send.clicked.connect(self._on_send_clicked)
        self._folder.clicked.connect(self.folder_wanted)
        self._files.clicked.connect(self.files_wanted)
        self._chips.folder_removed.connect(self.folder_removed)
        self._chips.file_removed.connect(self.file_removed)
        self._follow_cross.clicked.connect(self.follow_removed)
        self._menu.triggered.connect(self._on_recent)

    def show_dropping(self, is_dropping: bool) -> None:
        """Show that what is dragged over the window would be taken."""
        self.setProperty("dropping", is_dropping)
        self.style().unpolish(self)
        self.style().polish(self)

    # What it shows ----------------------------------------------------------------------------

    @Slot(object)
    def show_place(self, place: Place) -> None:
        """Show the chips of the chosen folder and files."""
        self._chips.show_place(place)

    @Slot(str)
    def show_words(self, words: str) -> None:
        """Put `words` into the field."""
        self.words.replace_words(words)

    @Slot(bool)
    def show_busy(self, is_busy: bool) -> None:
        """Make Send a Stop, or a Send again."""
        self._is_busy = is_busy
        self.retranslate()

    @Slot(str)
    def show_follow(self, words: str) -> None:
        """Say what the next request goes on from; nothing when `words` is empty."""
        self._follow = " ".join(words.split())
        self._follow_row.setVisible(bool(words))
        self.retranslate()

    def show_recent(self, folders: tuple[Path, ...]) -> None:
        """Offer folders that were chosen lately."""
        self._recent = folders
        self._menu.clear()
        for folder in folders:
            action = QAction(
                visible_name(folder.name or str(folder)).replace("&", "&&"), self._menu
            )
            action.setData(folder)
            action.setToolTip(str(folder))
            action.setIcon(icon("folder"))
            self._menu.addAction(action)
        self._menu.setToolTipsVisible(True)
        self._folder.setMenu(self._menu if folders else None)  # type: ignore[arg-type]
        mode = QToolButton.ToolButtonPopupMode
        self._folder.setPopupMode(mode.MenuButtonPopup if folders else mode.DelayedPopup)
        self._folder.style().unpolish(self._folder)
        self._folder.style().polish(self._folder)

    def retranslate(self) -> None:  # noqa: D102
        self.words.setPlaceholderText(self.tr("What should be done?"))
        self.words.setAccessibleName(self.tr("Your request"))
        self._folder.setText(self.tr("Folder…"))
        self._folder.setToolTip(self.tr("Choose the folder to work in (Ctrl+O)"))
        self._files.setText(self.tr("Files…"))
        self._files.setToolTip(self.tr("Choose single files (Ctrl+Shift+O)"))
        self._follow_label.setText(self.tr("Goes on from: {words}").format(words=self._follow))
        start_afresh = self.tr("Start afresh instead")
        self._follow_cross.setToolTip(start_afresh)
        self._follow_cross.setAccessibleName(start_afresh)
        stops = self._is_busy
        name = self.tr("Stop (Esc)") if stops else self.tr("Send (Enter)")
        self._send.setToolTip(name)
        self._send.setAccessibleName(name)
        waits = self._is_busy and bool(self.words.toPlainText().strip())
        self._hint.setText(self.tr("Enter: do it next") if waits else "")
        self._send.setEnabled(stops or bool(self.words.toPlainText().strip()))
        self._paint_send()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_send()
        super().changeEvent(event)

    def _paint_send(self) -> None:
        role = QPalette.ColorRole
        is_on = self._send.isEnabled()
        color = self.palette().color(role.HighlightedText if is_on else role.PlaceholderText)
        self._send.setIcon(tinted("stop" if self._is_busy else "send", color))

    # Wishes -----------------------------------------------------------------------------------

    @Slot()
    def send(self) -> None:
        """Send what stands in the field; while busy it waits for its turn."""
        words = self.words.toPlainText().strip()
        if words:
            self.words.remember(words)
            self.words.replace_words("")
            self.sent.emit(words)

    @Slot()
    def _on_send_clicked(self) -> None:
        if self._is_busy:
            self.stop_requested.emit()
        else:
            self.send()
        self.words.setFocus()

    @Slot()
    def _on_words_changed(self) -> None:
        self.words_changed.emit(self.words.toPlainText())
        self.retranslate()

    @Slot(QAction)
    def _on_recent(self, action: QAction) -> None:
        self.folder_chosen.emit(action.data())


def _button(icon_name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(icon_name))
    button.setToolButtonStyle(button.toolButtonStyle().ToolButtonTextBesideIcon)
    button.setAutoRaise(True)
    button.setIconSize(QSize(20, 16))  # wider than high: some air before the text
    return button
