"""What is stored comes back as it was."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, fields, replace
from datetime import datetime

import pytest

from app.domain.conversation import Exchange
from app.domain.outcome import Ending, Outcome, Table
from app.domain.request import Request, Workplace
from app.store.codec import DamagedValueError, decode, encode
from tests.unit.store import values
from tests.unit.store.values import FOLDER, MOMENTS, OUTCOME, full_exchange, short_exchange


def test_an_exchange_with_everything_in_it_comes_back_equal() -> None:
    exchange = full_exchange(7)
    defaults = Exchange(0, 0, exchange.at, exchange.request)
    same = [
        f.name for f in fields(Exchange) if getattr(exchange, f.name) == getattr(defaults, f.name)
    ]
    assert set(same) <= {"id", "at", "request"}, "the story must fill every field"
    assert decode(Exchange, encode(exchange)) == exchange


def test_an_exchange_with_nothing_in_it_comes_back_equal() -> None:
    exchange = short_exchange(1, words="")
    back = decode(Exchange, encode(exchange))
    assert back == exchange
    assert back.outcome is None
    assert back.request.workplace.members is None


def test_no_members_and_all_of_the_folder_are_two_things() -> None:
    for members in (None, ()):
        place = Workplace(FOLDER, members)
        assert decode(Workplace, encode(place)).members == members


def test_the_cells_of_a_table_keep_their_types() -> None:
    assert OUTCOME.table is not None
    back = decode(Outcome, encode(OUTCOME)).table
    assert back is not None
    for stored, cells in zip(OUTCOME.table.rows, back.rows, strict=True):
        assert [(type(cell), repr(cell)) for cell in cells] == [
            (type(cell), repr(cell)) for cell in stored
        ]


def test_a_cell_that_is_not_a_number_comes_back() -> None:
    table = Table(("x",), ((math.nan,),), 1)
    (row,) = decode(Table, encode(table)).rows
    assert isinstance(row[0], float) and math.isnan(row[0])


@pytest.mark.parametrize("at", MOMENTS, ids=str)
def test_moments_keep_their_zone(at: datetime) -> None:
    exchange = replace(short_exchange(1), at=at)
    back = decode(Exchange, encode(exchange)).at
    assert back == at
    assert back.utcoffset() == at.utcoffset()
    assert str(back.tzinfo) == str(at.tzinfo)


def test_the_text_is_ascii_so_that_any_name_can_be_written() -> None:
    text = encode(full_exchange(1))
    assert text.isascii()
    assert decode(Exchange, text).request.named_files[1].name == values.ODD_NAME


def test_fields_of_a_later_version_are_ignored_and_missing_ones_get_their_default() -> None:
    stored = json.loads(encode(OUTCOME))
    stored["value"]["mood"] = {"happy": True}
    stored["value"]["table"]["colours"] = ["red"]
    del stored["value"]["skipped"]
    assert decode(Outcome, json.dumps(stored)) == replace(OUTCOME, skipped=())


@pytest.mark.parametrize(
    "damage",
    [
        lambda stored: None,
        lambda stored: [],
        lambda stored: {"value": stored["value"]},
        lambda stored: {**stored, "version": 999},
        lambda stored: {**stored, "version": "1"},
        lambda stored: {**stored, "value": None},
        lambda stored: {**stored, "value": {**stored["value"], "ending": "exploded"}},
        lambda stored: {**stored, "value": {**stored["value"], "ending": None}},
        lambda stored: {**stored, "value": {**stored["value"], "printed": 3}},
        lambda stored: {**stored, "value": {**stored["value"], "seconds": "soon"}},
        lambda stored: {**stored, "value": {**stored["value"], "figures": "one.png"}},
        lambda stored: {**stored, "value": {**stored["value"], "figures": [1]}},
        lambda stored: {**stored, "value": {**stored["value"], "skipped": [True]}},
        lambda stored: {**stored, "value": {**stored["value"], "table": {"columns": []}}},
        lambda stored: {
            **stored,
            "value": {k: v for k, v in stored["value"].items() if k != "ending"},
        },
    ],
)
def test_damage_is_told_and_never_becomes_a_value(damage: object) -> None:
    assert callable(damage)
    stored = json.loads(encode(OUTCOME))
    with pytest.raises(DamagedValueError):
        decode(Outcome, json.dumps(damage(stored)))


@pytest.mark.parametrize("text", ["", "{", "null", "\x00", "[" * 100_000, '"words"'])
def test_what_is_no_stored_value_is_told(text: str) -> None:
    with pytest.raises(DamagedValueError):
        decode(Outcome, text)


def test_the_message_about_damage_names_no_contents() -> None:
    secret = "зарплата Иванова"
    stored = json.loads(encode(Request(secret, Workplace(FOLDER))))
    stored["value"]["language"] = secret
    with pytest.raises(DamagedValueError) as caught:
        decode(Request, json.dumps(stored))
    assert secret not in str(caught.value)


def test_a_value_without_a_form_is_a_mistake_of_ours() -> None:
    @dataclass(frozen=True)
    class Odd:
        thing: object

    with pytest.raises(TypeError):
        encode(Odd(object()))


def test_every_ending_has_a_form() -> None:
    for ending in Ending:
        assert decode(Outcome, encode(Outcome(ending))).ending is ending


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"id":0', '"id":true'),
        ('"at":"2026', '"at":"what'),
        ('"agreement":[1,1]', '"agreement":[1]'),
        ('"conversation_id":1,', ""),
        ('{"version":1', '{"version":2'),
    ],
)
def test_a_damaged_exchange_is_told(old: str, new: str) -> None:
    text = encode(short_exchange(1))
    assert old in text
    with pytest.raises(DamagedValueError):
        decode(Exchange, text.replace(old, new))
