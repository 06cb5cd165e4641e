"""Signing a change of rules on screen; what cites a regulation it changes is listed for another look."""

from __future__ import annotations

import logging

from xiaobao.desk.screen import Asking
from xiaobao.docket.actions.sign_rules import sign_rules
from xiaobao.docket.law_proposers import proposers
from xiaobao.docket.models import RuleChange, RuleKind
from xiaobao.docket.rulebook import current
from xiaobao.handbook.actions.raise_revisits import raise_revisits
from xiaobao.refusals import Unavailable

log = logging.getLogger("xiaobao.desk")


def sign(ask: Asking, change_id: int, *, shown: str, words: str) -> RuleChange:
    """Sign it; raises as ``sign_rules``. A listing that cannot be had now is made by the clock."""
    change = sign_rules(
        change_id=change_id, shown=shown, words=words, officer=ask.officer, at=ask.now, address=ask.address
    )
    if change.kind == RuleKind.REGULATION and change.state == RuleChange.State.APPLIED:
        try:
            raise_revisits(current(), at=ask.now, proposers=proposers())
        except Unavailable as error:
            log.warning("revisits are left to the clock: %s", error.code)
    return change
