"""Find that a report repeats an earlier one (认定重复举报): it is linked and not handled again.

令121 第三十五条第二款: 同一举报人就同一涉嫌违法事实重复举报同一被举报人的，不再另行处理.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.taking import Taken, taking
from xiaobao.docket.models import LinkKind
from xiaobao.docket.repeats import pair_of
from xiaobao.docket.shield import shield
from xiaobao.docket.two_reports import link_with, lock_both, repeat_paper
from xiaobao.rules import repeats as rule
from xiaobao.rules.workflow import Act
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

OUTCOME = "与前一件系同一举报人就同一涉嫌违法事实重复举报同一被举报人，不再另行处理。"


def repeat(
    *,
    matter_id: int,
    version: int,
    officer: Authority,
    at: datetime,
    earlier: int,
    words: str,
    address: str = "",
) -> Taken:
    """Close a report as repeating ``earlier`` (a matter's id): link, paper, clocks, event and audit row.

    ``words`` say which facts are the same. No article has the reporter told. Raises NotFound, NotAllowed,
    Changed, Refused (with ``fields``).
    """
    with writing():
        before = lock_both(matter_id, earlier, officer)
        with taking(
            act=Act.REPEAT, matter_id=matter_id, version=version, officer=officer, at=at, address=address
        ) as taken:
            matter = taken.matter
            pair = pair_of(matter, before)
            taken.insist(rule.check_repeat(pair, words=words, law=taken.law))
            if before is not None:
                link_with(before, taken, LinkKind.REPEAT)
                found = shield(matter, words.strip())
                repeat_paper(taken, before, pair, found=found, outcome=OUTCOME)
            taken.words = shield(matter, words)
    return taken
