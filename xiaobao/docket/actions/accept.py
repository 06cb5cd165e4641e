"""Accept a complaint (受理): decided and put in writing in one transaction.

办法第十五条第一款: 自收到投诉之日起七个工作日内作出受理或者不予受理的决定，并告知投诉人。
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from xiaobao.docket import clockwork
from xiaobao.docket.actions.issue import issue, opening_facts
from xiaobao.docket.actions.take_up import put_back, take_up
from xiaobao.docket.errors import Refused
from xiaobao.docket.facts import complaint_facts
from xiaobao.docket.models import Document
from xiaobao.docket.rulebook import current
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
    rulebook = current()
    with transaction.atomic():
        matter, state = take_up(matter_id=matter_id, version=version, officer=officer, act=Act.ACCEPT)
        check = acceptance.check_accept(complaint_facts(matter), state=matter.state, law=rulebook.law)
        if check.outcome == acceptance.REFUSED:
            raise Refused("".join(reason.text for reason in check.reasons))
        today = rulebook.today(at)
        matter.state = state.value
        matter.complaint.decision, matter.complaint.decided_on = "accepted", today
        matter.complaint.save()
        clockwork.advance(matter, act=Act.ACCEPT, on=today, rulebook=rulebook)
        document = issue(
            matter=matter,
            act="accept",
            facts=opening_facts(matter, addressee=addressee, officer=officer, rulebook=rulebook),
            officer=officer,
            at=at,
            rulebook=rulebook,
        )
        data: dict[str, object] = {"document": document.number}
        put_back(matter=matter, act=Act.ACCEPT, officer=officer, at=at, data=data, address=address)
    return document
