"""Hand a matter back to the office that receives for the bureau (退回接收机构).

办法第四十一条第二款: 不具备处理权限的，应当及时反馈统一接收投诉举报的工作机构，不得自行移送. There is no
act by which a unit could pass a matter to another unit.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.shield import shield_report
from xiaobao.rules import distribution
from xiaobao.rules.workflow import Act
from xiaobao.staff.models import Office
from xiaobao.staff.permissions import Authority

RECEIVING = "intake"
"""The code every locality gives the office that receives for the bureau."""


def hand_back(
    *, matter_id: int, version: int, officer: Authority, at: datetime, words: str, address: str = ""
) -> Taken:
    """Hand the matter back with the reason in ``words``; the clocks of the bureau run on.

    Raises NotFound, NotAllowed, Changed, Refused (with ``fields``).
    """
    with taking(
        act=Act.HAND_BACK, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter, before = taken.matter, taken.matter.office
        check = distribution.check_hand_back(
            regulation=matter.regulation, held_by=before.kind, words=words, law=taken.law, track=matter.kind
        )
        taken.insist(check)
        matter.office, matter.handler = Office.objects.get(code=RECEIVING), None
        taken.data |= {"from": before.code, "to": RECEIVING}
        taken.words = shield_report(matter, words)
    return taken
