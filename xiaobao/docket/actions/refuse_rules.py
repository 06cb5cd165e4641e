"""Refuse a proposed change of rules (规则变更不予通过): by who may sign it, with the reason."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import RuleChange
from xiaobao.docket.rule_steps import SIGN, decide, insist, leave_row, said, to_decide
from xiaobao.refusals import Refused
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing


def refuse_rules(
    *, change_id: int, words: str, officer: Authority, at: datetime, address: str = ""
) -> RuleChange:
    """Keep the refusal and its reason; raises NotFound, NotAllowed, Changed, Refused (field words)."""
    insist(officer, SIGN, "决定规则变更")
    why = said(words, "words", "请写明为什么不予通过。")
    with writing():
        change = to_decide(change_id, locked=True)
        if change.proposed_by_id == officer.user.pk:
            raise Refused("这一项是您提出的：不想变更的，请撤回。")
        decide(change, RuleChange.State.REFUSED, officer, at, why)
        leave_row("rules.refused", change, officer, at, address)
    return change
