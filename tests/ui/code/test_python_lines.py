"""Lines coloured one by one look like the whole script coloured at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pygments.lexers.python import PythonLexer

from app import paths
from app.ui.code.python_lines import Kind, PythonLines, Span, _kind

SNIPPETS = {
    "docstring": 'def f():\n    """One\n    two "x" three.\n    """\n    return 1  # end\n',
    "single quotes": "a = '''x\n# no comment\n''' + 'y'  # comment\n",
    "f-string": 'print(f"{len(rows)!r:>10} of {total:.2f} {{no}}", None, True)\n',
    "f-string over lines": 'x = f"""\n{len(rows)}\n"""\ny = 1\n',
    "decorated": "@dataclass\nclass Thing(Base):\n    async def go(self) -> int: ...\n",
    "imports": "from pathlib import Path\nimport pandas as pd, os\n\nnot_import = 1\n",
    "continued": "total = 1 + \\\n    2.5e3 - 0xff_ff\n",
    "continued string": 'text = "one \\\ntwo"\nx = 3\n',
    "match": "match x:\n    case [1, *_]:\n        pass\n    case _: raise ValueError\n",
    "Cyrillic": 'таблица = pd.read_csv("март.csv")  # Продажи\n',
}


def kinds(spans: list[Span], length: int) -> list[Kind | None]:
    """The kind of every UTF-16 unit of a line."""
    found: list[Kind | None] = [None] * length
    for span in spans:
        found[span.start : span.start + span.length] = [span.kind] * span.length
    return found


def line_by_line(code: str) -> list[list[Kind | None]]:
    lexer, state, result = PythonLines(), -1, []
    for line in code.split("\n"):
        spans, state = lexer.spans(line, state)
        result.append(kinds(list(spans), len(line)))
    return result


def all_at_once(code: str) -> list[list[Kind | None]]:
    found: list[Kind | None] = [None] * len(code)
    for start, token, text in PythonLexer().get_tokens_unprocessed(code):
        found[start : start + len(text)] = [_kind(token)] * len(text)
    result, start = [], 0
    for line in code.split("\n"):
        result.append(found[start : start + len(line)])
        start += len(line) + 1
    return result


@pytest.mark.parametrize("name", SNIPPETS)
def test_line_by_line_is_as_good_as_all_at_once(name: str) -> None:
    assert line_by_line(SNIPPETS[name]) == all_at_once(SNIPPETS[name])


@pytest.mark.parametrize("file", ["paths.py", "domain/problem.py", "ui/theme.py", "ui/icons.py"])
def test_real_programs_too(file: str) -> None:
    code = Path(paths.APP / file).read_text(encoding="utf-8")
    ours, theirs = line_by_line(code), all_at_once(code)
    wrong = [number for number, line in enumerate(ours, 1) if line != theirs[number - 1]]
    assert not wrong, f"{file}: lines {wrong[:5]}"
    assert sum(kind is Kind.STRING for line in ours for kind in line) > 100


def test_colours_after_an_emoji_stand_where_qt_counts_them() -> None:
    line = 'p = "📁📁"; x = 12'
    spans, _ = PythonLines().spans(line, -1)
    units = line.encode("utf-16-le")
    told = {
        units[2 * s.start : 2 * (s.start + s.length)].decode("utf-16-le"): s.kind for s in spans
    }
    assert told == {'"📁📁"': Kind.STRING, "12": Kind.NUMBER}


def test_an_endless_line_costs_nothing_and_does_not_lose_the_state() -> None:
    lexer = PythonLines()
    _, inside = lexer.spans('"""begun', -1)
    spans, after = lexer.spans("x" * 1_000_000, inside)
    assert spans == ()
    assert after == inside
    spans, _ = lexer.spans('end"""', after)
    assert spans == (Span(0, 6, Kind.STRING),)
