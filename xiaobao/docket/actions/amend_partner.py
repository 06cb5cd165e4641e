"""Change what the register says of a partner (变更登记)."""

from __future__ import annotations

from datetime import datetime

from django.forms.models import model_to_dict

from xiaobao.docket.models import Partner
from xiaobao.docket.partner_given import PartnerGiven
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.partner_reach import insist_on_office, insist_on_stamp, partner_for
from xiaobao.docket.rulebook import current
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def amend_partner(
    *,
    partner_id: int,
    stamp: str,
    given: PartnerGiven,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Partner:
    """Change it; ``stamp`` is the mark of what the officer has read, ``address`` where the officer sits.

    An ODR enterprise stays one, a service point too. The trail names the fields, not what they say.
    Raises NotFound, NotAllowed, Refused (the fields of ``given``, or changed since).
    """
    with writing():
        partner = partner_for(officer, partner_id)
        insist_on_stamp(partner, stamp)
        before, kind = model_to_dict(partner), partner.kind
        given.written_to(partner, current().today(at))
        if partner.kind != kind:
            raise refused_at("kind", "登记以后种类不能变更；请关闭后另行登记。")
        insist_on_office(officer, partner.office_id)
        after = model_to_dict(partner)
        changed = sorted(name for name in after if after[name] != before[name])
        if changed:
            partner.save()
            record(
                act="partner.amended", subject=f"partner:{partner.code}", at=at, actor=officer.user,
                post=officer.post, address=address, detail={"fields": changed},
            )  # fmt: skip
    return partner
