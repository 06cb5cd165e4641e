"""A partner says that it has settled with the consumer (报告已和解); the consumer confirms or does not."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from xiaobao.docket.actions.settling import Kind, Step, partner_acts
from xiaobao.docket.sitting import Sitting
from xiaobao.rules import settle_first as rule


def claim_settled(
    *,
    diversion_id: int,
    version: int,
    sitting: Sitting,
    at: datetime,
    terms: str,
    amount: Decimal | None,
    address: str = "",
) -> Step:
    """Keep what the partner says was agreed (yuan); said again, the last counts. The complaint stays open.

    Raises NotFound, NotAllowed, Changed, Refused (fields ``terms``, ``amount``).
    """
    with partner_acts(
        kind=Kind.CLAIM, diversion_id=diversion_id, version=version, sitting=sitting, at=at, address=address
    ) as step:
        step.insist(rule.check_claim(terms=terms, amount=amount))
        step.text, step.amount = terms, amount
    return step
