"""The life of a complaint that is settled first, played for show and for trial; and some left on their way.

林晓禾 complains to the enterprise on the bureau's page; the enterprise gets in touch, proposes, reports what
was agreed, and 林晓禾 confirms. Nobody of the bureau acts: that is what settling first saves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from xiaobao.docket.actions.answer_partner import answer_partner
from xiaobao.docket.actions.claim_settled import claim_settled
from xiaobao.docket.actions.confirm_settlement import confirm_settlement
from xiaobao.docket.actions.contact_consumer import contact_consumer
from xiaobao.docket.actions.lodge import SOURCE, lodge
from xiaobao.docket.actions.propose_terms import propose_terms
from xiaobao.docket.actions.refuse_settling import refuse_settling
from xiaobao.docket.actions.share_contact import share_contact
from xiaobao.docket.models import Diversion, Matter, Seat
from xiaobao.docket.people import PersonGiven
from xiaobao.docket.rulebook import Rulebook
from xiaobao.docket.sitting import Sitting, sitting
from xiaobao.jobs.lives import Life
from xiaobao.refusals import NotAllowed
from xiaobao.rules.settle_first import HandOver

LENGTH = 7
"""Working days it takes, within the ten an enterprise has."""
_SOLD = (
    ("蓝牙耳机", "329.00"),
    ("儿童羽绒服", "458.00"),
    ("智能手环", "199.00"),
    ("电热水壶", "129.00"),
    ("运动鞋", "569.00"),
)
_PEOPLE = (("林晓禾", "13900000001"), ("沈一帆", "13900000021"), ("郑可心", "13900000022"))


class _Settling(Life):
    """One complaint with one enterprise: who sits there, the consumer's code, the version acted on."""

    def __init__(self, now: datetime, rulebook: Rulebook, number: int = 0) -> None:
        super().__init__(now, rulebook, LENGTH)
        self.goods, self.price = _SOLD[number % len(_SOLD)]
        name, phone = _PEOPLE[number % len(_PEOPLE)]
        self.person = PersonGiven(name=name, phone=phone, postal="厦门市湖里区虚构路88号")
        self.code, self.diversion_id = "", 0

    def arrive(self, day: int) -> None:
        """Have the consumer complain to the enterprise on that day."""
        lodged = lodge(
            way=HandOver.ODR.value,
            partner=_seat().partner_id,
            person=self.person,
            respondent_name="",
            content=f"在该店网购的{self.goods}与页面说明不一致，联系客服三天没有结果。",
            requests=("退货退款",),
            amount=Decimal(self.price),
            shares_contact=False,
            key=str(uuid4()),
            at=self.at(day, "09:20"),
            address="",
        )
        self.matter_id, self.code = lodged.matter_id, lodged.code
        self.diversion_id = Diversion.objects.values_list("pk", flat=True).get(matter=lodged.matter_id)

    def partner(self, verb: Callable[..., Any], at: datetime, **given: Any) -> None:
        """Have the enterprise do something."""
        verb(diversion_id=self.diversion_id, version=self._version, sitting=self._sitting(at), at=at, **given)

    def consumer(self, verb: Callable[..., Any], at: datetime, **given: Any) -> None:
        """Have the consumer do something by the code."""
        verb(code=self.code, version=self._version, at=at, **given)

    @property
    def _version(self) -> int:
        return Diversion.objects.values_list("version", flat=True).get(pk=self.diversion_id)

    def _sitting(self, at: datetime) -> Sitting:
        found = sitting(_seat().user, self.rulebook.today(at))
        if found is None:
            raise NotAllowed("示例企业的席位已经停用，不能演示先行和解。")
        return found


def settling(now: datetime, rulebook: Rulebook) -> Matter:
    """Play it from the consumer's page to the consumer's confirmation; raises Obstacle."""
    life = _Settling(now, rulebook)
    life.arrive(0)
    _talk(life, 0)
    life.consumer(share_contact, life.at(1, "12:10"))
    _claim(life, 3)
    life.consumer(confirm_settlement, life.at(4, "20:05"), satisfaction=5)
    return Matter.objects.get(pk=life.matter_id)


def leave_some_open(now: datetime, rulebook: Rulebook) -> None:
    """Leave one settled, one to confirm, one talked about, one just come and one refused; once."""
    if not Seat.objects.filter(user__invented=True).exists() or Matter.objects.filter(source=SOURCE).exists():
        return
    settling(now, rulebook)
    on_their_way = ((1, _to_confirm), (4, _talk), (6, _nothing), (2, _refuse))
    for number, (day, go_on) in enumerate(on_their_way, start=1):
        life = _Settling(now, rulebook, number)
        life.arrive(day)
        go_on(life, day)


def _seat() -> Seat:
    return Seat.objects.select_related("user").filter(user__invented=True).earliest("pk")


def _talk(life: _Settling, day: int) -> None:
    text = "您好，我们已经收到您的反映，正在核对订单和页面说明，今天之内答复您。"
    life.partner(contact_consumer, life.at(day, "10:40"), text=text)
    life.consumer(answer_partner, life.at(day, "12:05"), text="好的，照片和订单截图已经发给客服。")
    text = "核对后页面说明确有不准确，可以退货退款，运费由我们承担。"
    life.partner(propose_terms, life.at(day, "16:30"), text=text, amount=Decimal(life.price))


def _claim(life: _Settling, day: int) -> None:
    terms = "退货退款，运费由企业承担，款项原路退回。"
    life.partner(claim_settled, life.at(day, "15:00"), terms=terms, amount=Decimal(life.price))


def _to_confirm(life: _Settling, day: int) -> None:
    _talk(life, day)
    _claim(life, day + 1)


def _refuse(life: _Settling, day: int) -> None:
    text = "商品拆封后已经影响二次销售，我们不同意退货，请由市场监管部门处理。"
    life.partner(refuse_settling, life.at(day, "14:10"), words=text)


def _nothing(_life: _Settling, _day: int) -> None:
    """It has just come in."""
