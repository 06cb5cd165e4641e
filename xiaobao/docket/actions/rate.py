"""The consumer says how satisfied they are with settling first (评价), once it is over."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Kind, Step, consumer_acts
from xiaobao.refusals import Refused
from xiaobao.rules import settle_first as rule


def rate(*, code: str, version: int, at: datetime, satisfaction: int, address: str = "") -> Step:
    """Keep one to five, once. Raises NotFound, Changed, Refused (field ``satisfaction``)."""
    with consumer_acts(
        kind=Kind.RATE, code=code, version=version, at=at, address=address, ended=True
    ) as step:
        if not step.diversion.ending:
            raise Refused("先行和解结束后才可以评价。")
        if step.diversion.satisfaction is not None:
            raise Refused("您已经评价过了。")
        step.insist(rule.check_rating(satisfaction, needed=True))
        step.diversion.satisfaction = satisfaction
        step.data["stars"] = satisfaction
    return step
