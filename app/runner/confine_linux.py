"""The sealed room on Linux, by bubblewrap 0.8 or later.

Namespaces for users, files, processes, network, IPC and host name; no capabilities; a file system
that holds only what the policy names. `tests/sandbox` tries what this must stop.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.outcome import SandboxLevel
from app.runner.policy import INFO_FD, OPTIONS_FD, Command, Policy

_SYSTEM_LINKS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
_SHARED_MEMORY_BYTES = 64 * 1024**2
_TEMPORARY = Path("/tmp")
_PERSON = "1000"
"""Who the script is inside; never 0, whoever we are outside."""


@dataclass(frozen=True, slots=True)
class Bubblewrap:
    """Confinement by the `bwrap` at `program`."""

    program: Path
    level: SandboxLevel = SandboxLevel.STRONG

    @classmethod
    def find(cls) -> Bubblewrap | None:
        """The system's bubblewrap, if there is one."""
        program = shutil.which("bwrap", path="/usr/bin:/usr/local/bin:/bin")
        return cls(Path(program)) if program else None

    def seen(self, source: Path, target: Path) -> Path:
        """Things are where the policy wants them."""
        return target

    def command(self, policy: Policy, program: Sequence[str]) -> Command:
        """`bwrap` with everything that would tell of this computer passed by descriptor.

        bwrap's own variables are readable inside as /proc/1/environ: it gets none.
        """
        return Command(
            arguments=(
                str(self.program),
                "--args",
                OPTIONS_FD,
                "--info-fd",
                INFO_FD,
                "--",
                *program,
            ),
            variables={"LANG": "C.UTF-8"},
            folder=Path("/"),
            options=b"".join(_bytes(word) + b"\0" for word in self.options(policy)),
            is_sealed=True,
        )

    def options(self, policy: Policy) -> list[str]:
        """The options, in the order in which bwrap performs them."""
        words = ["--unshare-all", "--unshare-user", "--disable-userns"]
        words += ["--die-with-parent", "--new-session", "--cap-drop", "ALL"]
        words += ["--uid", _PERSON, "--gid", _PERSON, "--hostname", "preview", "--clearenv"]
        for name, value in policy.variables.items():
            words += ["--setenv", name, value]
        words += ["--ro-bind", "/usr", "/usr", *_system_folders()]
        for file in _SYSTEM_FILES:
            words += ["--ro-bind-try", file, file]
        words += ["--proc", "/proc", "--dev", "/dev"]
        # bwrap's /dev and /dev/shm are unlimited and writable unless told otherwise
        words += ["--size", str(_SHARED_MEMORY_BYTES), "--tmpfs", "/dev/shm"]
        words += ["--size", str(policy.temporary_bytes), "--perms", "0700"]
        words += ["--tmpfs", str(_TEMPORARY)]
        above = policy.folder.parent
        swallows = _TEMPORARY in above.parents
        if swallows:
            # else "../result.xlsx" would seem to work, and vanish with the temporary files
            words += ["--tmpfs", str(above)]
        for mount in policy.mounts:
            kind = "--bind" if mount.writable else "--ro-bind"
            words += [kind, str(mount.source), str(mount.target)]
        words += ["--remount-ro", str(above)] if swallows else []
        words += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(policy.folder)]
        return words


def _system_folders() -> list[str]:
    """/lib and its like: links into /usr on merged systems, folders on others."""
    words: list[str] = []
    for name in _SYSTEM_LINKS:
        path = Path("/", name)
        if path.is_symlink():
            words += ["--symlink", str(path.readlink()), str(path)]
        elif path.is_dir():
            words += ["--ro-bind", str(path), str(path)]
    return words


def _bytes(word: str) -> bytes:
    return word.encode("utf-8", "surrogateescape")
