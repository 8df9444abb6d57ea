"""Finds out what the confinement is worth on this very computer, by an attack from inside.

Every check has its oracle outside: what the program inside says is believed only when it says
that it got through.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.domain.outcome import SandboxLevel

VERSION = 1
"""Counted up when the checks change, so that an old answer isn't used."""

Room = Callable[[Path, Sequence[str]], tuple[str, Path]]
"""Runs the self-test in the room on a copy of a folder, with arguments; what it printed, and the
copy."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The level that holds here, and why it is not the strong one (empty when it is)."""

    level: SandboxLevel
    reason: str = ""


def attack(room: Room, folder: Path) -> Verdict:
    """Attack from a room on a part of `folder`, which is ours and empty."""
    inside = folder / "inside"
    inside.mkdir()
    word, opened = secrets.token_hex(8), "original"
    secret, outside = folder / "secret.txt", folder / "outside.txt"
    secret.write_text(word, encoding="utf-8")
    outside.write_text(opened, encoding="utf-8")
    (inside / "original.txt").write_text(opened, encoding="utf-8")
    (inside / "lock").write_bytes(b"")
    with contextlib.ExitStack() as stack:
        tcp = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        listeners = {"TCP": tcp}
        abstract = f"saiddone-{secrets.token_hex(8)}"
        # the path of a socket may only be about a hundred bytes long
        short = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sd-")))
        if hasattr(socket, "AF_UNIX"):
            listeners["socket"] = stack.enter_context(_listener(str(short / "s")))
            if sys.platform == "linux":
                listeners["abstract socket"] = stack.enter_context(_listener(f"\0{abstract}"))
        port = tcp.getsockname()[1]
        arguments = [str(secret), str(outside), str(port), str(short / "s"), abstract]
        printed, view = room(inside, arguments)
        try:
            report = json.loads(printed)
            status = dict(report["status"])
        except (ValueError, KeyError, TypeError):
            return Verdict(SandboxLevel.BASIC, "The self-test could not run in the room.")
        misses = [f"{name} reached" for name, one in listeners.items() if _was_reached(one)]
    if word in printed:
        misses.append("a file outside was read")
    if outside.read_text(encoding="utf-8") != opened:
        misses.append("a file outside was written")
    if (inside / "original.txt").read_text(encoding="utf-8") != opened:
        misses.append("an original was written")
    if report.get("folder") != "written":
        misses.append("the copy could not be written")
    capable = [name for name in ("CapEff", "CapPrm", "CapBnd") if int(status.get(name, "1"), 16)]
    if capable or status.get("NoNewPrivs") != "1":
        misses.append("rights can be gained")
    if report.get("daemon") != "!":
        misses.append("the check for leftovers could not run")
    elif not _is_free(view / "lock"):
        misses.append("a process outlived the room")
    if misses:
        return Verdict(SandboxLevel.BASIC, "; ".join(misses))
    return Verdict(SandboxLevel.STRONG)


def remembered(key: str) -> Verdict | None:
    """The verdict of an earlier start under the same circumstances."""
    try:
        found = json.loads(_memory().read_text(encoding="utf-8"))
        if found["key"] == key:
            return Verdict(SandboxLevel(found["level"]), str(found["reason"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def remember(key: str, verdict: Verdict) -> None:
    """Keep a verdict until the computer is started again or a version changes."""
    memory = _memory()
    memory.parent.mkdir(parents=True, exist_ok=True)
    fresh = memory.with_name(f"{memory.name}.{os.getpid()}")
    fresh.write_text(
        json.dumps({"key": key, "level": verdict.level.value, "reason": verdict.reason}),
        encoding="utf-8",
    )
    fresh.replace(memory)


def circumstances(*parts: str) -> str:
    """All that a verdict depends on: this start of the computer, who we are, `parts`."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        boot = ""
    user = str(os.geteuid()) if hasattr(os, "geteuid") else ""
    return "|".join([str(VERSION), boot, user, sys.platform, *parts])


def _memory() -> Path:
    return paths.cache() / "room.json"


def _listener(address: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(address)
    listener.listen()
    return listener


def _was_reached(listener: socket.socket) -> bool:
    listener.setblocking(False)
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def _is_free(lock: Path) -> bool:
    """Whether nobody holds the lock that the daemon took in the copy of the folder."""
    import fcntl

    with lock.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
