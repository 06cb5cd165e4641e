"""Open the page of a linked person (查看同一人的投诉): who has looked is written down before it is shown.

The page names nobody, but it puts side by side what one person has complained of. Nobody looks at that
unseen.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.person_page import PersonPage, person_page
from xiaobao.docket.rulebook import Rulebook
from xiaobao.refusals import Unavailable
from xiaobao.staff.permissions import Authority
from xiaobao.vault.audit import record
from xiaobao.writing import writing

_NOT_SHOWN = (
    "查看同一人的投诉要先记入审计记录；现在记不进去，所以没有打开。请稍后再试，仍然不行请联系系统管理员。"
)


def read_person(
    *, person: str, officer: Authority, at: datetime, rulebook: Rulebook, page: int = 1, address: str = ""
) -> PersonPage:
    """Return the page, with its audit row committed; ``person`` is a key of linkage and names nobody.

    Raises NotAllowed, NotFound, and Unavailable where the row cannot be written: then nothing is shown.
    """
    found = person_page(officer, person, rulebook, page=page)
    try:
        with writing():
            record(
                act="mining.person_read", subject=f"person:{person}", at=at, actor=officer.user,
                post=officer.post, detail={"count": found.complaints}, address=address,
            )  # fmt: skip
    except Unavailable as error:
        raise Unavailable(_NOT_SHOWN, code=error.code) from error
    return found
