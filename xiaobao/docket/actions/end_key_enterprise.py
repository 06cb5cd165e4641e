"""Take an enterprise off the list of key ones (移出重点企业), with a reason; what was planned is dropped."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F

from xiaobao.docket.key_enterprises import found
from xiaobao.docket.models import Engagement, KeyEnterprise
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Refused
from xiaobao.rules.regulars import OWED
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

WHY_DROPPED = "已移出重点企业。"


def end_key_enterprise(
    *, enterprise_id: int, reason: str, until: date, officer: Authority, at: datetime, address: str = ""
) -> KeyEnterprise:
    """End it: on ``until`` it is listed no more. ``address`` is where the officer sits.

    Raises NotAllowed, NotFound, Refused (reason, until).
    """
    with writing():
        enterprise = found(officer, enterprise_id)
        today = current().today(at)
        _check(enterprise, reason, until, today)
        enterprise.until, enterprise.ending_reason = until, reason.strip()
        enterprise.save(update_fields=["until", "ending_reason"])
        dropped = _drop(enterprise, officer, today)
        record(
            act="key_enterprise.ended", subject=f"key_enterprise:{enterprise.pk}", at=at,
            actor=officer.user, post=officer.post, address=address,
            detail={"until": until.isoformat(), "count": dropped},
        )  # fmt: skip
    return enterprise


def _check(enterprise: KeyEnterprise, reason: str, until: date, today: date) -> None:
    if enterprise.until is not None:
        raise Refused("这家企业已经移出重点企业。")
    if not reason.strip():
        raise _refused("reason", "请写明移出的理由。")
    if until < today or until < enterprise.since:
        raise _refused("until", "移出的日期不能早于今天，也不能早于列入的日期。")


def _drop(enterprise: KeyEnterprise, officer: Authority, today: date) -> int:
    owed = Engagement.objects.filter(enterprise=enterprise, state__in=OWED)
    return owed.update(
        state=Engagement.State.DROPPED,
        followed_up=WHY_DROPPED,
        followed_up_on=today,
        by=officer.user,
        version=F("version") + 1,
    )


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
