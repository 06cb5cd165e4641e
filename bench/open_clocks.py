"""A docket with very many open clocks, and one morning on which a fixed number of them falls due.

Each clock is on a matter of its own, with an office and a handler; a few thousand are worked out by the rules
and then multiplied in the database. What had fallen due on the mornings before is raised by the real
clockwork.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, cycle, islice
from typing import Any
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MORNING = date(2026, 5, 27)
"""The morning that is measured: a Wednesday."""
DUE = {3: 3_500, 1: 1_000, 0: 400, -1: 100}
"""Clocks by working days left that morning: reminders, urges, yellow cards, red cards over yellow ones."""
_SHORT = ("complaint.acceptance", "report.check")
_LONG = ("complaint.mediation", "case.decision")
_HANDLERS = 12
_PATTERNS = 2_000
_YEAR = timedelta(days=365)
_STATES = {
    "complaint.acceptance": "received",
    "complaint.mediation": "accepted",
    "report.check": "received",
    "case.decision": "filed",
}


def opening(day: date) -> datetime:
    """Return when the office opens on a day."""
    return datetime.combine(day, time(9), SHANGHAI)


def build(clocks: int, due: int) -> dict[str, int]:
    """Fill an empty docket with ``clocks`` open clocks, ``due`` of them due that morning; say what is due."""
    from django.db import connection

    wanted = _shares(due)
    officers = _officers()
    falling = [row for left, number in wanted.items() for row in islice(cycle(_rows_due(left)), number)]
    patterns = list(islice(_later(), min(_PATTERNS, max(clocks - due, 1))))
    _write(1, falling, officers)
    _write(1 + due, patterns, officers)
    _multiply(1 + due, len(patterns), clocks - due)
    _settle_sequences()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
    _mornings_before()
    return {f"{left:+d}": number for left, number in wanted.items()}


def leave(due: int) -> None:
    """Leave only so many clocks due that morning: the others are not looked at any more."""
    from xiaobao.docket.models import Clock

    falling = Clock.objects.filter(watch_at__lte=opening(MORNING)).order_by("watch_at", "pk")
    others = list(falling.values_list("pk", flat=True)[due:])
    Clock.objects.filter(pk__in=others).update(watch_at=None)


def _shares(due: int) -> dict[int, int]:
    whole = sum(DUE.values())
    fewer = {left: max(number * due // whole, 1) for left, number in list(DUE.items())[1:]}
    return {3: due - sum(fewer.values())} | fewer


def _rows_due(left: int) -> list[Any]:
    """Return the clocks of either track that have so many working days left on the morning."""
    from xiaobao.docket.rulebook import current
    from xiaobao.rules.supervision import working_days_from

    calendar = current().calendar
    rows = (row for clock in _SHORT for row in _starting(clock, MORNING - timedelta(days=60), 90))
    return [
        row
        for row in rows
        if working_days_from(row.due_earliest, MORNING, calendar) == -left and row.started_on <= MORNING
    ]


def _later() -> Iterator[Any]:
    """Yield clocks whose first stage lies after the morning, due within the year, of four kinds in turn."""
    from xiaobao.docket.rulebook import current
    from xiaobao.docket.watch import watched_from

    tomorrow, rulebook = opening(MORNING + timedelta(days=1)), current()
    kinds = [
        cycle(
            row
            for row in _starting(clock, MORNING - timedelta(days=90), 455)
            if watched_from(row, rulebook) >= tomorrow and row.due_earliest <= MORNING + _YEAR
        )
        for clock in (*_SHORT, *_LONG)
    ]
    for turn in cycle(kinds):
        yield next(turn)


def _starting(clock: str, first: date, days: int) -> list[Any]:
    from xiaobao.docket import reckoning
    from xiaobao.docket.rulebook import current

    rulebook = current()
    found = []
    for on in (first + timedelta(days=number) for number in range(days)):
        provision = reckoning.provision_of(rulebook, clock, on, rulebook.governing(on))
        if provision is not None:
            found.append(reckoning.fresh(rulebook, clock, provision.regulation, on, False))
    return found


def _officers() -> list[tuple[int, int]]:
    """Put officers into every station, all reachable by e-mail and SMS; returns (office, handler) pairs."""
    from xiaobao.docket.channels import sealed
    from xiaobao.docket.models import ContactPoint
    from xiaobao.staff.models import Office, Post, User

    since, pairs = MORNING - _YEAR, []
    stations = list(Office.objects.filter(kind="station").order_by("pk"))
    for station in stations:
        for number in range(_HANDLERS + 1):
            code = "handler" if number else "unit_head"
            name = f"{station.code}-{number}"
            user = User.objects.create(username=name, name=f"经办{number}", password="!")
            Post.objects.create(user=user, office=station, code=code, since=since)
            pairs += [(station.pk, user.pk)] if number else []
    Post.objects.update(since=since)
    users = Post.objects.values_list("user", flat=True).distinct()
    ContactPoint.objects.bulk_create(
        ContactPoint(user_id=user, channel=channel, address=sealed(address), set_at=opening(since))
        for user in users
        for channel, address in (("email", "officer@example.com"), ("sms", "13900000000"))
    )
    robot = sealed("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000")
    ContactPoint.objects.bulk_create(
        ContactPoint(office=station, channel="robot", address=robot, set_at=opening(since))
        for station in stations
    )
    return pairs


_MATTER = (
    "id", "number", "kind", "source", "external_id", "channel", "received_at", "received_on", "office_id",
    "handler_id", "subject", "state", "is_open", "regulation", "next_due", "next_clock", "provisional",
    "version", "category", "place", "route",
)  # fmt: skip
_EVENT = ("matter_id", "verb", "occurred_at", "recorded_at", "data")


def _write(first: int, rows: Sequence[Any], officers: Sequence[tuple[int, int]]) -> None:
    from django.db import transaction

    from xiaobao.docket import bulk, watch
    from xiaobao.docket.models import Clock, Event, Matter
    from xiaobao.docket.rulebook import current

    rulebook, keys = current(), count(first)
    numbered = list(zip(keys, rows, cycle(officers), strict=False))
    with transaction.atomic():
        bulk.insert(Matter, _MATTER, [_matter(key, row, *who) for key, row, who in numbered])
        bulk.insert(Clock, watch.COLUMNS, [watch.values(key, row, rulebook) for key, row, _ in numbered])
        moments = ((key, opening(row.started_on)) for key, row, _ in numbered)
        bulk.insert(Event, _EVENT, [(key, "register", at, at, {}) for key, at in moments])


def _matter(key: int, row: Any, office: int, handler: int) -> tuple[Any, ...]:
    kind = "complaint" if row.clock.startswith("complaint") else "report"
    return (
        key, f"湖消〔2026〕{key:07d}", kind, "bench", str(key), "12315", opening(row.started_on),
        row.started_on, office, handler, "购买的酸奶已过保质期，商家拒绝退货", _STATES[row.clock], True,
        row.regulation, row.due_earliest, row.clock, row.provisional, 1, "食品", "湖里区虚构路1号", "",
    )  # fmt: skip


def _multiply(first: int, patterns: int, wanted: int) -> None:
    """Copy the rows from ``first`` on until there are ``wanted``: matters, their clocks and their events."""
    from django.apps import apps
    from django.db import connection, transaction

    times = -(-wanted // patterns)
    numbers = (
        "WITH RECURSIVE turn(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM turn WHERE k < %s) "
        "INSERT INTO {table} ({columns}) SELECT {values} FROM {table} AS one, turn "
        "WHERE one.{key} BETWEEN %s AND %s AND one.{key} + k * %s < %s"
    )
    if times < 2:
        return
    given = [times - 1, first, first + patterns - 1, patterns, first + wanted]
    moved = f"one.{{key}} + k * {patterns}"
    with transaction.atomic(), connection.cursor() as cursor:
        for name, key in (("matter", "id"), ("clock", "matter_id"), ("event", "matter_id")):
            model = apps.get_model("docket", name)
            columns = [field.column for field in model._meta.concrete_fields]
            columns = [column for column in columns if column != "id" or key == "id"]
            own = {
                key: moved,
                "number": f"'湖消〔2026〕' || CAST({moved} AS TEXT)",
                "external_id": f"CAST({moved} AS TEXT)",
            }
            values = ", ".join(own.get(column, f"one.{column}").format(key=key) for column in columns)
            table = model._meta.db_table
            cursor.execute(
                numbers.format(table=table, columns=", ".join(columns), values=values, key=key), given
            )


def _settle_sequences() -> None:
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence('docket_matter', 'id'), max(id)) FROM docket_matter"
            )


def _mornings_before() -> None:
    from xiaobao.docket.actions.tick import tick

    for days in range(8, 0, -1):
        at = opening(MORNING - timedelta(days=days))
        tick(at=at, clock=lambda at=at: at)  # type: ignore[misc]
