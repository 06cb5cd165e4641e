"""The ledger of a clock: what happened to it, in the order it was written down, and what that amounts to.

A pause counts inclusively: it begins on the day of its ``pause`` entry and ends on the day of its ``resume``
entry; the day after is counted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from xiaobao.rules.errors import (
    AlreadyStopped,
    EntryBeforeStart,
    MalformedEntry,
    NoStart,
    PauseOutOfOrder,
)

Kind = Literal["start", "pause", "resume", "extend", "stop", "restart", "reopen"]
KIND_LABELS: Mapping[str, str] = {
    "start": "起算",
    "pause": "暂停",
    "resume": "恢复",
    "extend": "延长",
    "stop": "停止",
    "restart": "重新起算",
    "reopen": "撤销停止",
}
SHANGHAI = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to a clock.

    ``reason`` of a pause is the id or the label of one of the clock's pause grounds (or empty: not stated).
    ``amount`` of an extension is in the clock's own unit; None takes the law's number. ``document`` is the
    number of the paper it rests on.
    """

    kind: Kind
    on: date
    reason: str = ""
    document: str = ""
    approved_by: str = ""
    amount: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return a JSON object; empty fields are left out."""
        rest = {
            "reason": self.reason,
            "document": self.document,
            "approved_by": self.approved_by,
            "amount": self.amount,
        }
        return {"kind": self.kind, "on": self.on.isoformat()} | {
            name: value for name, value in rest.items() if value
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Entry:
        """Read what ``to_json`` wrote; raises MalformedEntry."""
        unknown = data.keys() - {field.name for field in fields(cls)}
        amount = data.get("amount")
        if unknown or data.get("kind") not in get_args(Kind) or not isinstance(amount, int | None):
            raise MalformedEntry(f"期限台账的条目无法识别：{dict(data)}")
        try:
            return cls(**{**data, "on": date.fromisoformat(data["on"])})
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedEntry(f"期限台账的条目日期无法识别：{dict(data)}") from error


Ledger = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Pause:
    """A run of days left out, both ends included; ``last`` is None while it goes on."""

    first: date
    last: date | None
    reason: str
    document: str = ""

    @property
    def stated(self) -> bool:
        """Tell whether the ledger says why; 不计入期限 alone is the effect, not a ground."""
        return self.reason not in ("", "不计入期限")


@dataclass(frozen=True, slots=True)
class Course:
    """What a ledger amounts to: where counting begins, what is left out, what was added, where it stopped."""

    start: date
    first_start: date
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Entry, ...] = ()
    restarts: tuple[date, ...] = ()
    stop: Entry | None = None
    reopened: tuple[date, ...] = ()

    @property
    def stopped_on(self) -> date | None:
        """Return the day it stopped."""
        return self.stop.on if self.stop else None


def started(on: date) -> Ledger:
    """Return a ledger that holds a start and nothing else."""
    return (Entry("start", on),)


def pause_entries(first: date, last: date, reason: str = "", document: str = "") -> Ledger:
    """Return the two entries of a pause from ``first`` to ``last``, both days left out of the count."""
    return Entry("pause", first, reason, document), Entry("resume", last, reason, document)


def shanghai_day(moment: date | datetime | str) -> date:
    """Return the day in Asia/Shanghai of an instant, whatever the server's zone.

    A date is itself. A time without a zone is wall-clock time in China. Text is ISO 8601, a date or an
    instant. Raises MalformedEntry.
    """
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment.strip())
        except ValueError as error:
            shape = "2026-09-28或2026-09-28T09:30+08:00"
            raise MalformedEntry(f"时间“{moment}”无法识别，请写作{shape}") from error
    if not isinstance(moment, datetime):
        return moment
    return (moment.astimezone(SHANGHAI) if moment.tzinfo else moment).date()


def course(ledger: Ledger) -> Course:
    """Fold a ledger. Entries are taken by day, in the order written within a day.

    Raises NoStart, EntryBeforeStart, PauseOutOfOrder or AlreadyStopped.
    """
    if len(ledger) == 1 and ledger[0].kind == "start":
        return Course(ledger[0].on, ledger[0].on)
    starts = [entry for entry in ledger if entry.kind == "start"]
    if len(starts) != 1:
        raise NoStart("期限台账应当有且只有一条“起算”")
    folding = _Folding(starts[0].on)
    for entry in sorted(ledger, key=lambda e: (e.on, e.kind != "start")):
        folding.take(entry)
    return folding.done()


class _Folding:
    """The state while a ledger is read from first to last."""

    def __init__(self, start: date) -> None:
        self.start = self.first_start = start
        self.pauses: list[Pause] = []
        self.open: Entry | None = None
        self.extensions: list[Entry] = []
        self.restarts: list[date] = []
        self.stop: Entry | None = None
        self.reopened: list[date] = []

    def take(self, entry: Entry) -> None:
        if entry.on < self.first_start:
            raise EntryBeforeStart(f"{entry.on}的“{KIND_LABELS[entry.kind]}”早于起算日{self.first_start}")
        if self.stop is not None and entry.kind != "reopen":
            label = KIND_LABELS[entry.kind]
            raise AlreadyStopped(f"期限已于{self.stop.on}停止，不能再登记{entry.on}的“{label}”")
        getattr(self, f"_{entry.kind}")(entry)

    def done(self) -> Course:
        return Course(
            start=self.start,
            pauses=tuple(self.pauses) + self._still_open(),
            extensions=tuple(self.extensions),
            restarts=tuple(self.restarts),
            first_start=self.first_start,
            stop=self.stop,
            reopened=tuple(self.reopened),
        )

    def _still_open(self) -> tuple[Pause, ...]:
        if self.open is None:
            return ()
        # Stopping while paused: the pause runs to the stop, it is not forgotten.
        last = self.stop.on if self.stop else None
        return (Pause(self.open.on, last, self.open.reason, self.open.document),)

    def _start(self, entry: Entry) -> None:
        """The start is known before the fold begins."""

    def _pause(self, entry: Entry) -> None:
        if self.open is not None:
            raise PauseOutOfOrder(f"{self.open.on}起已经暂停，恢复之前不能再次暂停（{entry.on}）")
        self.open = entry

    def _resume(self, entry: Entry) -> None:
        if self.open is None:
            raise PauseOutOfOrder(f"{entry.on}登记“恢复”时期限并未暂停")
        reason = self.open.reason or entry.reason
        self.pauses.append(Pause(self.open.on, entry.on, reason, self.open.document or entry.document))
        self.open = None

    def _extend(self, entry: Entry) -> None:
        self.extensions.append(entry)

    def _restart(self, entry: Entry) -> None:
        # 令121 第三十五条第二款: the whole period is counted again, so what was added to or left out of the
        # former one falls away. A pause still going on goes on.
        self.start = entry.on
        self.restarts.append(entry.on)
        self.pauses.clear()
        self.extensions.clear()

    def _stop(self, entry: Entry) -> None:
        self.stop = entry

    def _reopen(self, entry: Entry) -> None:
        # No article gives a fresh period to a matter taken up again, so the former one has never stopped.
        if self.stop is None:
            raise PauseOutOfOrder(f"{entry.on}登记“撤销停止”时期限并未停止")
        self.stop = None
        self.reopened.append(entry.on)
