"""Open the page of a matter (查阅); who has looked at a report is written down before it is shown.

令121 第三十七条 (令20 第三十三条): 应当对举报人的信息予以保密. The page is masked, but whoever knows the shop
may guess from what a report says, so a look leaves its row. A complaint is worked on openly within the
office, and its people are opened by an act of their own: reading it leaves none.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.matter_page import MatterPage, matter_page
from xiaobao.docket.models import Matter
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Unavailable
from xiaobao.rules.workflow import Track
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_NOT_SHOWN = "查阅举报要先记入审计记录；现在记不进去，所以没有打开。请稍后再试，仍然不行请联系系统管理员。"


def read_matter(
    *,
    matter_id: int,
    officer: Authority,
    at: datetime,
    rulebook: Rulebook,
    form: str = "",
    address: str = "",
) -> MatterPage:
    """Return the page; a report's has its audit row by then, committed.

    ``form`` is the act whose form is shown in place of the whole page. Raises NotFound, and Unavailable where
    the row cannot be written: then nothing is shown.
    """
    page = matter_page(officer, matter_id, rulebook, rulebook.today(at))
    if page.matter.kind == Track.REPORT:
        try:
            with writing():
                _audit(page.matter, officer, at, form, address)
        except Unavailable as error:
            raise Unavailable(_NOT_SHOWN, code=error.code) from error
    return page


def _audit(matter: Matter, officer: Authority, at: datetime, form: str, address: str) -> None:
    record(
        act="matter.read",
        subject=f"matter:{matter.pk}",
        at=at,
        actor=officer.user,
        post=officer.post,
        detail={"number": matter.number} | ({"form": form} if form else {}),
        address=address,
    )
