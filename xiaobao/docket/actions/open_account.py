"""Open the account of a partner (开通), once its papers are on file.

《全国12315互联网平台在线消费纠纷解决企业管理暂行办法》 is a rule of the platform of which only the
first articles could be read: that an enterprise applies with 申请书, 承诺书 and 营业执照 and has a written
procedure for complaints is taken from what bureaus publish of it. Of a service point the bureau's own
order asks for
the first two.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.models import PaperKind, Partner, PartnerKind
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.partner_reach import ACCOUNTS, partner_for
from xiaobao.docket.rulebook import current
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

NEEDED = {
    PartnerKind.ODR: (PaperKind.APPLICATION, PaperKind.COMMITMENT, PaperKind.LICENCE, PaperKind.PROCEDURE),
    PartnerKind.POINT: (PaperKind.APPLICATION, PaperKind.COMMITMENT),
}
"""The papers that must be on file before the account of each kind is opened."""
BASIS = {
    PartnerKind.ODR: "《全国12315互联网平台在线消费纠纷解决企业管理暂行办法》（平台规则，条文待核实）",
    PartnerKind.POINT: "本局要求",
}


def missing_papers(partner: Partner) -> list[PaperKind]:
    """Return the kinds of papers that are still wanted; one query."""
    held = set(partner.papers.values_list("kind", flat=True))
    return [kind for kind in NEEDED[PartnerKind(partner.kind)] if kind not in held]


def open_account(
    *, partner_id: int, on: date, officer: Authority, at: datetime, address: str = ""
) -> Partner:
    """Open it from ``on``, today at the latest; one that was closed is opened again the same way.

    Raises NotFound, NotAllowed, Refused (field ``on``).
    """
    with writing():
        partner = partner_for(officer, partner_id, ACCOUNTS)
        today = current().today(at)
        if partner.opened_on is not None and (partner.closed_on is None or partner.closed_on > today):
            raise Refused(f"这个账号已于{partner.opened_on:%Y-%m-%d}开通。")
        _check(partner, on, today)
        again = partner.closed_on is not None
        partner.opened_on, partner.closed_on, partner.closing_reason = on, None, ""
        partner.save(update_fields=["opened_on", "closed_on", "closing_reason"])
        record(
            act="partner.opened", subject=f"partner:{partner.code}", at=at, actor=officer.user,
            post=officer.post, address=address, detail={"on": on.isoformat(), "again": again},
        )  # fmt: skip
    return partner


def _check(partner: Partner, on: date, today: date) -> None:
    missing = missing_papers(partner)
    if missing:
        names = "、".join(str(kind.label) for kind in missing)
        raise Refused(f"还缺少：{names}。依据：{BASIS[PartnerKind(partner.kind)]}。材料齐全后再开通。")
    if on > today:
        raise refused_at("on", "开通日不能晚于今天。")
    first = max(
        (day for day in (partner.applied_on, partner.committed_on, partner.closed_on) if day), default=on
    )
    if on < first:
        raise refused_at("on", f"开通日不能早于{first:%Y-%m-%d}（申请、承诺或者上次关闭之日）。")
