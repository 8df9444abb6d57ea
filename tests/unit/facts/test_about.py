"""Which files a request is about: stories in both languages, told with names only."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.request import Request, Workplace
from app.facts import about
from app.facts.about import Subject, Use
from app.facts.survey import Entry, Survey


def find(words: str, names: str, named: tuple[str, ...] = (), previous: str = "") -> Subject:
    """What `words` are about in a folder with `names` (separated by |)."""
    paths = [name.strip() for name in names.split("|") if name.strip()]
    folders = {parent.as_posix() for path in paths for parent in Path(path).parents} - {"."}
    listing = Survey(tuple(Entry(path, 1, 0) for path in paths), tuple(sorted(folders)))
    request = Request(
        words,
        Workplace(Path("/nowhere")),
        tuple(Path(name) for name in named),
        previous_words=previous,
    )
    return about.find(request, listing)


OFFICE = "sales.csv | customers.xlsx | report.docx | contract.pdf | photo.jpg | notes.txt"
OFFICE_RU = "продажи.csv | клиенты.xlsx | Отчёт за март.docx | договор.pdf | фото.jpg | заметки.txt"
MONTHS = "jan.csv | feb.csv | mar.csv | readme.txt"

CONTENTS = [
    # by name, with and without a suffix, in any case
    ("total of amount in sales.csv", OFFICE, "sales.csv"),
    ("What is the total in SALES.CSV?", OFFICE, "sales.csv"),
    ("convert sales.csv to sales.xlsx", OFFICE, "sales.csv"),
    ("sum up the sales by month", OFFICE, "sales.csv"),
    ("join sales and customers by id", OFFICE, "sales.csv | customers.xlsx"),
    ("average age of customers", OFFICE, "customers.xlsx"),
    ("how many pages does the contract have", OFFICE, "contract.pdf"),
    ("посчитай сумму в файле продажи.csv", OFFICE_RU, "продажи.csv"),
    ("Сколько всего продаж по месяцам?", OFFICE_RU, "продажи.csv"),
    ("сложи все суммы из продаж", OFFICE_RU, "продажи.csv"),
    ("Соедини продажи с клиентами", OFFICE_RU, "продажи.csv | клиенты.xlsx"),
    ("найди телефон в договоре", OFFICE_RU, "договор.pdf"),
    ("посчитай слова в «Отчёт за март»", OFFICE_RU, "Отчёт за март.docx"),
    ("сколько слов в отчете за март", OFFICE_RU, "Отчёт за март.docx"),
    # misspelled
    ("total of slaes.csv", OFFICE, "sales.csv"),
    ("sort the custmers by name", OFFICE, "customers.xlsx"),
    ("посчитай сумму продажь", OFFICE_RU, "продажи.csv"),
    ("отсортируй клеинтов по имени", OFFICE_RU, "клиенты.xlsx"),
    # by kind
    (
        "Merge all CSV files here into one Excel workbook, one sheet per file",
        MONTHS,
        "jan.csv | feb.csv | mar.csv",
    ),
    ("merge all csv files into all.csv", MONTHS, "jan.csv | feb.csv | mar.csv"),
    ("Собери все csv в один файл Excel", MONTHS, "jan.csv | feb.csv | mar.csv"),
    ("объедини все таблицы в одну", MONTHS + " | x.pdf", "jan.csv | feb.csv | mar.csv"),
    ("average of the price column in the excel file", OFFICE, "customers.xlsx"),
    ("посчитай строки в экселе", OFFICE_RU, "клиенты.xlsx"),
    ("resize the pictures to 800 px", OFFICE + " | b.PNG", "photo.jpg | b.PNG"),
    ("Сделай все картинки черно-белыми", OFFICE_RU + " | б.png", "фото.jpg | б.png"),
    ("уменьши фотографии вдвое", OFFICE_RU, "фото.jpg"),
    ("make everything black and white", "a.jpg | b.jpg | c.txt", "a.jpg | b.jpg"),
    ("merge the pdfs", OFFICE + " | a.pdf", "contract.pdf | a.pdf"),
    ("Склей все пдф в один", OFFICE_RU + " | а.pdf", "договор.pdf | а.pdf"),
    ("extract the first page", "a.pdf | b.txt", "a.pdf"),
    ("convert the word document to text", OFFICE, "report.docx"),
    ("Преобразуй документ Word в текст", OFFICE_RU, "Отчёт за март.docx"),
    ("turn my json into a table", "a.json | b.csv", "a.json"),
    ("list the tables of the database", "shop.db | a.txt", "shop.db"),
    ("кто прислал письма?", "1.eml | 2.eml | а.txt", "1.eml | 2.eml"),
    ("replace foo by bar in all text files", "a.txt | b.txt | c.csv", "a.txt | b.txt"),
    ("замени Иванов на Петров во всех текстовых файлах", "а.txt | б.txt | в.csv", "а.txt | б.txt"),
    # by place
    ("total of all csv files in the folder 2024", "2024/a.csv | 2025/b.csv", "2024/a.csv"),
    ("сумма по всем таблицам из папки «Март»", "Март/а.csv | Апрель/б.csv", "Март/а.csv"),
    ("how many rows are there in this table", "data.csv | photo.jpg", "data.csv"),
    ("удали дубликаты строк", "список.csv | фото.jpg", "список.csv"),
    ("remove the empty rows", "list.xlsx | photo.jpg", "list.xlsx"),
    ("delete the column Price", "list.xlsx | photo.jpg", "list.xlsx"),
    ("rename the column Price to Cost", "list.xlsx | photo.jpg", "list.xlsx"),
    ("переименуй столбец Цена в Стоимость", "список.xlsx | фото.jpg", "список.xlsx"),
    ("посчитай итог в этом файле", "отчет.xlsx", "отчет.xlsx"),
]

PATHS = [
    ("rename all photos to holiday_1, holiday_2 …", "a.jpg | b.JPG | c.txt", "a.jpg | b.JPG"),
    ("Переименуй все фото по дате съёмки", "а.jpg | б.png | в.txt", "а.jpg | б.png"),
    ("sort the files into folders by extension", OFFICE, OFFICE),
    ("Разложи файлы по папкам по типу", OFFICE_RU, OFFICE_RU),
    ("наведи порядок в папке", OFFICE_RU, OFFICE_RU),
    ("delete all empty files", OFFICE, OFFICE),
    ("удали все файлы tmp старше года", "a.tmp | b.txt", "a.tmp | b.txt"),
    ("delete the pdf files", "a.pdf | b.txt", "a.pdf"),
    ("find duplicate files", "a/x.bin | b/y.bin", "a/x.bin | b/y.bin"),
    ("найди одинаковые фотографии", "а.jpg | б.jpg | в.txt", "а.jpg | б.jpg"),
    ("zip the photos", "a.jpg | b.jpg | old.zip", "a.jpg | b.jpg"),
    ("Запакуй все документы в архив", "а.docx | б.pdf | в.jpg", "а.docx | б.pdf"),
    ("unzip a.zip", "a.zip | b.zip", "a.zip"),
    ("распакуй все архивы", "а.zip | б.zip | в.txt", "а.zip | б.zip"),
    ("how many files are there per extension?", OFFICE, OFFICE),
    ("Какие файлы занимают больше всего места?", OFFICE_RU, OFFICE_RU),
    ("list the 10 largest files", OFFICE, OFFICE),
    ("move report.docx to Archive", OFFICE, "report.docx"),
    ("скопируй договор в папку Копии", OFFICE_RU, "договор.pdf"),
    ("make a list of all file names", OFFICE, OFFICE),
]

NOTHING = [
    ("find the average of the numbers in this list: 4, 8, 15, 16, 23, 42", OFFICE),
    ("Найди среднее чисел 4, 8, 15, 16, 23, 42", OFFICE_RU),
    ("отсортируй по алфавиту: яблоко, груша, слива, айва", OFFICE_RU),
    ("sort these names: Bob, Alice, Carol, Dave", OFFICE),
    ("generate a strong password", OFFICE),
    ("Придумай пароль из 12 символов", OFFICE_RU),
    ("what is 15% of 300?", OFFICE),
    ("Сколько секунд в неделе?", "а.jpg | б.jpg"),
    ("make a pie chart of: rent 500, food 300, fun 200", OFFICE),
    ("Сколько букв в слове «достопримечательность и так далее»", OFFICE_RU),
    ("Write a multiplication table to a new csv file", "a.txt | b.jpg"),
    ("Создай календарь на 2025 год в Excel", "а.txt | б.jpg"),
]


def names(text: str) -> set[str]:
    return {name.strip() for name in text.split("|")}


@pytest.mark.parametrize(("words", "folder", "expected"), CONTENTS)
def test_it_reads_what_the_words_are_about(words: str, folder: str, expected: str) -> None:
    subject = find(words, folder)
    assert (subject.use, {entry.path for entry in subject.files}) == (Use.CONTENTS, names(expected))


@pytest.mark.parametrize(("words", "folder", "expected"), PATHS)
def test_work_on_files_needs_only_their_paths(words: str, folder: str, expected: str) -> None:
    subject = find(words, folder)
    assert (subject.use, {entry.path for entry in subject.files}) == (Use.PATHS, names(expected))


@pytest.mark.parametrize(("words", "folder"), NOTHING)
def test_no_file_is_grabbed_when_none_is_meant(words: str, folder: str) -> None:
    subject = find(words, folder)
    if subject.may_be_none:
        # the headings decide, and none of them is mentioned
        subject = about.narrow(subject, [(entry, ["Amount", "Товар"]) for entry in subject.files])
    assert (subject.use, subject.files) == (Use.NOTHING, ())


def test_files_that_the_person_dropped_win_over_words() -> None:
    subject = find("total of all csv files", MONTHS, ("feb.csv",))
    assert [entry.path for entry in subject.files] == ["feb.csv"]


def test_a_dropped_folder_means_what_is_in_it() -> None:
    subject = find("merge them", "a/x.pdf | a/y.pdf | b/z.pdf", ("a",))
    assert [entry.path for entry in subject.files] == ["a/x.pdf", "a/y.pdf"]


def test_a_follow_up_is_about_the_same_files() -> None:
    subject = find("now sort it by date", OFFICE, previous="total of sales.csv by month")
    assert [entry.path for entry in subject.files] == ["sales.csv"]


def test_a_follow_up_may_turn_to_the_files_themselves() -> None:
    subject = find("now rename them to a, b, c", OFFICE + " | x.PDF", previous="merge all pdfs")
    assert subject.use is Use.PATHS
    assert [entry.path for entry in subject.files] == ["contract.pdf", "x.PDF"]


def test_a_follow_up_may_name_another_file() -> None:
    subject = find("and now of customers", OFFICE, previous="total of sales.csv by month")
    assert [entry.path for entry in subject.files] == ["customers.xlsx"]


def test_headings_choose_between_tables() -> None:
    subject = find("average salary by department", "a.csv | b.csv | c.csv")
    assert not subject.is_sure
    a, b, c = subject.files
    headings = [(a, ["Name", "City"]), (b, ["Department", "Salary"]), (c, ["Date"])]
    assert about.narrow(subject, headings).files == (b,)


def test_headings_in_two_tables_mean_both() -> None:
    subject = find("сумма заказов по городам", "а.csv | б.csv | в.csv")
    a, b, c = subject.files
    headings = [(a, ["Город", "id"]), (b, ["id", "Сумма заказа"]), (c, ["Погода"])]
    assert set(about.narrow(subject, headings).files) == {a, b}


def test_tidying_leaves_folders_that_are_there_alone() -> None:
    subject = find("sort the files into folders by type", "a.txt | b.jpg | Old/c.txt")
    assert [entry.path for entry in subject.files] == ["a.txt", "b.jpg"]
