"""Lives played for show and for trial: invented people, real acts, one after another.

A life runs through the same actions as the screens, with the officers of the demo locality, on working days
that have passed. Time is an argument all the way down, so three weeks are played in a second or two.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from xiaobao.docket.actions.accept import accept
from xiaobao.docket.actions.assign import assign
from xiaobao.docket.actions.close import close
from xiaobao.docket.actions.consent import consent
from xiaobao.docket.actions.enrol import PersonGiven, RespondentGiven, enrol
from xiaobao.docket.actions.invite import invite
from xiaobao.docket.actions.mediate import mediate
from xiaobao.docket.actions.perform import perform
from xiaobao.docket.actions.place import place
from xiaobao.docket.actions.serve import serve
from xiaobao.docket.actions.settle import settle
from xiaobao.docket.actions.visit import visit
from xiaobao.docket.models import Addressee, Matter
from xiaobao.docket.rulebook import SHANGHAI, Rulebook
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority, authority

LENGTH = 10
"""Working days a complaint's life takes, from the first to the last act."""
_PERSON = PersonGiven(name="林晓禾", phone="13900000001", postal="厦门市湖里区虚构路88号")
_RESPONDENT = RespondentGiven(name="厦门青禾家居有限公司", address="福建省厦门市湖里区湖里街道虚构路1号")
_MEDIATORS = ("陈思远",)


class Life:
    """One matter on its way: who acts, on which of the working days, and the version acted on."""

    def __init__(self, now: datetime, rulebook: Rulebook, length: int = LENGTH) -> None:
        """Lay out ``length`` working days that end with the day before ``now``."""
        self.rulebook = rulebook
        self.days = _working_days(now.astimezone(SHANGHAI).date(), rulebook, length)
        self.today = now.astimezone(SHANGHAI).date()
        self.matter_id = 0

    def at(self, day: int, clock: str) -> datetime:
        """Return a moment of the life: ``at(3, "09:30")`` is on its fourth day."""
        return datetime.combine(self.days[day], time.fromisoformat(clock), tzinfo=SHANGHAI)

    def officer(self, username: str) -> Authority:
        """Return a demo officer with what the posts held today allow."""
        user = User.objects.get(username=username)
        return authority(user, self.rulebook.locality, self.today)

    def do(self, verb: Callable[..., Any], who: str, at: datetime, **given: Any) -> Any:
        """Have an officer do something to the matter as it now stands."""
        version = Matter.objects.values_list("version", flat=True).get(pk=self.matter_id)
        return verb(matter_id=self.matter_id, version=version, officer=self.officer(who), at=at, **given)

    def serve(self, document: int, at: datetime, channel: str, proof: str) -> None:
        """Have 陈思远 tell everybody a document is for, and keep what proves it."""
        for addressee in Addressee.objects.filter(document=document):
            given = {"document_id": document, "addressee_id": addressee.pk, "channel": channel}
            self.do(serve, "chensiyuan", at, **given, sent_at=at, served_at=at, proof=proof)


def complaint(now: datetime, rulebook: Rulebook) -> Matter:
    """Play a complaint from the counter to its closing: two sessions, an agreement, everybody served."""
    life = Life(now, rulebook)
    _arrive(life)
    _accept(life)
    _mediate(life)
    _conclude(life)
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
        content="本人于上月定制的衣柜颜色与合同约定不符，商家拒绝重做。",
        requests=("重作、更换", "赔偿损失"),
        amount=Decimal("6800.00"),
        category="家居用品",
        publication=True,
        delegation=False,
        on_site=True,
    )
    life.matter_id = registered.matter_id
    here = {"actual_here": True, "domicile_here": True, "within_duties": True}
    unknown = {"published_here": None, "reachable": None, "platform_here": None}
    life.do(place, "hemin", life.at(0, "10:00"), respondent_kind="ordinary", **here, **unknown)
    life.do(assign, "hemin", life.at(0, "10:10"), office="huli")


def _accept(life: Life) -> None:
    decision = life.do(accept, "chensiyuan", life.at(1, "09:20"))
    life.serve(decision.pk, life.at(1, "10:00"), "phone", "10时拨打投诉人留存电话，本人接听并知悉。")


def _mediate(life: Life) -> None:
    for minute, side in (("10:30", "complainant"), ("10:40", "respondent")):
        at = life.at(2, minute)
        given = {"side": side, "subject": "mediation", "given": True, "how": "phone", "on": at.date()}
        life.do(consent, "chensiyuan", at, **given, proof="电话表示同意调解。")
    first = "商家认可色差，愿意更换门板；投诉人要求整体重做。"
    _session(life, invited=3, held=5, minutes=first, result="continue")
    _session(life, invited=5, held=7, minutes="双方同意更换全部门板，并补偿八百元。", result="agreed")


def _session(life: Life, *, invited: int, held: int, minutes: str, result: str) -> None:
    where = {"mode": "on_site", "place": "湖里所二楼调解室（虚构）", "mediators": _MEDIATORS}
    planned = life.at(held, "15:00")
    asked = {"held_at": planned, "bring": "合同、付款凭证", "recusal_days": 2}
    life.do(invite, "chensiyuan", life.at(invited, "16:30"), **where, **asked)
    session = Matter.objects.get(pk=life.matter_id).sessions.get(held_at=planned)
    both = {"complainant_present": True, "respondent_present": True}
    life.do(
        mediate,
        "chensiyuan",
        life.at(held, "16:20"),
        session_id=session.pk,
        held_at=planned,
        **where,
        **both,
        minutes=minutes,
        result=result,
    )


def _conclude(life: Life) -> None:
    party = Matter.objects.get(pk=life.matter_id).parties.get(role="complainant")
    money = {"settled": Decimal("800.00"), "recovered": Decimal("0.00")}
    taken = life.do(
        settle,
        "chensiyuan",
        life.at(7, "17:00"),
        settlement="agreement",
        terms="一、被投诉人于三日内更换全部衣柜门板；\n二、被投诉人补偿投诉人人民币800元，当场约定转账支付。",
        on=life.days[7],
        **money,
        consented=(party.pk,),
        respondent_consents=True,
        proof="双方在调解书上签字。",
    )
    handed = "当面送交，收件人在送达回证上签字。"
    life.serve(taken.documents[0].pk, life.at(7, "17:30"), "in_person", handed)
    paid = {"on": life.days[8], "recovered": Decimal("800.00")}
    life.do(perform, "chensiyuan", life.at(8, "11:00"), **paid, words="投诉人来电确认款项到账、门板已换。")
    call = {"side": "complainant", "on": life.days[9], "channel": "phone", "reached": True}
    life.do(visit, "chensiyuan", life.at(9, "10:00"), **call, satisfaction="very", words="")
    life.do(close, "chensiyuan", life.at(9, "11:00"), words="调解书已归档。")


def _working_days(today: date, rulebook: Rulebook, length: int) -> list[date]:
    """Return the last ``length`` working days before today; in an unknown year Monday to Friday."""
    found: list[date] = []
    day = today
    while len(found) < length:
        day -= timedelta(days=1)
        known = rulebook.calendar.is_working(day)
        if known if known is not None else day.weekday() < 5:
            found.append(day)
    return found[::-1]
