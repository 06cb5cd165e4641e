"""What the examples of rewards share: 周喆's report with a penalty of 200,000 yuan, 许安 and 顾宁 over it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests import cast
from tests.docket.case_cast import filed
from xiaobao.docket.actions.decide_reward import Decided, decide_reward
from xiaobao.docket.actions.pay_reward import pay_reward
from xiaobao.docket.actions.propose_reward import propose_reward
from xiaobao.docket.models import Case, Matter, Party, Reward

REASON = "举报人提供进货单据，直接查明违法事实。"
WORDS = "材料齐全，举报与查处有直接关系。"
PROPOSAL: dict[str, Any] = {"natural_person": True, "serious": 5, "level": 1, "reason": REASON}
RECEIPT = "付字〔2026〕18号"


def decided_case(register: Callable[..., int], *, fined: int = 200_000, **changes: Any) -> int:
    """Register the report with a case in which a penalty was decided; its id."""
    key = filed(register, **changes)
    given = {"outcome": 1, "decided_on": date(2026, 5, 19), "fined": fined, "confiscated": 0}
    Case.objects.filter(matter=key).update(**given)
    Matter.objects.filter(pk=key).update(state="decided")
    return key


def reporter(key: int) -> Party:
    """周喆 as a party of the report."""
    return Party.objects.get(matter=key, role="reporter")


def proposed(key: int, officers: dict[str, Any], **changes: Any) -> Reward:
    """Let 许安 propose a reward."""
    given = {"matter_id": key, "party_id": reporter(key).pk, "officer": officers["xuan"], "at": cast.NOON}
    return propose_reward(**{**given, **PROPOSAL, **changes})


def approved(reward: Reward, officers: dict[str, Any], **changes: Any) -> Decided:
    """Let 顾宁 approve it; the code is in the answer."""
    given = {"reward_id": reward.pk, "officer": officers["guning"], "at": cast.NOON}
    return decide_reward(**{**given, "approve": True, "words": WORDS, **changes})


def paid(code: str, officers: dict[str, Any], **changes: Any) -> Reward:
    """Let 许安 pay it against the code."""
    given = {"code": code, "receipt": RECEIPT, "officer": officers["xuan"], "at": cast.NOON}
    return pay_reward(**{**given, **changes})
