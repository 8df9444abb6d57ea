"""What the stories of this folder share: a finder that reads for real, and openings that run."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app import paths
from app.domain.progress import say_nothing
from app.domain.request import Request, Workplace
from app.domain.script import Opening
from app.domain.stop import StopToken
from app.facts.facts import FactFinder


def inspect(program: Path, workplace: Workplace, arguments: Sequence[str], stop: StopToken) -> str:
    """The reader in the scripts' Python, without the sealed room."""
    ended = subprocess.run(
        [str(paths.scripts_python()), "-I", str(program), *arguments],
        cwd=workplace.root,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert not ended.stderr, ended.stderr.decode("utf-8", "replace")
    return ended.stdout.decode("utf-8")


def ask(words: str, folder: Path, *named: str, finder: FactFinder | None = None) -> Opening:
    """The opening for a request in `folder`."""
    request = Request(words, Workplace(folder), tuple(Path(name) for name in named))
    return (finder or FactFinder(inspect)).opening(request, say_nothing, StopToken())


def facts_of(folder: Path, *names: str) -> list[dict[str, Any]]:
    """What the reader says of files."""
    from app.facts.facts import READER

    wish = json.dumps({"paths": names, "seconds": 30})
    facts = json.loads(inspect(READER, Workplace(folder), [wish], StopToken()))["facts"]
    assert [fact["path"] for fact in facts] == list(names)
    return list(facts)


class Runs:
    """Runs openings in one process of the scripts' Python: importing pandas takes seconds."""

    _LOOP = (
        "import contextlib, io, json, os, sys, traceback, warnings\n"
        "warnings.simplefilter('error')\n"
        "for line in sys.stdin:\n"
        "    job = json.loads(line)\n"
        "    os.chdir(job['folder'])\n"
        "    scope = {}\n"
        "    try:\n"
        "        exec(compile(job['code'], 'opening', 'exec'), scope)\n"
        "        answer = {'value': eval(job['ask'], scope)}\n"
        "    except BaseException:\n"
        "        answer = {'error': traceback.format_exc()}\n"
        "    print(json.dumps(answer, default=str), flush=True)\n"
    )

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [str(paths.scripts_python()), "-I", "-c", self._LOOP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def value(self, opening: Opening | str, folder: Path, expression: str) -> Any:
        """What `expression` gives after the opening ran in `folder`. Warnings are errors."""
        code = opening if isinstance(opening, str) else opening.code
        assert self._process.stdin and self._process.stdout
        job = json.dumps({"code": code, "folder": str(folder), "ask": expression})
        self._process.stdin.write(job + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, f"{answer.get('error')}\n{code}"
        return answer["value"]

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.close()
        self._process.wait(30)
        self._process.stdout.close()
