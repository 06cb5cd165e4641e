"""A partner says something to the consumer (留言), through the relay."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Kind, Step, partner_acts
from xiaobao.docket.sitting import Sitting
from xiaobao.rules import settle_first as rule


def say_to_consumer(
    *, diversion_id: int, version: int, sitting: Sitting, at: datetime, text: str, address: str = ""
) -> Step:
    """Keep what the partner says, masked. Raises NotFound, NotAllowed, Changed, Refused (field ``text``)."""
    with partner_acts(
        kind=Kind.MESSAGE, diversion_id=diversion_id, version=version, sitting=sitting, at=at, address=address
    ) as step:
        step.insist(rule.check_text(text=text, missing="请写明要对消费者说的话。"))
        step.text = text
    return step
