"""Values with everything in them that is awkward to keep."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from app.domain.change import Change, ChangeKind, FileMark
from app.domain.conversation import Exchange, ExchangeState
from app.domain.outcome import Ending, Outcome, SandboxLevel, ScriptError, Table
from app.domain.request import Language, Request, Workplace

ODD_NAME = os.fsdecode(b"\xff\xfe \xd0\x98.csv")
"""A name that is not UTF-8: Python holds it with surrogates."""

FOLDER = Path("/дом") / "Иван Петров — отчёты 📁"
TOKYO = datetime(2026, 11, 28, 15, 30, 12, 123456, tzinfo=ZoneInfo("Asia/Tokyo"))
MOMENTS = (
    TOKYO,
    datetime(2026, 11, 28, tzinfo=UTC),
    datetime(2026, 11, 28, 1, 2, 3, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    # the hour that comes twice
    datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(2026, 11, 28, 23, 59),
)

MARK = FileMark(size=2**40, modified_ns=10**18 + 1, changed_ns=-1, inode=2**63 - 1, mode=0o100644)
CHANGES = (
    Change("отчёт\n«второй».xlsx", ChangeKind.CREATED, size=7, digest="ab" * 32),
    Change("b.csv", ChangeKind.MODIFIED, before=MARK, size=0, digest="cd" * 32),
    Change("📁/old", ChangeKind.DELETED, is_folder=True, before=MARK),
    Change("new", ChangeKind.RENAMED, source=ODD_NAME, before=MARK),
)
OUTCOME = Outcome(
    ending=Ending.RAISED,
    printed="строка\n\x00\x1b[31m\u2028конец 📈",
    error_output="\udcff не текст",
    value_text="3",
    table=Table(
        columns=("имя", "", "имя"),
        rows=(
            ("a", 1, 1.0, True, None),
            ("1", 0, -0.0, False, None),
            ("", 2**70, 0.1 + 0.2, True, None),
            ("∞", -1, float("inf"), False, 1e300),
        ),
        total_rows=1_000_000,
    ),
    figures=(FOLDER / "figure 1.png", Path(ODD_NAME)),
    changes=CHANGES,
    skipped=("link", ODD_NAME),
    error=ScriptError("KeyError", "'цена'", 3, "Traceback …"),
    seconds=1.25,
    sandbox=SandboxLevel.BASIC,
)
REQUEST = Request(
    words="собери всё\nв одну таблицу 🙂",
    workplace=Workplace(FOLDER, (Path("a.csv"), Path(ODD_NAME))),
    named_files=(Path("a.csv"), Path(ODD_NAME)),
    language=Language.RUSSIAN,
    previous_words="раньше",
    previous_code="print(1)\n",
)


def full_exchange(conversation_id: int) -> Exchange:
    """An exchange in which no field has its default."""
    return Exchange(
        id=0,
        conversation_id=conversation_id,
        at=TOKYO,
        request=REQUEST,
        state=ExchangeState.DONE,
        code="import pandas as pd\n",
        outcome=OUTCOME,
        run_id="20261128-153012-ab3",
        agreement=(4, 5),
        problem_kind="disk-full",
        problem_facts=(("name", ODD_NAME), ("needed", 2**40)),
        problem_detail="Traceback …",
    )


def short_exchange(conversation_id: int, words: str = "привет") -> Exchange:
    """An exchange that was only asked, in a whole folder."""
    return Exchange(0, conversation_id, MOMENTS[1], Request(words, Workplace(FOLDER)))
