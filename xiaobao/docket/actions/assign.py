"""Give a matter to the unit that handles it (分派). Only what is with the receiving office can be given out.

办法第四十一条第一款: 统一接收投诉举报的工作机构，应当及时将投诉举报分送有处理权限的…相关机构处理.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.shield import shield_report
from xiaobao.rules import distribution
from xiaobao.rules.workflow import Act, Track
from xiaobao.staff.models import Office, Post, User
from xiaobao.staff.permissions import Authority


def assign(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    office: str,
    handler: str = "",
    words: str = "",
    address: str = "",
) -> Taken:
    """Give the matter to the office of this code, and to an officer there when ``handler`` names one.

    ``handler`` is a user name. The clocks of the bureau run on. Raises NotFound, NotAllowed, Changed,
    Refused (with ``fields``).
    """
    with taking(
        act=Act.ASSIGN, matter_id=matter_id, version=version, officer=officer, at=at, address=address
    ) as taken:
        matter, before = taken.matter, taken.matter.office
        chosen = Office.objects.handling().filter(code=office).first()
        person = _holder(taken, chosen, handler.strip())
        check = distribution.check_assign(
            regulation=matter.regulation,
            held_by=before.kind,
            same=chosen == before,
            known=chosen is not None,
            handler=handler.strip(),
            holds_post=person is not None,
            oneself=matter.kind == Track.REPORT and person == officer.user,
            law=taken.law,
        )
        taken.insist(check)
        if chosen is not None:
            matter.office = chosen
        matter.handler = person
        taken.data |= {"from": before.code, "to": office} | ({"handler": handler.strip()} if person else {})
        taken.words = shield_report(matter, words)
    return taken


def _holder(taken: Taken, office: Office | None, username: str) -> User | None:
    """Return the officer of this name who holds a post in the office today, None when there is none."""
    held = Post.objects.on(taken.today).filter(office=office, user__username=username, user__is_active=True)
    post = held.select_related("user").first() if office and username else None
    return post.user if post else None
