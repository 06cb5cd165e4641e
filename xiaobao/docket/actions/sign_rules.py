"""Sign a change of rules (签署规则变更): a second person, for the list that was shown and for no other.

What would move is worked out once more under the state of that moment. When it is not the list that was
shown, nothing is signed: the new list is kept, and shown instead.
"""

from __future__ import annotations

import logging
from datetime import datetime

from xiaobao.docket.actions.apply_rules import finish_rules, put_in_service
from xiaobao.docket.actions.relist_rules import keep_relisted
from xiaobao.docket.models import Clock, RuleChange, RuleKind
from xiaobao.docket.rule_files import changes_nothing
from xiaobao.docket.rule_kinds import KINDS
from xiaobao.docket.rule_lists import once_more, what_differs
from xiaobao.docket.rule_steps import SIGN, decide, file_of, insist, leave_row, said, to_decide
from xiaobao.docket.rulebook import current
from xiaobao.docket.tasks import finish_rules as finish_later
from xiaobao.refusals import Refused, Unavailable
from xiaobao.staff.permissions import Authority
from xiaobao.writing import writing

State = RuleChange.State
AT_ONCE = 5_000
"""So many running clocks are counted anew while the officer waits; more are left to the worker."""
_OWN = "规则变更要由两人办理：您提出的这一项，要由另一个人签署。"
_AGAIN = "已按现在的情况重新列出，请核对新的清单后再签署。"
log = logging.getLogger("xiaobao.docket")


def sign_rules(
    *, change_id: int, shown: str, officer: Authority, at: datetime, words: str = "", address: str = ""
) -> RuleChange:
    """Sign the list with the digest ``shown`` and put the change in service.

    Returns the change as it stands then: applied, or signed where the rest is left to the worker. Raises
    NotFound, NotAllowed, Changed, Refused (also for a list that no longer holds), Unavailable.
    """
    insist(officer, SIGN, "签署规则变更")
    why = said(words, "words")
    change = to_decide(change_id)
    if change.proposed_by_id == officer.user.pk:
        raise Refused(_OWN)
    _finish_others(at)
    # It may have been this very change that was finished: signed by somebody else in the same moment.
    change = to_decide(change_id)
    _insist_on_list(change, shown, officer, at, address)
    with writing():
        change = to_decide(change_id, locked=True)
        if change.moves_digest != shown:
            raise Refused(f"清单刚刚又更新过。{_AGAIN}")
        decide(change, State.SIGNED, officer, at, why)
        leave_row("rules.signed", change, officer, at, address)
        if _many(change):
            finish_later.enqueue()
    _put(change, at)
    change.refresh_from_db()
    return change


def _finish_others(at: datetime) -> None:
    """Finish what was signed before: two changes are put in service one after the other."""
    for other in RuleChange.objects.filter(state=State.SIGNED):
        if _many(other):
            raise Refused(f"第{other.pk}号变更正在生效，期限还在重算，请过一会儿再签署。")
    finish_rules(at=at)


def _insist_on_list(change: RuleChange, shown: str, officer: Authority, at: datetime, address: str) -> None:
    file, rulebook = file_of(change), current()
    if changes_nothing(file, rulebook):
        raise Refused("现行的已经与这份文件完全相同，没有可以签署的变更；请不予通过，或者请提出的人撤回。")
    fresh = once_more(change, file, rulebook=rulebook, at=at)
    if fresh.digest == change.moves_digest == shown:
        return
    if fresh.digest == change.moves_digest:
        raise Refused(f"您看到的清单在打开页面之后更新过。{_AGAIN}")
    why = what_differs(change, fresh)
    keep_relisted(change.pk, fresh, officer, at, address)
    raise Refused(f"{why}，您看到的清单不再是会发生的情况，没有签署。{_AGAIN}")


def _many(change: RuleChange) -> bool:
    if not KINDS[RuleKind(change.kind)].recounts:
        return False
    return Clock.objects.filter(state="running").count() > AT_ONCE


def _put(change: RuleChange, at: datetime) -> None:
    if _many(change):
        return
    try:
        put_in_service(change, at=at)
    except Unavailable as error:
        # It is signed and stays so: the scheduler puts it in service as soon as the machine can.
        log.error("rule change %d is signed and not yet in service: %s", change.pk, error.code)
