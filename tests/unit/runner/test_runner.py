"""Inspection, discarding, sweeping, stopping."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from app.domain.outcome import Limits
from app.domain.problem import Problem, ProblemKind
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.runner import leftovers
from app.runner.runner import SealedRunner


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program of ours that needs its neighbour."""
    place = tmp_path / "reader"
    place.mkdir()
    (place / "neighbour.py").write_text("WORD = 'привет'", encoding="utf-8")
    (place / "main.py").write_text(
        textwrap.dedent(
            """
            import json, os, sys
            from neighbour import WORD
            import pandas
            found = {"word": WORD, "arguments": sys.argv[1:], "folder": os.getcwd()}
            found["files"] = sorted(
                os.path.relpath(os.path.join(base, name))
                for base, _, names in os.walk(".") for name in names
            )
            try:
                open("new", "w").close()
                found["wrote"] = True
            except OSError:
                found["wrote"] = False
            print(json.dumps(found, ensure_ascii=False))
            """
        ),
        encoding="utf-8",
    )
    return place / "main.py"


def test_inspection_sees_the_originals_and_cannot_write(
    runner: SealedRunner, folder: Path, program: Path
) -> None:
    (folder / "sub").mkdir()
    (folder / "a.csv").write_text("x", encoding="utf-8")
    (folder / "sub" / "b.csv").write_text("x", encoding="utf-8")
    printed = runner.inspect(program, Workplace(folder), ["a.csv", "имя 📁"], StopToken())
    assert json.loads(printed) == {
        "word": "привет",
        "arguments": ["a.csv", "имя 📁"],
        "folder": str(folder),
        "files": ["a.csv", "sub/b.csv"],
        "wrote": False,
    }
    assert sorted(path.name for path in folder.iterdir()) == ["a.csv", "sub"]


def test_a_folder_can_be_a_program(runner: SealedRunner, folder: Path, program: Path) -> None:
    program.rename(program.parent / "__main__.py")
    printed = runner.inspect(program.parent, Workplace(folder), ["x"], StopToken())
    assert json.loads(printed)["word"] == "привет"


def test_inspection_sees_only_members(
    runner: SealedRunner, folder: Path, program: Path, tmp_path: Path
) -> None:
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "outside.txt")
    members = (Path("a.csv"), Path("link"), Path("missing"))
    found = json.loads(runner.inspect(program, Workplace(folder, members), [], StopToken()))
    assert (found["files"], found["wrote"]) == (["a.csv"], False)
    nothing = Workplace(folder, (Path("missing"),))
    assert runner.inspect(program, nothing, [], StopToken()) == ""


@pytest.mark.parametrize(
    "code",
    ["1 / 0", "while True: pass", "print('x' * 5_000_000)", "import sys; print(1); sys.exit(3)"],
    ids=["raises", "hangs", "prints", "exits"],
)
def test_inspection_that_fails_says_nothing(
    runner: SealedRunner, folder: Path, tmp_path: Path, code: str
) -> None:
    program = tmp_path / "program.py"
    program.write_text(code, encoding="utf-8")
    (folder / "a").touch()
    assert runner.inspect(program, Workplace(folder), [], StopToken(), seconds=2.0) == ""
    assert list(runner._scratch.iterdir()) == []


def test_stopping_before_the_start_is_a_problem(runner: SealedRunner, folder: Path) -> None:
    stop = StopToken()
    stop.set()
    with pytest.raises(Problem) as caught:
        runner.try_script(Script("1"), Workplace(folder), Limits(), stop, lambda step: None)
    assert caught.value.kind is ProblemKind.STOPPED


def test_discarding_twice_and_of_strangers_is_harmless(
    runner: SealedRunner, folder: Path, tmp_path: Path
) -> None:
    trial = runner.try_script(
        Script("1"), Workplace(folder), Limits(), StopToken(), lambda step: None
    )
    runner.discard(trial)
    runner.discard(trial)
    other = SealedRunner(tmp_path / "x", Path("python"), Path("environment"))
    kept = runner.try_script(
        Script("1"), Workplace(folder), Limits(), StopToken(), lambda step: None
    )
    other.discard(kept)
    assert kept.view.exists()
    runner.discard(kept)
    assert not kept.view.parent.exists()


def test_a_python_that_does_not_start_is_an_incomplete_set_up(tmp_path: Path) -> None:
    broken = SealedRunner(tmp_path / "x", tmp_path / "no-python", tmp_path)
    with pytest.raises(Problem) as caught:
        broken.level()
    assert caught.value.kind is ProblemKind.SETUP_INCOMPLETE


def test_sweeping_takes_what_dead_processes_left(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom app.runner.room import RunFolder\n"
        "folder = RunFolder.new(Path(sys.argv[1]))\n(folder.out / 'x').touch()\nos._exit(9)"
    )
    root = Path(leftovers.__file__).parents[2]
    subprocess.run([sys.executable, "-c", code, scratch], cwd=root, check=False)
    assert len(list(scratch.glob("*/out/x"))) == 1
    own = scratch / "own"
    own.mkdir()
    leftovers.claim(own)
    reused = scratch / "reused"
    reused.mkdir()
    owner = {"pid": os.getpid(), "started": 1.0}
    (reused / "owner.json").write_text(json.dumps(owner), encoding="utf-8")
    young, old = scratch / "young", scratch / "old"
    young.mkdir()
    old.mkdir()
    os.utime(old, (1, 1))
    leftovers.sweep(scratch)
    assert sorted(path.name for path in scratch.iterdir()) == ["own", "young"]
    leftovers.sweep(tmp_path / "missing")
