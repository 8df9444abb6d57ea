"""A table is shown, sorted and copied as a person expects, also when it is large."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QLocale, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.outcome import Cell, Table
from app.ui.result.table_model import Role, TableModel
from app.ui.result.table_page import TablePage

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
PEOPLE = Table(
    ("Имя", "Сумма", "Доля", "Оплачено"),
    (
        ("яна", 100, 0.5, True),
        ("Ёлкин", 20, 12.25, None),
        ("Егор", 3, None, False),
        ("Жанна", 1000, math.nan, True),
    ),
    4,
)


@pytest.fixture(autouse=True)
def english_numbers() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def page(qtbot: QtBot) -> TablePage:
    page = TablePage()
    qtbot.addWidget(page)
    page.resize(500, 400)
    page.show()
    page.show_table(PEOPLE)
    return page


def model_of(*rows: tuple[Cell, ...], columns: tuple[str, ...] = ("a", "b", "c")) -> TableModel:
    model = TableModel()
    model.show_table(Table(columns, rows, len(rows)))
    return model


def column(model: TableModel, number: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
    return [model.index(row, number).data(role) for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = TableModel()
    model.show_table(PEOPLE)
    model.sort(1)
    qtmodeltester.check(model, force_py=True)


def test_roles_have_names() -> None:
    names = TableModel().roleNames()
    assert names[Role.VALUE].data() == b"value"
    assert names[Role.COPIED].data() == b"copied"


def test_numbers_sort_as_numbers_and_stand_on_the_right() -> None:
    model = model_of((10,), (9,), (100,), (-1,), (9.5,), columns=("n",))
    model.sort(0, UP)
    assert column(model, 0, Role.VALUE) == [-1, 9, 9.5, 10, 100]
    model.sort(0, DOWN)
    assert column(model, 0, Role.VALUE) == [100, 10, 9.5, 9, -1]
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert column(model, 0, Qt.ItemDataRole.TextAlignmentRole) == [right] * 5
    assert (
        model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == right
    )


def test_words_sort_as_in_a_dictionary() -> None:
    model = TableModel()
    model.show_table(PEOPLE)
    model.sort(0, UP)
    assert column(model, 0) == ["Егор", "Ёлкин", "Жанна", "яна"]


def test_missing_values_stand_last_both_ways() -> None:
    model = model_of((None,), (2,), (math.nan,), (1,), columns=("n",))
    for order, values in ((UP, ["1", "2"]), (DOWN, ["2", "1"])):
        model.sort(0, order)
        assert column(model, 0) == [*values, "—", "—"]


def test_rows_that_are_equal_keep_their_order() -> None:
    model = model_of(*((i % 2, i) for i in range(10)), columns=("half", "n"))
    model.sort(0, UP)
    assert column(model, 1, Role.VALUE) == [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]


def test_the_order_of_the_script_comes_back() -> None:
    model = TableModel()
    model.show_table(PEOPLE)
    model.sort(1, DOWN)
    model.sort(-1)
    assert column(model, 1, Role.VALUE) == [100, 20, 3, 1000]


def test_what_is_selected_moves_along_when_it_is_sorted() -> None:
    model = TableModel()
    model.show_table(PEOPLE)
    chosen = QPersistentModelIndex(model.index(3, 0))
    model.sort(1, UP)
    model.sort(1, DOWN)
    assert chosen.row() == 0
    assert chosen.data() == "Жанна"


def test_decimal_marks_stand_below_each_other() -> None:
    model = model_of((0.5,), (12.25,), (3.0,), columns=("x",))
    assert column(model, 0) == ["0.50", "12.25", "3.00"]
    QLocale.setDefault(QLocale("ru"))
    assert column(model, 0) == ["0,50", "12,25", "3,00"]


def test_no_figure_is_lost_to_a_column() -> None:
    rows: list[tuple[Cell, ...]] = [(1.5,)] * 1500 + [(2.125,), (1e-9,), (1e20,), (math.inf,)]
    model = model_of(*rows, columns=("x",))
    assert column(model, 0)[-4:] == ["2.125", "1e-09", "1e+20", "∞"]


def test_large_whole_numbers_keep_every_figure() -> None:
    model = model_of((2**70,), (-(10**400),), (7,), columns=("id",))
    model.sort(0, UP)
    assert column(model, 0) == [str(-(10**400)), "7", str(2**70)]


def test_a_cell_is_one_line_of_plain_text() -> None:
    model = model_of(("<b>x</b>\nend\t\u202e\x1b[31m",), columns=("a\nb",))
    assert column(model, 0) == ["<b>x</b> ⏎ end \\u202e\\u001b[31m"]
    assert model.headerData(0, Qt.Orientation.Horizontal) == "a ⏎ b"


def test_a_row_that_is_too_short_is_filled_up() -> None:
    model = model_of(("x", 1, 2), ("y",))
    assert column(model, 2) == ["2", "—"]
    model.sort(1, UP)
    assert column(model, 0) == ["x", "y"]


def test_the_page_tells_how_many_rows_there_are(page: TablePage) -> None:
    page.show_table(Table(("a",), ((1,), (2,)), 12345))
    assert page.count.text() == "2 of 12,345 rows"


def select(page: TablePage, *areas: tuple[int, int, int, int]) -> None:
    chosen = page.view.selectionModel()
    for top, left, bottom, right in areas:
        area = QItemSelection(page.model.index(top, left), page.model.index(bottom, right))
        chosen.select(area, QItemSelectionModel.SelectionFlag.Select)


def test_ctrl_c_copies_for_a_spreadsheet(page: TablePage, qtbot: QtBot) -> None:
    page.view.sortByColumn(1, UP)
    select(page, (0, 0, 1, 2))
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Егор\t3\t\nЁлкин\t20\t12.25"


def test_places_apart_keep_their_rows_and_columns(page: TablePage) -> None:
    select(page, (0, 0, 0, 0), (2, 1, 2, 1))
    page.copy_with_headings()
    assert QGuiApplication.clipboard().text() == "Имя\tСумма\nяна\t\n\t3"


def test_copying_everything(page: TablePage, qtbot: QtBot) -> None:
    page.show_table(Table(("a b", "c"), (('say "hi"', 0.1), ("two\nlines", 1 / 3)), 2))
    QLocale.setDefault(QLocale("ru"))
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == (
        'a b\tc\n"say ""hi"""\t0,1\n"two\nlines"\t0,3333333333333333'
    )


def test_a_click_on_a_heading_sorts_there_and_back(page: TablePage, qtbot: QtBot) -> None:
    header = page.view.horizontalHeader()

    def click() -> list[object]:
        place = header.viewport().rect().center()
        place.setX(header.sectionPosition(1) + 20)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return column(page.model, 1, Role.VALUE)

    rising, falling = [3, 20, 100, 1000], [1000, 100, 20, 3]
    first, second, third = click(), click(), click()
    assert {tuple(first), tuple(second)} == {tuple(rising), tuple(falling)}
    assert third == [100, 20, 3, 1000]


def test_a_hundred_thousand_rows(page: TablePage) -> None:
    source = random.Random(7)
    rows = tuple((source.randint(0, 10**6), f"имя {i}", source.random()) for i in range(100_000))
    page.show_table(Table(("n", "name", "x"), rows, 1_000_000))
    page.view.sortByColumn(0, DOWN)
    top = [page.model.index(row, 0).data(Role.VALUE) for row in range(5)]
    assert top == sorted((row[0] for row in rows), reverse=True)[:5]
    page.view.scrollToBottom()
    assert page.view.rowAt(page.view.viewport().height() - 5) == 99_999
    assert len(page.findChildren(object)) < 100, "rows are no objects of their own"
