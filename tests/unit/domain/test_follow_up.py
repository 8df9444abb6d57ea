"""Which words lean on the request before them."""

from __future__ import annotations

import pytest

from app.domain.follow_up import is_follow_up


@pytest.mark.parametrize(
    "words",
    [
        "now sort it by date",
        "Then save the result as PDF",
        "and the same for February",
        "make it bigger",
        "use a bar chart instead",
        "теперь отсортируй по дате",
        "А теперь сохрани в Excel",
        "ещё добавь итог",
        "сохрани результат в файл",
        "отсортируй её по сумме",
    ],
)
def test_words_that_lean_on_the_last_request(words: str) -> None:
    assert is_follow_up(words)


@pytest.mark.parametrize(
    "words",
    [
        "find the average of the numbers in this list: 4, 8, 15, 16, 23, 42",
        "Merge all CSV files here into one Excel workbook, one sheet per file",
        "Android phones: count them in phones.csv",
        "Посчитай общую сумму продаж по каждому товару в файле продажи.csv",
        "Ира и Оля: сколько у каждой заказов?",
        "Найди самые большие файлы",
        "",
    ],
)
def test_words_that_stand_for_themselves(words: str) -> None:
    assert not is_follow_up(words)
