"""List an enterprise as a key one (列为重点企业): why, from when, and what was counted that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Q

from xiaobao.docket.key_enterprises import insist, not_ended
from xiaobao.docket.key_figures import Counted
from xiaobao.docket.models import KeyEnterprise
from xiaobao.docket.models.enterprise import check_credit_code
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.refusals import Refused
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

DESK = "desk"
"""The kind of the office that handles them: 区局投诉台."""
_LONGEST, _MOST_NAMES = 200, 20


def list_key_enterprise(
    *,
    name: str,
    reasons: str,
    since: date,
    officer: Authority,
    at: datetime,
    names: Sequence[str] = (),
    credit_code: str = "",
    industry: str = "",
    address: str = "",
) -> KeyEnterprise:
    """List it from ``since``, which may be a day to come; ``names`` are other names complaints call it by.

    ``address`` is where the officer sits. Raises NotAllowed, Refused (name, credit_code, reasons, since).
    """
    insist(officer)
    rulebook = current()
    today = rulebook.today(at)
    enterprise = KeyEnterprise(
        name=name.strip()[:_LONGEST],
        names=_others(names, name),
        credit_code=credit_code.strip().upper(),
        industry=industry.strip()[:64],
        reasons=reasons.strip(),
        since=since,
        listed_by=officer.user,
    )
    with writing():
        _check(enterprise, today)
        enterprise.office = _desk(rulebook)
        enterprise.figures = asdict(Counted(visible(officer), today).of(enterprise))
        enterprise.save()
        record(
            act="key_enterprise.listed", subject=f"key_enterprise:{enterprise.pk}", at=at,
            actor=officer.user, post=officer.post, address=address,
            detail={"since": since.isoformat()},
        )  # fmt: skip
    return enterprise


def _others(names: Sequence[str], name: str) -> list[str]:
    others = (other.strip()[:_LONGEST] for other in names)
    return [other for other in dict.fromkeys(others) if other and other != name.strip()][:_MOST_NAMES]


def _check(enterprise: KeyEnterprise, today: date) -> None:
    if not enterprise.name:
        raise _refused("name", "请填写企业名称。")
    if not enterprise.reasons:
        raise _refused("reasons", "请写明列为重点企业的理由。")
    if enterprise.credit_code:
        try:
            check_credit_code(enterprise.credit_code)
        except ValidationError as error:
            raise _refused("credit_code", error.messages[0]) from error
    same = Q(name=enterprise.name)
    if enterprise.credit_code:
        same |= Q(credit_code=enterprise.credit_code)
    if KeyEnterprise.objects.filter(same & not_ended(today)).exists():
        raise _refused("name", "这家企业已经列为重点企业。")


def _desk(rulebook: Rulebook) -> Office:
    codes = [office.code for office in rulebook.locality.offices if office.kind == DESK]
    office = Office.objects.filter(code__in=codes).order_by("pk").first()
    if office is None:
        raise Refused("本局没有设置办理重点企业的投诉台，请联系系统管理员。")
    return office


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
