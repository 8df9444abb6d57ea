"""Tries to break out of the room and prints what it managed, as JSON. `app.runner.probe` starts it.

Arguments: a file outside with a secret, a file outside to write, a TCP port, the path of a
socket, the name of an abstract socket. The current folder holds `original.txt` and `lock`.
The judge outside doesn't take our word for it.
"""

# Pathlib would cost every script its import.
# ruff: noqa: PTH123

from __future__ import annotations

import json
import os
import socket
import sys
import time


def main() -> None:
    """Try everything, leave a daemon behind, and report."""
    secret, outside, port, path, abstract = sys.argv[1:6]
    report: dict[str, object] = {
        "secret": _attempt(lambda: _read(secret)),
        "outside": _attempt(lambda: _write(outside)),
        "folder": _attempt(lambda: _write("original.txt")),
        "tcp": _attempt(lambda: _connect(socket.AF_INET, ("127.0.0.1", int(port)))),
    }
    if hasattr(socket, "AF_UNIX"):
        report["socket"] = _attempt(lambda: _connect(socket.AF_UNIX, path))
        report["abstract"] = _attempt(lambda: _connect(socket.AF_UNIX, f"\0{abstract}"))
    try:
        with open("/proc/self/status", encoding="ascii") as file:
            report["status"] = dict(
                line.rstrip().split(":\t", 1)
                for line in file
                if line.startswith(("Cap", "NoNewPrivs"))
            )
    except OSError:
        report["status"] = {}
    report["daemon"] = _attempt(_leave_daemon)
    print(json.dumps(report))


def _attempt(action: object) -> str:
    try:
        return str(action())  # type: ignore[operator]
    except Exception as error:
        return f"! {type(error).__name__}: {error}"


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def _write(path: str) -> str:
    with open(path, "w", encoding="utf-8") as file:
        file.write("written by the self-test")
    return "written"


def _connect(family: int, address: object) -> str:
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.settimeout(2)
        one.connect(address)  # type: ignore[arg-type]
        return "connected"


def _leave_daemon() -> str:
    """A process that holds a lock and wants to outlive us."""
    import fcntl

    ready, tell = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            with open("lock", "r+b") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                os.write(tell, b"!")
                os.close(1)
                os.close(2)
                time.sleep(3600)
        os._exit(0)
    return os.read(ready, 1).decode()


if __name__ == "__main__":
    main()
