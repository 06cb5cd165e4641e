"""Report a suspected crime to the head of the bureau (报告涉嫌犯罪): the days to decide on it begin.

《行政执法机关移送涉嫌犯罪案件的规定》第五条.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.case_clocks import move
from xiaobao.docket.case_facts import waiting_transfer
from xiaobao.docket.models import CrimeTransfer
from xiaobao.docket.shield import shield
from xiaobao.rules import crime_transfer
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def suspect(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    charge: str,
    facts: str,
    reported_on: date,
    officers: Sequence[str] = (),
    address: str = "",
) -> Taken:
    """Report that ``charge`` is suspected, on these facts; the head received the report on ``reported_on``.

    ``officers`` are the names of those who looked into it, two at least.
    The state stays. Raises NotFound, NotAllowed, Changed, Refused.
    """
    with taking(
        act=Act.SUSPECT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        named = list(dict.fromkeys(name.strip() for name in officers if name.strip()))
        check = crime_transfer.check_suspect(
            charge=charge,
            facts=facts,
            officers=named,
            reported_on=reported_on,
            received_on=matter.received_on,
            today=taken.today,
            waiting=waiting_transfer(matter) is not None,
            law=taken.law,
        )
        taken.insist(check)
        charge, facts = shield(matter, charge.strip()), shield(matter, facts.strip())
        CrimeTransfer.objects.create(
            matter=matter,
            charge=charge[:200],
            facts=facts,
            officers=named,
            reported_on=reported_on,
            reported_by=officer.user,
        )
        move(taken, "transfer.reported", on=reported_on)
        taken.data["on"] = reported_on.isoformat()
        taken.words = f"涉嫌{charge}。\n{facts}"
    return taken
