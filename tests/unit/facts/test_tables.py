"""Awkward tables: the opening reads each of them right, in the scripts' own Python."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from app.facts.code import MOST_TOKENS, tokens
from tests.data import build
from tests.unit.facts.finding import Runs, ask, facts_of

WORDS = "total of the column in this table"


def loaded(runs: Runs, folder: Path, words: str = WORDS) -> tuple[list[str], list[str], int, str]:
    """Columns, dtypes, rows and the code of the opening for the only table of `folder`."""
    opening = ask(words, folder)
    name = next(line for line in opening.code.splitlines() if " = pd.read" in line).split(" = ")[0]
    columns, dtypes, rows = runs.value(
        opening,
        folder,
        f"[list(map(str, {name}.columns)), list(map(str, {name}.dtypes)), len({name})]",
    )
    assert tokens(opening.code) <= MOST_TOKENS
    return columns, dtypes, rows, opening.code


@pytest.mark.parametrize(
    ("encoding", "spelled"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("cp1251", 'encoding="cp1251"'),
        ("cp866", 'encoding="cp866"'),
        ("koi8-r", 'encoding="koi8-r"'),
        ("utf-16", 'encoding="utf-16"'),
        ("utf-16-le", 'encoding="utf-16-le"'),
    ],
)
def test_russian_sales_in_every_encoding(
    runs: Runs, tmp_path: Path, encoding: str, spelled: str
) -> None:
    text = build.SALES_RU
    if encoding in ("cp866", "koi8-r"):
        text = (
            text.replace("«", '""')
            .replace("»", '""')
            .replace(";Чай", ';"Чай')
            .replace('"";', '""";')
        )
    build.write(tmp_path, "Продажи 📁.csv", text, encoding)
    columns, dtypes, rows, code = loaded(runs, tmp_path)
    assert columns == ["Дата", "Товар", "Кол-во", "Сумма"]
    assert dtypes == ["datetime64[ns]", "object", "int64", "float64"]
    assert rows == 3 and "# 3 rows" in code
    assert spelled in code and ("encoding" in code) == bool(spelled)
    assert "2024-01-05 | Чай" in code


def test_day_comes_first_in_russian_dates(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "продажи.csv", build.SALES_RU, "cp1251")
    opening = ask(WORDS, tmp_path)
    assert runs.value(opening, tmp_path, "str(sales['Дата'].max())") == "2024-02-28 00:00:00"
    assert runs.value(opening, tmp_path, "sales['Сумма'].sum()") == pytest.approx(496.4)


def test_iso_dates_and_quoted_commas(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "sales.csv", build.SALES_EN)
    columns, dtypes, rows, code = loaded(runs, tmp_path)
    assert (columns, dtypes, rows) == (
        ["date", "product", "amount"],
        ["datetime64[ns]", "object", "float64"],
        3,
    )
    assert 'pd.read_csv("sales.csv", parse_dates=["date"])' in code


def test_ambiguous_dates_are_told(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "when,n\n01/02/2024,1\n03/04/2024,2\n")
    _, dtypes, _, code = loaded(runs, tmp_path)
    assert dtypes == ["datetime64[ns]", "int64"]
    assert "read month first" in code
    build.write(tmp_path, "t.csv", "когда;n\n01/02/2024;1\n03/04/2024;2\n")
    opening = ask(WORDS, tmp_path)
    assert "read day first" in opening.code
    assert runs.value(opening, tmp_path, "str(table['когда'][0])").startswith("2024-02-01")


def test_month_first_is_seen_from_a_day_above_twelve(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "when,n\n01/02/2024,1\n03/24/2024,2\n")
    opening = ask(WORDS, tmp_path)
    assert runs.value(opening, tmp_path, "str(table['when'][0])").startswith("2024-01-02")


def test_two_date_columns_in_two_formats(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "a,b\n2024-01-31,31.01.2024\n2024-02-01,01.02.2024\n")
    _, dtypes, _, _ = loaded(runs, tmp_path)
    assert dtypes == ["datetime64[ns]", "datetime64[ns]"]


def test_title_lines_blank_lines_and_a_total_row(runs: Runs, tmp_path: Path) -> None:
    text = "Отчёт за январь;;\n\n" + build.SALES_RU.replace("\r", "") + "Итого;;13;496,4\n"
    build.write(tmp_path, "продажи.csv", text)
    opening = ask("сумма по товарам в этой таблице", tmp_path)
    assert runs.value(opening, tmp_path, "[len(sales), round(sales['Сумма'].sum(), 2)]") == [
        3,
        496.4,
    ]
    assert runs.value(opening, tmp_path, "str(sales['Дата'].dtype)") == "datetime64[ns]"
    kept = ask("преобразуй таблицу в json", tmp_path)
    assert runs.value(kept, tmp_path, "len(sales)") == 4
    assert "The last row is a total (Итого)" in kept.code


@pytest.mark.parametrize("blank", [build.NBSP, " ", "\u202f"])
def test_thousands_with_blanks_of_all_kinds(runs: Runs, tmp_path: Path, blank: str) -> None:
    text = f"Город;Число\nМосква;12{blank}345,50\nОмск;900,25\nТверь;1{blank}000{blank}000,00\n"
    build.write(tmp_path, "t.csv", text)
    opening = ask(WORDS, tmp_path)
    assert runs.value(opening, tmp_path, "table['Число'].tolist()") == [12345.5, 900.25, 1e6]


def test_thousands_with_commas(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", 'city,n\nLeeds,"1,234.5"\nYork,"12,000"\n')
    opening = ask(WORDS, tmp_path)
    assert 'thousands=","' in opening.code
    assert runs.value(opening, tmp_path, "table['n'].tolist()") == [1234.5, 12000]


def test_money_with_signs_becomes_numbers(runs: Runs, tmp_path: Path) -> None:
    build.write(
        tmp_path, "t.csv", "Имя;Цена;Скидка\nЧай;1 200,50 ₽;5%\nКофе;-300 руб.;10%\nСок;—;0%\n"
    )
    opening = ask(WORDS, tmp_path)
    values = runs.value(opening, tmp_path, "table[['Цена', 'Скидка']].fillna(-1).values.tolist()")
    assert values == [[1200.5, 5], [-300, 10], [-1, 0]]


def test_codes_keep_their_zeros(runs: Runs, tmp_path: Path) -> None:
    build.write(
        tmp_path, "t.csv", "zip,card,n\n01234,1234567890123456,1\n00007,6543210987654321,2\n"
    )
    opening = ask(WORDS, tmp_path)
    assert runs.value(opening, tmp_path, "table.values.tolist()[1]") == [
        "00007",
        "6543210987654321",
        2,
    ]


def test_no_header(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "2024-01-05,Tea,3\n2024-01-06,Milk,4\n")
    columns, dtypes, rows, _ = loaded(runs, tmp_path)
    assert (columns, rows) == (["column1", "column2", "column3"], 2)
    assert dtypes == ["datetime64[ns]", "object", "int64"]


def test_years_may_be_headings(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "city,2022,2023\nLeeds,5,6\nYork,7,8\n")
    assert loaded(runs, tmp_path)[0] == ["city", "2022", "2023"]


def test_embedded_newlines(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", 'name,note\nA,"one\ntwo"\nB,"x, y"\n')
    assert loaded(runs, tmp_path)[2] == 2


def test_ragged_rows_are_told(tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "a,b\n1,2\n3,4,5\n6,7\n8\n")
    code = ask(WORDS, tmp_path).code
    assert 'on_bad_lines="warn"' in code
    assert "too many cells, which are left out: 1" in code


def test_a_separator_at_the_end_of_every_row(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "a;b\n1;2;\n3;4;\n")
    opening = ask(WORDS, tmp_path)
    assert runs.value(opening, tmp_path, "table['a'].tolist()") == [1, 3]


def test_one_column(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", "name\nАнна\nBob\n")
    assert loaded(runs, tmp_path)[0::2] == (["name"], 2)


def test_tabs_in_a_txt(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.txt", "a\tb\n1,5\tx\n2,5\ty\n", "cp1251")
    opening = ask("sum of column a in t.txt", tmp_path)
    assert runs.value(opening, tmp_path, "table['a'].sum()") == 4


def test_prose_is_no_table(tmp_path: Path) -> None:
    build.write(
        tmp_path, "t.txt", "Well, it was late.\nWe, that is I, left, and so on.\nBye, all.\n"
    )
    assert facts_of(tmp_path, "t.txt")[0]["kind"] == "text"


def test_headings_with_blanks_doubles_and_gaps(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "t.csv", " a ,b,b,,c\n1,2,3,4,5\n6,7,8,9,0\n")
    columns, _, _, code = loaded(runs, tmp_path)
    assert columns == ["a", "b", "b.1", "Unnamed: 3", "c"]
    assert "a (number), b (number), b.1 (number), Unnamed: 3 (number)" in code


def test_names_in_files_cannot_become_code(runs: Runs, tmp_path: Path) -> None:
    evil = '"x\nimport os; os.remove(""a"")\u2028boom",b\n1,2\n3,4\n'
    name = 'quo"te\\ \n line.csv'
    build.write(tmp_path, name, evil)
    opening = ask(WORDS, tmp_path)
    assert opening.files == (name,)
    assert not any(line.startswith("import os") for line in opening.code.splitlines())
    assert runs.value(opening, tmp_path, "len(quo_te_line)") == 2


def test_an_empty_file_and_a_binary_one(tmp_path: Path) -> None:
    build.write(tmp_path, "a.csv", "")
    assert 'a.csv" is empty' in ask("total in a.csv", tmp_path).code
    (tmp_path / "b.csv").write_bytes(bytes(range(256)) * 20)
    assert 'b.csv" is damaged' in ask("total in b.csv", tmp_path).code


def test_only_the_head_of_a_large_file_is_read(tmp_path: Path) -> None:
    path = build.write(tmp_path, "big.csv", "id,name\n" + "1,Anna\n" * 50_000)
    with path.open("r+b") as file:
        file.truncate(400 * 1024 * 1024)
    fact = facts_of(tmp_path, "big.csv")[0]
    assert fact["kind"] == "table" and not fact["rows_exact"]
    code = ask("count the rows in big.csv", tmp_path).code
    assert "chunksize=" in code and "about " in code


def test_cyrillic_far_below_an_english_head(tmp_path: Path) -> None:
    text = "id,name\n" + "1,Anna\n" * 60_000 + "2,Анна\n"
    build.write(tmp_path, "t.csv", text, "cp1251")
    fact = facts_of(tmp_path, "t.csv")[0]
    assert (fact["encoding"], fact["rows"], fact["rows_exact"]) == ("cp1251", 60_001, True)


def test_workbook_with_merged_titles_and_sheets(runs: Runs, tmp_path: Path) -> None:
    build.budget(tmp_path / "Бюджет.xlsx")
    opening = ask("сколько строк на каждом листе в Бюджет.xlsx", tmp_path)
    value = runs.value(opening, tmp_path, "{k: [list(t), len(t)] for k, t in sheets.items()}")
    columns = ["Дата", "Статья", "Сумма"]
    assert value == {"Январь": [columns, 2], "Февраль": [columns, 1]}
    assert facts_of(tmp_path, "Бюджет.xlsx")[0]["sheets"][0]["merged"] == ["A1:C1"]


def test_the_sheet_that_the_words_name(runs: Runs, tmp_path: Path) -> None:
    build.budget(tmp_path / "Бюджет.xlsx")
    opening = ask("сумма за февраль в бюджете", tmp_path)
    assert runs.value(opening, tmp_path, "len(budget)") == 1
    assert 'sheet_name="Февраль"' in opening.code


def test_a_table_in_the_middle_of_a_sheet(runs: Runs, tmp_path: Path) -> None:
    rows = [[], [None, "Total of 2024"], [], [None, "when", "price", "code"]]
    data = [[None, "05.01.2024", "1 200,50", "007"], [None, "15.02.2024", "300", "010"]]
    build.workbook(tmp_path / "t.xlsx", {"Sheet1": [*rows, *data]})
    columns, dtypes, count, _ = loaded(runs, tmp_path)
    assert (columns, count) == (["when", "price", "code"], 2)
    assert dtypes == ["datetime64[ns]", "float64", "object"]


def test_real_dates_in_a_sheet_need_no_help(runs: Runs, tmp_path: Path) -> None:
    rows: list[list[object]] = [["when", "n"], [datetime(2024, 1, 5), 1], [datetime(2024, 1, 6), 2]]
    build.workbook(tmp_path / "t.xlsx", {"Лист1": rows, "Пустой": []})
    _, dtypes, _, code = loaded(runs, tmp_path)
    assert dtypes == ["datetime64[ns]", "int64"]
    assert 'pd.read_excel("t.xlsx")' in code


def test_looks_of_cells_are_work_for_openpyxl(runs: Runs, tmp_path: Path) -> None:
    build.budget(tmp_path / "Бюджет.xlsx")
    opening = ask("выдели жирным заголовки в Бюджет.xlsx", tmp_path)
    assert runs.value(opening, tmp_path, "[sheet.title, sheet['B3'].value]") == ["Январь", "Статья"]
    assert "headings in row 3: A Дата, B Статья, C Сумма; data in rows 4 to 5" in opening.code


def test_a_damaged_workbook_is_a_fact(tmp_path: Path) -> None:
    path = build.workbook(tmp_path / "t.xlsx", {"A": [["x"], [1]]})
    path.write_bytes(path.read_bytes()[:300])
    assert facts_of(tmp_path, "t.xlsx")[0]["kind"] == "damaged"
    assert '"t.xlsx" is damaged' in ask("total in t.xlsx", tmp_path).code


def test_tables_of_one_shape_are_a_dict(runs: Runs, tmp_path: Path) -> None:
    for name in ("jan", "feb", "март"):
        build.write(tmp_path, f"{name}.csv", build.SALES_EN)
    opening = ask("Merge all CSV files here into one Excel workbook, one sheet per file", tmp_path)
    assert runs.value(opening, tmp_path, "{k: len(t) for k, t in tables.items()}") == {
        "feb": 3,
        "jan": 3,
        "март": 3,
    }
    assert "table = pd.concat" not in opening.code
    whole = ask("total amount over all csv files", tmp_path)
    assert runs.value(whole, tmp_path, "table['amount'].sum()") == pytest.approx(3 * 496.4)


def test_forty_tables_are_a_loop(runs: Runs, tmp_path: Path) -> None:
    for number in range(60):
        build.write(tmp_path, f"{number:02}.csv", build.SALES_EN)
    opening = ask("merge all csv files", tmp_path)
    assert runs.value(opening, tmp_path, "[len(tables), len(tables['07'])]") == [60, 3]
    assert tokens(opening.code) < 200


def test_tables_of_two_shapes_have_two_names(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "заказы.csv", "id;клиент\n1;7\n", "cp1251")
    build.workbook(tmp_path / "клиенты.xlsx", {"Лист1": [["клиент", "имя"], [7, "Анна"]]})
    opening = ask("соедини заказы с клиентами", tmp_path)
    assert runs.value(opening, tmp_path, "[len(orders), len(customers)]") == [1, 1]
    assert runs.value(opening, tmp_path, "merged.columns.tolist()") == ["id", "клиент", "имя"]


def test_a_task_for_a_table_takes_the_only_one(runs: Runs, tmp_path: Path) -> None:
    build.write(tmp_path, "продажи.csv", build.SALES_RU, "cp1251")
    build.touch(tmp_path, "a.jpg")
    assert ask("make a chart of amounts by month", tmp_path).files == ("продажи.csv",)
    assert ask("what is 15% of the total 300", tmp_path).files == ()


def test_a_hundred_columns_stay_within_bounds(tmp_path: Path) -> None:
    names = ";".join(f"Показатель номер {number}" for number in range(100))
    build.write(tmp_path, "t.csv", names + "\n" + ";".join("1" * 100) + "\n")
    code = ask(WORDS, tmp_path).code
    assert "more" in code and tokens(code) <= MOST_TOKENS


def test_many_long_names_are_read_in_batches(runs: Runs, tmp_path: Path) -> None:
    folder = tmp_path / "ш"
    names = [f"{'очень длинное имя ' * 5}{number:02}.csv" for number in range(40)]
    for name in names:
        build.write(folder, name, build.SALES_EN)
    opening = ask("merge all csv files", folder)
    assert runs.value(opening, folder, "sum(map(len, tables.values()))") == 120
