"""Who in the bureau handles a matter (分送、分派): 令121 第四十一条, 令20 第三十七条.

The office that receives for the bureau distributes. A unit without competence hands the matter back to it
and never passes it on: 不得自行移送. What a superior sent down goes back to the sender.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Track
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.steps import ORDER_20, ORDER_121

RECEIVES = "bureau"
"""The kind of the office that receives for the bureau (``locality.OfficeEntry.kind``)."""

_HAND_OUT: Mapping[str, str] = MappingProxyType({ORDER_121: "41(1)", ORDER_20: "37(1)"})
_HAND_BACK: Mapping[str, str] = MappingProxyType({ORDER_121: "41(2)", ORDER_20: "37(2)"})
_DECIDE: Mapping[str, str] = MappingProxyType({ORDER_121: "15(1)", ORDER_20: "14"})
_CHECKED = ("samr-order-2", "18(1)")
_NO_AUTHORITY: Mapping[str, str] = MappingProxyType({ORDER_121: "16[1]", ORDER_20: "15[1]"})
_TELL_REPORTER: Mapping[str, str] = MappingProxyType({ORDER_121: "34", ORDER_20: "29"})


_NOT_ONESELF = "举报的承办人可以查阅举报人身份，不能由本人指定自己（本局要求），请由其他有权的人指定。"


def check_assign(
    *,
    regulation: str,
    held_by: str,
    same: bool,
    known: bool,
    handler: str,
    holds_post: bool,
    law: Lawbook,
    oneself: bool = False,
) -> Decision:
    """Check that a matter can be given to an office.

    ``held_by`` is the kind of the office that has it now; ``same`` that it is the one chosen, ``known`` that
    the chosen one is ours; ``holds_post`` that the officer ``handler`` holds a post there (if any is named);
    ``oneself`` that it is a report and the officer names the own person.
    """
    out, back = law.cite(regulation, _HAND_OUT[regulation]), law.cite(regulation, _HAND_BACK[regulation])
    refusals = []
    if held_by != RECEIVES:
        text = "承办单位不得自行移送其他单位：没有处理权限的，先退回统一接收机构，再由其分派。"
        refusals.append(Reason(text, back, "office"))
    if not known:
        refusals.append(Reason("请选择本局的一个承办单位。", out, "office"))
    elif same and not handler:
        refusals.append(Reason("这件来件已经在该单位。", out, "office"))
    if handler and not holds_post:
        refusals.append(Reason("承办人在该单位没有任职，请重新选择。", "", "handler"))
    elif oneself:
        refusals.append(Reason(_NOT_ONESELF, "", "handler"))
    return Decision.check(refusals, Reason("统一接收的机构应当及时分送有处理权限的单位。", out))


def check_entrust(
    *,
    regulation: str,
    handler: str,
    holds_post: bool,
    already: bool,
    law: Lawbook,
    oneself: bool = False,
) -> Decision:
    """Check that an officer of the unit can be named the handler of a matter.

    ``holds_post``: the officer ``handler`` holds a post in that unit today that handles matters; ``already``
    that it is this officer's. Who within a unit does the work no article says: its head, by house order.
    ``oneself``: it is a report and the officer names the own person.
    """
    article = law.cite(regulation, _HAND_BACK[regulation])
    refusals = []
    if not handler:
        refusals.append(Reason("请选择承办人。", "", "handler"))
    elif not holds_post:
        refusals.append(Reason("承办人在本单位没有办理投诉举报的任职，请重新选择。", "", "handler"))
    elif already:
        refusals.append(Reason("这件来件已经由该承办人办理。", "", "handler"))
    elif oneself:
        refusals.append(Reason(_NOT_ONESELF, "", "handler"))
    text = "收到分送的机构应当及时处理；由谁承办，由本单位负责人指定（本局要求）。"
    return Decision.check(refusals, Reason(text, article))


def check_hand_back(
    *, regulation: str, held_by: str, words: str, law: Lawbook, track: str = Track.COMPLAINT.value
) -> Decision:
    """Check that a unit can hand a matter back to the office that receives for the bureau."""
    back = law.cite(regulation, _HAND_BACK[regulation])
    refusals = []
    if held_by == RECEIVES:
        refusals.append(Reason("这件来件已经在统一接收机构。", back))
    if not words.strip():
        refusals.append(Reason("请写明本单位没有处理权限的理由。", back, "words"))
    return Decision.check(refusals, *_mind(regulation, back, law, track))


def _mind(regulation: str, back: str, law: Lawbook, track: str) -> tuple[Reason, ...]:
    text = "没有处理权限的，应当及时反馈统一接收机构，不得自行移送。"
    # The period is the bureau's, whichever of its units has the matter: 自收到投诉之日起, 自…收到材料之日起.
    complaint = track == Track.COMPLAINT
    article = law.cite(regulation, _DECIDE[regulation]) if complaint else law.cite(*_CHECKED)
    return Reason(text, back), Reason("退回不停止本局的办理期限，期限仍从收到之日起算。", article)


def check_return(
    *, regulation: str, sent_down: bool, words: str, law: Lawbook, track: str = Track.COMPLAINT.value
) -> Decision:
    """Check that a matter can go back to the superior that sent it down (反馈分送机构).

    The paragraph speaks of units of the same level; what a superior sent down is sent back by analogy.
    """
    back = law.cite(regulation, _HAND_BACK[regulation])
    refusals = []
    if not sent_down:
        refusals.append(_not_sent_down(regulation, track, law))
    if not words.strip():
        refusals.append(Reason("请写明本局没有处理权限的理由。", back, "words"))
    text = "该款写的是同级机构的反馈，对上级的分送参照办理：及时反馈，不自行移送其他部门。"
    return Decision.check(refusals, Reason(text, back))


def _not_sent_down(regulation: str, track: str, law: Lawbook) -> Reason:
    if track == Track.COMPLAINT:
        text = "只有上级分送的投诉才能反馈分送机构；其他投诉没有处理权限的，依规定决定不予受理。"
        return Reason(text, law.cite(regulation, _NO_AUTHORITY[regulation]))
    text = "只有上级分送的举报才能反馈分送机构；其他举报没有处理权限的，依规定告知举报人。"
    return Reason(text, law.cite(regulation, _TELL_REPORTER[regulation]))
