"""The real command line with everything real but the model.

The environment variable ANSWERS holds the scripts as a JSON list.
"""

from __future__ import annotations

import json
import os
import sys

from app.cli import command
from app.main import Services
from app.writer.base import Writer
from tests.support.scripted_writer import ScriptedWriter


class ScriptedServices(Services):
    """The product's own parts, with a writer that answers what it was told."""

    def __init__(self, answers: list[str | BaseException]) -> None:
        super().__init__()
        self.writer = ScriptedWriter(answers)

    def make_writer(self, model: str | None) -> Writer:
        return self.writer


if __name__ == "__main__":
    sys.exit(command.run(ScriptedServices(json.loads(os.environ["ANSWERS"])), sys.argv[1:]))
