"""The consumer lets the partner have name and phone (同意提供联系方式)."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Kind, Step, consumer_acts
from xiaobao.refusals import Refused


def share_contact(*, code: str, version: int, at: datetime, address: str = "") -> Step:
    """Keep that the consumer agrees; nothing is opened by it. Raises NotFound, Changed, Refused."""
    with consumer_acts(kind=Kind.SHARE, code=code, version=version, at=at, address=address) as step:
        if step.diversion.shares_contact:
            raise Refused("您已经同意向企业提供联系方式。")
        step.diversion.shares_contact = True
    return step
