"""The scripts' Python: which folders it needs, and the variables that a script gets."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.domain.problem import Problem, ProblemKind

_ASK = (
    "import json, sys; print(json.dumps([sys.base_prefix, sys.base_exec_prefix, sys.prefix, "
    "sys.version]))"
)
_PARTS = ("bin", "lib", "lib64", "DLLs", "Frameworks")
OPTIONS = ("-s", "-P", "-B", "-X", "utf8")
"""No user's site-packages, no current folder on the path, no bytecode written.

Not -I: that would also drop our own PYTHONHASHSEED, without which two runs of one script can
write a set in different orders. The variables are a fixed list anyway.
"""


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python, and the folders that must be readable for it to start."""

    python: Path
    folders: tuple[Path, ...]
    version: str

    @classmethod
    def find(cls, python: Path, environment: Path) -> Interpreter:
        """Ask `python` where its parts are.

        A virtual environment's executable is a link to another installation, maybe over several
        links; all of them have to be there.

        Raises:
            Problem: SETUP_INCOMPLETE when it does not start.
        """
        try:
            answer = subprocess.run(
                [python, *OPTIONS, "-c", _ASK],
                capture_output=True,
                check=True,
                timeout=60,
                env={"LANG": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
            )
            base, base_exec, prefix, version = json.loads(answer.stdout)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            raise Problem(ProblemKind.SETUP_INCOMPLETE, f"{python}: {error}") from error
        prefixes = {Path(base), Path(base_exec), Path(prefix)}
        link = python.absolute()
        for _ in range(16):
            prefixes.add(link.parent.parent)
            if not link.is_symlink():
                break
            link = Path(os.path.normpath(link.parent / link.readlink()))
        prefixes |= {path.resolve() for path in prefixes}
        folders = {environment.absolute()} if environment.is_dir() else set()
        for path in prefixes - folders:
            if path.is_relative_to("/usr"):
                continue
            # only what belongs to Python: a prefix can be ~/.local
            folders |= {path / part for part in _PARTS if (path / part).is_dir()}
        return cls(python.absolute(), _outermost(folders), version)


def variables(
    interpreter: Interpreter, home: Path, *, marker: str = "", room: bool = True
) -> dict[str, str]:
    """The fixed list of variables of a script. `home` is for its temporary files."""
    threads = str(min(4, os.cpu_count() or 1))
    result = {
        "PATH": os.pathsep.join([str(interpreter.python.parent), "/usr/bin", "/bin"]),
        "HOME": str(home),
        "TMPDIR": str(home),
        "USER": "user",
        "LOGNAME": "user",
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8:backslashreplace",
        "PYTHONHASHSEED": "0",
        "PYTHONNOUSERSITE": "1",
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": threads,
        # each arena reserves 64 MiB of the address space that is limited
        "MALLOC_ARENA_MAX": "2",
    }
    if "TZ" in os.environ:
        result["TZ"] = os.environ["TZ"]
    if marker:
        result["SAIDDONE_RUN"] = marker
    if not room and os.name == "nt":
        result |= {"TEMP": str(home), "TMP": str(home)}
        result |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return result


def _outermost(folders: set[Path]) -> tuple[Path, ...]:
    """`folders` without those inside others of them, in a stable order."""
    return tuple(
        sorted(path for path in folders if not any(parent in folders for parent in path.parents))
    )
