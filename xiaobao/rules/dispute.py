"""A dispute between bureaus over who is competent (管辖争议): 令121 第三十三条, 令20 第三十条.

They settle it between themselves within the period of the law, or put it before their common superior. The
period for deciding on the complaint, or for checking the report, runs on meanwhile: neither rule stops it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from xiaobao.law import Lawbook
from xiaobao.rules.acts import Labelled, Track
from xiaobao.rules.decision import Decision, Reason
from xiaobao.rules.jurisdiction import too_long
from xiaobao.rules.steps import ORDER_20, ORDER_121
from xiaobao.rules.wording import said

DISPUTE_CLOCK = "jurisdiction.dispute"

_ARTICLE: Mapping[str, str] = MappingProxyType({ORDER_121: "33", ORDER_20: "30"})


class DisputeEnd(Labelled):
    """How a dispute ends."""

    AGREED = "agreed", "协商一致"
    REFERRED = "referred", "报请共同上一级指定"


def check_dispute(
    *,
    regulation: str,
    with_whom: str,
    arose_on: date,
    received_on: date,
    open_since: date | None,
    today: date,
    law: Lawbook,
    track: str = Track.COMPLAINT.value,
) -> Decision:
    """Check that a dispute over competence can be recorded; one is open at a time."""
    article = law.cite(regulation, _ARTICLE[regulation])
    refusals = list(too_long("with_whom", with_whom))
    if open_since is not None:
        text = f"{said(open_since)}发生的处理权限争议还没有结果，不能再登记。"
        refusals.append(Reason(text, article))
    if not with_whom.strip():
        refusals.append(Reason("请写明与哪个市场监督管理部门发生争议。", article, "with_whom"))
    if not received_on <= arose_on <= today:
        text = f"争议发生之日应当在收到{Track(track).label}之日（{said(received_on)}）至今天之间。"
        refusals.append(Reason(text, article, "arose_on"))
    clock = law.clock(DISPUTE_CLOCK, day=arose_on, regulation=regulation)
    within = f"自发生争议之日起{clock.measure}内协商；协商不成的，报请共同的上一级部门指定。"
    return Decision.check(refusals, Reason(within, article))


def check_end_dispute(
    *,
    regulation: str,
    outcome: str,
    on: date,
    ours: bool | None,
    elsewhere: str,
    arose_on: date | None,
    today: date,
    law: Lawbook,
    track: str = Track.COMPLAINT.value,
) -> Decision:
    """Check that the end of a dispute can be recorded; ``arose_on`` None: none is open.

    Agreement says whose the matter is; a referral may leave it open until the superior designates.
    """
    article = law.cite(regulation, _ARTICLE[regulation])
    if arose_on is None:
        return Decision.check([Reason("没有尚未结束的处理权限争议。", article)])
    refusals = list(too_long("elsewhere", elsewhere))
    if outcome not in tuple(DisputeEnd):
        refusals.append(Reason("请选择协商一致或者报请指定。", article, "outcome"))
    if not arose_on <= on <= today:
        text = f"争议结束之日应当在发生之日（{said(arose_on)}）至今天之间。"
        refusals.append(Reason(text, article, "on"))
    if outcome == DisputeEnd.AGREED and ours is None:
        refusals.append(Reason("协商一致的，请写明由谁处理。", article, "ours"))
    if ours and elsewhere.strip():
        refusals.append(Reason("由本局处理的，不填写其他处理机关。", "", "elsewhere"))
    return Decision.check(refusals, *_whose_now(outcome, ours, article, track))


def _whose_now(outcome: str, ours: bool | None, article: str, track: str) -> Iterator[Reason]:
    if outcome == DisputeEnd.REFERRED and ours is None:
        yield Reason("上一级部门指定后，请用“确认管辖”记录由谁处理。", article)
    elif ours is False:
        ends = "决定不予受理" if track == Track.COMPLAINT else "告知举报人"
        yield Reason(f"本局没有处理权限的，依规定退回、反馈或者{ends}。", article)
