"""Telling drawn rows in words, in whole columns at once: opening, what broke, what was tried, what is asked.

The wording of a row is drawn from its own number, so that rows with the same number (a ring's letter) say the
same around their goods, prices and days.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.random import Generator
from numpy.typing import NDArray

from bench.mining_words import ASIDES, DETAILS, PAID, PLACES, SPOKEN, TRIED, WISHES, clauses
from bench.sample_texts import THEMES

if TYPE_CHECKING:
    from bench.mining_volume import Rows

Column = NDArray[np.int64]
BRANDS = "晨岚屿澄瑾榆朔霁溪棠珂砚沅筠茗荔桐苇芷蘅嵘峤屹岩漪泓湛沛涵淳渝澜瀚炜烁焱熠煦"
DAY, BLOCK = 86_400, 200_000
TRIES, ASIDE = 3, 2
LONG_SHARE, LONGEST = 0.03, 9
TWIN = 3
_DETAILS = [clauses(DETAILS[theme.category]) for theme in THEMES]
_SPANS = np.cumsum([0, *map(len, _DETAILS)])


def texts(dice: Generator, rows: Rows, names: pa.Array) -> tuple[Column, pa.Array, pa.Array]:
    """Return amount in fen, content and title of every row; ``names`` are the respondents', by row."""
    made = [_block(dice, rows.take(part), names.take(pa.array(part))) for part in _blocks(len(rows.kind))]
    fen, content, title = zip(*made, strict=True)
    return np.concatenate(fen), pa.chunked_array(content), pa.chunked_array(title)


def glued(*parts: pa.Array | str) -> pa.Array:
    """Return the texts joined row by row; a plain string stands in every row."""
    return pc.binary_join_element_wise(*parts, "")


def word(words: Sequence[str], index: Column) -> pa.Array:
    """Return the word each index stands for; larger indexes begin anew."""
    return pa.array(words).take(pa.array(np.asarray(index) % len(words)))


def written(numbers: Column) -> pa.Array:
    """Return whole numbers as text."""
    return pa.array(numbers).cast(pa.string())


def _blocks(count: int) -> list[Column]:
    return [np.arange(begin, min(count, begin + BLOCK)) for begin in range(0, count, BLOCK)]


def _block(dice: Generator, rows: Rows, names: pa.Array) -> tuple[Column, pa.Array, pa.Array]:
    count = len(rows.kind)
    fen = _prices(dice, rows)
    goods = _goods(dice, rows)
    price = glued(written(fen // 100), ".", pc.utf8_lpad(written(fen % 100), 2, "0"))
    content = glued(
        word(SPOKEN, np.where(rows.hotline, _number(rows, 1) % 6, 5)),
        _day(rows), *_opening(rows, names, goods, price), "，", _detail(rows), "。", *_story(dice, rows),
        word(clauses(WISHES), _number(rows, 9)),
    )  # fmt: skip
    said = pc.if_else(pa.array(rows.report.astype(bool)), "举报", "投诉")
    assert len(content) == count
    return fen, content, glued(said, names, goods, "问题")


def _number(rows: Rows, of: int) -> Column:
    """One of the numbers a row's wording gives: mixed, so that no two parts of a text go together."""
    mixed = rows.wording.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(of * 0x632BE59B)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(33)).astype(np.int64)


def _prices(dice: Generator, rows: Rows) -> Column:
    low, high = (np.array([theme.prices[at] for theme in THEMES])[rows.theme] for at in (0, 1))
    # a dispute told again is about the same money, whatever else is drawn
    share = np.where(rows.kind == TWIN, _number(rows, 2) / 2**31, dice.random(len(rows.kind)))
    return ((low + (high - low) * share**3) * 100).astype(np.int64)


def _goods(dice: Generator, rows: Rows) -> pa.Array:
    own = _number(rows, 3)
    number = np.where(rows.kind == TWIN, own, dice.integers(0, 2**31, len(own)))
    goods = pa.array([one for theme in THEMES for one in theme.goods])
    begins = np.cumsum([0, *(len(theme.goods) for theme in THEMES)])
    which = begins[rows.theme] + number % np.diff(begins)[rows.theme]
    return glued(word(BRANDS, number // 7), word(BRANDS, number // 400), "牌", goods.take(pa.array(which)))


def _day(rows: Rows) -> pa.Array:
    bought = (rows.second // DAY - 1 - _number(rows, 4) % 20).astype("int32")
    days = pa.array(bought).cast(pa.date32())
    formats = [
        pc.strftime(days, format=form) for form in ("%Y年%m月%d日", "%m月%d日", "%Y-%m-%d", "%m月%d号")
    ]
    return pc.choose(pa.array(_number(rows, 5) % len(formats)), *formats)


def _opening(rows: Rows, names: pa.Array, goods: pa.Array, price: pa.Array) -> list[pa.Array]:
    place = word([one.replace("{}", "") for one in PLACES], _number(rows, 6))
    ways = []
    for one in PAID:
        first, second = (
            ("goods", "price") if one.index("{goods}") < one.index("{price}") else ("price", "goods")
        )
        values = {"goods": goods, "price": price}
        before, rest = one.split(f"{{{first}}}")
        between, after = rest.split(f"{{{second}}}")
        ways.append(glued(before, values[first], between, values[second], after))
    return [place, names, pc.choose(pa.array(_number(rows, 7) % len(ways)), *ways)]


def _detail(rows: Rows) -> pa.Array:
    every = pa.array([one for some in _DETAILS for one in some])
    return every.take(pa.array(_SPANS[rows.theme] + _number(rows, 8) % np.diff(_SPANS)[rows.theme]))


def _story(dice: Generator, rows: Rows) -> list[pa.Array]:
    tries, asides = pa.array(clauses(TRIED)), pa.array(clauses(ASIDES))
    many = _number(rows, 10)
    told = [
        *(_some(tries, _number(rows, 11 + at), many % (TRIES + 1) > at) for at in range(TRIES)),
        *(_some(asides, _number(rows, 21 + at), many // 8 % (ASIDE + 1) > at) for at in range(ASIDE)),
    ]
    # a dispute told again is told shorter by one thing, in another order
    again = (rows.kind == TWIN) & (rows.hotline == 1)
    told[0] = pc.if_else(pa.array(again), "", told[0])
    return [*told, _long(dice, rows, tries, asides)]


def _some(clauses_: pa.Array, number: Column, said: NDArray[np.bool_]) -> pa.Array:
    return pc.if_else(pa.array(said), clauses_.take(pa.array(number % len(clauses_))), "")


def _long(dice: Generator, rows: Rows, tries: pa.Array, asides: pa.Array) -> pa.Array:
    """A few tell it at length: some hundred characters more."""
    long = (dice.random(len(rows.kind)) < LONG_SHARE) & (rows.kind == 0)
    at = np.flatnonzero(long)
    parts = [
        _some(some, dice.integers(0, 2**31, len(at)), dice.random(len(at)) < 0.8)
        for _ in range(LONGEST)
        for some in (tries, asides)
    ]
    said = glued(*parts) if len(at) else pa.array([], pa.string())
    place = np.full(len(long), len(at))
    place[at] = np.arange(len(at))
    return pa.concat_arrays([said, pa.array([""])]).take(pa.array(place))
