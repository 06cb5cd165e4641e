"""Looking back: samples anybody can draw again, and visits (抽查、回访, 令121 第二十六条).

A sample depends on the numbers and the seed only, not on a random number generator that another version of
Python may change: matters are put in the order of a digest of seed and number, and the first ones are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.serving import Channel

SMALLEST_SEED, LARGEST_SEED = 0, 2**63 - 1
"""What the embedded database can hold."""
_SIDES = ("complainant", "respondent")


class Satisfaction(Labelled):
    """How satisfied somebody is, as the national platform words it."""

    VERY = "very", "非常满意"
    CONTENT = "content", "满意"
    PLAIN = "plain", "基本满意"
    NOT = "not", "不满意"
    UNSAID = "unsaid", "未表示"


@dataclass(frozen=True, slots=True)
class Call:
    """One return visit: to which side, when and how, whether somebody was reached and what they said."""

    side: str
    on: date | None
    channel: str
    reached: bool
    satisfaction: str = ""
    words: str = ""


def draw(numbers: Sequence[str], size: int, seed: int) -> tuple[str, ...]:
    """Return ``size`` of the numbers (all, when there are fewer), in the order drawn.

    The same numbers in any order, with the same seed, give the same answer for ever.
    """
    return tuple(sorted(set(numbers), key=lambda number: (_rank(number, seed), number))[:size])


def digest(numbers: Sequence[str]) -> str:
    """Return the SHA-256 of the sorted numbers, one a line: it says from what a sample was drawn."""
    return hashlib.sha256("\n".join(sorted(set(numbers))).encode()).hexdigest()


def check_draw(*, since: date | None, until: date | None, today: date, size: int, seed: int) -> Decision:
    """Check what a sample is asked for: received from ``since`` to ``until``, both included."""
    return Decision.check(_ill_asked(since, until, today, size, seed), Reason("同一种子抽取的结果相同。"))


def check_visit(call: Call, *, received_on: date, today: date, drawn: bool | None, basis: str) -> Decision:
    """Check a return visit; ``drawn``: the matter is in the sample named, None where none is named."""
    refusals = (*_wrong_call(call, received_on, today), *_wrong_answer(call), *_not_drawn(drawn))
    return Decision.check(refusals, Reason("记录回访情况。", basis))


def _rank(number: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}\n{number}".encode()).digest()


def _ill_asked(since: date | None, until: date | None, today: date, size: int, seed: int) -> Iterator[Reason]:
    if since is None:
        yield Reason("请填写从哪一天收到的来件起抽取。", "", "since")
    elif since > today:
        yield Reason("起始日期不能晚于今天。", "", "since")
    if until is None or (since is not None and until < since):
        yield Reason("结束日期不能早于起始日期。", "", "until")
    if size < 1:
        yield Reason("至少抽取一件。", "", "size")
    if not SMALLEST_SEED <= seed <= LARGEST_SEED:
        yield Reason("种子应当是不小于0的整数。", "", "seed")


def _wrong_call(call: Call, received_on: date, today: date) -> Iterator[Reason]:
    if call.side not in _SIDES:
        yield Reason("请选择回访的是投诉人还是被投诉人。", "", "side")
    if call.channel not in list(Channel):
        yield Reason("请选择回访的方式。", "", "channel")
    if call.on is None:
        yield Reason("请填写回访日期。", "", "on")
    elif not received_on <= call.on <= today:
        yield Reason("回访日期应当在收到投诉之日和今天之间。", "", "on")


def _wrong_answer(call: Call) -> Iterator[Reason]:
    if call.satisfaction and call.satisfaction not in list(Satisfaction):
        yield Reason("请从列表中选择满意程度。", "", "satisfaction")
    elif call.satisfaction and not call.reached:
        yield Reason("没有联系上的，不能填写满意程度。", "", "satisfaction")
    elif call.reached and call.side == _SIDES[0] and not call.satisfaction:
        text = f"请选择满意程度；没有表示的选“{Satisfaction.UNSAID.label}”。"
        yield Reason(text, "", "satisfaction")


def _not_drawn(drawn: bool | None) -> Iterator[Reason]:
    if drawn is False:
        yield Reason("本件不在这次抽查之内。", "", "sample_id")
