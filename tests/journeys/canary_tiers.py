"""What is kept of the shop that is reported: a key enterprise with its team and everything it is ever given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests import cast
from tests.journeys.canary_house import House
from xiaobao.docket.actions.list_key_enterprise import list_key_enterprise
from xiaobao.docket.actions.plan_engagements import plan_engagements
from xiaobao.docket.actions.prepare_engagement import prepare_engagement
from xiaobao.docket.actions.set_team_member import set_team_member
from xiaobao.docket.models import Engagement, KeyEnterprise, Matter, TeamMember
from xiaobao.rules.regulars import RegularAct


def keep_key_enterprise(house: House) -> None:
    """List whoever is reported most, and prepare all four regulars."""
    officer = house.officers["luyiheng"]
    matter = Matter.objects.filter(kind="report", respondent__isnull=False).order_by("pk").first()
    assert matter is not None
    assert matter.respondent is not None
    enterprise = list_key_enterprise(
        name=matter.respondent.name,
        reasons="投诉集中。",
        since=date(2026, 4, 8),
        officer=officer,
        at=cast.NOON,
    )
    set_team_member(
        enterprise_id=enterprise.pk, name="林知夏", duty="投诉处置", phone="13900000011", officer=officer,
        at=cast.NOON,
    )  # fmt: skip
    plan_engagements(at=cast.NOON)
    for one in Engagement.objects.order_by("pk"):
        prepare_engagement(engagement_id=one.pk, version=1, officer=officer, at=cast.NOON)


def tiers() -> Iterator[str]:
    """Yield where key enterprises and key industries are shown."""
    yield from ("/key-enterprises/", "/key-enterprises/new/", "/industries/", "/industries/online_trade/")
    for key in KeyEnterprise.objects.order_by("pk").values_list("pk", flat=True):
        page = f"/key-enterprises/{key}"
        yield from (f"{page}/", *(f"{page}/{part}/" for part in ("end", "team", "papers")))
    for key in TeamMember.objects.order_by("pk").values_list("pk", flat=True):
        yield from (f"/key-team/{key}/see/", f"/key-team/{key}/end/")
    for key in Engagement.objects.order_by("pk").values_list("pk", flat=True):
        yield f"/engagements/{key}/"
        yield from (f"/engagements/{key}/{act.value}/" for act in RegularAct)
        yield from (f"/engagements/{key}/paper/{form}/" for form in ("pdf", "docx"))
    yield from ("/key-papers/1/", "/industries/cases/1/drop/")
