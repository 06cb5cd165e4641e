"""A partner that asks to be registered, its papers, and a shop that promises; all invented."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests import cast
from tests.desk_cast import PDF
from xiaobao.docket.actions.add_register_paper import add_register_paper
from xiaobao.docket.actions.open_account import NEEDED, open_account
from xiaobao.docket.actions.register_partner import register_partner
from xiaobao.docket.actions.register_shop import register_shop
from xiaobao.docket.models import Partner, PromisingShop
from xiaobao.docket.partner_given import PartnerGiven, ShopGiven

OPENED = date(2026, 5, 18)
GIVEN = PartnerGiven(
    kind="odr",
    name="厦门虚构蓝田商场有限公司",
    names=("蓝田商场", "蓝田商场 ", ""),
    office="huli",
    address="厦门市湖里区湖里街道虚构路9号",
    industry="大型商超",
    applied_on=date(2026, 5, 6),
    committed_on=date(2026, 5, 6),
)
PROMISE = ShopGiven(
    name="厦门青禾生鲜超市有限公司",
    street="湖里街道",
    days=7,
    scope="日用百货",
    exceptions="生鲜、开封的商品除外",
    since=date(2026, 1, 5),
)


def registered(officer: Any, given: PartnerGiven = GIVEN) -> Partner:
    """Register it on the day of the examples."""
    return register_partner(given=given, officer=officer, at=cast.NOON)


def with_papers(partner: Partner, officer: Any, *kinds: str) -> None:
    """Put these papers on file, by default all that are needed."""
    for kind in kinds or NEEDED[partner.kind]:
        add_register_paper(
            partner_id=partner.pk, kind=kind, files=[("材料.pdf", PDF)], officer=officer, at=cast.NOON
        )


def opened(officer: Any, given: PartnerGiven = GIVEN) -> Partner:
    """Register it, file its papers and open its account."""
    partner = registered(officer, given)
    with_papers(partner, officer)
    return open_account(partner_id=partner.pk, on=OPENED, officer=officer, at=cast.NOON)


def promised(officer: Any, given: ShopGiven = PROMISE) -> PromisingShop:
    """Register a promise on the day of the examples."""
    return register_shop(given=given, officer=officer, at=cast.NOON)
