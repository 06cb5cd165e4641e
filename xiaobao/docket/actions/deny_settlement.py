"""The consumer says that it is not settled (不认可和解): settling first goes on until its last day."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Kind, Step, consumer_acts
from xiaobao.refusals import Refused
from xiaobao.rules import settle_first as rule


def deny_settlement(*, code: str, version: int, at: datetime, words: str, address: str = "") -> Step:
    """Take back what the partner claimed, with the consumer's words, masked.

    Raises NotFound, Changed, Refused (field ``words``, or nothing was claimed yet).
    """
    with consumer_acts(kind=Kind.DENY, code=code, version=version, at=at, address=address) as step:
        if step.diversion.claimed_at is None:
            raise Refused("企业还没有报告和解结果。")
        step.insist(rule.check_text(text=words, missing="请写明不认可的原因。", field="words"))
        step.text = words
        step.diversion.claimed_at, step.diversion.terms, step.diversion.settled = None, "", None
    return step
