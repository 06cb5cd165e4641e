"""What rests on the articles of a regulation: clocks and what they leave out, grounds, factors, lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xiaobao.law import citation
from xiaobao.law.clock import ClockProvision, Confidence, measure
from xiaobao.law.lawbook import Lawbook
from xiaobao.law.regulation import Factor, Ground, Regulation


@dataclass(frozen=True, slots=True)
class Rest:
    """One thing that rests on an article ("15(1)"): ``kind`` and ``words`` in Chinese, and how sure it is."""

    article: str
    kind: str
    words: str
    confidence: Confidence = "verified"


def resting(lawbook: Lawbook, regulation: str) -> Iterator[Rest]:
    """Yield what rests on a regulation: its clocks and lists, and what other clocks take from it.

    Raises UnknownRegulation.
    """
    held = lawbook.regulation(regulation)
    for clock in lawbook.clocks():
        yield from (rest for where, rest in _of_clock(clock) if where == regulation)
    yield from _of_lists(held)


def _of_clock(clock: ClockProvision) -> Iterator[tuple[str, Rest]]:
    if clock.article:
        said = f"{clock.name}：{clock.measure}" + (f"（{clock.in_force}）" if clock.in_force else "")
        yield clock.regulation, Rest(clock.article, "期限", said, clock.confidence)
    for pause in clock.pauses:
        said = f"{clock.name}：{pause.label}"
        yield pause.regulation or clock.regulation, Rest(pause.article, "不计入期限", said, pause.confidence)
    for one in clock.extensions:
        if one.article:
            amount = measure(one.amount, one.unit) if one.amount else "由决定写明天数"
            said = f"{clock.name}：{amount}" + (f"，经{one.approved_by}批准" if one.approved_by else "")
            yield clock.regulation, Rest(one.article, "延长", said, one.confidence)
    if clock.restart:
        said = f"{clock.name}：{clock.restart.label}"
        again = Rest(clock.restart.article, "重新计算", said, clock.restart.confidence)
        yield clock.restart.regulation, again


def _of_lists(held: Regulation) -> Iterator[Rest]:
    lists: tuple[tuple[str, tuple[Ground | Factor, ...]], ...] = (
        ("不予受理情形", held.decline_grounds),
        ("终止调解情形", held.termination_grounds),
        ("可以考虑的因素", held.factors),
    )
    for kind, rows in lists:
        for one in rows:
            yield Rest(one.article, kind, _numbered(one.number, one.text), one.confidence)
    for closed in held.lists.values():
        for item in closed.items:
            yield Rest(closed.cites(item.number), "应当选择的情形", _numbered(item.number, item.text))


def _numbered(number: int, text: str) -> str:
    return f"（{citation.numeral(number)}）{text}"
