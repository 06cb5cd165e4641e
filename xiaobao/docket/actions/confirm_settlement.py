"""The consumer confirms what the partner says was agreed (确认和解): that ends the complaint."""

from __future__ import annotations

from datetime import datetime

from xiaobao.docket.actions.settling import Ending, Kind, Step, consumer_acts
from xiaobao.refusals import Refused
from xiaobao.rules import settle_first as rule
from xiaobao.rules.settle_first import ConfirmHow


def confirm_settlement(
    *, code: str, version: int, at: datetime, satisfaction: int | None, address: str = ""
) -> Step:
    """End the complaint as settled; ``satisfaction`` is one to five, or not said.

    Raises NotFound, Changed, Refused (field ``satisfaction``, or nothing was claimed yet).
    """
    with consumer_acts(kind=Kind.CONFIRM, code=code, version=version, at=at, address=address) as step:
        if step.diversion.claimed_at is None:
            raise Refused("企业还没有报告和解结果，不能确认。")
        step.insist(rule.check_rating(satisfaction, needed=False))
        step.diversion.satisfaction = satisfaction
        step.diversion.confirmed_how = ConfirmHow.WEB.value
        step.data["confirmed"] = ConfirmHow.WEB.value
        step.ends = Ending.SETTLED.value
    return step
