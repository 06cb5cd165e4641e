"""A docket one can count by hand, on Wednesday 20 May 2026: ten matters of 湖里所, one of 江头所."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

from tests import cast
from xiaobao.docket.board_figures import Listed
from xiaobao.docket.models import Alert, Clock, Matter, SupervisionOrder
from xiaobao.staff.models import User

YESTERDAY = date(2026, 5, 19)
ELSEWHERE = "江头市场监督管理所"
MATTERS: dict[str, dict[str, Any]] = {
    # Received on Wednesday 6 May: seven working days end on Thursday 14 May, Saturday 9 May being one of them.
    "in_time": {
        "received_at": cast.at("2026-05-06"),
        "decision": "accepted",
        "decided_at": cast.at("2026-05-08"),
    },
    "last_day": {
        "received_at": cast.at("2026-05-06"),
        "decision": "accepted",
        "decided_at": cast.at("2026-05-14"),
    },
    "late": {
        "received_at": cast.at("2026-05-06"),
        "decision": "accepted",
        "decided_at": cast.at("2026-05-19"),
    },
    "declined": {"decision": "declined", "decided_at": cast.at("2026-05-19"), "closed": True},
    "undated": {"decision": "accepted"},
    "settled": {
        "received_at": cast.at("2026-05-06"),
        "decision": "accepted",
        "decided_at": cast.at("2026-05-07"),
        "outcome": "settled",
        "closed": True,
        "closed_at": cast.at("2026-05-19"),
    },
    "overdue": {"received_at": cast.at("2026-05-06")},
    "not_filed": {"decision": "not_filed", "decided_at": cast.at("2026-05-19"), "closed": True},
    "filed": {"decision": "filed", "decided_at": cast.at("2026-05-20")},
    "before": {
        "received_at": cast.at("2026-04-16"),
        "decision": "accepted",
        "decided_at": cast.at("2026-04-20"),
    },
    "elsewhere": {
        "received_at": cast.at("2026-05-12"),
        "decision": "accepted",
        "decided_at": cast.at("2026-05-14"),
        "office_name": ELSEWHERE,
    },
}
REPORTS = ("not_filed", "filed")


def docket(register: Any) -> dict[str, int]:
    """Register the matters; returns their ids by name."""
    made = {}
    for name, told in MATTERS.items():
        row = cast.report if name in REPORTS else cast.complaint
        made[name] = register(row(external_id=name, digest=name.encode().ljust(16), **told))
    return made


def give(key: int, username: str) -> None:
    """Name who handles a matter."""
    Matter.objects.filter(pk=key).update(handler=User.objects.get(username=username))


def clock_of(key: int, name: str) -> Clock:
    """One clock of a matter."""
    return Clock.objects.get(matter=key, clock=name)


def warn(key: int, grade: str, day: str, at: str = "09:00", stage: str = "") -> Alert:
    """Write down that the first clock of a matter reached a stage on that day."""
    matter, moment = Matter.objects.get(pk=key), cast.at(day, at)
    return Alert.objects.create(
        clock=matter.clocks.all()[0],
        matter=matter,
        stage=stage or grade,
        grade=grade,
        due_on=date.fromisoformat(day),
        reached_at=moment,
        raised_at=moment,
        office=matter.office,
        ladder="0" * 12,
    )


def order(key: int, state: str = "issued", *, due: date = cast.TODAY, **given: Any) -> SupervisionOrder:
    """Write down an order on a matter; ``due`` is the last day of its reply."""
    matter = Matter.objects.get(pk=key)
    wanted = {"office": matter.office, "grade": "red", "origin": "ladder"} | given
    number = f"湖市监督办〔2026〕{SupervisionOrder.objects.count() + 1}号"
    return SupervisionOrder.objects.create(
        matter=matter,
        number=number,
        state=state,
        requirement="请于期限内办结。",
        issued_at=cast.NOON - timedelta(days=1),
        reply_due=due,
        **wanted,
    )


def supervise(matters: dict[str, int]) -> None:
    """Put warnings and orders on some of the docket: five of the orders stand, two replies are late."""
    warn(matters["overdue"], "remind", "2026-05-12")
    warn(matters["overdue"], "urge", "2026-05-14")
    warn(matters["overdue"], "red", "2026-05-18")
    warn(matters["overdue"], "red", "2026-05-19", stage="again")
    warn(matters["late"], "red", "2026-05-18")
    warn(matters["elsewhere"], "red", "2026-04-20", at="23:59")
    warn(matters["elsewhere"], "remind", "2026-05-18")
    order(matters["overdue"], due=YESTERDAY)
    order(matters["late"], "returned", due=cast.TODAY)
    order(matters["late"], "replied", due=YESTERDAY)
    order(matters["in_time"], "accepted", due=YESTERDAY)
    order(matters["settled"], "lifted", due=YESTERDAY)
    order(matters["elsewhere"], "raised", due=YESTERDAY)
    order(matters["elsewhere"], due=YESTERDAY)


def numbers(value: Any) -> Iterator[Listed]:
    """Find every number of a board that has a list."""
    if isinstance(value, Listed):
        yield value
    elif isinstance(value, tuple | list):
        for one in value:
            yield from numbers(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from numbers(getattr(value, field.name))
