"""Change what a shop has promised (变更承诺)."""

from __future__ import annotations

from datetime import datetime

from django.forms.models import model_to_dict

from xiaobao.docket.models import PromisingShop
from xiaobao.docket.partner_given import ShopGiven
from xiaobao.docket.partner_reach import insist_on_stamp
from xiaobao.docket.rulebook import current
from xiaobao.docket.shops_page import shop_for
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def amend_shop(
    *, shop_id: int, stamp: str, given: ShopGiven, officer: Authority, at: datetime, address: str = ""
) -> PromisingShop:
    """Change it; ``stamp`` is the mark of what the officer has read, ``address`` where the officer sits.

    Raises NotFound, NotAllowed, Refused (the fields of ``given``, ended, or changed since).
    """
    rulebook = current()
    with writing():
        shop = shop_for(officer, shop_id, rulebook.today(at))
        insist_on_stamp(shop, stamp)
        before = model_to_dict(shop)
        given.written_to(shop, rulebook)
        after = model_to_dict(shop)
        changed = sorted(name for name in after if after[name] != before[name])
        if changed:
            shop.save()
            record(
                act="shop.amended", subject=f"shop:{shop.pk}", at=at, actor=officer.user, post=officer.post,
                address=address, detail={"fields": changed},
            )  # fmt: skip
    return shop
