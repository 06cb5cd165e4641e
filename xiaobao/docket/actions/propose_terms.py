"""A partner proposes how to settle (提出方案)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from xiaobao.docket.actions.settling import Kind, Step, partner_acts
from xiaobao.docket.sitting import Sitting
from xiaobao.rules import settle_first as rule


def propose_terms(
    *,
    diversion_id: int,
    version: int,
    sitting: Sitting,
    at: datetime,
    text: str,
    amount: Decimal | None,
    address: str = "",
) -> Step:
    """Keep what the partner proposes, masked, with yuan where money is in it.

    Raises NotFound, NotAllowed, Changed, Refused (fields ``text``, ``amount``).
    """
    with partner_acts(
        kind=Kind.PROPOSAL,
        diversion_id=diversion_id,
        version=version,
        sitting=sitting,
        at=at,
        address=address,
    ) as step:
        step.insist(rule.check_proposal(text=text, amount=amount))
        step.text, step.amount = text, amount
    return step
