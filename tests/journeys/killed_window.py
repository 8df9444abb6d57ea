"""Run by `test_killed_window.py`: a window with everything real but the model, on its own display.

`ask`: asks, and when the script is being written says "writing" and waits to be killed.
`look`: opens the window again and prints what can be read in it.
"""

from __future__ import annotations

import sys
import threading

from PySide6.QtTest import QTest

from app.domain.progress import Report
from app.domain.stop import StopToken
from app.ui.application import Desk, make_application
from app.writer.base import Draft, Prompt, Sampling
from tests.support.open_window import texts
from tests.support.scripted_main import ScriptedServices
from tests.support.scripted_writer import ScriptedWriter


class WriterThatNeverEnds(ScriptedWriter):
    """Says a line, tells that it did, and writes on until the process is killed."""

    def write(  # type: ignore[no-untyped-def]
        self, prompt: Prompt, sampling: Sampling, on_text, report: Report, stop: StopToken
    ) -> Draft:
        on_text("print('half a script')\n")
        sys.stdout.write("writing\n")
        sys.stdout.flush()
        threading.Event().wait()
        raise AssertionError("nobody wakes it")


def main(deed: str) -> None:
    services = ScriptedServices([])
    services.writer = WriterThatNeverEnds([])
    services.store().set_setting("language", "en")
    application = make_application(["saiddone"])
    desk = Desk(application, services.assistant(), services.library(), services.store())
    desk.window.show()
    desk.window.start()
    if deed == "ask":
        QTest.qWait(200)
        desk.session.ask("the words that must not be lost")
        application.exec()
    QTest.qWait(500)
    sys.stdout.write("\n".join(texts(desk.window)))
    desk.window.close()
    desk.close()
    services.close()


if __name__ == "__main__":
    main(sys.argv[1])
