"""Leave days out of a period of a report (登记扣除期间): testing, inspection, appraisal and the like.

《市场监督管理行政处罚程序规定》第十八条第二款: 检测、检验、检疫、鉴定以及权利人辨认或者鉴别等所需时间，不计入
前款规定期限; 第六十四条第二款 for a case. The ledger names the paper that proves the first day.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.checking_facts import periods
from xiaobao.docket.models import Exclusion
from xiaobao.docket.shield import shield
from xiaobao.rules import exclusion
from xiaobao.rules.exclusion import LeavingOut
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def leave_out(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    clock: str,
    ground: str,
    began_on: date,
    proof: str,
    body: str = "",
    subject: str = "",
    address: str = "",
) -> Taken:
    """Begin leaving days out of ``clock``: row, pause of the clock, event and audit row, all or none.

    ``ground`` is a pause ground of the clock's own row, ``began_on`` the first day left out, ``proof`` the
    paper that proves it. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    asked = LeavingOut(clock, ground, began_on, proof.strip())
    with taking(
        act=Act.LEAVE_OUT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        found = periods(matter, taken.rulebook)
        taken.insist(exclusion.check_leave_out(asked, periods=found, today=taken.today, law=taken.law))
        row = Exclusion.objects.create(
            matter=matter,
            clock=clock,
            ground=ground,
            body=shield(matter, body.strip()),
            subject=shield(matter, subject.strip()),
            began_on=began_on,
            proof=shield(matter, asked.proof),
        )
        taken.enter(clock, Entry("pause", began_on, ground, row.proof))
        taken.data |= {"clock": clock, "ground": ground, "began_on": began_on.isoformat()}
    return taken
