"""Put a shop that promises no-reason returns on the register (登记无理由退货承诺单位)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import PromisingShop
from xiaobao.docket.partner_given import ShopGiven
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.partner_reach import insist
from xiaobao.docket.rulebook import current
from xiaobao.docket.shops_page import lasting
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing


def register_shop(*, given: ShopGiven, officer: Authority, at: datetime, address: str = "") -> PromisingShop:
    """Register it; the promise is public from its first day. ``address`` is where the officer sits.

    Raises NotAllowed, Refused (the fields of ``given``).
    """
    insist(officer)
    rulebook = current()
    shop = PromisingShop()
    with writing():
        given.written_to(shop, rulebook)
        same = PromisingShop.objects.filter(lasting(rulebook.today(at)), name=shop.name, street=shop.street)
        if same.exists():
            raise refused_at("name", "这家单位在这个街道已经登记了承诺，请在原登记上变更。")
        shop.save()
        record(
            act="shop.registered", subject=f"shop:{shop.pk}", at=at, actor=officer.user, post=officer.post,
            address=address, detail={"days": shop.days, "since": shop.since.isoformat()},
        )  # fmt: skip
    return shop
