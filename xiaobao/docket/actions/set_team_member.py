"""Name somebody of a key enterprise's customer-service team (登记客服联系人). Who it is, is sealed."""

from __future__ import annotations

from datetime import datetime

from xiaobao.courier import BadAddress
from xiaobao.courier.addresses import email_address
from xiaobao.docket import team
from xiaobao.docket.key_enterprises import found
from xiaobao.docket.models import KeyEnterprise, TeamMember
from xiaobao.docket.rulebook import current
from xiaobao.documents.redaction import scrub
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.vault.identities import plain_digits
from xiaobao.writing import writing

_LONGEST = 64


def set_team_member(
    *,
    enterprise_id: int,
    name: str,
    duty: str,
    officer: Authority,
    at: datetime,
    phone: str = "",
    email: str = "",
    address: str = "",
) -> TeamMember:
    """Keep the member from today on; ``duty`` is what the person answers for. One way of contact is needed.

    ``address`` is where the officer sits. Raises NotAllowed, NotFound, Refused (name, duty, phone, email).
    """
    contact = team.Contact(name.strip()[:_LONGEST], _phone(phone), _email(email))
    _check(contact, duty)
    with writing():
        enterprise = found(officer, enterprise_id)
        _insist_listed(enterprise)
        member = TeamMember.objects.create(
            enterprise=enterprise,
            sealed=team.sealed(contact),
            duty=scrub(duty.strip(), names=(contact.name,))[:_LONGEST],
            since=current().today(at),
            **team.shown(contact),
        )
        record(
            act="key_team.set", subject=f"key_enterprise:{enterprise.pk}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"member": member.pk},
        )  # fmt: skip
    return member


def _check(contact: team.Contact, duty: str) -> None:
    if not contact.name:
        raise _refused("name", "请填写姓名。")
    if not duty.strip():
        raise _refused("duty", "请填写负责的事项。")
    if not contact.phone and not contact.email:
        raise _refused("phone", "电话和电子邮件至少填写一项。")


def _insist_listed(enterprise: KeyEnterprise) -> None:
    if enterprise.until is not None:
        raise Refused("这家企业已经移出重点企业。")


def _phone(typed: str) -> str:
    if typed.strip() and not plain_digits(typed):
        raise _refused("phone", "请填写完整的电话号码。")
    return typed.strip()[:_LONGEST]


def _email(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        return email_address(typed)
    except BadAddress as error:
        raise Refused(error.sentence, code=error.code, fields={"email": error.sentence}) from error


def _refused(field: str, sentence: str) -> Refused:
    return Refused(sentence, fields={field: sentence})
