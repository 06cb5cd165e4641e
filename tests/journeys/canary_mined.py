"""Persons, enterprises and saved searches of the mining: everybody linked with everybody, and everybody asks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from xiaobao.docket.models import (
    Enterprise,
    LinkedEnterprise,
    LinkedPerson,
    Matter,
    MiningRun,
    Watch,
    WatchAlarm,
)
from xiaobao.staff.models import User

KEY = "0123456789abcdef" * 2


def link_everybody() -> None:
    """Put every matter down to one person and every enterprise to one, reports of insiders and all."""
    keys = list(Matter.objects.order_by("pk").values_list("pk", flat=True))
    LinkedPerson.objects.bulk_create(
        LinkedPerson(
            matter_id=key, person=KEY, reasons=[{"matter": one, "why": "姓名、电话一致"} for one in keys[:2]]
        )
        for key in keys
    )
    first, *others = Enterprise.objects.order_by("pk")
    LinkedEnterprise.objects.bulk_create(
        LinkedEnterprise(enterprise=one, stands_for=first, why="名称相同") for one in others
    )
    run, now = MiningRun.objects.latest("pk"), timezone.now()
    for user in User.objects.filter(outside=False):
        watch = Watch.objects.create(name="全部", asked={}, days=90, least=1, owner=user, at=now)
        WatchAlarm.objects.create(watch=watch, run=run, matters=len(keys), before=0, told_at=now)


def mined() -> Iterator[str]:
    """Yield the addresses."""
    first, last = Enterprise.objects.earliest("pk").pk, Enterprise.objects.latest("pk").pk
    yield from (f"/mining/enterprises/{key}/" for key in (first, last, 99999))
    yield from (f"/mining/persons/{key}/" for key in (KEY, KEY[::-1]))
    yield "/mining/watches/"
    yield from ("/mining/watches/seen/", "/mining/watches/1/drop/")
