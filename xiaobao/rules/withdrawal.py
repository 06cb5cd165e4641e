"""Withdrawal before acceptance (撤回). No article sets a form for it; both rules encourage settling.

After acceptance withdrawal is a ground for ending mediation (令121 第二十三条第一款第一项, 令20 第二十一条
第一款第一项) and the table of states refuses it here.
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

_SETTLE: Mapping[str, str] = MappingProxyType({ORDER_121: "18(2)", ORDER_20: "16(2)"})


class WithdrawalWay(Labelled):
    """How the complainant withdrew; the letter says 以…方式."""

    PLATFORM = "platform", "全国12315平台"
    PHONE = "phone", "电话"
    IN_PERSON = "in_person", "当面"
    WRITTEN = "written", "书面"
    SMS = "sms", "短信"
    EMAIL = "email", "电子邮件"


def check_withdraw(
    *, regulation: str, on: date, how: str, received_on: date, today: date, law: Lawbook
) -> Decision:
    """Check that a withdrawal can be recorded."""
    refusals = []
    if not received_on <= on <= today:
        text = f"撤回之日应当在收到投诉之日（{said(received_on)}）至今天之间。"
        refusals.append(Reason(text, "", "on"))
    if how not in tuple(WithdrawalWay):
        refusals.append(Reason("请选择投诉人以什么方式撤回。", "", "how"))
    text = "撤回后不再处理，期限停止；投诉人仍可以通过其他途径解决争议。"
    return Decision.check(refusals, Reason(text, law.cite(regulation, _SETTLE[regulation])))
