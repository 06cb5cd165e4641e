"""Withdraw a change of rules one has proposed (撤回规则变更) and nobody has decided yet."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import RuleChange
from xiaobao.docket.rule_steps import PROPOSE, decide, insist, leave_row, said, to_decide
from xiaobao.refusals import NotAllowed
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def withdraw_rules(
    *, change_id: int, officer: Authority, at: datetime, words: str = "", address: str = ""
) -> RuleChange:
    """Take it back; raises NotFound, NotAllowed (also to who has not proposed it), Changed, Refused."""
    insist(officer, PROPOSE, "撤回规则变更")
    why = said(words, "words")
    with writing():
        change = to_decide(change_id, locked=True)
        if change.proposed_by_id != officer.user.pk:
            raise NotAllowed("只有提出的人可以撤回这项规则变更。")
        decide(change, RuleChange.State.WITHDRAWN, officer, at, why)
        leave_row("rules.withdrawn", change, officer, at, address)
    return change
