"""List once more what a proposed change would move (重新列出变动清单): matters go on while it waits."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import RuleChange
from xiaobao.docket.rule_lists import RuleList, once_more
from xiaobao.docket.rule_steps import PROPOSE, SIGN, file_of, keep_list, leave_row, to_decide
from xiaobao.docket.rulebook import current
from xiaobao.refusals import NotAllowed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def relist_rules(*, change_id: int, officer: Authority, at: datetime, address: str = "") -> RuleChange:
    """Work the list out under the state of this moment and keep it.

    Raises NotFound, NotAllowed, Changed, and Refused when the file is not usable any more.
    """
    if not (officer.may(PROPOSE) or officer.may(SIGN)):
        raise NotAllowed("您的岗位不办理规则变更。")
    change = to_decide(change_id)
    moves = once_more(change, file_of(change), rulebook=current(), at=at)
    return keep_relisted(change_id, moves, officer, at, address)


def keep_relisted(
    change_id: int, moves: RuleList, officer: Authority, at: datetime, address: str
) -> RuleChange:
    """Keep a list worked out anew, and leave its row."""
    with writing():
        change = to_decide(change_id, locked=True)
        keep_list(change, moves, at)
        leave_row("rules.listed", change, officer, at, address)
    return change
