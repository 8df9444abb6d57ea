"""The three tasks of the main job through the command line, with the JSON contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app import paths

pytestmark = [pytest.mark.model, pytest.mark.sandbox]

KEYS = {
    "status",
    "answer",
    "outcome",
    "changes",
    "code",
    "language",
    "agreement",
    "repairs",
    "sandbox",
    "run",
    "problem",
    "timings",
}


def saiddone(*words: str) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ, PYTHONPATH=str(paths.ROOT), LANG="C.UTF-8")
    return subprocess.run(
        [sys.executable, "-m", "app.main", *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )


def ask(folder: Path, words: str, *more: str) -> dict[str, Any]:
    done = saiddone("ask", "--json", "--yes", "--folder", str(folder), *more, words)
    report: dict[str, Any] = json.loads(done.stdout)
    assert set(report) == KEYS
    assert set(report["timings"]) == {"first_token", "first_script", "preview", "total"}
    assert (
        done.returncode
        == {"done": 0, "failed": 1, "refused": 3, "needs-choice": 4}[report["status"]]
    ), done.stderr
    assert report["sandbox"] == "strong"
    assert report["language"] == "python"
    return report


def test_the_average_of_a_list_twice(model: Path, work: Path) -> None:
    for _ in range(2):
        report = ask(work, "find the average of the numbers in this list: 4, 8, 15, 16, 23, 42")
        assert report["status"] == "done"
        assert "18" in report["answer"]
        assert report["changes"] == []
        assert report["run"] is None
        assert report["problem"] is None
        assert report["agreement"] == [1, 1]


def test_csv_files_become_one_workbook_twice(model: Path, work: Path) -> None:
    tables = {"jan": [["a", 1], ["b", 2]], "feb": [["c", 3]], "mar": [["d", 4], ["e", 5]]}
    for name, rows in tables.items():
        lines = ["name,value", *(f"{row[0]},{row[1]}" for row in rows)]
        (work / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    for _ in range(2):
        report = ask(work, "Merge all CSV files here into one Excel workbook, one sheet per file")
        assert report["status"] == "done", report
        (change,) = report["changes"]
        assert change["kind"] == "created"
        workbook = openpyxl.load_workbook(work / change["path"])
        assert set(workbook.sheetnames) == set(tables)
        for name, rows in tables.items():
            found = [list(row) for row in workbook[name].iter_rows(values_only=True)]
            assert [row[-2:] for row in found] == [["name", "value"], *rows]
        undone = saiddone("undo", report["run"])
        assert undone.returncode == 0, undone.stderr
        assert not (work / change["path"]).exists()
    history = saiddone("history")
    assert history.stdout.count("Merge all CSV files") == 2


def test_a_russian_task_on_a_cp1251_file_twice(model: Path, work: Path) -> None:
    content = "Дата;Товар;Сумма\r\n05.01.2024;Чай;1200,50\r\n09.01.2024;Кофе;80,00\r\n"
    (work / "продажи.csv").write_bytes((content + "11.01.2024;Чай;300,25\r\n").encode("cp1251"))
    for _ in range(2):
        report = ask(
            work,
            "Посчитай общую сумму продаж по каждому товару в файле продажи.csv",
            "--language",
            "ru",
        )
        assert report["status"] == "done", report
        assert "1500.75" in report["answer"].replace(",", ".")
        assert "80" in report["answer"]
        assert report["outcome"] == "Вот ответ. Файлы не изменены."


def test_what_is_not_confirmed_does_not_happen(model: Path, work: Path) -> None:
    (work / "a.csv").write_text("x,y\n1,2\n", "utf-8")
    done = saiddone("ask", "--json", "--folder", str(work), "Save a.csv as an Excel file")
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert report["status"] == "refused"
    assert report["problem"]["kind"] == "not-confirmed"
    assert [path.name for path in work.iterdir()] == ["a.csv"]


def test_the_doctor_finds_everything(model: Path) -> None:
    done = saiddone("doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "strong" in done.stdout
