"""Who settles first in the examples: an ODR enterprise and a service point, all invented, and who sits there."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests import cast
from xiaobao.docket.actions.claim_settled import claim_settled
from xiaobao.docket.actions.settle_first import settle_first
from xiaobao.docket.diversions import index_of
from xiaobao.docket.models import Diversion, Matter, Partner, Seat
from xiaobao.docket.sitting import Sitting
from xiaobao.staff.models import Office, User

MONDAY = date(2026, 5, 18)
HANDED_OVER = cast.at("2026-05-18", "11:00")
LAST_DAY = date(2026, 6, 1)
"""Ten working days after Monday 2026-05-18."""
CODE = "7K2M-9XQD-H4TB"
TERMS = "退还货款36.50元，另赠代金券一张。"


def market(**changes: Any) -> Partner:
    """青禾生鲜 as an ODR enterprise whose account opened on 2026-01-05."""
    given = {
        "kind": "odr", "code": "qinghe", "name": "厦门青禾生鲜超市有限公司", "address": "湖里区（虚构）",
        "office": Office.objects.get(code="huli"), "opened_on": date(2026, 1, 5), "invented": True,
    } | changes  # fmt: skip
    return Partner.objects.create(**given)


def point(**changes: Any) -> Partner:
    """A service point in an invented mall."""
    return market(
        **{"kind": "point", "site": "mall", "code": "lantian", "name": "蓝田广场维权服务站"} | changes
    )


def seat_of(partner: Partner, username: str = "yuanqing", name: str = "袁青") -> Sitting:
    """Somebody of the partner, with a seat since the account opened."""
    user = User.objects.create_user(username=username, name=name, password=cast.PASSWORD)
    user.outside = True
    user.save()
    Seat.objects.create(user=user, partner=partner, since=date(2026, 1, 5))
    return Sitting(user, partner)


def handed_over(
    key: int, officer: Any, partner: Partner, *, at: datetime = HANDED_OVER, **how: Any
) -> Diversion:
    """Have an officer hand the complaint over; the consumer then holds the known code."""
    version = Matter.objects.values_list("version", flat=True).get(pk=key)
    way = "odr" if partner.kind == "odr" else "point"
    given = {"partner": partner.pk, "way": way, "how": "phone"} | how
    settle_first(matter_id=key, version=version, officer=officer, at=at, **given)
    return coded(Diversion.objects.get(matter=key, ending=""))


def coded(diversion: Diversion) -> Diversion:
    """Have the consumer hold the known code."""
    Diversion.objects.filter(pk=diversion.pk).update(code_index=index_of(CODE))
    return now(diversion)


def now(diversion: Diversion) -> Diversion:
    """The diversion as it now stands."""
    return Diversion.objects.select_related("matter", "partner").get(pk=diversion.pk)


def partner_does(verb: Any, diversion: Diversion, sitting: Sitting, **given: Any) -> Any:
    """Have somebody of the partner act on it as it now stands, by default on 2026-05-20 at noon."""
    told = {"version": now(diversion).version, "at": cast.NOON} | given
    return verb(diversion_id=diversion.pk, sitting=sitting, **told)


def consumer_does(verb: Any, diversion: Diversion, **given: Any) -> Any:
    """Have the consumer act by the code as it now stands, by default on 2026-05-20 at noon."""
    return verb(**{"code": CODE, "version": now(diversion).version, "at": cast.NOON} | given)


def claimed(diversion: Diversion, sitting: Sitting) -> Diversion:
    """Have the partner say that it has settled for 36.50 yuan."""
    partner_does(claim_settled, diversion, sitting, terms=TERMS, amount=Decimal("36.50"))
    return now(diversion)
