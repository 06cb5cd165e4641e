"""The derivation of a due date: one line a step, in Chinese, that an officer can read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xiaobao.law import ClockProvision, Lawbook, measure
from xiaobao.rules.counting import Count, LeftOut
from xiaobao.rules.ledger import Course, Entry
from xiaobao.rules.permission import lawful_extension, pause_ground
from xiaobao.rules.wording import Wording, said, short, spoken, wording
from xiaobao.rules.workdays import Calendar


def derive(
    lawbook: Lawbook, clock: ClockProvision, course: Course, calendar: Calendar, counted: Count
) -> Iterator[str]:
    """Yield the lines for one row of the law, from the start to the last day."""
    words = wording(lawbook, clock)
    yield from _beginning(lawbook, clock, course, words)
    yield from _length(clock, course, calendar, counted, words)
    if course.pauses:
        yield from _pauses(lawbook, clock, course, counted)
    if clock.unit == "working_day":
        yield from _days_off(calendar, counted)
        yield _working_end(counted)
    else:
        yield from _natural_end(calendar, counted)
    if not counted.certain:
        yield _provisional(calendar, counted)
    for on in course.reopened:
        yield f"{said(on)}重新办理，此前的停止不再作数；没有重新计算期限的规定，仍自原起算日计算。"
    yield f"依据：{words.basis}。"
    if words.doubt:
        yield words.doubt


def stopped(clock: ClockProvision, course: Course) -> Iterator[str]:
    """Yield the line of the stop, if there was one."""
    if course.stop is not None:
        reason = course.stop.reason
        label = next((event.label for event in clock.stops if reason == event.event), reason)
        yield f"{said(course.stop.on)}期限停止" + (f"（{label}）。" if label else "。")


def _beginning(lawbook: Lawbook, clock: ClockProvision, course: Course, words: Wording) -> Iterator[str]:
    if not lawbook.governs(clock, course.first_start):
        yield f"按对本件选定的规定计算：{words.basis}（{said(course.first_start)}不在其施行期间内）。"
    if course.restarts and clock.restart:
        cited = lawbook.cite(clock.restart.regulation, clock.restart.article)
        yield f"{said(course.first_start)}{clock.start.label}。"
        yield (
            f"{said(course.start)}{clock.restart.label}，"
            f"自收到最后一次举报之日起重新计算期限（{cited}），当日不计入{words.counting}。"
        )
    else:
        yield f"{said(course.start)}{clock.start.label}，当日不计入{words.counting}。"


def _length(
    clock: ClockProvision, course: Course, calendar: Calendar, counted: Count, words: Wording
) -> Iterator[str]:
    next_day = "工作日" if clock.unit == "working_day" else "自然日"
    begins = f"自下一{next_day}{_first_day(clock, calendar, counted)}起算"
    if not course.extensions:
        yield f"{begins}，期限为{words.measure}。"
        return
    yield f"{begins}，原期限为{words.measure}。"
    for place, entry in enumerate(course.extensions):
        yield _extension(clock, entry, place)
    yield f"延长后期限共{measure(counted.total, clock.unit)}。"


def _first_day(clock: ClockProvision, calendar: Calendar, counted: Count) -> str:
    if clock.unit == "natural_day":
        return spoken(counted.start + 1)
    first = calendar.days.nth_working_after(counted.start, 1)
    return "" if calendar.days.unknown_between(counted.start, first) else spoken(first)


def _extension(clock: ClockProvision, entry: Entry, place: int) -> str:
    length = measure(entry.amount or lawful_extension(clock, place).amount or 0, clock.unit)
    approved = f"经{entry.approved_by}批准" if entry.approved_by else ""
    paper = f"（{entry.document}）" if entry.document else ""
    return f"{said(entry.on)}，在届满之前{approved}延长{length}{paper}。"


def _pauses(lawbook: Lawbook, clock: ClockProvision, course: Course, counted: Count) -> Iterator[str]:
    for left_out in counted.left_out:
        yield _pause(lawbook, clock, left_out)
    told = {left_out.pause for left_out in counted.left_out}
    for pause in course.pauses:
        if pause not in told:
            yield f"{said(pause.first)}开始的暂停不在期限之内，不影响届满日。"
    if counted.going_on:
        yield "暂停尚未结束，届满日随恢复之日而定；以下日期按最短的暂停计算，仅供提醒。"


def _pause(lawbook: Lawbook, clock: ClockProvision, left_out: LeftOut) -> str:
    pause = left_out.pause
    ground = pause_ground(clock, pause)
    why = f"因{ground.label}暂停" if ground else "暂停（事由未载明）"
    cited = f"（{lawbook.cite(ground.regulation or clock.regulation, ground.article)}）" if ground else ""
    paper = f"（{pause.document}）" if pause.document else ""
    if pause.last is None:
        return f"{said(pause.first)}起{why}{paper}，其间不计入期限{cited}，尚未恢复。"
    days = measure(left_out.days, clock.unit)
    return f"{said(pause.first)}至{said(pause.last)}{why}{paper}，扣除{days}{cited}。"


def _days_off(calendar: Calendar, counted: Count) -> Iterator[str]:
    table = calendar.days
    for stretch in table.stretches_between(counted.start, counted.end):
        yield f"其间{short(stretch.first)}至{short(stretch.last)}放假（{stretch.name}），不计入。"
    worked = table.makeup_between(counted.start, counted.end)
    if worked:
        yield f"{'、'.join(short(day) for day in worked)}调休上班，计入。"


def _working_end(counted: Count) -> str:
    if not counted.certain:
        return f"第{counted.total}个工作日最早可能为{spoken(counted.end)}。"
    return f"第{counted.total}个工作日为{spoken(counted.end)}，期限届满。"


def _natural_end(calendar: Calendar, counted: Count) -> Iterator[str]:
    end, earliest, latest = counted.end, counted.earliest, counted.latest
    on = date.fromordinal(end)
    holiday = calendar.statutory_days(on.year).get(on)
    if latest == end:
        yield f"第{counted.total}日为{spoken(end)}，是工作日，不顺延，期限届满。"
        return
    yield f"第{counted.total}日为{spoken(end)}。"
    if holiday:
        yield f"该日是法定节假日（{holiday}），从严顺延至其后第一个非法定节假日：{spoken(earliest)}。"
    elif latest:
        yield f"该日是休息日但不是法定节假日本日，从严不顺延：{spoken(earliest)}。"
    if latest:
        yield f"从宽（休息日一并顺延）：{spoken(latest)}。"


def _provisional(calendar: Calendar, counted: Count) -> str:
    years = range(date.fromordinal(counted.start).year, date.fromordinal(counted.earliest).year + 2)
    missing = next((year for year in years if not calendar.covers(year)), years[-1])
    return f"{missing}年放假安排尚未载入，届满日暂定，最早可能为{spoken(counted.earliest)}，仅供提醒。"
