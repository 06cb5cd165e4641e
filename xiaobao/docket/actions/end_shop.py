"""End a promise of no-reason returns (承诺终止): from that day on it is public no more."""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.models import PromisingShop
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.rulebook import current
from xiaobao.docket.shops_page import shop_for
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

LONGEST = 1000


def end_shop(
    *, shop_id: int, until: date, reason: str, officer: Authority, at: datetime, address: str = ""
) -> PromisingShop:
    """End it; on ``until`` the promise stands no more. What was bought before it is still promised.

    Raises NotFound, NotAllowed, Refused (fields ``until``, ``reason``).
    """
    with writing():
        shop = shop_for(officer, shop_id, current().today(at))
        if not reason.strip():
            raise refused_at("reason", "请写明终止的理由。")
        if len(reason.strip()) > LONGEST:
            raise refused_at("reason", f"理由最多{LONGEST}字。")
        if until <= shop.since:
            raise refused_at("until", f"终止日应当在承诺开始之日（{shop.since:%Y-%m-%d}）以后。")
        shop.until, shop.ending_reason = until, reason.strip()
        shop.save(update_fields=["until", "ending_reason"])
        record(
            act="shop.ended", subject=f"shop:{shop.pk}", at=at, actor=officer.user, post=officer.post,
            address=address, detail={"until": until.isoformat()},
        )  # fmt: skip
    return shop
