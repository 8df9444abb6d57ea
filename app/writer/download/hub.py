"""The hub as a source: each range is fetched by a child, see `hub_child`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator
from pathlib import Path

from app.domain.model import Model
from app.domain.problem import ProblemKind
from app.domain.stop import StopToken
from app.writer.download.child import Child
from app.writer.download.source import SourceFailed

_PROGRAM = Path(__file__).with_name("hub_child.py")
_READ = 2**18

_KINDS = {
    "offline": ProblemKind.OFFLINE_MODE,
    "no-network": ProblemKind.NO_NETWORK,
    "refused": ProblemKind.DOWNLOAD_REFUSED,
    "not-found": ProblemKind.DOWNLOAD_NOT_FOUND,
    "busy": ProblemKind.DOWNLOAD_BUSY,
    "broken": ProblemKind.DOWNLOAD_BROKEN,
    "other-file": ProblemKind.DOWNLOAD_DAMAGED,
}
_PASSING = (ProblemKind.NO_NETWORK, ProblemKind.DOWNLOAD_BUSY, ProblemKind.DOWNLOAD_BROKEN)


class Hub:
    """A file in a repository of the hub."""

    name = "hub"

    def __init__(self, model: Model) -> None:
        self._model = model

    def stream(
        self, start: int, end: int, stop: StopToken, pulse: Callable[[int], None]
    ) -> Generator[bytes]:
        """See `Source.stream`."""
        model = self._model
        # -P: the program's own folder must not stand in front of the libraries
        command = [sys.executable, "-P", "-X", "utf8", str(_PROGRAM)]
        command += [model.repository, model.revision, model.file, str(model.size), model.sha256]
        command += [str(start), str(end)]
        environment = os.environ | {"HF_HUB_DISABLE_TELEMETRY": "1"}
        with Child(command, stop, folder=_PROGRAM.parent, environment=environment) as child:
            pulse(0)
            while block := child.read(_READ):
                yield block
            status = child.wait()
            stop.check()
            if status:
                raise _failure(status, child.errors())


def _failure(status: int, errors: str) -> SourceFailed:
    """What the child's last words mean."""
    last = errors.rpartition("\n")[2]
    try:
        said = json.loads(last)
        kind = _KINDS[said["kind"]]
    except (ValueError, TypeError, KeyError):
        detail = f"hub: the download program ended with {status}\n{errors}"
        return SourceFailed(ProblemKind.DOWNLOAD_BROKEN, detail, is_passing=True)
    return SourceFailed(
        kind,
        f"hub: {said['detail']}",
        is_passing=kind in _PASSING,
        wait=said.get("retry_after"),
    )
