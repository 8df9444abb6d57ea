"""What is set up, and that it goes on where it stopped. Real environments, tiny requirements."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.unit.start.conftest import Checkout, lock, make_wheel

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="signals and flock")
BOTH = "import for_window, llama_cpp; print('yes')"


def python(checkout: Checkout, environment: str, program: str) -> str:
    """What a program prints in an environment."""
    executable = checkout.runtime / environment / "bin" / "python"
    return subprocess.check_output([executable, "-c", program], text=True).strip()


def stamps(checkout: Checkout) -> dict[str, float]:
    """When each step was finished."""
    return {
        str(stamp.relative_to(checkout.runtime)): stamp.stat().st_mtime
        for stamp in checkout.runtime.glob("**/*.stamp")
    }


def ask_for_more(checkout: Checkout, environment: str) -> Path:
    """Let an environment need one more package; its wheel."""
    old = next(checkout.wheels.glob(f"for_{environment}-*"))
    more = make_wheel(checkout.wheels, "more", {"more": ""})
    lock(checkout.folder, environment, old, more)
    return more


def test_from_nothing_to_a_started_program(new_checkout: Checkout) -> None:
    result = new_checkout.start("--wheel", str(new_checkout.engine), "ask", "x")
    assert result.returncode == 0, result.stderr
    assert python(new_checkout, "window", BOTH) == "yes"
    assert python(new_checkout, "scripts", "import for_scripts; print('yes')") == "yes"
    assert (new_checkout.home / "data" / "models" / "small.gguf").exists()
    kept = list((new_checkout.home / "cache" / "wheels").glob("*/llama_cpp_python-1.0-*.whl"))
    assert [wheel.read_bytes() for wheel in kept] == [new_checkout.engine.read_bytes()]
    assert not (new_checkout.runtime / "build").exists()


def test_the_libraries_of_scripts_are_compiled_for_good(checkout: Checkout) -> None:
    folder = checkout.runtime / "scripts"
    compiled = next(folder.glob("lib/python*/site-packages/__pycache__/for_scripts.*.pyc"))
    flags = int.from_bytes(compiled.read_bytes()[4:8], "little")
    assert flags == 0b01  # from a hash, unchecked: PEP 552


def test_nothing_is_done_when_all_is_there(checkout: Checkout) -> None:
    before = stamps(checkout)
    log = (checkout.runtime / "setup.log").stat().st_mtime_ns
    result = checkout.start("history")
    assert result.returncode == 0
    assert result.stderr == ""
    assert stamps(checkout) == before
    assert (checkout.runtime / "setup.log").stat().st_mtime_ns == log


def test_a_failed_step_is_told_and_the_next_start_goes_on(copied: Checkout) -> None:
    more = ask_for_more(copied, "scripts")
    away = more.rename(copied.folder / "away")
    first = copied.start("history")
    assert first.returncode == 1
    assert first.stdout == ""
    assert "Installing what scripts use failed" in first.stderr
    assert str(copied.runtime / "setup.log") in first.stderr
    assert "Traceback" not in first.stderr
    assert "more==1.0" in (copied.runtime / "setup.log").read_text(encoding="utf-8")
    done = stamps(copied)
    assert "scripts/scripts.stamp" not in done
    away.rename(more)
    assert copied.start("history").returncode == 0
    assert python(copied, "scripts", "import for_scripts, more; print('yes')") == "yes"
    assert done.items() <= stamps(copied).items()


def test_what_was_tampered_with_is_not_installed(copied: Checkout) -> None:
    more = ask_for_more(copied, "scripts")
    make_wheel(copied.wheels, "more", {"more": "print('tampered')"})
    result = copied.start("history")
    assert result.returncode == 1
    assert "what was downloaded is not what was locked" in result.stderr
    assert more.exists()
    assert not list(copied.runtime.glob("scripts/lib/python*/site-packages/more.py"))


def test_without_a_network_it_says_so(copied: Checkout) -> None:
    ask_for_more(copied, "scripts")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound but not listening: connections are refused
        index = f"http://127.0.0.1:{nobody.getsockname()[1]}/simple"
        result = copied.start("history", pip=index)
    assert result.returncode == 1
    assert "the package index could not be reached" in result.stderr


@POSIX_ONLY
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_interrupted_in_the_middle_it_goes_on(copied: Checkout, how: signal.Signals) -> None:
    ask_for_more(copied, "window")
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes requests, never answers
        index = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        with copied.begin("history", pip=index) as child:
            connection, _ = silent.accept()
            child.send_signal(how)
            if how is signal.SIGKILL:
                child.wait()
            else:
                _, stderr = child.communicate()
                assert child.returncode == 130
                assert stderr.endswith("Stopped. The next start goes on from here.\n")
                while connection.recv(65536):  # pip is gone as well
                    pass
            connection.close()
    assert (copied.runtime / "window" / "unfinished").exists()
    result = copied.start("history")
    assert result.returncode == 0, result.stderr
    assert not (copied.runtime / "window" / "unfinished").exists()
    assert python(copied, "window", f"import more; {BOTH}") == "yes"


def test_an_interrupted_installation_is_made_anew(copied: Checkout) -> None:
    package = next(copied.runtime.glob("scripts/lib/python*/site-packages/for_scripts.py"))
    package.write_text("half of a fi", encoding="utf-8")
    (copied.runtime / "scripts" / "unfinished").touch()
    assert copied.start("history").returncode == 0
    assert package.read_text(encoding="utf-8") == ""


def test_an_environment_whose_python_is_gone_is_made_anew(copied: Checkout) -> None:
    done = stamps(copied)
    for link in (copied.runtime / "scripts" / "bin").glob("python*"):
        link.unlink()
    assert copied.start("history").returncode == 0
    assert python(copied, "scripts", "import for_scripts; print('yes')") == "yes"
    assert stamps(copied)["window/window.stamp"] == done["window/window.stamp"]


def test_changed_requirements_leave_nothing_of_the_old_ones(copied: Checkout) -> None:
    lock(copied.folder, "window", make_wheel(copied.wheels, "newer", {"newer": ""}))
    assert copied.start("history").returncode == 0
    program = "from importlib.util import find_spec as f; print(f('newer') and f('for_window'))"
    assert python(copied, "window", program) == "None"
    # and the engine came back from the cache, without its wheel being named again
    assert python(copied, "window", "import newer, llama_cpp; print('yes')") == "yes"


def test_an_engine_that_does_not_work_here_is_set_aside(copied: Checkout) -> None:
    modules = {"llama_cpp": "raise SystemExit('illegal instruction')"}
    wheel = make_wheel(copied.folder, "llama_cpp_python", modules)
    result = copied.start("--wheel", str(wheel), "history")
    assert result.returncode == 1
    assert "Trying the engine failed" in result.stderr
    assert "The next start compiles one for this computer" in result.stderr
    assert not list((copied.home / "cache").glob("wheels/*/*.whl"))


@pytest.mark.parametrize("name", ["nothing.whl", "other-1.0-py3-none-any.whl"])
def test_a_file_that_is_no_engine_is_refused(copied: Checkout, name: str) -> None:
    if name.startswith("other"):
        make_wheel(copied.folder, "other", {"other": ""})
    result = copied.start("--wheel", str(copied.folder / name), "history")
    assert result.returncode == 1
    assert f"{name} is not a file, or not named llama_cpp_python-1.0-" in result.stderr


@POSIX_ONLY
def test_two_at_the_same_time_wait_for_each_other(copied: Checkout) -> None:
    ask_for_more(copied, "scripts")
    with copied.begin("history") as first, copied.begin("history") as second:
        endings = [child.communicate() for child in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0]
    assert sum("Another start.py is setting up here" in stderr for _, stderr in endings) == 1
    assert python(copied, "scripts", "import for_scripts, more; print('yes')") == "yes"


def test_a_folder_whose_name_python_cannot_use(copied: Checkout) -> None:
    wrong = copied.folder / f"a{os.pathsep}b"
    wrong.mkdir()
    for part in ("start.py", "requirements"):
        (copied.folder / part).rename(wrong / part)
    command = [sys.executable, str(wrong / "start.py"), "history"]
    result = subprocess.run(command, env=copied.environment(), capture_output=True, text=True)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert str(wrong) in result.stderr


def test_a_translation_is_compiled_again_when_its_source_changes(copied: Checkout) -> None:
    tool = next(Path(sys.prefix).glob("lib/python*/site-packages/PySide6"))
    there = next(copied.runtime.glob("window/lib/python*/site-packages"))
    (there / "PySide6").symlink_to(tool)
    folder = copied.folder / "resources" / "i18n"
    folder.mkdir(parents=True)
    for word in ("Пуск", "Выполнить"):
        text = (
            '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="ru">'
            "<context><name>Window</name><message><source>Run</source>"
            f"<translation>{word}</translation></message></context></TS>"
        )
        (folder / "window_ru.ts").write_text(text, encoding="utf-8")
        result = copied.start("test")
        assert result.returncode == 0, result.stderr
        assert word.encode("utf-16-be") in (folder / "window_ru.qm").read_bytes()
    os.utime(folder / "window_ru.qm", (0, 0))
    assert copied.start("test").returncode == 0
    assert (folder / "window_ru.qm").stat().st_mtime < time.time() - 1e6
