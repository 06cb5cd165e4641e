"""Accept a complaint (受理): decided and put in writing in one transaction; told when it has been served.

办法第十五条第一款: 自收到投诉之日起七个工作日内作出受理或者不予受理的决定，并告知投诉人。
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket import clockwork
from xiaobao.docket.actions.taking import taking
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.letters import opening_facts, to_complainant
from xiaobao.docket.models import Document
from xiaobao.rules import acceptance
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority


def accept(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    addressee: str = "",
    address: str = "",
) -> Document:
    """Accept the complaint: state, event, clocks, numbered document and audit row, all or none.

    ``addressee`` is the complainant's full name where the export gave a masked one. Raises NotFound,
    NotAllowed, Changed, Refused (DKT-xxx, RUL-xxx, DOC-xxx).
    """
    with taking(
        act=Act.ACCEPT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        facts = complaint_facts(matter)
        taken.insist(acceptance.check_accept(facts, state=taken.before, law=taken.law))
        matter.complaint.decision, matter.complaint.decided_on = "accepted", taken.today
        matter.complaint.save()
        clockwork.await_telling(matter, rulebook=taken.rulebook)
        letter = opening_facts(matter, addressee=addressee, officer=officer, rulebook=taken.rulebook)
        return taken.issue("accept", letter, to=to_complainant(matter))
