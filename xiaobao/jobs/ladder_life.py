"""One invented matter climbs the whole ladder, on days that have passed: ``xiaobao demo ladder`` plays it.

Nobody decides on it in time. Every day at opening the ladder is looked at for this matter alone; what it
issues is answered, returned, answered again and accepted, the matter is worked off late and closed, and the
order is lifted and scored by a person. All through the acts officers have on screen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.consent import consent
from xiaobao.docket.actions.enrol import PersonGiven, RespondentGiven, enrol
from xiaobao.docket.actions.lift_order import lift_order
from xiaobao.docket.actions.mediate import mediate
from xiaobao.docket.actions.reply_order import reply_order
from xiaobao.docket.actions.review_order import review_order
from xiaobao.docket.actions.settle import settle
from xiaobao.docket.actions.supervise import supervise
from xiaobao.docket.models import Matter, SupervisionOrder
from xiaobao.docket.rulebook import Rulebook
from xiaobao.jobs.lives import Life
from xiaobao.rules.ladder import Grade
from xiaobao.rules.orders import OPEN
from xiaobao.writing import writing

LENGTH = 14
"""Working days it takes: seven to decide (令121 第十五条第一款), what is overdue, and working it off."""
_PERSON = PersonGiven(name="林晓禾", phone="13900000001", postal="厦门市湖里区虚构路88号")
_RESPONDENT = RespondentGiven(name="厦门青禾家居有限公司", address="福建省厦门市湖里区湖里街道虚构路1号")
_LATE = "承办人外出检查多日，未安排他人接手。"


def climb(now: datetime, rulebook: Rulebook) -> Matter:
    """Play the climb and return the matter; all of it or nothing: no run of the clockwork comes between.

    Raises Obstacle where an act is refused.
    """
    life = Life(now, rulebook, LENGTH)
    with writing():
        _arrive(life)
        for day in range(1, LENGTH - 2):
            _opening(life, day)
            if _answered(life, day):
                _work_off(life, day)
                _end(life, day)
                break
    return Matter.objects.get(pk=life.matter_id)


def _arrive(life: Life) -> None:
    registered = enrol(
        officer=life.officer("hemin"),
        at=life.at(0, "09:40"),
        key=uuid4().hex,
        kind="complaint",
        channel="window",
        received_at=life.at(0, "09:30"),
        person=_PERSON,
        respondent=_RESPONDENT,
        content="本人于上月定制的书桌尺寸与合同约定不符，商家拒绝重做。",
        requests=("重作、更换",),
        amount=Decimal("1800.00"),
        category="家居用品",
        publication=True,
        delegation=False,
        on_site=True,
    )
    life.matter_id = registered.matter_id
    life.do(assign, "hemin", life.at(0, "10:10"), office="huli", handler="chensiyuan")


def _opening(life: Life, day: int) -> None:
    opens = life.rulebook.ladder.office_hours.opens
    supervise(at=life.at(day, opens.isoformat("minutes")), rulebook=life.rulebook, matters=[life.matter_id])


def _answered(life: Life, day: int) -> bool:
    """Have the order of the day replied to; the reply to a red one is accepted, any other one returned."""
    order = _order(life)
    if order is None:
        return False
    red = order.grade == Grade.RED
    measures = "今日由所长接手，三日内办结。" if red else "督促承办人尽快决定。"
    _on(life, reply_order, "suming", life.at(day, "15:00"), words=_LATE, measures=measures)
    if red:
        _on(life, review_order, "fangzhou", life.at(day, "16:00"), accept=True, words="同意，抓紧落实。")
        return True
    words = "没有写明由谁在哪一天前办结，请补充后重新回复。"
    _on(life, review_order, "luyiheng", life.at(day, "16:00"), accept=False, words=words)
    return False


def _work_off(life: Life, day: int) -> None:
    """Decide, tell, mediate and settle on the day the measures were agreed, and close on the next."""
    decision = life.do(accept, "chensiyuan", life.at(day, "16:20"))
    life.serve(decision.pk, life.at(day, "16:30"), "phone", "拨打投诉人留存电话，本人接听并知悉。")
    for minute, side in (("16:35", "complainant"), ("16:40", "respondent")):
        at = life.at(day, minute)
        given = {"side": side, "subject": "mediation", "given": True, "how": "phone", "on": at.date()}
        life.do(consent, "chensiyuan", at, **given, proof="电话表示同意调解。")
    _mediate(life, day + 1)
    life.do(close, "chensiyuan", life.at(day + 1, "17:00"), words="调解书已归档。")


def _mediate(life: Life, day: int) -> None:
    held = life.at(day, "10:00")
    where = {"mode": "on_site", "place": "湖里所二楼调解室（虚构）", "mediators": ("陈思远",)}
    both = {"complainant_present": True, "respondent_present": True}
    told = {"session_id": None, "held_at": held, "minutes": "双方同意重做书桌。", "result": "agreed"}
    life.do(mediate, "chensiyuan", held + timedelta(hours=1), **where, **both, **told)
    party = Matter.objects.get(pk=life.matter_id).parties.get(role="complainant")
    money = {"settled": Decimal("1800.00"), "recovered": Decimal("0.00")}
    agreed = {"consented": (party.pk,), "respondent_consents": True, "proof": "双方在调解书上签字。"}
    terms = {"settlement": "agreement", "terms": "被投诉人于十日内重做书桌。", "on": held.date()}
    taken = life.do(settle, "chensiyuan", held + timedelta(hours=2), **terms, **money, **agreed)
    handed = "当面送交，收件人在送达回证上签字。"
    life.serve(taken.documents[0].pk, held + timedelta(hours=3), "in_person", handed)


def _end(life: Life, day: int) -> None:
    """Lift what is still open, with the points a person sets, and look once more: nothing follows."""
    proposed = life.rulebook.ladder.scores.get(Grade.RED, 0)
    words = "来件已经办结，回复属实，予以解除。"
    _on(life, lift_order, "fangzhou", life.at(day + 1, "17:20"), score=proposed, words=words)
    _opening(life, day + 2)


def _order(life: Life) -> SupervisionOrder | None:
    return SupervisionOrder.objects.filter(matter=life.matter_id, state__in=OPEN).first()


def _on(life: Life, verb: Any, who: str, at: datetime, **given: Any) -> None:
    order = _order(life)
    if order is not None:
        verb(order_id=order.pk, version=order.version, officer=life.officer(who), at=at, **given)
