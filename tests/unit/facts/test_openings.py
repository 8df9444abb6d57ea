"""Openings for documents, pictures, data files and work on files: each runs and holds the thing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.data import build
from tests.unit.facts.finding import Runs, ask, facts_of


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as people have them: one of everything."""
    folder = tmp_path_factory.mktemp("desk") / "Иван Петров — отчёты 📁"
    build.documents(folder)
    build.database(folder / "shop.db")
    build.archive(folder / "old.zip", "a.txt", "b/c.txt")
    build.mail(folder / "letter.eml", "Счёт")
    build.records(folder / "people.json")
    build.write(folder, "lines.jsonl", '{"a": 1}\n{"a": 2}\n')
    build.write(folder, "nested.json", '{"shop": "x", "items": [{"sku": 1}, {"sku": 2}]}')
    build.write(folder, "заметка.txt", "Привет\nмир\n", "cp1251")
    build.write(folder, "page.html", "<h1>Заголовок</h1><p>текст</p>")
    build.write(folder, "letter to Анна.md", "# Hello\n")
    build.write(
        folder,
        "items.xml",
        "<shop><items><item id='1'><name>Tea</name></item><item id='2'><name>Cup</name></item>"
        "</items></shop>",
    )
    return folder


ONE = [
    ("rotate photo.jpg", "image.size", [64, 48], "64 x 48 pixels, RGB, taken 2024:05:01"),
    ("how many pages are in contract.pdf", "len(reader.pages)", 3, "3 pages"),
    ("find all names in contract.pdf", "text.count('contract')", 3, "Page 1 of the contract"),
    ("what is in minutes.docx", "len(document.tables)", 1, "Headings: Minutes"),
    ("titles in plan.pptx", "len(presentation.slides)", 1, "Titles: Plan 2024"),
    ("turn people.json into a csv", "[r['age'] for r in records]", [30, 25], "age (number)"),
    ("sum a in lines.jsonl", "sum(r['a'] for r in records)", 3, "2 records"),
    ("list nested.json", "data['items'][1]['sku']", 2, '["items"] is a list of 2 dicts'),
    ("names in items.xml", "len(root.findall('items/item'))", 2, "In each: @id, name"),
    (
        "orders per city in shop.db",
        "pd.read_sql('SELECT * FROM orders', connection).shape",
        [3, 3],
        "Table orders, 3 rows: id, customer_id, total",
    ),
    ("what is inside old.zip", "len(archive.namelist())", 2, "2 files"),
    ("who sent letter.eml", "message['subject']", "Счёт", "From anna@example.org: Счёт"),
    ("посчитай слова в файле заметка.txt", "text.split()", ["Привет", "мир"], "cp1251"),
    ("headings of page.html", "page.h1.text", "Заголовок", "BeautifulSoup"),
]


@pytest.mark.parametrize(("words", "expression", "value", "told"), ONE)
def test_one_file_is_opened(
    runs: Runs, desk: Path, words: str, expression: str, value: Any, told: str
) -> None:
    opening = ask(words, desk)
    assert runs.value(opening, desk, expression) == value
    assert told in opening.code


SEVERAL = [
    ("merge all pdfs", "[p.name for p in pdfs]", ["contract.pdf", "счёт 12.pdf"]),
    ("find phone numbers in all pdfs", "sorted(texts)", ["contract.pdf", "счёт 12.pdf"]),
    ("resize all the pictures", "sorted(p.name for p in images)", ["photo.jpg", "Картинка.PNG"]),
    ("read all json files", "sorted(p.suffix for p in json_files)", [".json", ".json", ".jsonl"]),
]


@pytest.mark.parametrize(("words", "expression", "value"), SEVERAL)
def test_several_of_a_kind(runs: Runs, desk: Path, words: str, expression: str, value: Any) -> None:
    assert runs.value(ask(words, desk), desk, expression) == value


def test_texts_in_folders_are_read_with_their_encoding(runs: Runs, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build.write(folder, "а.txt", "Привет, мир", "cp1251")
    build.write(folder, "б/а.txt", "Ещё раз", "cp1251")
    opening = ask("сколько слов во всех текстовых файлах", folder)
    assert runs.value(opening, folder, "texts") == {"а.txt": "Привет, мир", "б/а.txt": "Ещё раз"}


def test_work_on_files_gets_exactly_its_files(runs: Runs, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build.touch(folder, "a.JPG", "b.jpg", "c.txt", "d/e.jpg", ".hidden.jpg", ".git/f.jpg")
    opening = ask("find duplicate photos", folder)
    names = runs.value(opening, folder, "[path.as_posix() for path in files]")
    assert names == ["a.JPG", "b.jpg", "d/e.jpg"]
    assert set(names) == set(opening.files)
    assert "import hashlib" in opening.code


@pytest.mark.parametrize(
    "words",
    [
        "sort all files into folders by extension",
        "list all files",
        "zip everything in here",
        "Переименуй все файлы",
        "удали все пустые файлы",
    ],
)
def test_globs_find_what_was_surveyed_and_nothing_else(
    runs: Runs, tmp_path: Path, words: str
) -> None:
    folder = tmp_path / "w"
    build.touch(folder, "a b.txt", "ж.PDF", "q'uo\"te.txt", "no suffix", "~$lock.xlsx", ".DS_Store")
    build.touch(folder, "new\nline.txt", "сорт/лист.txt", "node_modules/x.js")
    opening = ask(words, folder)
    found = runs.value(opening, folder, "[path.as_posix() for path in files]")
    assert sorted(found) == sorted(opening.files)
    assert not {"~$lock.xlsx", ".DS_Store"} & set(found)


def test_files_are_grouped_by_extension_when_that_is_wanted(runs: Runs, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build.touch(folder, "a.JPG", "b.jpg", "c.txt", "README")
    opening = ask("Разложи файлы по папкам по расширению", folder)
    groups = runs.value(opening, folder, "{k: len(v) for k, v in by_extension.items()}")
    assert groups == {"jpg": 2, "txt": 1, "other": 1}
    assert "import shutil" in opening.code and 'here = Path(".")' in opening.code


def test_picked_files_are_spelled(runs: Runs, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    build.touch(folder, *(f"{number}.bin" for number in range(30)))
    opening = ask("zip these", folder, "3.bin", "5.bin")
    assert runs.value(opening, folder, "list(map(str, files))") == ["3.bin", "5.bin"]


def test_many_picked_files_are_exactly_those(runs: Runs, tmp_path: Path) -> None:
    folder = tmp_path / "w"
    names = [f"a rather long name number {number:03}.bin" for number in range(80)]
    build.touch(folder, *names)
    opening = ask("zip these files", folder, *names[3:])
    assert runs.value(opening, folder, "sorted(map(str, files))") == names[3:]


def test_a_chart_of_numbers_in_the_request_needs_only_the_import(desk: Path) -> None:
    opening = ask("make a pie chart of: rent 500, food 300, fun 200", desk)
    assert (opening.code, opening.files) == ("import matplotlib.pyplot as plt\n", ())


def test_what_stands_in_the_request_opens_nothing(desk: Path) -> None:
    opening = ask("Найди среднее чисел 4, 8, 15, 16, 23, 42", desk)
    assert (opening.code, opening.files) == ("", ())


@pytest.mark.parametrize(
    "name",
    ["a.pdf", "a.docx", "a.pptx", "a.jpg", "a.zip", "a.xlsx", "a.xls", "a.db", "a.json", "a.xml"],
)
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\x00\xff" * 500, b"plain text"])
def test_damaged_files_never_stop_the_reader(
    runs: Runs, tmp_path: Path, name: str, content: bytes
) -> None:
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (fact,) = facts_of(folder, name)
    assert fact["kind"] in ("damaged", "empty", "unknown")
    assert runs.value(ask(f"what is in {name}", folder), folder, "1") == 1
