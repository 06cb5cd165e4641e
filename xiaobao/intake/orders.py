"""What a row of the hotline tells of its own supervision orders (督办): which, by when, in what words.

The columns are those of ``orders`` in the mapping; any of them may be absent. They stay in ``extra`` as well.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from xiaobao.intake import registration as codes
from xiaobao.intake import text
from xiaobao.intake.columns import Columns, Reader, Unfit
from xiaobao.intake.mapping import FieldMap
from xiaobao.intake.registration import OrderGiven
from xiaobao.intake.spreadsheet import Row
from xiaobao.intake.text import Cell

T = TypeVar("T")
ORDERED = "ordered"
_MOST = 999
_LONGEST = 40
"""Characters of a number that are kept: with which one it is, it must fit where the docket keeps it."""
_NOTHING: tuple[OrderGiven, ...] = ()


def order_reader(columns: Columns) -> Reader[tuple[OrderGiven, ...]]:
    """A function from a row to the hotline's orders. It raises Unfit for what it cannot read."""
    if not any(columns.named(one.columns) for one in columns.orders.values()):
        return lambda _row: _NOTHING
    numbers, words = _cells(columns, "number", text.several), _cells(columns, "words", text.clean)
    said, times = _said(columns), _times(columns)
    given_at = columns.happened(_at(columns, "given_at"))
    due = columns.deadline(_at(columns, "due"))

    def read(row: Row) -> tuple[OrderGiven, ...]:
        stated, count, named = said(row), times(row), numbers(row) or ()
        given, due_at, told = given_at(row), due(row), words(row) or ""
        if not (count or named or _is_ordered(stated, given, due_at, told)):
            return _NOTHING
        return tuple(OrderGiven(mark, due_at, told) for mark in _marks(named, count, given))

    return read


def _is_ordered(stated: str | None, given: datetime | None, due: datetime | None, told: str) -> bool:
    """Whether there is an order where neither number nor count says so; a plain 否 outweighs the rest."""
    return bool(given or due or told) if stated is None else stated == ORDERED


def _marks(numbers: tuple[str, ...], count: int, given: datetime | None) -> tuple[str, ...]:
    """What tells each order from the others; a higher count under the same number is a further order."""
    which = f"第{count}次" if count else ""
    if numbers:
        further = f"（{which}）" if count > 1 and len(numbers) == 1 else ""
        return tuple(dict.fromkeys(f"{number[:_LONGEST]}{further}" for number in numbers))
    return (which or (f"{given:%Y-%m-%d %H:%M}" if given else "第1次"),)


def _said(columns: Columns) -> Reader[str | None]:
    """Whether a column says outright that there is an order; None where none says anything."""
    one, found = _of(columns, "said"), _at(columns, "said")

    def read(row: Row) -> str | None:
        told = [(index, word) for index in found if (word := text.token(row[index])) not in one.blank]
        codes_told = [_code(one, word, columns.shown[index]) for index, word in told if word]
        return ORDERED if ORDERED in codes_told else codes_told[0] if codes_told else None

    return read


def _code(one: FieldMap, word: str, shown: str) -> str:
    if word not in one.values:
        asked = "不在对照表内，请改正，或请管理员补充对照后再导入"
        raise Unfit(codes.UNREADABLE_ORDER, f"“{shown}”写的是“{word}”，{asked}")
    return one.values[word]


def _times(columns: Columns) -> Reader[int]:
    found = _at(columns, "times")

    def read(row: Row) -> int:
        return max((_count(row[index], columns.shown[index]) for index in found), default=0)

    return read


def _count(cell: Cell, shown: str) -> int:
    word = text.token(cell).removeprefix("第").removesuffix("次")
    if not word:
        return 0
    if not (word.isascii() and word.isdecimal()) or int(word) > _MOST:
        raise Unfit(codes.UNREADABLE_ORDER, f"“{shown}”写的是“{text.as_text(cell)}”，看不出是几次")
    return int(word)


def _cells(columns: Columns, name: str, convert: Callable[[Cell], T]) -> Reader[T | None]:
    one, found = _of(columns, name), _at(columns, name)

    def read(row: Row) -> T | None:
        for index in found:
            if (word := text.token(row[index])) and word not in one.blank:
                return convert(row[index])
        return None

    return read


def _of(columns: Columns, name: str) -> FieldMap:
    return columns.orders.get(name) or FieldMap()


def _at(columns: Columns, name: str) -> list[int]:
    return columns.named(_of(columns, name).columns)
