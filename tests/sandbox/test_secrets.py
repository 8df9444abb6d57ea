"""What a script tries to read, and what it tries to gain."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.domain.outcome import Ending
from tests.sandbox.conftest import SECRET, World

pytestmark = pytest.mark.sandbox


def test_secret_by_its_path_is_not_there(world: World) -> None:
    outcome = world.run(f"print(open({str(world.outside / 'secret.txt')!r}).read())")
    assert outcome.error is not None and outcome.error.kind == "FileNotFoundError"
    assert SECRET not in world.said(outcome)


def test_secret_by_climbing_up_is_not_there(world: World) -> None:
    outcome = world.run(
        f"import os\nprint(os.listdir('..'))\n"
        f"print(open('../{world.outside.name}/secret.txt').read())"
    )
    assert outcome.printed.splitlines() == [str([world.root.name])]
    assert outcome.error is not None and outcome.error.kind == "FileNotFoundError"


def test_links_that_lead_outside_dangle(world: World) -> None:
    outcome = world.run(
        "import os\nprint(os.path.islink('link-out'), os.path.exists('link-out'))\n"
        "print(os.path.exists('folder-out/secret.txt'))"
    )
    assert outcome.printed == "True False\nFalse\n"


def test_secret_through_proc_is_not_there(world: World) -> None:
    target = str(world.outside / "secret.txt")
    outcome = world.run(
        f"for start in ('/proc/1/root', '/proc/self/root', '/proc/1/cwd', '/tmp/oldroot'):\n"
        f"    try:\n        print(open(start + {target!r}).read())\n"
        f"    except OSError as error:\n        print(error.errno)"
    )
    assert SECRET not in outcome.printed and len(outcome.printed.split()) == 4


def test_environment_tells_nothing_of_ours(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_TOKEN", SECRET)
    outcome = world.run(
        "import os\nprint(dict(os.environ))\n"
        "for pid in os.listdir('/proc'):\n"
        "    if pid.isdigit():\n"
        "        for name in ('environ', 'cmdline'):\n"
        "            print(open(f'/proc/{pid}/{name}', 'rb').read())"
    )
    assert outcome.ending is Ending.FINISHED, outcome.error
    assert "'HOME': '/tmp'" in outcome.printed
    assert SECRET not in outcome.printed
    assert str(world.scratch) not in outcome.printed


def test_only_its_own_processes_exist(world: World) -> None:
    outcome = world.run(
        "import os\nprint(sorted(int(p) for p in os.listdir('/proc') if p.isdigit()))"
    )
    assert outcome.printed == "[1, 2]\n"


def test_no_descriptor_is_inherited(world: World) -> None:
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    try:
        outcome = world.run(
            "import os\n"
            "for pid in (1, 'self'):\n"
            "    print([os.readlink(f'/proc/{pid}/fd/{n}').split(':')[0]\n"
            "           for n in sorted(os.listdir(f'/proc/{pid}/fd'), key=int) if int(n) > 2\n"
            "           and os.path.lexists(f'/proc/{pid}/fd/{n}')])"
        )
    finally:
        os.close(reading)
        os.close(writing)
    own = outcome.printed.splitlines()
    assert own[1] == "[]"
    assert "pipe" not in own[0] and "socket" not in own[0], own[0]


def test_this_computer_is_not_described(world: World) -> None:
    outcome = world.run(
        "import os, socket\nprint(socket.gethostname())\n"
        "print([p for p in ('/etc/passwd', '/etc/shadow', '/etc/machine-id', '/sys', '/run/user',\n"
        "                   '/home', '/var', '/etc/resolv.conf') if os.path.exists(p)])"
    )
    assert outcome.printed == "preview\n[]\n"


def test_home_holds_nothing_but_the_way_to_python(world: World) -> None:
    names = [path.name for path in Path.home().iterdir()]
    outcome = world.run(
        f"import os, sys\nhome = {str(Path.home())!r}\n"
        f"ways = [sys.prefix, sys.base_prefix, os.path.realpath(sys.executable)]\n"
        f"print([n for n in {names!r} if os.path.lexists(os.path.join(home, n))\n"
        f"       and not any(w.startswith(os.path.join(home, n) + '/') for w in ways)])"
    )
    assert names and outcome.printed == "[]\n"


def test_no_rights_are_held_or_gained(world: World) -> None:
    outcome = world.run(
        "import os, subprocess\n"
        "print(os.getuid(), os.geteuid())\n"
        "lines = [l for l in open('/proc/self/status') if l.startswith(('Cap', 'NoNew'))]\n"
        "print([l.split()[1] for l in lines])\n"
        "for program in (['unshare', '-U', 'true'], ['mount', '-t', 'tmpfs', 'x', '/tmp'],\n"
        "                ['umount', os.getcwd()], ['/usr/sbin/chroot', '/', 'true']):\n"
        "    print(subprocess.run(program, capture_output=True).returncode != 0)"
    )
    lines = outcome.printed.splitlines()
    assert lines[0] == "1000 1000"
    assert lines[1] == str(["0" * 16] * 5 + ["1"])
    assert lines[2:] == ["True"] * 4


def test_memory_of_the_kernel_and_devices_are_closed(world: World) -> None:
    outcome = world.run(
        "import os, stat\n"
        "for path in ('/proc/kcore', '/dev/mem', '/dev/vda', '/dev/sda', '/dev/kmsg'):\n"
        "    try:\n        open(path, 'rb').read(1)\n        print('read', path)\n"
        "    except OSError:\n        pass\n"
        "try:\n    os.mknod('disk', stat.S_IFBLK | 0o600, os.makedev(8, 0))\n    print('made')\n"
        "except OSError as error:\n    print(error.errno)"
    )
    assert outcome.printed == "1\n"


def test_modules_in_the_folder_do_not_take_over(world: World) -> None:
    names = ("random.py", "sitecustomize.py", "usercustomize.py", "harness.py", "json.py")
    for name in names:
        (world.root / name).write_text("print('taken over')", encoding="utf-8")
    outcome = world.run("import random, json\nprint(json.dumps(1))")
    assert outcome.printed == "1\n"
