"""Hand a complaint to an ODR enterprise or a service point to settle first (交企业先行和解).

令121 第六条第三款 encourages it; the consumer chose it or agreed. The consumer gets a slip with the code
by which they look, answer, confirm, or ask for the bureau at any time. The code stands nowhere else.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.diversions import new_code
from xiaobao.docket.hand_over import facts_of, hand_over, slip_facts
from xiaobao.docket.letters import complainants, to_complainant
from xiaobao.docket.models import Exchange, Partner
from xiaobao.refusals import NotFound
from xiaobao.rules import settle_first as rule
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def settle_first(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    partner: int,
    way: str,
    how: str,
    shares_contact: bool = False,
    words: str = "",
    address: str = "",
) -> Taken:
    """Hand the complaint over: row, clock, slip, event and audit row, all or none.

    ``partner`` is the id of an open one, ``way`` a ``settle_first.HandOver``, ``how`` a ``SettleHow``;
    ``shares_contact``: the consumer lets it have name and phone. Raises NotFound, NotAllowed, Changed,
    Refused (with ``fields``).
    """
    with taking(
        act=Act.SETTLE_FIRST, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter, chosen = taken.matter, _partner(partner)
        decision = rule.check_settle_first(
            facts_of(chosen, matter),
            regulation=matter.regulation,
            way=way,
            how=how,
            today=taken.today,
            law=taken.law,
            joint=len(complainants(matter)) > 1,
            words=words,
        )
        taken.insist(decision)
        code = new_code()
        diversion = hand_over(
            matter, chosen, way=way, how=how, code=code, shares_contact=shares_contact, at=at,
            rulebook=taken.rulebook, side=Exchange.Side.BUREAU, by=officer.user,
        )  # fmt: skip
        facts = slip_facts(diversion, code, taken.basis, officer=officer, rulebook=taken.rulebook)
        taken.issue("settle_first_slip", facts, to=to_complainant(matter))
        taken.data |= {"partner": chosen.code, "way": way, "asked": how, "due_on": str(diversion.due_on)}
        taken.words = words
    return taken


def _partner(key: int) -> Partner:
    found = Partner.objects.select_related("office").filter(pk=key).first()
    if found is None:
        raise NotFound("没有这家ODR企业或者消费维权服务站。")
    return found
