"""Close the account of a partner (关闭账号), with a reason. Nothing is left hanging there."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.models import Diversion, Partner
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.partner_reach import ACCOUNTS, partner_for
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

LONGEST = 1000


def close_account(
    *, partner_id: int, reason: str, officer: Authority, at: datetime, address: str = ""
) -> Partner:
    """Close it from today on and end its seats.

    Refused while complaints are being settled there: each is recalled on its own page first, so that the
    bureau's clock begins by an act of its own. Raises NotFound, NotAllowed, Refused (field ``reason``).
    """
    with writing():
        partner = partner_for(officer, partner_id, ACCOUNTS)
        today = current().today(at)
        _check(partner, reason, today)
        partner.closed_on, partner.closing_reason = today, reason.strip()
        partner.save(update_fields=["closed_on", "closing_reason"])
        seats = partner.seats.filter(until=None).update(until=today)
        record(
            act="partner.closed", subject=f"partner:{partner.code}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"on": today.isoformat(), "seats": seats},
        )  # fmt: skip
    return partner


def _check(partner: Partner, reason: str, today: date) -> None:
    if partner.opened_on is None or (partner.closed_on is not None and partner.closed_on <= today):
        raise Refused("这个账号没有开通，或者已经关闭。")
    if not reason.strip():
        raise refused_at("reason", "请写明关闭的理由。")
    if len(reason.strip()) > LONGEST:
        raise refused_at("reason", f"理由最多{LONGEST}字。")
    waiting = Diversion.objects.filter(partner=partner, ending="").count()
    if waiting:
        raise Refused(
            f"还有{waiting}件投诉正在由该单位先行和解，账号没有关闭。请逐件收回办理，或者等和解结束后再关闭。"
        )
