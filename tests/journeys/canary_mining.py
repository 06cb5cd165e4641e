"""Findings of the mining and labels beside matters: one of each kind on what there is, and everybody asks."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from tests import cast
from xiaobao.docket.models import Finding, FindingKind, FindingMember, Matter, MatterLabel, MiningRun


def find_everywhere() -> None:
    """Have the mining have found something of each kind on every matter, reports of insiders and all."""
    now = timezone.now()
    run = MiningRun.objects.create(on=cast.TODAY, began_at=now, ended_at=now, engine="duckdb")
    every = list(Matter.objects.order_by("pk"))
    for kind in FindingKind.values:
        finding = Finding.objects.create(
            kind=kind, key=f"{kind}-1", title="发现", first_on=cast.TODAY, last_on=cast.TODAY,
            matters=len(every), first_run=run, last_run=run,
        )  # fmt: skip
        FindingMember.objects.bulk_create(FindingMember(finding=finding, matter=one) for one in every)
    _twins(run, [one for one in every if one.kind == "report"])
    MatterLabel.objects.bulk_create(
        MatterLabel(matter=one, scheme="hot", label="食品安全", band="propose", by="rule") for one in every
    )


def _twins(run: MiningRun, reports: list[Matter]) -> None:
    """Put the reports beside each other two by two, so that each is read where two texts are compared."""
    for one, two in zip(reports[::2], reports[1::2], strict=False):
        twin = Finding.objects.create(
            kind="twin", key=f"twin-{one.pk}-{two.pk}", title="疑似同一纠纷", first_on=cast.TODAY,
            last_on=cast.TODAY, matters=2, first_run=run, last_run=run,
        )  # fmt: skip
        FindingMember.objects.bulk_create(FindingMember(finding=twin, matter=matter) for matter in (one, two))


def mining() -> Iterator[str]:
    """Yield the addresses; one at least of each kind."""
    yield from ("/mining/hot/", "/mining/hot/?harmful=3&street=湖里街道")
    yield "/mining/findings/?state=all"
    yield from (f"/mining/findings/?state=all&kind={kind}" for kind in ("group", "ring", "issue"))
    for key in Finding.objects.order_by("pk").values_list("pk", flat=True):
        yield f"/mining/findings/{key}/"
    yield from ("/mining/findings/1/contest/", "/mining/findings/1/decide/", "/mining/findings/999/")
    yield "/matters/1/labels/"
    yield from (f"/mining/contradictions/?board={board}" for board in ("learned", "signal", "load"))
