"""Rows the clockwork cannot work on (处理失败的期限): they back off, are alarmed of, and hold nobody up."""

from __future__ import annotations

from datetime import datetime, timedelta

from xiaobao.docket.alarms import alarm
from xiaobao.docket.models import Stumble
from xiaobao.docket.rulebook import Rulebook

FIRST, LONGEST = timedelta(minutes=2), timedelta(hours=1)
"""How long a row rests after the first failure, and at most; it doubles in between."""
_STEPS = 6


def stumbled(subject: str, error: BaseException, *, at: datetime) -> datetime:
    """Keep that a row (clock:17, order:3) failed; returns when it may be tried again.

    Only the class of the error is kept: its words may hold somebody's. The caller holds the transaction.
    """
    row, _new = Stumble.objects.get_or_create(
        subject=subject, defaults={"first_at": at, "last_at": at, "next_at": at}
    )
    if row.settled_at is not None:
        row.attempts, row.first_at, row.settled_at = 0, at, None
    rest = min(FIRST * 2 ** min(row.attempts, _STEPS), LONGEST)
    row.attempts += 1
    row.last_at, row.next_at, row.error = at, at + rest, type(error).__name__
    row.save()
    return row.next_at


def resting(subject: str, *, at: datetime) -> bool:
    """Whether something failed and is not to be tried again yet."""
    return Stumble.objects.filter(subject=subject, settled_at=None, next_at__gt=at).exists()


def settle(subjects: list[str], *, at: datetime) -> None:
    """Keep that these rows went well, where they had failed before."""
    Stumble.objects.filter(subject__in=subjects, settled_at=None).update(settled_at=at)


def unsettled() -> int:
    """Return how many rows fail."""
    return Stumble.objects.filter(settled_at=None).count()


def alarm_of_stumbles(*, at: datetime, rulebook: Rulebook) -> None:
    """Tell the administrators that rows fail; the caller holds the transaction."""
    if count := unsettled():
        told = (
            f"有{count}个期限、督办单或者先行和解处理失败，系统会再次处理；请检查日志，"
            "没有处理成功的不会预警或者转回。"
        )
        alarm("stumbles", told, at=at, rulebook=rulebook)
