"""Note on a complaint that a shop has broken its promise of returns (记录违反无理由退货承诺).

《消费者权益保护法实施条例》第十二条: an operator that makes a commitment must perform it; 第五十条第一款 is
what a breach falls under. Noting it decides nothing: whether it is pursued is for whoever handles the matter.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.models import Breach, Event, Matter, PromisingShop
from xiaobao.docket.partner_given import at as refused_at
from xiaobao.docket.promises import BREACH, promises_of
from xiaobao.docket.queries import visible
from xiaobao.docket.rulebook import current
from xiaobao.docket.shield import shield
from xiaobao.refusals import NotAllowed, NotFound, Refused
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

LONGEST = 1000


def note_breach(
    *,
    matter_id: int,
    shop_id: int,
    on: date,
    words: str,
    officer: Authority,
    at: datetime,
    address: str = "",
) -> Breach:
    """Note it once for each shop and complaint, with an event on the timeline.

    ``on`` is the day the promise was broken, ``words`` say how; who somebody is, is masked in them.
    Raises NotFound, NotAllowed, Refused (fields ``shop_id``, ``on``, ``words``).
    """
    with writing():
        matter, shop = _found(officer, matter_id, shop_id)
        _check(matter, shop, on, words, current().today(at))
        breach = Breach.objects.create(
            shop=shop, matter=matter, on=on, words=shield(matter, words.strip()), noted_by=officer.user,
            noted_at=at,
        )  # fmt: skip
        told = {"shop": shop.pk, "on": on.isoformat()}
        Event.objects.create(
            matter=matter, verb=BREACH, occurred_at=at, recorded_at=at, actor=officer.user, data=told
        )
        record(
            act="matter.breach", subject=f"matter:{matter.pk}", at=at, actor=officer.user, post=officer.post,
            address=address, detail=told,
        )  # fmt: skip
    return breach


def _found(officer: Authority, matter_id: int, shop_id: int) -> tuple[Matter, PromisingShop]:
    matter = visible(officer).select_related("respondent").filter(pk=matter_id, kind=Track.COMPLAINT).first()
    if matter is None:
        raise NotFound("没有这件投诉，或者它不在您的办理范围内。")
    if not officer.may(BREACH):
        raise NotAllowed(f"您的岗位（{officer.post or '无'}）不能记录违反承诺。")
    shop = next((one for one in promises_of(matter, matter.received_on) if one.pk == shop_id), None)
    if shop is None:
        raise refused_at("shop_id", "被投诉人没有登记这项承诺，或者收到投诉时承诺已经终止。")
    return matter, shop


def _check(matter: Matter, shop: PromisingShop, on: date, words: str, today: date) -> None:
    if not words.strip():
        raise refused_at("words", "请写明怎样违反了承诺。")
    if len(words.strip()) > LONGEST:
        raise refused_at("words", f"最多{LONGEST}字。")
    if on > today or on < shop.since:
        raise refused_at("on", f"日期应当在承诺开始之日（{shop.since:%Y-%m-%d}）以后、今天以前。")
    if Breach.objects.filter(shop=shop, matter=matter).exists():
        raise Refused("这件投诉已经记录了违反这项承诺，没有重复记录。")
