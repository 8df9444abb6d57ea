"""The same room for somebody who is not root."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from app import paths

pytestmark = pytest.mark.sandbox
USER = 23_456
PYTHON = Path("/usr/bin/python3")


@pytest.fixture
def their_home() -> Iterator[Path]:
    """A folder of an ordinary user."""
    folder = Path(tempfile.mkdtemp(prefix="sd-user-"))
    os.chown(folder, USER, USER)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="the other tests are this one already"
)
def test_the_room_holds_for_an_ordinary_user(their_home: Path) -> None:
    as_user = ["setpriv", "--reuid", str(USER), "--regid", str(USER), "--clear-groups"]
    libraries = Path(psutil.__file__).parent.parent
    needed = f"import sys; sys.path[:0] = [{str(paths.ROOT)!r}, {str(libraries)!r}]; "
    needed += "import app.paths, psutil; sys.exit(sys.version_info < (3, 11))"
    if subprocess.run([*as_user, PYTHON, "-c", needed], capture_output=True).returncode:
        pytest.skip("the system's Python can't be used by an ordinary user here")
    done = subprocess.run(
        [*as_user, PYTHON, "-B", "-m", "tests.sandbox.as_user", their_home],
        env={
            "HOME": str(their_home),
            "SAIDDONE_HOME": str(their_home / "said"),
            "PYTHONPATH": f"{paths.ROOT}:{libraries}",
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
        },
        cwd=paths.ROOT,
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    assert (report["level"], report["reason"], report["uid"]) == ("strong", "", USER)
    assert report["secret"]["error"] == "FileNotFoundError"
    assert "canary" not in str(report)
    assert report["write"]["error"] == "OSError"
    assert report["work"]["value"] == "1000"
    assert report["work"]["changes"] == [["modified", "a.txt"], ["renamed", "c.txt"]]
    assert report["work"]["skipped"] == ["unreadable"]
    assert report["bomb"]["ending"] in ("raised", "timed-out")
    assert report["locked"]["changes"] == [["created", path] for path in ("d", "d/e", "d/e/x")]
    assert report["network"]["ending"] == "raised"
    assert report["hide"]["ending"] == "out-of-disk"
    assert report["left"] == []
    assert report["files"] == ["a.txt", "b.txt", "unreadable"]
    assert sorted(path.name for path in their_home.iterdir()) == ["said", "secret.txt", "папка"]
