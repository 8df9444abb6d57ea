"""What a script tries to use up, and how it tries to stay."""

from __future__ import annotations

import os
import subprocess
import threading
from pathlib import Path

import pytest

from app import paths
from app.domain.outcome import Ending, Limits
from app.domain.problem import Problem, ProblemKind
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.runner.runner import SealedRunner
from tests.sandbox.conftest import World, changed

pytestmark = pytest.mark.sandbox
MIB = 1024**2


def test_a_fork_bomb_is_ended(world: World) -> None:
    outcome = world.run("import os\nwhile True:\n    os.fork()", seconds=8.0)
    if os.geteuid() == 0:
        # the kernel does not count the processes of root: the watch does
        assert outcome.ending is Ending.TOO_MANY_PROCESSES
    else:
        assert outcome.ending in (Ending.RAISED, Ending.TIMED_OUT)


def test_a_bomb_of_threads_is_ended(world: World) -> None:
    outcome = world.run(
        "import threading, time\n"
        "while True:\n    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()",
        seconds=8.0,
    )
    assert outcome.ending in (Ending.TOO_MANY_PROCESSES, Ending.RAISED, Ending.OUT_OF_MEMORY)


def test_memory_of_one_process_is_bounded(world: World) -> None:
    outcome = world.run(
        "x = []\nwhile True:\n    x.append(b'x' * 10_000_000)", memory_bytes=512 * MIB
    )
    assert outcome.ending is Ending.OUT_OF_MEMORY
    assert outcome.error is not None and outcome.error.kind == "MemoryError"


def test_endless_devices_fill_nothing(world: World) -> None:
    outcome = world.run("open('/dev/zero', 'rb').read()", memory_bytes=512 * MIB)
    assert outcome.ending is Ending.OUT_OF_MEMORY


def test_memory_of_many_processes_is_bounded(world: World) -> None:
    outcome = world.run(
        "import os, time\n"
        "for _ in range(6):\n"
        "    if os.fork() == 0:\n        x = bytearray(os.urandom(1)) * 100_000_000\n"
        "        time.sleep(60)\n"
        "time.sleep(60)",
        memory_bytes=400 * MIB,
    )
    assert outcome.ending is Ending.OUT_OF_MEMORY


def test_many_files_cannot_fill_the_disk(world: World) -> None:
    outcome = world.run(
        "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(bytes(20_000_000))\n    n += 1",
        disk_bytes=200 * MIB,
    )
    assert outcome.ending is Ending.OUT_OF_DISK


def test_hiding_files_from_the_watch_does_not_help(world: World) -> None:
    outcome = world.run(
        "import os\nos.mkdir('hidden')\nos.chdir('hidden')\n"
        "for n in range(300):\n    os.mkdir('d')\n    os.chdir('d')\n"
        "while True:\n    open(f'f{n}', 'wb').write(bytes(20_000_000))\n    n += 1",
        disk_bytes=200 * MIB,
    )
    assert outcome.ending is Ending.OUT_OF_DISK


def test_one_file_cannot_be_huge(world: World) -> None:
    for code in (
        "f = open('big', 'wb')\nwhile True:\n    f.write(bytes(10_000_000))",
        "open('sparse', 'wb').truncate(8 * 1024**4)",
    ):
        outcome = world.run(code, file_bytes=100 * MIB)
        assert outcome.ending is Ending.OUT_OF_DISK


def test_countless_empty_files_are_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # the limit itself is 50,000; making as many takes minutes on slow disks
    monkeypatch.setattr("app.runner.watch.MOST_NEW_ENTRIES", 300)
    outcome = world.run("n = 0\nwhile True:\n    open(f'f{n}', 'w').close()\n    n += 1")
    assert outcome.ending is Ending.OUT_OF_DISK


def test_temporary_files_and_shared_memory_are_bounded(world: World) -> None:
    outcome = world.run(
        "for folder in ('/tmp', '/dev/shm'):\n"
        "    try:\n"
        "        for n in range(40):\n"
        "            open(f'{folder}/f{n}', 'wb').write(bytes(10_000_000))\n"
        "        print('unbounded')\n"
        "    except OSError as error:\n        print(error.errno)"
    )
    assert outcome.printed == "28\n28\n"


def test_endless_output_is_cut(world: World) -> None:
    for code in ("while True: print('x' * 1000)", "import sys\nwhile True: sys.stderr.write('x')"):
        outcome = world.run(code)
        assert outcome.ending is Ending.TOO_MUCH_OUTPUT
        assert len(outcome.printed) + len(outcome.error_output) <= 1024**2


def test_open_files_are_bounded(world: World) -> None:
    outcome = world.run("x = [open('a.txt') for _ in range(1000)]")
    assert outcome.error is not None and outcome.error.kind == "OSError"


def test_limits_cannot_be_raised(world: World) -> None:
    outcome = world.run(
        "import os, resource\n"
        "for kind in (resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE,\n"
        "             resource.RLIMIT_CPU, resource.RLIMIT_CORE):\n"
        "    soft, hard = resource.getrlimit(kind)\n"
        "    try:\n        resource.setrlimit(kind, (soft + 1, hard + 1))\n"
        "        print('raised')\n"
        "    except (ValueError, OSError):\n        pass\n"
        "try:\n    os.nice(-10)\n    print('nicer')\nexcept OSError:\n    print('bound')"
    )
    assert outcome.printed == "bound\n"


@pytest.mark.parametrize(
    "code",
    [
        "import time\ntime.sleep(1000)",
        "while True: pass",
        "import signal\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n"
        "    except (OSError, ValueError): pass\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass",
        "import os\nos.mkfifo('queue')\nopen('queue').read()",
    ],
    ids=["sleep", "loop", "deaf", "queue"],
)
def test_what_never_ends_is_ended(world: World, code: str) -> None:
    assert world.run(code, seconds=1.0).ending is Ending.TIMED_OUT


def test_questions_get_no_answer(world: World) -> None:
    outcome = world.run("name = input('Your name? ')")
    assert outcome.error is not None and outcome.error.kind == "EOFError"


def test_a_daemon_is_dead_before_changes_are_listed(world: World) -> None:
    outcome = world.run(
        "import os, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        "        for fd in range(3): os.close(fd)\n"
        "        n = 0\n"
        "        while True:\n"
        "            open('late.txt', 'w').write(str(n)); n += 1; time.sleep(0.001)\n"
        "    os._exit(0)\n"
        "while not os.path.exists('late.txt'): time.sleep(0.01)\n"
        "print('over')"
    )
    assert outcome.ending is Ending.FINISHED and outcome.printed == "over\n"
    assert set(changed(outcome)) == {"late.txt"}


def test_a_daemon_that_keeps_the_output_open_holds_nothing_up(world: World) -> None:
    outcome = world.run(
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(1000)\nprint('over')"
    )
    assert outcome.ending is Ending.FINISHED and outcome.printed == "over\n"
    assert outcome.seconds < 15


def test_killing_everything_kills_only_itself(world: World) -> None:
    outcome = world.run(
        f"import os, signal\n"
        f"for pid in (1, {os.getpid()}, {os.getppid()}, -1):\n"
        f"    try:\n        os.kill(pid, signal.SIGKILL)\n"
        f"    except OSError:\n        pass\n"
        f"print('alive')"
    )
    assert outcome.printed == "alive\n"


def test_a_crash_is_one_and_leaves_no_core(world: World) -> None:
    outcome = world.run("import ctypes\nprint('before', flush=True)\nctypes.string_at(0)")
    assert outcome.ending is Ending.CRASHED
    assert outcome.error is not None and outcome.error.kind == "SIGSEGV"
    assert outcome.printed == "before\n" and outcome.changes == ()


def test_stopping_ends_everything(world: World) -> None:
    stop = StopToken()
    flag: list[Problem] = []

    def go() -> None:
        try:
            world.runner.try_script(
                Script("import os, time\nos.fork()\nwhile True: pass"),
                Workplace(world.root),
                Limits(),
                stop,
                lambda progress: None,
            )
        except Problem as problem:
            flag.append(problem)

    thread = threading.Thread(target=go)
    thread.start()
    while not _is_started(world.scratch):
        assert thread.is_alive()
        stop.wait(0.01)
    assert any("boot.py" in left for left in world.leftovers()), "the judge is blind"
    stop.set()
    thread.join(30)
    assert [problem.kind for problem in flag] == [ProblemKind.STOPPED]


def _is_started(scratch: Path) -> bool:
    return any(scratch.glob("*/out/started"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_disk_that_is_full_is_said_to_be(world: World, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600m", "t", small], check=True)
    try:
        runner = SealedRunner(small / "s", paths.scripts_python(), paths.scripts_environment())
        trial = runner.try_script(
            Script("open('b', 'wb').write(bytes(700_000_000))"),
            Workplace(world.root),
            Limits(),
            StopToken(),
            lambda step: None,
        )
        assert trial.outcome.ending is Ending.OUT_OF_DISK
        runner.discard(trial)
        with (small / "ballast").open("wb") as file:
            file.write(bytes(200_000_000))
        with pytest.raises(Problem) as caught:
            runner.try_script(
                Script("1"), Workplace(world.root), Limits(), StopToken(), lambda step: None
            )
        assert caught.value.kind is ProblemKind.DISK_FULL
        assert list((small / "s").iterdir()) == []
    finally:
        subprocess.run(["umount", small], check=True)
