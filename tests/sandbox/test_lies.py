"""What a script leaves behind to fool the one who reads it."""

from __future__ import annotations

import pytest

from app.domain.outcome import Ending
from tests.sandbox.conftest import World

pytestmark = pytest.mark.sandbox
LATE = "import atexit\ndef lie():\n    {}\natexit.register(lie)\n"


def test_escape_sequences_are_shown_as_text(world: World) -> None:
    outcome = world.run(
        "print('\\x1b[2J\\x1b[31mNo changes\\x1b[0m \\x07\\x00 <b>Applied!</b>')\n'a\\x1b[1mb'"
    )
    assert outcome.printed == "No changes ␇␀ <b>Applied!</b>\n"
    assert outcome.value_text == "ab"


@pytest.mark.parametrize(
    "lie",
    [
        "open('/run/saiddone/out/result.json', 'w').write('[' * 100000)",
        "open('/run/saiddone/out/result.json', 'w').write('x' * 30_000_000)",
        "open('/run/saiddone/out/result.json', 'wb').write(b'\\x80\\x04cos\\nsystem\\n.')",
        "import os; os.remove('/run/saiddone/out/result.json'); "
        "os.symlink('/etc/passwd', '/run/saiddone/out/result.json')",
        "import os; os.remove('/run/saiddone/out/result.json'); "
        "os.mkfifo('/run/saiddone/out/result.json')",
        "open('/run/saiddone/out/result.json', 'w').write("
        '\'{"ending": "finished", "table": {"columns": [1], "rows": [[NaN]], "total_rows": 1}}\')',
        "open('/run/saiddone/out/result.json', 'w').write("
        '\'{"ending": "finished", "figures": ["../task/task.json", "/etc/passwd", "figure-1.png"],'
        '"value_text": [1], "table": {"columns": ["a"], "rows": [[1, 2]], "total_rows": 1}}\')',
    ],
    ids=["deep", "huge", "pickle", "link", "queue", "not-a-number", "wrong-types"],
)
def test_a_forged_result_is_not_believed(world: World, lie: str) -> None:
    outcome = world.run(LATE.format(lie) + "1 + 1")
    assert outcome.ending is Ending.FINISHED
    assert (outcome.value_text, outcome.table, outcome.figures) == ("", None, ())


def test_a_picture_that_is_none_or_too_big_is_not_shown(world: World) -> None:
    outcome = world.run(
        LATE.format(
            "import json, struct\n"
            "    out = '/run/saiddone/out/'\n"
            "    head = struct.pack('>I4sII', 13, b'IHDR', 10**5, 10**5)\n"
            "    bomb = b'\\x89PNG\\r\\n\\x1a\\n' + head\n"
            "    open(out + 'figure-1.png', 'wb').write(bomb + bytes(100))\n"
            "    open(out + 'figure-2.png', 'wb').write(b'GIF89a' + bytes(100))\n"
            "    names = ['figure-1.png', 'figure-2.png']\n"
            "    result = {'ending': 'finished', 'figures': names}\n"
            "    json.dump(result, open(out + 'result.json', 'w'))"
        )
    )
    assert outcome.ending is Ending.FINISHED and outcome.figures == ()


def test_an_exit_code_alone_decides_no_success(world: World) -> None:
    assert world.run("import os\nos._exit(3)").ending is Ending.RAISED
    assert world.run("import os\nos.kill(os.getpid(), 9)").ending is Ending.CRASHED
    assert world.run("import sys\nsys.exit('no such sheet')").ending is Ending.RAISED


def test_a_hostile_exception_is_still_an_exception(world: World) -> None:
    outcome = world.run(
        "class Bad(Exception):\n"
        "    def __str__(self): raise SystemExit(0)\n"
        "    __repr__ = __str__\n"
        "raise Bad()"
    )
    assert outcome.ending is Ending.RAISED
    assert outcome.error is not None and (outcome.error.kind, outcome.error.line) == ("Bad", 4)


def test_a_value_that_explodes_is_no_failure(world: World) -> None:
    outcome = world.run("class Bad:\n    def __repr__(self): raise ValueError\nprint('ok')\nBad()")
    assert outcome.ending is Ending.FINISHED and outcome.printed == "ok\n"
