"""A partner does not want to settle (不同意和解): the complaint goes back to the bureau."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Ending, Kind, Step, partner_acts
from xiaobao.docket.sitting import Sitting
from xiaobao.rules import settle_first as rule


def refuse_settling(
    *, diversion_id: int, version: int, sitting: Sitting, at: datetime, words: str, address: str = ""
) -> Step:
    """End settling first with the partner's reason, masked; the bureau's period begins as the locality says.

    Raises NotFound, NotAllowed, Changed, Refused (field ``words``).
    """
    with partner_acts(
        kind=Kind.REFUSE, diversion_id=diversion_id, version=version, sitting=sitting, at=at, address=address
    ) as step:
        step.insist(rule.check_text(text=words, missing="请写明不同意和解的理由。", field="words"))
        step.text, step.ends = words, Ending.REFUSED.value
    return step
