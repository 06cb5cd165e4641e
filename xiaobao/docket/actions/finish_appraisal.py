"""Record the result of an appraisal or test (鉴定检测结果); the mediation clock counts again the day after.

办法第二十二条第三款: 鉴定、检测所需时间不计算在调解期限内. The last day left out is the day it ended.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.mediation_facts import footing_of, mediation_clock, open_appraisal
from xiaobao.rules.appraisal import check_finish
from xiaobao.rules.footing import MEDIATION_CLOCK
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def finish_appraisal(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    ended_on: date,
    result: str,
    proof: str = "",
    address: str = "",
) -> Taken:
    """End the open appraisal: its row, the clock, event and audit row, all or none.

    ``ended_on`` is the last day left out, ``proof`` the document that proves it. Raises NotFound,
    NotAllowed, Changed, Refused (with ``fields``).
    """
    act = Act.FINISH_APPRAISAL
    with taking(
        act=act, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        row = open_appraisal(taken.matter)
        began_on = row.began_on if row else None
        check = check_finish(
            ended_on=ended_on, result=result, proof=proof, began_on=began_on, footing=footing_of(taken)
        )
        taken.insist(check)
        if row:
            row.ended_on, row.result, row.ended_proof = ended_on, result.strip(), proof.strip()
            row.save()
        if mediation_clock(taken.matter):
            taken.enter(MEDIATION_CLOCK, Entry("resume", ended_on, document=proof.strip()))
        taken.data |= {"ended_on": ended_on.isoformat()}
    return taken
