"""Record that a side asks for a mediator to withdraw (回避申请): mediation is suspended until it is decided.

办法第二十一条第二款: 提出回避申请的，应当中止调解，并作出是否回避的决定. The mediation clock goes on.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.mediation_facts import footing_of, mediators, open_delegation
from xiaobao.docket.models import Recusal
from xiaobao.rules.recusal import RecusalGround, check_recuse
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def recuse(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    side: str,
    against: str,
    ground: str,
    on: date,
    words: str = "",
    address: str = "",
) -> Taken:
    """Record the request and suspend mediation: row, state, event and audit row, all or none.

    ``against`` is one of ``mediation_facts.mediators``, ``ground`` a code of ``rules.recusal.RecusalGround``,
    ``words`` what the applicant says. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.RECUSE, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        check = check_recuse(
            side=side,
            against=against,
            ground=ground,
            words=words,
            on=on,
            mediators=mediators(matter),
            delegated=open_delegation(matter) is not None,
            received_on=matter.received_on,
            footing=footing_of(taken),
        )
        taken.insist(check)
        said = "：".join(part for part in (RecusalGround(ground).label, words.strip()) if part)
        Recusal.objects.create(matter=matter, side=side, against=against.strip(), asked_on=on, ground=said)
        taken.data |= {"side": side, "ground": ground, "on": on.isoformat()}
    return taken
