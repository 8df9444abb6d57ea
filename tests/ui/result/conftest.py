"""Widgets of one test are gone before the next one begins."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def no_widget_is_left(qapp: QApplication) -> Iterator[None]:
    """`qtbot` only asks for their deletion, which Qt puts off until a loop ends."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
