"""What would move if a file of rules were put in service: which clocks, and which warnings.

Nothing is written here. Moments depend on a clock's name, its due day and the stages raised before, so that a
million clocks are worked out as a few thousand; only clocks the file can touch are read at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max, Q, QuerySet

from xiaobao.docket.clock_row import from_model
from xiaobao.docket.models import Alert, Clock
from xiaobao.docket.moves import Days, Effect, Group, Moves, Shift
from xiaobao.docket.reckoning import binding_others, name_of, recompute
from xiaobao.docket.rule_files import RuleFile, digest_of, shipped_or_placed, with_file
from xiaobao.docket.rule_kinds import KINDS
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.touched import NOTHING, touched
from xiaobao.law import LawError
from xiaobao.refusals import Refused
from xiaobao.rules.errors import ClockError
from xiaobao.rules.ladder import Stage
from xiaobao.rules.supervision import Reached, moments

CHUNK = 2000
"""Clocks read at once."""
_Done = tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One clock that may change."""

    key: int
    clock: str
    number: str
    before: Days
    after: Days


@dataclass
class _Weighing:
    """What is weighed against what at which moment, and what has been worked out already."""

    before: Rulebook
    after: Rulebook
    at: datetime
    unread: int = 0
    known: dict[tuple[str, date, date, _Done], tuple[Shift, ...]] = field(default_factory=dict)


def what_if(file: RuleFile, *, rulebook: Rulebook, at: datetime) -> Moves:
    """Return what would move at ``at`` if the file were in service; raises Refused, saying what is wrong."""
    run = _Weighing(rulebook, with_file(rulebook, file), at)
    found: dict[tuple[str, Days, Days, tuple[Shift, ...]], list[str]] = {}
    for rows in _chunks(_candidates(run), run, recount=KINDS[file.kind].recounts):
        done = _done(rows)
        for row in rows:
            shifts = _shifts(row, done.get(row.key, ()), run)
            if shifts or row.before != row.after:
                found.setdefault((row.clock, row.before, row.after, shifts), []).append(row.number)
    groups = tuple(Group(*alike, tuple(sorted(numbers))) for alike, numbers in found.items())
    base = shipped_or_placed(file.kind, file.name, rulebook)
    return Moves(digest_of(file.text), digest_of(base), groups, run.unread)


def _candidates(run: _Weighing) -> QuerySet[Clock]:
    differ = [(clock, due) for clock, due in _standing() if _differ(clock, due, run)]
    clocks, days = {clock for clock, _ in differ}, {due for _, due in differ}
    by_moments = Q(clock__in=sorted(clocks), due_earliest__in=sorted(days)) if differ else NOTHING
    return Clock.objects.filter(state="running").filter(touched(run.before, run.after) | by_moments)


def _standing() -> Iterable[tuple[str, date]]:
    running = Clock.objects.filter(state="running").order_by()
    return running.values_list("clock", "due_earliest").distinct()


def _differ(clock: str, due: date, run: _Weighing) -> bool:
    return _moments(run.before, clock, due) != _moments(run.after, clock, due)


def _moments(rulebook: Rulebook, clock: str, due: date) -> list[tuple[str, datetime]]:
    return [(one.stage.id, one.moment) for one in _all_moments(rulebook, clock, due)]


def _all_moments(rulebook: Rulebook, clock: str, due: date) -> tuple[Reached, ...]:
    if clock in binding_others(rulebook):
        return ()
    return moments(rulebook.ladder, clock, due, rulebook.calendar)


def _chunks(clocks: QuerySet[Clock], run: _Weighing, *, recount: bool) -> Iterator[list[_Row]]:
    read = _recounted if recount else _as_they_are
    last = 0
    while keys := list(clocks.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        last = keys[-1]
        yield read(Clock.objects.filter(pk__in=keys).order_by("pk"), run)


def _as_they_are(clocks: QuerySet[Clock], _run: _Weighing) -> list[_Row]:
    told = clocks.values_list("pk", "clock", "matter__number", "due_earliest", "due_latest")
    return [
        _Row(key, clock, number, Days(earliest, latest), Days(earliest, latest))
        for key, clock, number, earliest, latest in told
    ]


def _recounted(clocks: QuerySet[Clock], run: _Weighing) -> list[_Row]:
    found = (_recount(clock, run) for clock in clocks.annotate(number=F("matter__number")))
    return [row for row in found if row is not None]


def _recount(clock: Any, run: _Weighing) -> _Row | None:
    try:
        after = _days(clock, run.after)
    except Exception as error:
        # What cannot be worked out today either stands apart; it must not keep every change from service.
        if not _readable(clock, run.before):
            run.unread += 1
            return None
        raise _cannot_be_counted(clock.clock, error, run) from error
    return _Row(clock.pk, clock.clock, clock.number, Days(clock.due_earliest, clock.due_latest), after)


def _days(clock: Clock, rulebook: Rulebook) -> Days:
    counted = recompute(from_model(clock), rulebook)
    return Days(counted.due_earliest, counted.due_latest)


def _readable(clock: Clock, rulebook: Rulebook) -> bool:
    try:
        _days(clock, rulebook)
    except Exception:  # noqa: BLE001  whatever it is, the tick backs off from it and alarms
        return False
    return True


def _cannot_be_counted(clock: str, error: Exception, run: _Weighing) -> Refused:
    why = error.message if isinstance(error, LawError | ClockError) else type(error).__name__
    name = name_of(clock, run.before)
    sentence = f"照这份文件，正在计时的“{name}”无法计算：{why}。请修改文件后再提交。"
    return Refused(sentence, fields={"text": sentence})


def _done(rows: Sequence[_Row]) -> dict[int, _Done]:
    """Return the stages raised before, each with the latest due day it was raised for."""
    if not rows:
        return {}
    alerts = Alert.objects.filter(clock__gte=rows[0].key, clock__lte=rows[-1].key).order_by()
    found: dict[int, dict[str, date]] = {}
    for key, stage, latest in alerts.values_list("clock", "stage").annotate(Max("due_on")):
        found.setdefault(key, {})[stage] = latest
    return {key: tuple(sorted(done.items())) for key, done in found.items()}


def _shifts(row: _Row, done: _Done, run: _Weighing) -> tuple[Shift, ...]:
    key = (row.clock, row.before.earliest, row.after.earliest, done)
    if key not in run.known:
        run.known[key] = tuple(_worked_out(*key, run))
    return run.known[key]


def _worked_out(clock: str, before: date, after: date, done: _Done, run: _Weighing) -> Iterator[Shift]:
    old, new = _owed(run.before, clock, before, done), _owed(run.after, clock, after, done)
    for stage in dict.fromkeys((*old, *new)):
        was, will = old.get(stage), new.get(stage)
        effect = _effect(was.moment if was else None, will.moment if will else None, run.at)
        named = will or was
        if effect is not None and named is not None:
            moments_of = (was.moment if was else None, will.moment if will else None)
            yield Shift(stage, stage_name(named.stage), effect, *moments_of)


def _owed(rulebook: Rulebook, clock: str, due: date, done: _Done) -> dict[str, Reached]:
    raised = dict(done)
    found = _all_moments(rulebook, clock, due)
    return {one.stage.id: one for one in found if raised.get(one.stage.id, date.min) < due}


def _effect(before: datetime | None, after: datetime | None, at: datetime) -> Effect | None:
    """Say what becomes of a warning; None where the next run of the clockwork does the same as before."""
    if after is None:
        return Effect.NO_MORE
    if before is None:
        return Effect.AT_ONCE if after <= at else Effect.NEW
    if before == after or max(before, after) <= at:
        return None
    if after <= at:
        return Effect.AT_ONCE
    return Effect.EARLIER if after < before else Effect.LATER


def stage_name(stage: Stage) -> str:
    """Return what an officer calls a stage: 提醒（剩3个工作日）."""
    return f"{stage.grade.label}（{when_of(stage)}）"


def when_of(stage: Stage) -> str:
    """Say when a stage falls due: 剩3个工作日, 届满当日, 逾期1个工作日."""
    if stage.left == 0:
        return "届满当日"
    return f"剩{stage.left}个工作日" if stage.left is not None else f"逾期{stage.overdue}个工作日"
