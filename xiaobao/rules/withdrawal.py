"""Withdrawal before acceptance (撤回). No article speaks of it, let alone of a form for it.

After acceptance withdrawal is a ground for ending mediation (令121 第二十三条第一款第一项, 令20 第二十一条
第一款第一项) and the table of states refuses it here; before, the same is followed by analogy (参照). In a
joint complaint nobody gives up what another claims: 令121 第十二条第二款, 令20 第十一条第二款.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.wording import said

_LIKE: Mapping[str, str] = MappingProxyType({ORDER_121: "23(1)(1)", ORDER_20: "21(1)(1)"})
_JOINT: Mapping[str, str] = MappingProxyType({ORDER_121: "12(2)", ORDER_20: "11(2)"})


class WithdrawalWay(Labelled):
    """How the complainant withdrew; the letter says 以…方式."""

    PLATFORM = "platform", "全国12315平台"
    PHONE = "phone", "电话"
    IN_PERSON = "in_person", "当面"
    WRITTEN = "written", "书面"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"


def check_withdraw(
    *,
    regulation: str,
    on: date,
    how: str,
    received_on: date,
    today: date,
    law: Lawbook,
    joint: bool = False,
    words: str = "",
) -> Decision:
    """Check that a withdrawal can be recorded; ``joint``: several complain, ``words`` say that all agree."""
    refusals = []
    if not received_on <= on <= today:
        text = f"撤回之日应当在收到投诉之日（{said(received_on)}）至今天之间。"
        refusals.append(Reason(text, "", "on"))
    if how not in tuple(WithdrawalWay):
        refusals.append(Reason("请选择投诉人以什么方式撤回。", "", "how"))
    if joint and not words.strip():
        text = "共同投诉的，放弃投诉请求应当经每一名投诉人同意：请写明各投诉人同意撤回的凭据。"
        refusals.append(Reason(text, law.cite(regulation, _JOINT[regulation]), "words"))
    text = (
        "条文没有规定受理前的撤回，参照该项办理：撤回后不再处理，期限停止；投诉人仍可以通过其他途径解决争议。"
    )
    return Decision.check(refusals, Reason(text, law.cite(regulation, _LIKE[regulation])))
