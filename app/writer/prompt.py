"""From a request and the opening of its script to a prompt, and back from the answer.

What is fixed stands first and byte-identical, so that the engine's memory of it is used again;
what changes (words, facts) comes last. The answer is opened inside the code block, so the model
writes code at once. Measured (see docs/benchmarks.md): a page of rules makes a small model worse.
"""

from __future__ import annotations

from app.domain.outcome import ScriptError
from app.domain.request import Request
from app.domain.script import Opening, Script
from app.writer.base import Prompt, Role

_SYSTEM = """You write Python scripts that do what the user asks with the files in the current \
folder. The script has been begun for you: files are already loaded by correct lines. Continue it; \
do not load those files again and do not repeat lines. Use the exact names that are given. \
Use only the standard library, pandas, openpyxl, matplotlib, Pillow, pypdf, python-docx, duckdb. \
Save new files in the current folder. Never change or delete files unless asked. \
Print the answer, or what was done, in the user's language. No input(), no internet. \
Write only code, and as little of it as possible."""

# Worked examples: what a request asks for, literally, in the form of the scripts to come. They are
# part of the fixed front, so they cost nothing once the engine has read them.
_EXAMPLES = (
    (
        "Save these lists in one Excel file, each list on its own sheet",
        """import pandas as pd

tables = {
    "staff": pd.read_csv("staff.csv"),  # 12 rows
    "guests": pd.read_csv("guests.csv", sep=";"),  # 7 rows
}
# Every table has the columns: name (text), city (text)
#   Ann | Riga

# Save these lists in one Excel file, each list on its own sheet
with pd.ExcelWriter("lists.xlsx") as writer:
    for name, table in tables.items():
        table.to_excel(writer, sheet_name=name[:31], index=False)
print(f"Saved {len(tables)} sheets in lists.xlsx")
""",
    ),
    (
        "join both lists into a single csv",
        """import pandas as pd

tables = {
    "autumn": pd.read_csv("autumn.csv"),  # 9 rows
    "winter": pd.read_csv("winter.csv"),  # 4 rows
}
# Every table has the columns: plant (text), price (number)
#   Rose | 4.5

# join both lists into a single csv
joined = pd.concat(tables.values(), ignore_index=True)
joined.to_csv("joined.csv", index=False, encoding="utf-8-sig")
print(f"Saved {len(joined)} rows in joined.csv")
""",
    ),
    (
        "Сколько в среднем стоит ремонт по городам?",
        """import pandas as pd

table = pd.read_excel("ремонт.xlsx")  # 40 rows
# Columns: Город (text), Цена (number)
#   Псков | 1500

# Сколько в среднем стоит ремонт по городам?
table.groupby("Город")["Цена"].mean().round(2).sort_values(ascending=False)
""",
    ),
)

_FRONT: tuple[tuple[Role, str], ...] = (
    (Role.SYSTEM, _SYSTEM),
    *(
        part
        for words, code in _EXAMPLES
        for part in ((Role.USER, words), (Role.ASSISTANT, f"```python\n{code}```"))
    ),
)

_LONGEST_COMMENT = 240
_LONGEST_ERROR = 900


def front() -> Prompt:
    """What every prompt begins with, for reading ahead."""
    return Prompt(messages=(*_FRONT, (Role.USER, "")), answer="")


def first_prompt(request: Request, opening: Opening) -> Prompt:
    """Ask for a script for the first time."""
    return Prompt(
        messages=(*_FRONT, *_earlier(request), (Role.USER, request.words)),
        answer="```python\n" + beginning(request, opening),
    )


def repair_prompt(
    request: Request, opening: Opening, script: Script, error: ScriptError | str
) -> Prompt:
    """Ask again after a script failed; `error` is its exception, or what is wrong in words."""
    return Prompt(
        messages=(
            *_FRONT,
            *_earlier(request),
            (Role.USER, request.words),
            (Role.ASSISTANT, f"```python\n{script.code.rstrip()}\n```"),
            (Role.USER, _complaint(script, error)),
        ),
        answer="```python\n" + beginning(request, opening),
    )


def beginning(request: Request, opening: Opening) -> str:
    """What the script begins with: the loading lines, and the request as a comment."""
    words = " ".join(request.words.split())
    if len(words) > _LONGEST_COMMENT:
        words = words[:_LONGEST_COMMENT].rsplit(" ", 1)[0] + " …"
    code = opening.code
    if code and not code.endswith("\n"):
        code += "\n"
    return f"{code}\n# {words}\n" if code else f"# {words}\n"


def script_from(request: Request, opening: Opening, text: str) -> Script:
    """The whole script: our beginning, and what the model wrote up to the end of its block."""
    written = text.split("```", 1)[0].rstrip()
    return Script(beginning(request, opening) + written + "\n")


def _earlier(request: Request) -> tuple[tuple[Role, str], ...]:
    if not request.previous_code:
        return ()
    return (
        (Role.USER, request.previous_words),
        (Role.ASSISTANT, f"```python\n{request.previous_code.rstrip()}\n```"),
    )


def _complaint(script: Script, error: ScriptError | str) -> str:
    if isinstance(error, str):
        return f"That script does not work: {error} Write the whole script again, corrected."
    lines = script.code.splitlines()
    place = ""
    if 1 <= error.line <= len(lines):
        place = f"\nin line {error.line}: {lines[error.line - 1].strip()}"
    message = f"{error.kind}: {error.message}"[:_LONGEST_ERROR]
    return (
        f"That script failed with\n{message}{place}\n"
        "Find the cause and write the whole script again, corrected."
    )
