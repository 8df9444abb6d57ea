"""What of a script is shown: printed text, the last value, tables, figures, errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.outcome import Ending
from tests.unit.runner.conftest import Run


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("x = 2\nx * 21", "42"),
        ("'готово'", "готово"),
        ("print('a')", ""),
        ("None", ""),
        ("x = 5", ""),
        ("if True:\n    x = 1\nx", "1"),
        ("import numpy as np\nnp.mean([1, 2])", "1.5"),
        ("import numpy as np\n[np.float64(1.5), np.int64(2)]", "[1.5, 2]"),
        ("{'b': 1, 'a': 2}", "{'b': 1, 'a': 2}"),
        ("from __future__ import annotations\n1", "1"),
        ("__name__", "__main__"),
        ("import sys\n7\nsys.exit(0)", ""),
        ("\ufeff1 + 1", "2"),
        ("x = 1\r\nx + 1\r\n", "2"),
    ],
)
def test_last_value_is_shown_as_in_a_notebook(run: Run, code: str, text: str) -> None:
    outcome = run(code)
    assert outcome.ending is Ending.FINISHED, outcome.error
    assert outcome.value_text == text


def test_printed_text_and_warnings_are_kept_apart(run: Run) -> None:
    outcome = run("import sys\nprint('итог: 5')\nprint('oops', file=sys.stderr)\n'end'")
    assert outcome.printed == "итог: 5\n"
    assert outcome.error_output == "oops\n"
    assert outcome.answer == "итог: 5\nend"


def test_table_is_a_table(run: Run) -> None:
    outcome = run(
        "import pandas as pd\nimport datetime\n"
        "pd.DataFrame({'имя': ['Аня', None], 'n': [1, 2], 'x': [0.5, float('nan')],\n"
        "  'day': pd.to_datetime(['2026-01-02', None]), 'ok': [True, False],\n"
        "  'at': pd.to_datetime(['2026-01-02 03:04', '2026-01-03 00:00'])})"
    )
    assert outcome.table is not None
    assert outcome.table.columns == ("имя", "n", "x", "day", "ok", "at")
    assert outcome.table.rows == (
        ("Аня", 1, 0.5, "2026-01-02", True, "2026-01-02 03:04:00"),
        (None, 2, None, None, False, "2026-01-03 00:00:00"),
    )
    assert "Аня" in outcome.value_text


def test_index_and_levels_become_columns(run: Run) -> None:
    outcome = run(
        "import pandas as pd\n"
        "df = pd.DataFrame({'city': ['a', 'a', 'b'], 'n': [1, 2, 3]})\n"
        "df.groupby('city').agg({'n': ['sum', 'mean']})"
    )
    assert outcome.table is not None
    assert outcome.table.columns == ("city", "n / sum", "n / mean")
    assert outcome.table.rows == (("a", 3, 1.5), ("b", 3, 3.0))
    series = run("import pandas as pd\npd.Series([1, 2], index=['x', 'y'], name='сумма')")
    assert series.table is not None
    assert (series.table.columns, series.table.rows) == (("", "сумма"), (("x", 1), ("y", 2)))


def test_long_table_is_cut_and_says_so(run: Run) -> None:
    outcome = run("import pandas as pd\npd.DataFrame({'n': range(12345)})")
    assert outcome.table is not None
    assert (len(outcome.table.rows), outcome.table.total_rows) == (10_000, 12_345)


def test_wide_table_is_printed_whole(run: Run) -> None:
    outcome = run(
        "import pandas as pd\nprint(pd.DataFrame({f'column {n}': [n] for n in range(30)}))"
    )
    assert len(outcome.printed.splitlines()) == 2 and "..." not in outcome.printed


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("plt.plot([1, 2])\nplt.title('Продажи')\nplt.show()", 1),
        ("plt.plot([1, 2])\nplt.show()\nplt.close('all')", 1),
        ("plt.plot([1, 2])", 1),
        ("figure, axes = plt.subplots()\naxes.bar(['а', 'б'], [1, 2])\naxes", 1),
        ("plt.figure().add_subplot()\nplt.figure().add_subplot()\nNone", 2),
        ("plt.plot([1, 2])\nplt.savefig('mine.png')", 0),
        ("plt.plot([1, 2])\nplt.savefig('mine.png')\nplt.show()", 1),
        ("import matplotlib\nmatplotlib.use('Agg')\nplt.plot([1])\nplt.show()", 1),
        ("import pandas as pd\npd.DataFrame({'n': [1, 2]}).plot()", 1),
        ("from PIL import Image\nImage.new('CMYK', (5, 5))", 1),
    ],
)
def test_figures_are_shown_unless_the_script_saved_them(run: Run, code: str, count: int) -> None:
    outcome = run("import matplotlib.pyplot as plt\n" + code)
    assert outcome.ending is Ending.FINISHED, outcome.error
    assert len(outcome.figures) == count
    assert all(figure.read_bytes().startswith(b"\x89PNG") for figure in outcome.figures)
    assert (outcome.value_text, outcome.error_output) == ("", "")


def test_error_names_the_line_and_shows_only_the_script(run: Run) -> None:
    outcome = run("import json\n\ndef read():\n    return json.loads('{')\n\nread()")
    assert outcome.ending is Ending.RAISED and outcome.error is not None
    assert (outcome.error.kind, outcome.error.line) == ("JSONDecodeError", 4)
    assert "return json.loads" in outcome.error.traceback
    assert "boot.py" not in outcome.error.traceback and "decoder.py" not in outcome.error.traceback
    assert outcome.error_output == ""


def test_syntax_error_names_the_line(run: Run) -> None:
    outcome = run("x = 1\nif x\n    pass")
    assert outcome.error is not None
    assert (outcome.error.kind, outcome.error.line) == ("SyntaxError", 2)


def test_exit_with_words_is_an_error(run: Run) -> None:
    outcome = run("import sys\nprint('so far')\nsys.exit('Нет листа «Март»')")
    assert outcome.ending is Ending.RAISED and outcome.error is not None
    assert (outcome.error.kind, outcome.error.message) == ("SystemExit", "Нет листа «Март»")
    assert outcome.printed == "so far\n"


def test_file_that_was_not_closed_is_whole(run: Run) -> None:
    outcome = run("f = open('a.txt', 'w')\nf.write('x' * 100)\nNone")
    assert [(change.path, change.size) for change in outcome.changes] == [("a.txt", 100)]


def test_progress_bar_leaves_its_last_state(run: Run) -> None:
    assert run("print('10 %\\r50 %\\r100 %')").printed == "100 %\n"


def test_the_script_sees_the_folder_where_it_is(run: Run, folder: Path) -> None:
    (folder / "a.txt").write_text("я", encoding="utf-8")
    outcome = run(
        f"import os\nprint(os.getcwd())\nprint(open({str(folder / 'a.txt')!r}).read())\n"
        f"print(os.path.dirname(__file__))"
    )
    assert outcome.printed.splitlines() == [str(folder), "я", str(folder)]


def test_sets_are_written_in_the_same_order_every_time(run: Run) -> None:
    code = "print(list({'один', 'два', 'три', 'четыре', 'пять', 'шесть', 'семь'}))"
    assert run(code).printed == run(code).printed


def test_common_libraries_work_together(run: Run) -> None:
    outcome = run(
        "import pandas as pd, duckdb, docx, pptx, openpyxl, xlsxwriter, io\n"
        "from reportlab.pdfgen.canvas import Canvas\nfrom pypdf import PdfReader\n"
        "df = pd.DataFrame({'n': [1, 2]})\n"
        "df.to_excel('t.xlsx', index=False)\n"
        "d = docx.Document(); d.add_paragraph('Привет'); d.save('d.docx')\n"
        "c = Canvas('p.pdf'); c.drawString(9, 9, 'x'); c.save()\n"
        "print(len(PdfReader('p.pdf').pages), pd.read_excel('t.xlsx')['n'].sum())\n"
        "print(duckdb.sql('select sum(n) from df').fetchall()[0][0])"
    )
    assert outcome.printed == "1 3\n3\n", outcome.error
    assert [change.path for change in outcome.changes] == ["d.docx", "p.pdf", "t.xlsx"]
