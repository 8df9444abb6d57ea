"""Refuses what a script would do to the originals by accident, where no wall keeps it in.

This is no protection against a script that means harm: audit hooks can be walked around.
"""

# Pathlib would cost every script its import.
# ruff: noqa: PTH118

from __future__ import annotations

import os
import sys

_CHANGES = {
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.rename": (0, 1),
    "os.link": (0, 1),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
}
_CONNECTIONS = {"socket.connect", "socket.sendto", "socket.bind", "socket.getaddrinfo"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def watch_accidents(original: str, writable: list[str]) -> None:
    """From now on, changes outside `writable` and connections raise PermissionError.

    So does every use of `original`: the script was to work on its copy.
    """
    realpath, fsdecode, current = os.path.realpath, os.fsdecode, os.getcwd
    forbidden = realpath(original)
    allowed = tuple(realpath(folder) for folder in writable)
    devices = (os.devnull, "/dev/stdout", "/dev/stderr")

    def is_in(path: str, folder: str) -> bool:
        return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)

    def check(path: object, changes: bool) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return
        text = fsdecode(path)
        if text in devices:
            return
        real = realpath(os.path.join(current(), text))
        if any(is_in(real, folder) for folder in allowed):
            return
        if changes or is_in(real, forbidden):
            raise PermissionError(13, "Outside the copy of the folder", text)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = isinstance(flags, int) and bool(flags & _WRITING)
            writes = writes or (isinstance(mode, str) and any(sign in mode for sign in "wax+"))
            check(path, writes)
        elif event in _CHANGES:
            for position in _CHANGES[event]:
                check(arguments[position], True)
        elif event in _CONNECTIONS:
            raise PermissionError(13, "Scripts have no network")

    sys.addaudithook(hook)
