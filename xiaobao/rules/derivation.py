"""The derivation of a due date: one line a step, in Chinese, that an officer can read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from xiaobao.law import ClockProvision, Lawbook, measure
from xiaobao.rules.counting import Count, LeftOut
from xiaobao.rules.ledger import Course, Entry
from xiaobao.rules.workdays import Calendar

_WEEKDAYS = "一二三四五六日"
_DOUBT = {
    "unverified": "提示：这一期限的规定尚未核实，请由法制机构确认。",
    "inferred": "提示：这一期限系根据条文推定，请由法制机构确认。",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said the same way every time this row of the law is counted."""

    basis: str
    counting: str
    measure: str
    doubt: str


@lru_cache(maxsize=512)
def wording(lawbook: Lawbook, clock: ClockProvision) -> Wording:
    """Prepare the sentences of one row."""
    regulation = lawbook.regulation(clock.regulation)
    counting = regulation.counting
    how = f"（{regulation.cite(counting.article)}）" if counting else "（本件未写计算方法，按通行做法）"
    return Wording(
        regulation.cite(clock.article), how, clock.measure, _DOUBT.get(clock.confidence, "")
    )


@lru_cache(maxsize=32768)
def spoken(day: int) -> str:
    """Say a day (ordinal): 2026年9月28日（星期一）."""
    on = date.fromordinal(day)
    return f"{on.year}年{on.month}月{on.day}日（星期{_WEEKDAYS[on.weekday()]}）"


def derive(
    lawbook: Lawbook, clock: ClockProvision, course: Course, calendar: Calendar, counted: Count
) -> Iterator[str]:
    """Yield the lines for one row of the law, from the start to the last day."""
    words = wording(lawbook, clock)
    yield from _beginning(lawbook, clock, course, words)
    yield from _length(clock, course, counted, words)
    for entry in counted.left_out:
        yield _pause(lawbook, clock, entry)
    if clock.unit == "working_day":
        yield from _days_off(calendar, counted)
        yield _working_end(counted)
    else:
        yield from _natural_end(calendar, counted)
    if counted.going_on:
        yield "暂停尚未结束，届满日随恢复之日确定；上述日期按暂停最短计，仅供提醒。"
    if not counted.certain:
        yield _provisional(calendar, counted)
    yield f"依据：{words.basis}。"
    if words.doubt:
        yield words.doubt


def _beginning(lawbook: Lawbook, clock: ClockProvision, course: Course, words: Wording) -> Iterator[str]:
    first = course.first_start or course.start
    if not lawbook.governs(clock, first):
        yield f"按本局对本件选定的规定计算：{words.basis}（{first}不在其施行期间内）。"
    if course.restarts and clock.restart:
        again = f"{clock.restart.label}，自收到最后一次举报之日起重新计算"
        cited = lawbook.cite(clock.restart.regulation, clock.restart.article)
        yield f"{spoken(first.toordinal())}{clock.start.label}。"
        yield f"{spoken(course.start.toordinal())}{again}，当日不计入（{cited}）。"
    else:
        yield f"{spoken(course.start.toordinal())}{clock.start.label}，当日不计入{words.counting}。"


def _length(clock: ClockProvision, course: Course, counted: Count, words: Wording) -> Iterator[str]:
    next_day = "工作日" if clock.unit == "working_day" else "自然日"
    if not course.extensions:
        yield f"自下一{next_day}起算，期限为{words.measure}。"
        return
    yield f"自下一{next_day}起算，原期限为{words.measure}。"
    for place, entry in enumerate(course.extensions):
        yield _extension(clock, entry, place)
    yield f"延长后期限共{measure(counted.total, clock.unit)}。"


def _extension(clock: ClockProvision, entry: Entry, place: int) -> str:
    lawful = clock.extensions[place]
    length = measure(entry.amount or lawful.amount or 0, clock.unit)
    approved = f"经{entry.approved_by}批准，" if entry.approved_by else ""
    paper = f"（{entry.document}）" if entry.document else ""
    return f"{spoken(entry.on.toordinal())}期限届满前{approved}延长{length}{paper}。"


def _pause(lawbook: Lawbook, clock: ClockProvision, left_out: LeftOut) -> str:
    pause = left_out.pause
    ground = next((g for g in clock.pauses if pause.reason in (g.id, g.label)), None)
    reason = ground.label if ground else "事由未载明"
    cited = f"（{lawbook.cite(ground.regulation or clock.regulation, ground.article)}）" if ground else ""
    paper = f"，{pause.document}" if pause.document else ""
    if pause.last is None:
        return f"{spoken(pause.first.toordinal())}起因{reason}暂停{paper}，其间不计入期限{cited}，尚未恢复。"
    days = measure(left_out.days, clock.unit)
    stretch = f"{spoken(pause.first.toordinal())}至{spoken(pause.last.toordinal())}"
    return f"{stretch}因{reason}暂停{paper}，共{days}不计入期限{cited}。"


def _days_off(calendar: Calendar, counted: Count) -> Iterator[str]:
    table = calendar.days
    for stretch in table.stretches_between(counted.start, counted.end):
        yield f"其间{_short(stretch.first)}至{_short(stretch.last)}放假（{stretch.name}），不计入。"
    worked = table.makeup_between(counted.start, counted.end)
    if worked:
        yield f"{'、'.join(_short(day) for day in worked)}调休上班，计入。"


def _working_end(counted: Count) -> str:
    word = "届满日为" if counted.certain else "届满日最早为"
    return f"第{counted.total}个工作日，{word}{spoken(counted.end)}。"


def _natural_end(calendar: Calendar, counted: Count) -> Iterator[str]:
    end, earliest, latest = counted.end, counted.earliest, counted.latest
    yield f"第{counted.total}日为{spoken(end)}。"
    on = date.fromordinal(end)
    holiday = calendar.statutory_days(on.year).get(on)
    if holiday:
        yield f"该日为法定节假日（{holiday}），从严顺延至其后第一个非法定节假日：{spoken(earliest)}。"
    if latest == end:
        yield "该日是工作日，不顺延。"
    elif latest and latest != earliest:
        if not holiday:
            yield f"该日是休息日而非法定节假日本日，从严解释不顺延：{spoken(earliest)}届满。"
        yield f"从宽解释（休息日一并顺延）：{spoken(latest)}届满。"


def _provisional(calendar: Calendar, counted: Count) -> str:
    year = next(
        (y for y in range(_year(counted.start), _year(counted.earliest) + 2) if not calendar.covers(y)),
        _year(counted.earliest),
    )
    return f"{year}年放假安排尚未载入，届满日暂定：最早可能为{spoken(counted.earliest)}，仅供提醒。"


def _short(day: int) -> str:
    on = date.fromordinal(day)
    return f"{on.month}月{on.day}日"


def _year(day: int) -> int:
    return date.fromordinal(day).year

