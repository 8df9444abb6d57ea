"""What a conversation shows before anything was asked: what this is, and examples that work."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui.conversation.pictures import IconLabel
from app.ui.conversation.text import WrappedText
from app.ui.speaking import SpeakingFrame


class Welcome(QScrollArea):
    """Teaches by example. `example_chosen` carries the words and whether they need a folder."""

    example_chosen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = WelcomePage()
        page.example_chosen.connect(self.example_chosen)
        self.setWidget(page)


class WelcomePage(SpeakingFrame):
    """The page itself."""

    example_chosen = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("thread")
        self._title = WrappedText(self)
        self._title.setProperty("kind", "title")
        self._promises = tuple(Promise(name, self) for name in ("run", "shield", "undo"))
        self._try_one = QLabel(self)
        self._try_one.setProperty("kind", "muted")
        self._examples = tuple(Example(needs, self) for needs in (False,) * 3 + (True,) * 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 12)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(self._title)
        layout.addSpacing(4)
        for promise in self._promises:
            layout.addWidget(promise)
        layout.addSpacing(14)
        layout.addWidget(self._try_one)
        for example in self._examples:
            example.clicked.connect(example.choose)
            example.chosen.connect(self.example_chosen)
            layout.addWidget(example)
        layout.addStretch(2)
        self.retranslate()

    def retranslate(self) -> None:  # noqa: D102
        self._title.set_text(self.tr("Say what should be done with your files"))
        does, stays, undo = self._promises
        does.set_text(
            self.tr(
                "Your computer writes a small program for it, tries it on a copy, "
                "and shows what would happen. You decide."
            )
        )
        stays.set_text(self.tr("Nothing leaves this computer. No account, no internet needed."))
        undo.set_text(self.tr("Everything can be undone, also tomorrow."))
        self._try_one.setText(self.tr("Try one of these:"))
        texts = (
            self.tr("Find the average of the numbers in this list: 4, 8, 15, 16, 23, 42"),
            self.tr("How many days are there from 14 March 2026 to 31 December 2026?"),
            self.tr("Make an Excel file with a multiplication table from 1 to 10"),
            self.tr("Merge all CSV files here into one Excel workbook, one sheet per file"),
            self.tr("List the ten biggest files in this folder with their sizes"),
            self.tr("Find the files that have exactly the same content"),
        )
        for example, text in zip(self._examples, texts, strict=True):
            example.set_text(text)


class Promise(SpeakingFrame):
    """A line with a picture."""

    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = IconLabel(icon_name, 18, self, "accent")
        self._text = WrappedText(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        """Show `text`."""
        self._text.set_text(text)


class Example(QPushButton):
    """A request to click. Its text wraps."""

    chosen = Signal(str, bool)

    def __init__(self, needs_folder: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "example")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._needs_folder = needs_folder
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        picture = IconLabel("folder" if needs_folder else "spark", 16, self, "muted")
        for label in (self._text, picture):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(10)
        layout.addWidget(picture)
        layout.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        """Show `text`."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def choose(self) -> None:
        """Report the words."""
        self.chosen.emit(self._text.text(), self._needs_folder)

    def hasHeightForWidth(self) -> bool:  # noqa: D102
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: D102
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout else super().heightForWidth(width)

    def sizeHint(self) -> QSize:  # noqa: D102
        layout = self.layout()
        return layout.totalSizeHint() if layout else super().sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: D102
        return QSize(120, 36)
