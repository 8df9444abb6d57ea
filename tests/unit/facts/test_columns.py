"""Names that the model spelled nearly right are put right, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.progress import say_nothing
from app.domain.request import Request, Workplace
from app.domain.stop import StopToken
from app.facts.columns import Names, put_right
from app.facts.facts import FactFinder
from tests.data import build
from tests.unit.facts.finding import inspect

NAMES = Names(
    files=("продажи 2024.csv", "Отчёт.docx", "data/clients.xlsx"),
    sheets=("Январь", "Итоги 2024"),
    columns=("Дата", "Сумма, руб", "Customer Name", "Цена", "Ещё", "Total 2023", "Total 2024"),
)

RIGHT = [
    ('x = df["customer_name"]', 'x = df["Customer Name"]'),
    ("x = df['дата']", "x = df['Дата']"),
    ('x = df["Еще"].sum()', 'x = df["Ещё"].sum()'),
    ('x = df["Cуммa, руб"]', 'x = df["Сумма, руб"]'),
    ('x = df[["Дата", "Сумма руб"]]', 'x = df[["Дата", "Сумма, руб"]]'),
    (
        'x = df.groupby("Costumer Name")["Цена "].sum()',
        'x = df.groupby("Customer Name")["Цена"].sum()',
    ),
    ('df.sort_values(by=["дата"])', 'df.sort_values(by=["Дата"])'),
    ('t = pd.read_excel(p, sheet_name="январь")', 't = pd.read_excel(p, sheet_name="Январь")'),
    ('t = sheets["Итоги  2024"]', 't = sheets["Итоги 2024"]'),
    ('t = pd.read_csv("Продажи 2024.csv")', 't = pd.read_csv("продажи 2024.csv")'),
    ('d = Document("Отчет.docx")', 'd = Document("Отчёт.docx")'),
    ('print("é", df["дата"])  # ёж', 'print("é", df["Дата"])  # ёж'),
]

LEFT = [
    'df["Дата"]',
    'df["Скидка"]',  # no such column and none near: an error that the repair must see
    'df["Total 2022"]',  # near to two, and a year is not a slip
    'df["цена"] = 1\nprint(df["цена"])',  # a column that the script makes
    'df = df.rename(columns={"Дата": "дата"})\ndf["дата"]',
    'df.to_excel("отчет.docx")',
    'df.to_csv("Продажи 2024.csv")',
    'open("Продажи 2024.csv", "w")',
    'Path("отчет.docx").write_text("x")',
    'title = "дата"',
    'plt.xlabel("дата")',
    'print("customer_name")',
    'df["дата"',  # does not parse
]


@pytest.mark.parametrize(("spelled", "right"), RIGHT)
def test_nearly_right_names_are_put_right(spelled: str, right: str) -> None:
    assert put_right(spelled, NAMES) == right


@pytest.mark.parametrize("code", LEFT)
def test_everything_else_stays(code: str) -> None:
    assert put_right(code, NAMES) == code


def test_the_finder_knows_the_names_of_the_last_request(tmp_path: Path) -> None:
    build.write(tmp_path, "продажи.csv", build.SALES_RU, "cp1251")
    request = Request("сумма продаж по товарам", Workplace(tmp_path))
    finder = FactFinder(inspect)
    opening = finder.opening(request, say_nothing, StopToken())
    code = opening.code + 'print(sales.groupby("товар")["сумма"].sum())\n'
    fixed = opening.code + 'print(sales.groupby("Товар")["Сумма"].sum())\n'
    assert finder.put_right(code, opening, request) == fixed
    other = Request("something else", Workplace(tmp_path))
    assert finder.put_right(code, opening, other) == code
