"""What a script tries to write, and what of it is shown."""

from __future__ import annotations

import pytest

from app.domain.change import ChangeKind
from app.domain.outcome import Ending
from tests.sandbox.conftest import World, changed

pytestmark = pytest.mark.sandbox


def test_everything_but_the_copy_is_read_only(world: World) -> None:
    outcome = world.run(
        "import os, sys\n"
        "for folder in ('/', '/usr', '/etc', '/dev', '/run', '/run/saiddone/task',\n"
        "               '/run/saiddone/harness', '/proc', sys.prefix, sys.base_prefix):\n"
        "    try:\n        open(os.path.join(folder, 'mine'), 'w')\n"
        "        print('wrote', folder)\n"
        "    except OSError:\n        pass\n"
        "print('done')"
    )
    assert outcome.printed == "done\n"


def test_neighbours_cannot_be_written(world: World) -> None:
    outcome = world.run(
        f"import os\n"
        f"for path in ('../{world.outside.name}/new', {str(world.outside / 'new')!r},\n"
        f"             'link-out', 'folder-out/new'):\n"
        f"    try:\n        open(path, 'w').write('x')\n        print('wrote', path)\n"
        f"    except OSError as error:\n        print(type(error).__name__)"
    )
    assert outcome.printed.split() == ["FileNotFoundError"] * 4


def test_the_folder_itself_cannot_be_replaced(world: World) -> None:
    outcome = world.run(
        "import os\nroot = os.getcwd()\n"
        "for action in (lambda: os.rename(root, root + '-2'), lambda: os.rmdir(root)):\n"
        "    try:\n        action()\n        print('did')\n"
        "    except OSError as error:\n        print(error.errno)"
    )
    assert "did" not in outcome.printed


def test_deleting_everything_is_only_listed(world: World) -> None:
    outcome = world.run(
        "import os, shutil\n"
        "for name in os.listdir():\n"
        "    shutil.rmtree(name) if os.path.isdir(name) and not os.path.islink(name) "
        "else os.remove(name)"
    )
    assert outcome.ending is Ending.FINISHED, outcome.error
    assert changed(outcome) == dict.fromkeys(
        ["a.txt", "folder-out", "link-out", "sub", "sub/b.txt", "таблица.csv"], ChangeKind.DELETED
    )


def test_a_change_that_forges_size_and_time_is_seen(world: World) -> None:
    outcome = world.run(
        "import os\nbefore = os.stat('a.txt')\n"
        "open('a.txt', 'r+').write('FIRST')\n"
        "os.utime('a.txt', ns=(before.st_atime_ns, before.st_mtime_ns))"
    )
    assert changed(outcome) == {"a.txt": ChangeKind.MODIFIED}


def test_a_change_through_a_memory_map_is_seen(world: World) -> None:
    outcome = world.run(
        "import mmap\n"
        "with open('a.txt', 'r+b') as f, mmap.mmap(f.fileno(), 0) as m:\n    m[0:5] = b'FIRST'"
    )
    assert changed(outcome) == {"a.txt": ChangeKind.MODIFIED}


def test_touching_is_no_change(world: World) -> None:
    outcome = world.run(
        "import os, pathlib\nos.utime('a.txt')\nos.chmod('таблица.csv', 0o600)\n"
        "open('sub/b.txt', 'a').close()\npathlib.Path('a.txt').touch()\n"
        "text = open('a.txt').read()\nopen('a.txt', 'w').write(text)\nNone"
    )
    assert outcome.ending is Ending.FINISHED and outcome.changes == ()


def test_one_name_of_a_hard_link_does_not_change_the_other(world: World) -> None:
    (world.outside / "pair").hardlink_to(world.root / "a.txt")
    outcome = world.run("open('a.txt', 'w').write('x')")
    assert (world.outside / "pair").read_text(encoding="utf-8") == "first"
    assert changed(outcome) == {"a.txt": ChangeKind.MODIFIED}


def test_links_and_special_files_are_named_but_never_taken_over(world: World) -> None:
    outcome = world.run(
        "import os, socket\n"
        "os.symlink('/etc/passwd', 'evil')\nos.symlink('a.txt', 'near')\n"
        "os.mkfifo('queue')\nsocket.socket(socket.AF_UNIX).bind('talk')\n"
        "open('root', 'w').write('x')\nos.chmod('root', 0o4755)\n"
        "os.remove('a.txt')\nos.symlink('/etc/shadow', 'a.txt')\n"
        "os.rename('link-out', 'moved-link')\n"
    )
    assert outcome.ending is Ending.FINISHED, outcome.error
    assert outcome.changes == ()
    assert set(outcome.skipped) == {
        "a.txt", "evil", "link-out", "moved-link", "near", "queue", "root", "talk",
    }  # fmt: skip


def test_zip_slip_stays_in_the_room(world: World) -> None:
    outcome = world.run(
        "import io, tarfile, zipfile\n"
        "with zipfile.ZipFile('evil.zip', 'w') as z:\n"
        "    z.writestr('../../slip.txt', 'x')\n    z.writestr('/tmp/../slip2.txt', 'x')\n"
        "zipfile.ZipFile('evil.zip').extractall('out')\n"
        "with tarfile.open('evil.tar', 'w') as t:\n"
        "    info = tarfile.TarInfo('../slip3.txt')\n    info.size = 1\n"
        "    t.addfile(info, io.BytesIO(b'x'))\n"
        "try:\n    tarfile.open('evil.tar').extractall('out')\nexcept Exception as e:\n    print(e)"
    )
    assert outcome.ending is Ending.FINISHED, outcome.error
    assert not list(world.root.parent.rglob("slip*"))
    assert all(not path.startswith("..") for path in changed(outcome))


def test_hostile_names_arrive_as_they_are(world: World) -> None:
    outcome = world.run(
        "import os\n"
        "for name in ('new\\nline', 'esc\\x1b[31m', 'rtl\\u202etxt.exe', 'a' * 255, 'dot.',\n"
        "             '-rf', '📁 имя', '\\\\back\\\\slash'):\n"
        "    open(name, 'w').write(name)\n"
        "open(b'bad\\xff', 'w').write('x')\nprint(os.listdir(b'.'), os.listdir())"
    )
    assert outcome.ending is Ending.FINISHED, outcome.error
    expected = ["new\nline", "esc\x1b[31m", "rtl\u202etxt.exe", "a" * 255, "dot.", "-rf", "📁 имя"]
    assert set(changed(outcome)) == {*expected, "\\back\\slash"}
    assert outcome.skipped == ("bad\\udcff",)


def test_results_without_any_rights_are_read_and_removed(world: World) -> None:
    outcome = world.run(
        "import os\nos.makedirs('locked/inner')\nopen('locked/inner/x', 'w').write('x')\n"
        "os.chmod('locked/inner/x', 0)\nos.chmod('locked/inner', 0)\nos.chmod('locked', 0)\n"
        "os.chmod('a.txt', 0)"
    )
    assert changed(outcome) == dict.fromkeys(
        ["locked", "locked/inner", "locked/inner/x"], ChangeKind.CREATED
    )


def test_folders_and_files_that_trade_places_are_told_apart(world: World) -> None:
    outcome = world.run(
        "import os, shutil\nshutil.rmtree('sub')\nopen('sub', 'w').write('now a file')\n"
        "os.remove('a.txt')\nos.mkdir('a.txt')\nopen('a.txt/in', 'w').write('x')"
    )
    kinds = [(change.path, change.kind, change.is_folder) for change in outcome.changes]
    assert kinds == [
        ("a.txt", ChangeKind.DELETED, False),
        ("a.txt", ChangeKind.CREATED, True),
        ("a.txt/in", ChangeKind.CREATED, False),
        ("sub", ChangeKind.DELETED, True),
        ("sub", ChangeKind.CREATED, False),
        ("sub/b.txt", ChangeKind.DELETED, False),
    ]


def test_a_tree_of_ten_thousand_levels_is_refused_and_removed(world: World) -> None:
    outcome = world.run(
        "import os\nfor _ in range(10000):\n    os.mkdir('d')\n    os.chdir('d')\nopen('x','w')",
        seconds=60.0,
    )
    assert outcome.ending is Ending.FINISHED, outcome.error
    assert len(outcome.changes) <= 201
    assert any("d/d/d" in path for path in outcome.skipped)
