"""Findings of the examples, written by hand on matters of the cast: a twin, a group, a ring, an issue; labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from tests import cast
from xiaobao.docket.actions.register import register_many
from xiaobao.docket.models import Finding, FindingMember, LinkedPerson, Matter, MatterLabel, MiningRun
from xiaobao.docket.rulebook import current

SHOP = "厦门青禾生鲜超市有限公司"
GYM = "厦门虚构健身服务有限公司"
TOLD = "5月16日在该店购买的酸奶已过保质期三天，店家拒绝退货。联系电话13900000001。"
TOLD_AGAIN = "市民来电：5月16日在该店购买的酸奶已过保质期三天，店家拒绝退货，态度很差，要求退一赔十。"
_NUMBERS = count(1)


def came(many: int = 1, day: str = "2026-05-18", **changes: Any) -> list[int]:
    """Register so many complaints (or reports, ``kind``) received on a day; returns their ids."""
    begin = cast.report if changes.pop("kind", "complaint") == "report" else cast.complaint
    rows = [
        replace(
            begin(received_at=cast.at(day), **changes),
            external_id=f"MIN{next(_NUMBERS):08d}",
            digest=f"min-{next(_NUMBERS):012d}"[:16].encode(),
        )
        for _ in range(many)
    ]
    return register_many(rows, batch=None, rulebook=current(), at=cast.NOON)


def mined() -> MiningRun:
    """The run everything was found in."""
    known = MiningRun.objects.first()
    return known or MiningRun.objects.create(
        on=cast.TODAY, began_at=cast.NOON, ended_at=cast.NOON, engine="duckdb", matters=100
    )


def found(kind: str, matters: Sequence[int], **changes: Any) -> Finding:
    """A finding of these matters, open and new."""
    run, days = mined(), [one.received_on for one in Matter.objects.filter(pk__in=matters)]
    told: dict[str, Any] = {
        "title": f"发现{next(_NUMBERS)}", "why": "由以下各部分看出", "score": 0.5,
        "parts": [{"criterion": "", "name": "matters", "value": len(matters), "unit": "matter",
                   "measure": 0.5, "weight": None, "why": f"共{len(matters)}件"}],
        "first_on": min(days, default=cast.TODAY), "last_on": max(days, default=cast.TODAY),
        "matters": len(matters), "persons": len(matters),
    }  # fmt: skip
    finding = Finding.objects.create(
        kind=kind, key=f"{kind}-{next(_NUMBERS)}", first_run=run, last_run=run, **told | changes
    )
    FindingMember.objects.bulk_create(FindingMember(finding=finding, matter_id=key) for key in matters)
    return finding


def twin(**changes: Any) -> Finding:
    """林晓禾's complaint, told to 12315 and a day later to 12345."""
    first = came(day="2026-05-18", content=TOLD)
    second = came(day="2026-05-19", content=TOLD_AGAIN, channel="12345")
    parts = [
        {"criterion": "", "name": "same_person", "value": 1, "unit": "", "measure": None, "weight": None,
         "why": "出自同一人"},
        {"criterion": "", "name": "contained", "value": 0.71, "unit": "share", "measure": 0.71,
         "weight": None, "why": "一份文字的内容出现在另一份中71%"},
    ]  # fmt: skip
    given = {
        "title": "疑似同一纠纷",
        "why": "出自同一人，相隔1天",
        "score": 0.71,
        "parts": parts,
        "persons": 1,
    }
    return found("twin", [*first, *second], **given | changes)


def ring(many: int = 6, **changes: Any) -> Finding:
    """Complaints of two people on one phone, against two shops; one of them complains under two names."""
    keys = []
    for number in range(many):
        name = ("鲁大同", "鲁二同")[number % 2]
        shop = (SHOP, GYM)[number % 2]
        keys += came(
            day=f"2026-05-{1 + number:02d}",
            person_name=name,
            person_phone="13900000066",
            respondent_name=shop,
        )
    for number, key in enumerate(keys):
        LinkedPerson.objects.create(matter_id=key, person=f"P{number % 2}")
    parts = [
        {"criterion": "", "name": "complaints", "value": many, "unit": "matter", "measure": None,
         "weight": None, "why": f"{many}天内投诉{many}件"},
        {"criterion": "", "name": "same_phone", "value": many, "unit": "matter", "measure": None,
         "weight": None, "why": f"{many}件留下的电话与其中另一件相同"},
    ]  # fmt: skip
    given: dict[str, Any] = {
        "title": f"疑似职业索赔：2人，投诉{many}件，涉及2家经营者", "why": f"{many}天内投诉{many}件",
        "score": None, "parts": parts, "persons": 2,
        "evidence": {
            "persons": [{"person": "P0", "matters": keys[::2], "factors": [
                {"factor": "contact", "value": 2, "unit": "person",
                     "why": "2人使用同一个联系电话（121号令第十七条第一款第四项）"}]}],
            "links": [{"left": keys[0], "right": keys[-1], "why": "姓名、电话一致"}],
        },
    }  # fmt: skip
    return found("ring", keys, **given | changes)


def labelled(matter: int, **changes: Any) -> MatterLabel:
    """A hot category a model proposes."""
    given: dict[str, Any] = {
        "scheme": "hot", "label": "食品安全", "score": 0.93, "band": "propose", "by": "model",
        "why": "文中有“酸奶”“保质期”",
    }  # fmt: skip
    return MatterLabel.objects.create(matter_id=matter, **given | changes)


def day(number: int) -> date:
    """A day of May 2026."""
    return date(2026, 5, number)
