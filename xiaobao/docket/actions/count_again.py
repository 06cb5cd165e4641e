"""End the days left out of a period (结束扣除期间): the period counts again on the day after.

《市场监督管理行政处罚程序规定》第十八条第二款、第六十四条第二款. The last day left out is the day it ended.
"""

from __future__ import annotations

from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.checking_facts import provision
from xiaobao.docket.models import Clock, Exclusion
from xiaobao.docket.shield import shield
from xiaobao.rules import exclusion
from xiaobao.rules.ledger import Entry
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def count_again(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    exclusion_id: int,
    ended_on: date,
    ended_proof: str,
    result: str = "",
    address: str = "",
) -> Taken:
    """End the days left out: row, clock, event and audit row, all or none.

    ``ended_on`` is the last day left out, ``ended_proof`` the paper that proves it. Where the clock has
    stopped meanwhile only the row is ended. Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.COUNT_AGAIN, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        row = taken.matter.exclusions.filter(pk=exclusion_id, ended_on=None).first()
        clock = taken.matter.clocks.filter(clock=row.clock).first() if row else None
        check = exclusion.check_count_again(
            began_on=row.began_on if row else None,
            ended_on=ended_on,
            proof=ended_proof,
            today=taken.today,
            basis=_basis(taken, row, clock),
        )
        taken.insist(check)
        if row is not None:
            _end(taken, row, ended_on, shield(taken.matter, ended_proof.strip()), result)
            if clock is not None and clock.state != "stopped":
                taken.enter(row.clock, Entry("resume", ended_on, document=row.ended_proof))
            taken.data |= {"clock": row.clock, "ground": row.ground, "ended_on": ended_on.isoformat()}
    return taken


def _end(taken: Taken, row: Exclusion, ended_on: date, proof: str, result: str) -> None:
    row.ended_on, row.ended_proof = ended_on, proof
    row.result = shield(taken.matter, result.strip())
    row.save()


def _basis(taken: Taken, row: Exclusion | None, clock: Clock | None) -> str:
    if row is None or clock is None:
        return taken.basis
    return exclusion.basis(provision(clock, taken.rulebook), row.ground, taken.law)
