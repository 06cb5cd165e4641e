"""The consumer answers the partner (留言), through the relay."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Kind, Step, consumer_acts
from xiaobao.rules import settle_first as rule


def answer_partner(*, code: str, version: int, at: datetime, text: str, address: str = "") -> Step:
    """Keep what the consumer says, masked. Raises NotFound, Changed, Refused (field ``text``)."""
    with consumer_acts(kind=Kind.MESSAGE, code=code, version=version, at=at, address=address) as step:
        step.insist(rule.check_text(text=text, missing="请写明要对企业说的话。"))
        step.text = text
    return step
