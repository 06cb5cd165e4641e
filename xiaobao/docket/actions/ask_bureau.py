"""The consumer wants the bureau to deal with it (要求由本局处理): at any time, and without a reason."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Ending, Kind, Step, consumer_acts
from xiaobao.rules import settle_first as rule


def ask_bureau(*, code: str, version: int, at: datetime, words: str = "", address: str = "") -> Step:
    """End settling first; the complaint waits for the bureau's decision, ``words`` are masked.

    Raises NotFound, Changed, Refused (field ``words``: too long).
    """
    with consumer_acts(kind=Kind.RECALL, code=code, version=version, at=at, address=address) as step:
        step.insist(rule.check_length(words, "words"))
        step.text, step.ends = words, Ending.CONSUMER.value
    return step
