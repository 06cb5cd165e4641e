"""Order an appraisal or test (委托鉴定、检测): the time it takes is left out of the mediation clock.

办法第二十二条: 机构由双方协商确定，协商不成的可以由本局指定; 费用由双方协商一致承担; 所需时间不计算在
调解期限内. The ledger names the document that proves the time.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.issue import To
from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.letters import contact_facts
from xiaobao.docket.mediation_facts import footing_of, mediation_clock, open_appraisal
from xiaobao.docket.models import Appraisal, Side
from xiaobao.rules import appraisal
from xiaobao.rules.footing import MEDIATION_CLOCK
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def appraise(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    kind: str,
    subject: str,
    body: str,
    chosen: str,
    cost: str,
    began_on: date,
    proof: str,
    address: str = "",
) -> Taken:
    """Order it: row, pause of the clock, letter to the body, event and audit row, all or none.

    ``kind`` is a pause ground of the mediation clock in the matter's regulation
    (``mediation_facts.appraisal_kinds``), ``chosen`` agreed|designated, ``began_on`` the first day left
    out, ``proof`` the document that proves it. Raises NotFound, NotAllowed, Changed, Refused.
    """
    order = appraisal.Order(
        kind, subject.strip(), body.strip(), chosen, cost.strip(), began_on, proof.strip()
    )
    with taking(
        act=Act.APPRAISE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        _insist(taken, order)
        row = Appraisal.objects.create(
            matter=taken.matter,
            kind=kind,
            subject=order.subject,
            body=order.body,
            chosen=chosen,
            cost=order.cost,
            began_on=began_on,
            proof=order.proof,
        )
        taken.enter(MEDIATION_CLOCK, Entry("pause", began_on, kind, order.proof))
        _issue(taken, row)
        taken.data |= {"kind": kind, "chosen": chosen, "began_on": began_on.isoformat()}
    return taken


def _insist(taken: Taken, order: appraisal.Order) -> None:
    matter = taken.matter
    under_way, clock = open_appraisal(matter), mediation_clock(matter)
    ended = matter.appraisals.exclude(ended_on=None).order_by("ended_on").last()
    check = appraisal.check_appraise(
        order,
        open_since=under_way.began_on if under_way else None,
        last_ended=ended.ended_on if ended else None,
        due=(clock.due_latest or clock.due_earliest) if clock else None,
        footing=footing_of(taken),
    )
    taken.insist(check)


def _issue(taken: Taken, row: Appraisal) -> None:
    footing = footing_of(taken)
    labels = {ground.id: ground.label for ground in appraisal.kinds(footing)}
    facts = contact_facts(taken.matter, officer=taken.officer, rulebook=taken.rulebook) | {
        "addressee": row.body,
        "matter_number": taken.matter.number,
        "subject": row.subject,
        "kind": labels[row.kind],
        "chosen": str(row.get_chosen_display()),
        "cost": row.cost,
        "basis": appraisal.basis(row.chosen, footing),
    }
    taken.issue("appraisal_letter", facts, to=[To(Side.OTHER, None, row.body)])
