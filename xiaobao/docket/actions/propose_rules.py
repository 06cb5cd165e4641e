"""Propose a change of rules (提出规则变更): a file, a reason, and the list of what it would move.

Another person signs it (``sign_rules``). Nothing of it is in service until then.
"""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.models import RuleChange
from xiaobao.docket.reroutes import Span
from xiaobao.docket.rule_files import RuleFile, changes_nothing, digest_of
from xiaobao.docket.rule_lists import worked_out
from xiaobao.docket.rule_steps import PROPOSE, insist, keep_list, leave_row, refused, said
from xiaobao.docket.rulebook import current
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

_WAITING = (RuleChange.State.PROPOSED, RuleChange.State.SIGNED)


def propose_rules(
    *,
    file: RuleFile,
    reason: str,
    officer: Authority,
    at: datetime,
    span: Span | None = None,
    address: str = "",
) -> RuleChange:
    """Keep the file and the list of what it would move; raises NotAllowed, Refused (fields text, reason).

    ``span`` are the days of past matters to be looked at; only some kinds look at any.
    """
    insist(officer, PROPOSE, "提出规则变更")
    words = said(reason, "reason", "请写明为什么要变更，签署的人要看。")
    _insist_on_news(file)
    moves = worked_out(file, rulebook=current(), at=at, span=span)
    with writing():
        _insist_on_news(file)
        change = RuleChange(
            kind=file.kind, name=file.name, text=file.text, digest=digest_of(file.text), reason=words,
            proposed_by=officer.user, proposed_at=at,
        )  # fmt: skip
        keep_list(change, moves, at)
        leave_row("rules.proposed", change, officer, at, address)
    return change


def _insist_on_news(file: RuleFile) -> None:
    other = RuleChange.objects.filter(kind=file.kind, name=file.name, state__in=_WAITING).first()
    if other is not None:
        raise refused(
            f"“{file.name}”已有第{other.pk}号变更等待签署或者正在生效，请先办完那一项，或者请提出的人撤回。"
        )
    if changes_nothing(file, current()):
        raise refused(f"这份“{file.name}”与现行的完全相同，没有需要变更的内容。")
