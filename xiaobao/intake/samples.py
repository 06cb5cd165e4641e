"""Registrations moved in time, so that invented samples look recent on the day of a demonstration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from xiaobao.intake.registration import Registration


def shift(registrations: Iterable[Registration], weeks: int) -> list[Registration]:
    """The same registrations `weeks` whole weeks later (earlier when negative): weekdays stay what they were.

    Received, decided and closed moments and external deadlines move; text and digest stay.
    """
    by = timedelta(weeks=weeks)
    return [
        replace(
            one,
            received_at=one.received_at + by,
            decided_at=_moved(one.decided_at, by),
            closed_at=_moved(one.closed_at, by),
            external_due=tuple((name, when + by) for name, when in one.external_due),
        )
        for one in registrations
    ]


def _moved(when: datetime | None, by: timedelta) -> datetime | None:
    return None if when is None else when + by
