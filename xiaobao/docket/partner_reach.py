"""Who may look at the register of partners and who may change it, and the row an act is done to.

Everybody with the permission sees all of it, for most of it is public; a post of one office changes what
belongs to that office.
"""

from __future__ import annotations

import hashlib
import json

from django.forms.models import model_to_dict

from xiaobao.docket.models import Partner, PromisingShop
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.staff.permissions import Authority

SEES, ACCOUNTS = "partners", "partner_accounts"
"""Acts of a post: keep the register; open and close accounts and give seats."""
_CHANGED = "登记内容在您打开页面以后已经有人改动，没有保存；请核对现在的内容后再提交。"


def insist(officer: Authority, act: str = SEES) -> None:
    """Raise NotAllowed unless the posts held allow it."""
    if not officer.may(act):
        posts = "、".join(officer.posts) or "无"
        raise NotAllowed(f"您的岗位（{posts}）不办理先行和解单位的登记。")


def partner_for(officer: Authority, partner_id: int, act: str = SEES) -> Partner:
    """Return the partner an act is done to, locked; the caller holds the transaction.

    Raises NotAllowed and NotFound.
    """
    insist(officer, act)
    # Of itself alone: the office is only read along.
    found = Partner.objects.select_for_update(of=("self",)).select_related("office")
    partner = found.filter(pk=partner_id).first()
    if partner is None:
        raise NotFound("没有这家先行和解单位。")
    insist_on_office(officer, partner.office_id)
    return partner


def insist_on_office(officer: Authority, office_id: int) -> None:
    """Raise NotAllowed where the office is not the officer's."""
    if not officer.sees_office(office_id):
        raise NotAllowed("这家单位由其他单位联系，您的岗位只能查看。")


def stamp(row: Partner | PromisingShop) -> str:
    """Return a mark of what is registered, to tell whether it is still what an officer has read."""
    told = json.dumps(model_to_dict(row), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def insist_on_stamp(row: Partner | PromisingShop, read: str) -> None:
    """Raise Refused where somebody has changed it since it was read."""
    if stamp(row) != read:
        raise Refused(_CHANGED, code="DKT-004")
