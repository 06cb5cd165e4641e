"""Name who in the unit handles a matter (指定承办人); who reported, only its handler may come to see.

办法第四十一条第二款: 同级…相关机构收到分送的投诉举报的，应当…及时处理. By whom is for the head of the unit.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.offices_page import holders
from xiaobao.docket.shield import shield
from xiaobao.rules import distribution
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.models import User
from xiaobao.staff.permissions import Authority


def entrust(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    handler: str,
    words: str = "",
    address: str = "",
) -> Taken:
    """Give the matter to an officer of the unit that has it; ``handler`` is a user name.

    Raises NotFound, NotAllowed, Changed, Refused (field ``handler``).
    """
    with taking(
        act=Act.ENTRUST, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter = taken.matter
        person = _holder(taken, handler.strip())
        check = distribution.check_entrust(
            regulation=matter.regulation,
            handler=handler.strip(),
            holds_post=person is not None,
            already=person is not None and person.pk == matter.handler_id,
            oneself=matter.kind == Track.REPORT and person == officer.user,
            law=taken.law,
        )
        taken.insist(check)
        before, matter.handler = matter.handler, person
        named = {"handler": handler.strip(), "officer": person.name if person else ""}
        taken.data |= named | ({"before": before.username} if before else {})
        taken.words = shield(matter, words)
    return taken


def _holder(taken: Taken, username: str) -> User | None:
    """Return the officer of this name who handles matters in the unit today, None when there is none."""
    held = holders(taken.rulebook.locality, taken.today)
    here = (post for post in held if post.office_id == taken.matter.office_id)
    return next((post.user for post in here if post.user.username == username), None)
