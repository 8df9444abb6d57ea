"""Policy to command: pure, so every word can be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.outcome import SandboxLevel
from app.runner.confine import Unconfined
from app.runner.confine_linux import Bubblewrap
from app.runner.interpreter import Interpreter, variables
from app.runner.policy import INFO_FD, OPTIONS_FD, Mount, Policy

VIEW = Path("/home/i/.cache/view")
ROOT = Path("/home/i/Мои, файлы: \\ и\nдругие 📁")


def policy(root: Path = ROOT) -> Policy:
    return Policy(root, (Mount(VIEW, root, writable=True),), {"HOME": "/tmp"})


def follows(words: list[str], *wanted: str) -> bool:
    return any(tuple(words[place : place + len(wanted)]) == wanted for place in range(len(words)))


def test_nothing_of_the_task_stands_on_the_command_line() -> None:
    command = Bubblewrap(Path("/usr/bin/bwrap")).command(policy(), ["python", "boot.py"])
    assert command.arguments == (
        "/usr/bin/bwrap", "--args", OPTIONS_FD, "--info-fd", INFO_FD, "--", "python", "boot.py",
    )  # fmt: skip
    assert command.variables == {"LANG": "C.UTF-8"}
    assert command.is_sealed
    assert f"--bind\0{VIEW}\0{ROOT}\0".encode() in command.options


def test_the_room_gives_no_more_than_the_policy() -> None:
    words = Bubblewrap(Path("/usr/bin/bwrap")).options(policy())
    for alone in ("--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent"):
        assert alone in words
    assert follows(words, "--cap-drop", "ALL") and follows(words, "--uid", "1000")
    assert "--share-net" not in words and "--dev-bind" not in words
    assert words.count("--bind") == 1
    sources = [words[at + 1] for at, word in enumerate(words) if word.startswith("--ro-bind")]
    allowed = ("/usr", "/lib", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
    assert all(source.startswith(allowed) for source in sources)
    assert words.index("--remount-ro") > words.index("--bind")


def test_what_lies_above_a_folder_in_tmp_swallows_nothing() -> None:
    words = Bubblewrap(Path("/usr/bin/bwrap")).options(policy(Path("/tmp/a/b")))
    assert follows(words, "--tmpfs", "/tmp/a") and follows(words, "--remount-ro", "/tmp/a")
    assert words.index("/tmp/a") < words.index(str(VIEW))


def test_without_a_wall_the_command_is_the_program() -> None:
    command = Unconfined().command(policy(), ["python", "boot.py"])
    assert command.arguments == ("python", "boot.py")
    assert (command.variables, command.folder) == ({"HOME": "/tmp"}, ROOT)
    assert Unconfined().seen(VIEW, ROOT) == VIEW
    assert Unconfined().level is SandboxLevel.BASIC


def test_variables_are_a_fixed_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET", "x")
    monkeypatch.setenv("TZ", "Asia/Tomsk")
    found = variables(Interpreter(Path("/opt/python/bin/python"), (), "3"), Path("/tmp"))
    assert "AWS_SECRET" not in found
    assert (found["TZ"], found["PYTHONUTF8"], found["HOME"]) == ("Asia/Tomsk", "1", "/tmp")
    assert found["PATH"].startswith("/opt/python/bin:")


def test_a_chain_of_links_to_python_is_followed(tmp_path: Path) -> None:
    real = Path("/usr/bin/python3").resolve()
    if not real.exists():
        pytest.skip("the system has no Python")
    middle = tmp_path / "one" / "bin" / "python3"
    first = tmp_path / "two" / "bin" / "python"
    for link, target in ((middle, real), (first, middle)):
        link.parent.mkdir(parents=True)
        link.symlink_to(target)
    found = Interpreter.find(first, tmp_path / "none")
    assert {middle.parent, first.parent} <= set(found.folders)
    assert not any(str(folder).startswith("/usr") for folder in found.folders)
