"""The prompt begins with what is fixed, and its answer with our opening."""

from __future__ import annotations

from pathlib import Path

from app.domain.outcome import ScriptError
from app.domain.request import Request, Workplace
from app.domain.script import Opening, Script
from app.writer.base import Role
from app.writer.prompt import first_prompt, front, repair_prompt, script_from

OPENING = Opening('import pandas as pd\n\nsales = pd.read_csv("продажи.csv")\n', ("продажи.csv",))


def request(words: str, **more: str) -> Request:
    return Request(words, Workplace(Path("/x")), **more)  # type: ignore[arg-type]


def test_the_answer_is_opened_inside_the_code_block() -> None:
    prompt = first_prompt(request("total"), OPENING)
    assert prompt.answer == f"```python\n{OPENING.code}\n# total\n"
    assert prompt.messages[-1] == (Role.USER, "total")


def test_the_front_is_the_same_for_every_request() -> None:
    one, other = first_prompt(request("a"), OPENING), first_prompt(request("b"), Opening())
    assert one.messages[:-1] == other.messages[:-1] == front().messages[:-1]
    assert one.messages[0][0] is Role.SYSTEM


def test_the_worked_examples_are_scripts() -> None:
    for role, text in front().messages:
        if role is Role.ASSISTANT:
            code = text.removeprefix("```python\n").removesuffix("```")
            compile(code, "example", "exec")


def test_words_over_several_lines_stay_a_comment() -> None:
    answer = first_prompt(request("total\nimport os"), Opening()).answer
    assert answer == "```python\n# total import os\n"


def test_long_words_are_not_said_twice() -> None:
    answer = first_prompt(request("number " * 500), Opening()).answer
    assert len(answer) < 300
    assert answer.endswith(" …\n")


def test_the_script_is_our_opening_and_what_was_written() -> None:
    script = script_from(request("total"), OPENING, "print(sales)\n```\nThis prints…")
    assert script.code == f"{OPENING.code}\n# total\nprint(sales)\n"


def test_a_repair_shows_the_line_that_failed() -> None:
    script = Script("a = 1\nb = a / 0\n")
    error = ScriptError("ZeroDivisionError", "division by zero", 2)
    prompt = repair_prompt(request("x"), OPENING, script, error)
    assert "ZeroDivisionError: division by zero" in prompt.messages[-1][1]
    assert "in line 2: b = a / 0" in prompt.messages[-1][1]
    assert prompt.messages[-2][0] is Role.ASSISTANT


def test_a_follow_up_knows_the_last_script() -> None:
    prompt = first_prompt(
        request("now sort it", previous_words="load it", previous_code="print(1)\n"), Opening()
    )
    added = prompt.messages[len(front().messages) - 1 :]
    assert [role for role, _ in added] == [Role.USER, Role.ASSISTANT, Role.USER]
    assert added[1][1] == "```python\nprint(1)\n```"
