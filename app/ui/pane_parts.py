"""What the code pane and the result pane have in common: header, waiting line, empty state."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStyle, QVBoxLayout, QWidget

from app.ui.conversation.text import ElidedLabel
from app.ui.icons import icon
from app.ui.theme import Spacing, role_color, set_text_size
from app.ui.tips import plain_tip

_FRAME = 33  # milliseconds
_ROUND = 1600  # milliseconds for the light to cross the line


class PaneHeader(QWidget):
    """A title on the left; buttons are added on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_text_size(self.title, 1.0, bold=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(Spacing.L, Spacing.S, Spacing.M, Spacing.S)
        self._row.setSpacing(2)
        self._row.addWidget(self.title)
        self._row.addStretch(1)
        self.setFixedHeight(48)

    def add(self, widget: QWidget) -> None:
        """Add a button at the right end."""
        self._row.addWidget(widget)


class Muted(QLabel):
    """Plain text in the quiet colour, which wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        _mute(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.PaletteChange:
            _mute(self)
        super().changeEvent(event)


class MutedLine(ElidedLabel):
    """One line in the quiet colour, cut in the middle where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _mute(self)

    def setText(self, text: str) -> None:  # noqa: D102
        super().setText(text)
        self.setToolTip(plain_tip(text))

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.PaletteChange:
            _mute(self)
        super().changeEvent(event)


class Picture(QWidget):
    """An icon that stands there and does nothing."""

    def __init__(self, name: str, size: int, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(name, tone)
        self.setFixedSize(size, size)

    def show_icon(self, name: str, tone: str = "") -> None:
        """Show another icon."""
        self._icon = icon(name, tone)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        self._icon.paint(QPainter(self), self.rect())


class EmptyState(QWidget):
    """One sentence in the middle, where there is nothing yet."""

    def __init__(self, icon_name: str, tone: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture(icon_name, 32, tone, self)
        self._text = Muted(self)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Spacing.XL, Spacing.XL, Spacing.XL, Spacing.XL)
        layout.setSpacing(Spacing.M)
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text)
        layout.addStretch(3)

    def set_text(self, text: str) -> None:
        """Say `text`."""
        if text != self._text.text():
            self._text.setText(text)


class BusyLine(QWidget):
    """A thin line along which a light moves while something is going on.

    Where the desktop wants no motion, the light stands still over the whole line.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(2)
        self._is_busy = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME)
        self._timer.timeout.connect(self.update)

    @property
    def is_busy(self) -> bool:
        """Whether the light is on."""
        return self._is_busy

    def set_busy(self, is_busy: bool) -> None:
        """Switch the light on or off."""
        if is_busy == self._is_busy:
            return
        self._is_busy = is_busy
        self._clock.start()
        self._run()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: D102
        return QSize(100, 2)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: D102
        super().hideEvent(event)
        self._run()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        painter = QPainter(self)
        painter.fillRect(self.rect().adjusted(0, 1, 0, 0), role_color("border"))
        if not self._is_busy:
            return
        accent = role_color("accent")
        if not self._moves():
            painter.fillRect(self.rect(), accent)
            return
        share = (self._clock.elapsed() % _ROUND) / _ROUND
        share = share * share * (3 - 2 * share)  # slow at both ends
        length = self.width() * 0.3
        left = share * (self.width() + length) - length
        painter.fillRect(QRectF(left, 0, length, self.height()), accent)

    def _moves(self) -> bool:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self.style().styleHint(hint, None, self) > 0

    def _run(self) -> None:
        if self._is_busy and self.isVisible() and self._moves():
            self._timer.start()
        else:
            self._timer.stop()


def _mute(label: QLabel) -> None:
    color = role_color("muted")
    palette = label.palette()
    if palette.color(QPalette.ColorRole.WindowText) != color:
        palette.setColor(QPalette.ColorRole.WindowText, color)
        label.setPalette(palette)
