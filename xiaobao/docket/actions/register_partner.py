"""Put an ODR enterprise or a service point on the register (登记先行和解单位); its account comes later."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import Partner
from xiaobao.docket.partner_given import PartnerGiven
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.partner_reach import insist, insist_on_office
from xiaobao.docket.rulebook import current
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def register_partner(*, given: PartnerGiven, officer: Authority, at: datetime, address: str = "") -> Partner:
    """Register it under the next code of its kind. ``address`` is where the officer sits.

    Raises NotAllowed, Refused (the fields of ``given``).
    """
    insist(officer)
    partner = Partner()
    with writing():
        given.written_to(partner, current().today(at))
        insist_on_office(officer, partner.office_id)
        _insist_new(partner)
        partner.code = _next_code(partner.kind)
        partner.save()
        record(
            act="partner.registered", subject=f"partner:{partner.code}", at=at, actor=officer.user,
            post=officer.post, address=address,
            detail={"kind": partner.kind, "site": partner.site, "office": partner.office.code},
        )  # fmt: skip
    return partner


def _insist_new(partner: Partner) -> None:
    same = Partner.objects.filter(kind=partner.kind, name=partner.name).first()
    if same is not None:
        raise refused_at("name", f"登记册里已有同名单位（{same.code}），请在原登记上办理。")


def _next_code(kind: str) -> str:
    codes = Partner.objects.filter(kind=kind, code__startswith=f"{kind}-").values_list("code", flat=True)
    numbers = [int(number) for code in codes if (number := code.removeprefix(f"{kind}-")).isdecimal()]
    return f"{kind}-{max(numbers, default=0) + 1:02d}"
