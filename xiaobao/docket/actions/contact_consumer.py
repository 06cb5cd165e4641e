"""A partner gets in touch with the consumer for the first time (首次联系), through the relay."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Kind, Step, partner_acts
from xiaobao.docket.sitting import Sitting
from xiaobao.rules import settle_first as rule


def contact_consumer(
    *, diversion_id: int, version: int, sitting: Sitting, at: datetime, text: str, address: str = ""
) -> Step:
    """Keep what the partner first says to the consumer, masked; later words are ``say_to_consumer``'s.

    Raises NotFound, NotAllowed, Changed, Refused (field ``text``).
    """
    with partner_acts(
        kind=Kind.CONTACT, diversion_id=diversion_id, version=version, sitting=sitting, at=at, address=address
    ) as step:
        step.insist(rule.check_text(text=text, missing="请写明与消费者联系的内容。"))
        step.text = text
    return step
