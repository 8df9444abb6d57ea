"""Tries a few cases with the system's Python and prints what came of them, as JSON.

`test_ordinary_user` starts this as an ordinary user: in CI everything else runs as root.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from app import paths
from app.domain.outcome import Limits
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.runner.runner import SealedRunner

CASES = {
    "secret": "print(open('../secret.txt').read())",
    "write": "print(open('../new.txt', 'w').write('x'))",
    "work": "import os\nopen('a.txt', 'a').write('!')\nos.rename('b.txt', 'c.txt')\nos.getuid()",
    "bomb": "import os\nwhile True:\n    os.fork()",
    "locked": "import os\nos.makedirs('d/e')\nopen('d/e/x', 'w').close()\n"
    "os.chmod('d/e', 0)\nos.chmod('d', 0)\nNone",
    "network": "import socket\nsocket.create_connection(('127.0.0.1', 22), 2)",
    "hide": "import os\nos.mkdir('h')\nos.chmod('h', 0o300)\nn = 0\n"
    "while True:\n    open(f'h/{n}', 'wb').write(bytes(20_000_000))\n    n += 1",
}


def main() -> None:
    """Run all cases in the folder that is the first argument."""
    home = Path(sys.argv[1])
    root = home / "папка"
    root.mkdir()
    (home / "secret.txt").write_text("canary", encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (root / name).write_text(name, encoding="utf-8")
    (root / "unreadable").write_text("x", encoding="utf-8")
    (root / "unreadable").chmod(0)
    python = Path(sys.executable)
    runner = SealedRunner(paths.scratch(), python, home / "no-environment")
    report: dict[str, object] = {
        "level": runner.level().value,
        "reason": runner.level_reason(),
        "uid": os.getuid(),
    }
    for name, code in CASES.items():
        trial = runner.try_script(
            Script(code),
            Workplace(root),
            Limits(seconds=10.0, disk_bytes=200 * 1024**2),
            StopToken(),
            lambda progress: None,
        )
        outcome = trial.outcome
        report[name] = {
            "ending": outcome.ending.value,
            "printed": outcome.printed,
            "value": outcome.value_text,
            "error": outcome.error.kind if outcome.error else "",
            "changes": [[change.kind.value, change.path] for change in outcome.changes],
            "skipped": list(outcome.skipped),
        }
        runner.discard(trial)
    report["left"] = [str(path) for path in paths.scratch().iterdir()]
    report["files"] = sorted(path.name for path in root.iterdir())
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
